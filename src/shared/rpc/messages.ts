import { z } from 'zod';
import { attachmentSchema } from '../campaign/content.ts';
import { receiptSchema } from '../recipient/delivery.ts';
import { accountIdSchema, importIdSchema, procedure } from './errors.ts';

/** An approved template of the official connection, reduced to what a campaign needs of it. */
export const approvedTemplateSchema = z.object({
  hsmId: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string().nullable(),
  /** Only what is approved can be sent; the others are shown with this word of the account, and cannot be chosen. */
  isApproved: z.boolean(),
  status: z.string(),
  header: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('text'), text: z.string(), placeholders: z.int() }),
    z.object({ kind: z.enum(['image', 'video', 'document']) }),
  ]),
  body: z.string(),
  /** Names of the placeholders of the body as written, `1`, `2` … or words, in their order. */
  placeholders: z.array(z.string()),
  footer: z.string().nullable(),
  buttons: z.array(z.object({ index: z.int(), text: z.string(), takesSuffix: z.boolean() })),
});
export type ApprovedTemplate = z.infer<typeof approvedTemplateSchema>;

export const savedTextSchema = z.object({ id: z.int(), name: z.string(), template: z.string(), savedAt: z.number() });
export type SavedText = z.infer<typeof savedTextSchema>;

/** What a message is made of, beside the words that somebody types. */
export const messages = {
  /** Templates of the connection that this import sends through; empty where it has none. Problems: those of the account. */
  approved: procedure.input(z.object({ importId: importIdSchema })).output(z.array(approvedTemplateSchema)),

  /** The account's own quick replies. Problems: those of the account. */
  quickReplies: procedure
    .input(z.object({ accountId: accountIdSchema }))
    .output(z.array(z.object({ id: z.string(), title: z.string(), text: z.string() }))),

  /** Texts kept in Malote, newest first. */
  saved: procedure.output(z.array(savedTextSchema)),
  /** Under a name that is there already it takes its place. */
  save: procedure
    .input(z.object({ name: z.string().trim().min(1).max(100), template: z.string().min(1).max(20_000) }))
    .output(savedTextSchema),
  forget: procedure.input(z.object({ id: z.int() })),

  /**
   * Copies a file of this machine into the data folder, after a look at what it is. Problems: those of a file;
   * attachmentUnsupported, attachmentTooLarge.
   */
  attach: procedure
    .input(z.object({ path: z.string().min(1), fileName: z.string().min(1).max(500) }))
    .output(attachmentSchema),

  /** What became of a test message. Problems: those of the account. */
  receipt: procedure
    .input(z.object({ importId: importIdSchema, messageId: z.string() }))
    .output(z.object({ receipt: receiptSchema, detail: z.string().nullable() })),
};
