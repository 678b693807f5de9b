import { z } from 'zod';
import { attachmentSchema, type Content, plainText } from '#shared/campaign/content.ts';
import { exclusionsSchema, usualExclusions } from '#shared/campaign/exclusions.ts';
import { paceSchema, sendingHoursSchema, weekdaySchema } from '#shared/pace/limits.ts';
import { inDoubtRuleSchema } from '#shared/rpc/campaigns.ts';
import { campaignIdSchema } from '#shared/rpc/errors.ts';

// A content while somebody writes it: nothing chosen yet, a button without its words. The engine's own bounds come later.
const versions = z.array(z.object({ template: z.string(), share: z.number() })).min(1);
const contentInHandSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    versions,
    attachment: attachmentSchema.nullable(),
    buttons: z.array(z.object({ text: z.string() })),
  }),
  z.object({
    kind: z.literal('approved'),
    hsmId: z.string(),
    name: z.string(),
    language: z.string(),
    body: z.string(),
    parameters: z.array(z.string()),
    header: z.object({ kind: z.enum(['image', 'video', 'document']), link: z.string() }).nullable(),
    headerParameters: z.array(z.string()),
    buttons: z.array(z.object({ index: z.number(), suffix: z.string() })),
  }),
  z.object({ kind: z.literal('comment'), versions }),
]) satisfies z.ZodType<Content>;

/** A campaign that is being written. It may be wrong in places: the screen says where. */
const draftSchema = z.object({
  name: z.string(),
  content: contentInHandSchema,
  /** What was written before another kind of content was chosen; each kind is found again as it was left. */
  aside: z.array(contentInHandSchema).default([]),
  exclusions: exclusionsSchema.catch(usualExclusions),
  /** Decides who gets which text, in every preview and in the campaign. */
  seed: z.int().nonnegative(),
  beginsEarly: z.boolean().default(false),
  follows: campaignIdSchema.nullable().default(null),
  inDoubt: inDoubtRuleSchema.default('settle'),
  openTicket: z.boolean().default(false),
  pace: paceSchema.extend({
    rate: z.object({ count: z.number(), windowMs: z.number() }),
    dailyLimit: z.number().nullable(),
    caps: z.array(z.object({ count: z.number(), windowMs: z.number() })).default([]),
    rampUp: z.object({ first: z.number(), growth: z.number() }).nullable().default(null),
    hours: z.object(sendingHoursSchema.shape).nullable(),
    days: z.array(weekdaySchema).nullable(),
  }),
});
export type Draft = z.infer<typeof draftSchema>;

/** Of before a message could be more than one text. */
const olderDraftSchema = draftSchema
  .pick({ name: true, pace: true })
  .extend({ template: z.string() })
  .transform(
    ({ template, ...rest }): Draft => ({
      ...rest,
      content: plainText(template),
      aside: [],
      exclusions: usualExclusions,
      seed: 0,
      beginsEarly: false,
      follows: null,
      inDoubt: 'settle',
      openTicket: false,
    }),
  );

const keyOf = (importId: number): string => `malote.campaign.${importId}`;

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The draft of this import as it was left, or null. A window that reloads goes on with it. */
export function readDraft(shelf: Shelf, importId: number): Draft | null {
  const kept = shelf.getItem(keyOf(importId));
  if (kept === null) return null;
  try {
    return z.union([draftSchema, olderDraftSchema]).safeParse(JSON.parse(kept)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const keepDraft = (shelf: Shelf, importId: number, draft: Draft): void =>
  shelf.setItem(keyOf(importId), JSON.stringify(draft));

export const dropDraft = (shelf: Shelf, importId: number): void => shelf.removeItem(keyOf(importId));

/** What a campaign is asked about with: who, and what they would be sent. */
export type Composed = Pick<Draft, 'content' | 'exclusions' | 'seed'>;

/** The content as it would leave: buttons that say nothing yet are none. */
export function sendable(content: Content): Content {
  if (content.kind !== 'message') return content;
  const buttons = content.buttons.filter(({ text }) => text.trim() !== '');
  return buttons.length === content.buttons.length ? content : { ...content, buttons };
}
