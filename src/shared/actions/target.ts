import { z } from 'zod';
import { importIdSchema } from '../rpc/errors.ts';

/** A pasted list or a selection of more than this is a sheet, and is imported. */
const mostChosen = 100_000;
const mostLetters = 3_000_000;

/** Whom a bulk action is for. Audiences are made a list first, which is an import. */
export const actionTargetSchema = z.discriminatedUnion('kind', [
  /** The contacts of an import or of a list. */
  z.object({ kind: z.literal('import'), importId: importIdSchema }),
  /** One or more numbers a line, as people write them; looked up on a connection. */
  z.object({
    kind: z.literal('numbers'),
    text: z.string().min(1).max(mostLetters),
    serviceId: z.string().min(1),
    country: z.string().regex(/^[A-Z]{2}$/),
    /** Area code of numbers that have none. */
    area: z.string().nullable(),
  }),
  /** Contacts of the account by their ids, as they were chosen in a table. */
  z.object({ kind: z.literal('contacts'), contactIds: z.array(z.string().min(1)).min(1).max(mostChosen) }),
]);
export type ActionTarget = z.infer<typeof actionTargetSchema>;

/** What is kept of a target once it is enlisted: nothing personal. */
export const actionSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('import'), importId: importIdSchema, name: z.string() }),
  z.object({ kind: z.enum(['numbers', 'contacts']) }),
]);
export type ActionSource = z.infer<typeof actionSourceSchema>;
