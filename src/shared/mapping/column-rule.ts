import { type ExistingRule, existingRuleSchema } from '../contacts/rules.ts';
import type { ProblemOf } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { ColumnTarget, Mapping } from './mapping.ts';
import { findColumn, listedColumns } from './target.ts';

/** A column (from 0) and what it does to contacts that were there before. */
export interface ColumnRule {
  readonly column: number;
  readonly existing: ExistingRule;
}

/**
 * One `--column-existing COLUMN=RULE` of the command line: the column as in `--map`, the rule `leave`, `fill` or `overwrite`.
 * Problems: columnUnknown, with the columns there are; optionInvalid.
 */
export function parseColumnRule(
  argument: string,
  header: readonly string[],
): Result<ColumnRule, ProblemOf<'columnUnknown' | 'optionInvalid'>> {
  const wrong = { kind: 'optionInvalid', option: '--column-existing', value: argument } as const;
  const at = argument.lastIndexOf('=');
  const rule = existingRuleSchema.safeParse(
    argument
      .slice(at + 1)
      .trim()
      .toLowerCase(),
  );
  if (at < 0 || !rule.success) return err(wrong);
  const written = argument.slice(0, at);
  const column = findColumn(written, header);
  if (column === null) return err({ kind: 'columnUnknown', column: written.trim(), columns: listedColumns(header) });
  return ok({ column, existing: rule.data });
}

/** Does a column write something into contacts that may be there already? Only a name and a custom field do. */
export const isOfContact = (
  target: ColumnTarget | undefined,
): target is Extract<ColumnTarget, { readonly kind: 'name' | 'field' }> =>
  target?.kind === 'name' || target?.kind === 'field';

/** The mapping with the rules put in. Problem: optionInvalid, for a column that is neither a name nor a custom field. */
export function withColumnRules(
  mapping: Mapping,
  header: readonly string[],
  rules: readonly ColumnRule[],
): Result<Mapping, ProblemOf<'optionInvalid'>> {
  const chosen = new Map(rules.map(({ column, existing }) => [column, existing]));
  const result: Mapping = [];
  for (const [column, target] of mapping.entries()) {
    const existing = chosen.get(column);
    if (existing === undefined) result.push(target);
    else if (isOfContact(target)) result.push({ ...target, existing });
    else return err({ kind: 'optionInvalid', option: '--column-existing', value: header[column] ?? `#${column + 1}` });
  }
  return ok(result);
}
