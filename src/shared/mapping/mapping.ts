import { z } from 'zod';
import { existingRuleSchema } from '../contacts/rules.ts';

const rank = z.int().min(1).max(99).optional();

/**
 * What a column of the sheet is for. `variable` names it for messages only; `field` is a custom field of the account,
 * by its name (made on the account where it does not exist yet). A skipped column goes nowhere. `existing`: what the
 * column does to contacts that were there before, where that is another thing than what the whole import does. `rank`: of
 * several columns with the number, which is tried first; of several with the name, which stands first; left out: 1.
 * `department` is the name of a department of the account; `consent` says that, or how, somebody agreed to be written to,
 * and `consentDate` when.
 */
export const columnTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), rank }),
  z.object({ kind: z.literal('name'), rank, existing: existingRuleSchema.optional() }),
  z.object({ kind: z.literal('tags') }),
  z.object({ kind: z.literal('field'), name: z.string().min(1), existing: existingRuleSchema.optional() }),
  z.object({ kind: z.literal('variable'), name: z.string().min(1) }),
  z.object({ kind: z.literal('department') }),
  z.object({ kind: z.literal('consent') }),
  z.object({ kind: z.literal('consentDate') }),
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

/** What a sheet says about somebody's agreement to be written to, as it stands there. */
export interface Consent {
  /** "Sim", "formulário do site", a link; blank where the sheet has only a date. */
  readonly proof: string;
  /** Blank where the sheet has none. */
  readonly date: string;
  /** The columns that it was taken from, as they are called. */
  readonly from: readonly string[];
}

/** A row after the mapping was applied: what a contact is made of, and what a message may say. */
export interface Draft {
  /** The preferred cell that holds a number, as it came. Which of several is used: `preferredNumber`. */
  readonly number: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** Of a department of the account, by its name; blank: none. */
  readonly department: string;
  /** Null where the sheet says nothing about it. */
  readonly consent: Consent | null;
  /** Custom fields of the account by name; blank cells are left out. */
  readonly fields: Readonly<Record<string, string>>;
  /** What a template can say, by `variableKey`: name, fields, variables. Blank cells are left out. */
  readonly variables: Readonly<Record<string, string>>;
}
