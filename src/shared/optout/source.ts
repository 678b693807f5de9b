import { z } from 'zod';

/**
 * How an opt-out became known: a person wrote it down, a reply asked for it, a refusal meant it, the account had the contact
 * marked, or a list was taken in.
 */
export const optOutSourceSchema = z.enum(['user', 'reply', 'refusal', 'account', 'import']);
export type OptOutSource = z.infer<typeof optOutSourceSchema>;
