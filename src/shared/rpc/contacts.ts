import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { contactFilterSchema } from '../lookup/contacts.ts';
import { accountIdSchema, procedure } from './errors.ts';

/** A contact of the account, as it is there. Null: the account does not say. */
export const contactViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Digits. */
  number: z.string(),
  serviceId: z.string().nullable(),
  tagIds: z.array(z.string()),
  /** Custom fields, by their id. */
  fields: z.record(z.string(), z.string()),
  /** False: the account says that the number is not on WhatsApp. */
  isOnWhatsapp: z.boolean().nullable(),
  isBlocked: z.boolean().nullable(),
  isUnsubscribed: z.boolean().nullable(),
  createdAtMs: z.number().nullable(),
});
export type ContactView = z.infer<typeof contactViewSchema>;

const whichSchema = z.object({
  accountId: accountIdSchema,
  /** Null: of all connections. */
  serviceId: z.string().min(1).nullable(),
  filter: contactFilterSchema,
});

/** Where a list goes on: contacts of an organisation are asked for in several questions, each with its pages. */
export const contactPlaceSchema = z.object({ question: z.int().nonnegative(), page: z.int().positive() });
export type ContactPlace = z.infer<typeof contactPlaceSchema>;

/** Contacts of the account, looked up there. Nothing of it is kept. */
export const contacts = {
  /**
   * A page of those that are meant, oldest first, as large as the account makes it; it may be empty though more come. Its total
   * is null where the account does not tell how many are meant. Problems: contactsNotTold, those of the account.
   */
  page: procedure.input(whichSchema.extend({ place: contactPlaceSchema.default({ question: 0, page: 1 }) })).output(
    z.object({
      contacts: z.array(contactViewSchema),
      total: z.int().nullable(),
      next: contactPlaceSchema.nullable(),
    }),
  ),

  /** The ids of all that are meant, up to 100,000; told as it goes. Problems: contactsNotTold, those of the account. */
  ids: procedure
    .input(whichSchema)
    .output(
      eventIterator(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('reading'), contacts: z.int() }),
          z.object({ type: z.literal('read'), contactIds: z.array(z.string()), isWhole: z.boolean() }),
        ]),
      ),
    ),
};
