import { z } from 'zod';

/**
 * What a column of the sheet is for. `variable` names it for messages only; `field` is a custom field of the account,
 * by its name (made on the account where it does not exist yet). A skipped column goes nowhere.
 */
export const columnTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number') }),
  z.object({ kind: z.literal('name') }),
  z.object({ kind: z.literal('tags') }),
  z.object({ kind: z.literal('field'), name: z.string().min(1) }),
  z.object({ kind: z.literal('variable'), name: z.string().min(1) }),
  z.object({ kind: z.literal('skip') }),
]);
export type ColumnTarget = z.infer<typeof columnTargetSchema>;

/** One target per column of the header, in order. */
export const mappingSchema = z.array(columnTargetSchema);
export type Mapping = z.infer<typeof mappingSchema>;

/** A guess for one column, with its certainty from 0 to 1 and whether the header or the cells gave it away. */
export const guessSchema = z.object({
  target: columnTargetSchema,
  certainty: z.number(),
  from: z.enum(['header', 'cells', 'remembered', 'none']),
});
export type Guess = z.infer<typeof guessSchema>;

/** A row after the mapping was applied: what a contact is made of, and what a message may say. */
export interface Draft {
  /** The cell that holds the number, as it came. */
  readonly number: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** Custom fields of the account by name; blank cells are left out. */
  readonly fields: Readonly<Record<string, string>>;
  /** What a template can say, by `variableKey`: name, fields, variables. Blank cells are left out. */
  readonly variables: Readonly<Record<string, string>>;
}
