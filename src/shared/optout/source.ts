import { z } from 'zod';

/**
 * How an opt-out became known: a person wrote it down, a reply asked for it, a refusal meant it, the account had the contact
 * marked, or a list was taken in.
 */
export const optOutSourceSchema = z.enum(['user', 'reply', 'refusal', 'account', 'import']);
export type OptOutSource = z.infer<typeof optOutSourceSchema>;

/** What came of telling the account: its contact is marked, it has none of this person, or it would not take it. */
export const toldSchema = z.enum(['marked', 'noContact', 'refused']);
export type Told = z.infer<typeof toldSchema>;
