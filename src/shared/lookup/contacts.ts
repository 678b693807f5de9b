import { z } from 'zod';
import { type ContactFacts, isAmong } from '../audience/contact-match.ts';
import { contactsWhichSchema } from '../audience/definition.ts';
import { folded } from '../mapping/key.ts';

/** Chosen one by one; more are looked for by what they have in common. */
export const mostChosen = 10_000;

/** Which contacts of an account are looked up: as an audience asks for them, or by what somebody remembers of one. */
export const contactFilterSchema = z.discriminatedUnion('by', [
  ...contactsWhichSchema.options,
  z.object({ by: z.literal('name'), text: z.string().trim().min(1).max(100) }),
  /** A part of the number, digits. */
  z.object({ by: z.literal('number'), digits: z.string().regex(/^\d{4,15}$/) }),
  /** By their ids, as they were chosen in a table. */
  z.object({ by: z.literal('chosen'), ids: z.array(z.string().min(1)).max(mostChosen) }),
]);
export type ContactFilter = z.infer<typeof contactFilterSchema>;

/** As `isAmong`. Null: the answer does not show it. */
export function isMeant(
  contact: ContactFacts & { readonly name: string; readonly number: string },
  filter: ContactFilter,
): boolean | null {
  switch (filter.by) {
    case 'name':
      return folded(contact.name).includes(folded(filter.text));
    case 'number':
      return contact.number.includes(filter.digits);
    case 'chosen':
      return true;
    default:
      return isAmong(contact, filter);
  }
}

/**
 * A text as an account is asked for it, which minds accents: letters that may have one become `_`, any letter (SQL, LIKE), where
 * enough others are left to find by. What comes is looked at again.
 */
export function withoutAccents(text: string): string {
  const open = folded(text).replace(/[aeiouc%_]/g, '_');
  return open.replace(/[_\s]/g, '').length >= 2 ? open : text;
}

export const contactColumnSchema = z.enum([
  'name',
  'number',
  'connection',
  'tags',
  'whatsapp',
  'blocked',
  'unsubscribed',
  'created',
  'id',
]);
export type ContactColumn = z.infer<typeof contactColumnSchema>;
export const contactColumns = contactColumnSchema.options;
/** Where nobody chose any. */
export const usualContactColumns = contactColumnSchema.exclude(['blocked', 'unsubscribed', 'id']).options;
