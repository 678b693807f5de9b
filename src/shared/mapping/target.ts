import type { ProblemOf } from '../problem.ts';
import { err, ok, type Result, unreachable } from '../result.ts';
import { speakableName, variableKey } from './key.ts';
import type { ColumnTarget, Mapping } from './mapping.ts';
import { rankOf } from './preference.ts';

/** A column (from 0) and what the user says it is for. */
export interface ColumnChoice {
  readonly column: number;
  readonly target: ColumnTarget;
}

/**
 * One `--map COLUMN=TARGET` of the command line. COLUMN is a name of the header (capitals and accents do not count;
 * of several alike the first) or a position, `#3`, from 1. TARGET is `number`, `name` (of a second and third choice
 * `number:2`, of a second part of the name `name:2`), `tags`, `department`, `consent`, `consent-date`, `field:NAME`,
 * `var:NAME` or `skip`. Problems: columnUnknown, with the columns there are; targetUnknown.
 */
export function parseMapArgument(
  argument: string,
  header: readonly string[],
): Result<ColumnChoice, ProblemOf<'columnUnknown' | 'targetUnknown'>> {
  const splits = [...argument.matchAll(/=/g)].map((sign) => sign.index);
  // A header may hold a "=" itself: the first split whose left side is a column is the one that was meant.
  for (const at of splits) {
    const column = findColumn(argument.slice(0, at), header);
    if (column === null) continue;
    const target = parseTarget(argument.slice(at + 1));
    return target.ok ? ok({ column, target: target.value }) : target;
  }
  const end = splits[0];
  if (end === undefined) return err({ kind: 'targetUnknown', target: argument.trim() });
  return err({ kind: 'columnUnknown', column: argument.slice(0, end).trim(), columns: listedColumns(header) });
}

/** A target as the command line writes it: `field:Cidade`. */
export function parseTarget(text: string): Result<ColumnTarget, ProblemOf<'targetUnknown'>> {
  const written = text.trim();
  const colon = written.indexOf(':');
  const word = (colon < 0 ? written : written.slice(0, colon)).trim().toLowerCase();
  const name = colon < 0 ? '' : written.slice(colon + 1).trim();
  const simple = colon < 0 ? simpleTargets.get(word) : undefined;
  if (simple !== undefined) return ok(simple);
  if (word === 'field' && name !== '') return ok({ kind: 'field', name });
  if (word === 'var' && name !== '') return ok({ kind: 'variable', name });
  const isRanked = word === 'number' || word === 'name';
  if (isRanked && /^[1-9]\d?$/.test(name))
    return ok(name === '1' ? { kind: word } : { kind: word, rank: Number(name) });
  return err({ kind: 'targetUnknown', target: written });
}

const simpleTargets: ReadonlyMap<string, ColumnTarget> = new Map([
  ['number', { kind: 'number' }],
  ['name', { kind: 'name' }],
  ['tags', { kind: 'tags' }],
  ['department', { kind: 'department' }],
  ['consent', { kind: 'consent' }],
  ['consent-date', { kind: 'consentDate' }],
  ['skip', { kind: 'skip' }],
]);

/** The same the other way: parsing it gives the target again, but for what it does to contacts that are there. */
export function formatTarget(target: ColumnTarget): string {
  switch (target.kind) {
    case 'number':
    case 'name':
      return rankOf(target) > 1 ? `${target.kind}:${rankOf(target)}` : target.kind;
    case 'field':
      return `field:${target.name}`;
    case 'variable':
      return `var:${target.name}`;
    case 'consentDate':
      return 'consent-date';
    case 'tags':
    case 'department':
    case 'consent':
    case 'skip':
      return target.kind;
    default:
      return unreachable(target);
  }
}

/**
 * A mapping with what the user said put in. A guessed number or name gives way when another column is named as such:
 * it can still be said in messages, under its header.
 */
export function withChoices(mapping: Mapping, header: readonly string[], choices: readonly ColumnChoice[]): Mapping {
  const chosen = new Map(choices.map(({ column, target }) => [column, target]));
  // Who names only a second choice keeps the guess for the first.
  const least = (kind: 'number' | 'name') =>
    Math.min(...choices.flatMap(({ target }) => (target.kind === kind ? [rankOf(target)] : [])));
  return mapping.map((target, column): ColumnTarget => {
    const choice = chosen.get(column);
    if (choice) return choice;
    if ((target.kind !== 'number' && target.kind !== 'name') || rankOf(target) < least(target.kind)) return target;
    const name = speakableName(header[column] ?? '');
    return name === '' ? { kind: 'skip' } : { kind: 'variable', name };
  });
}

/** A column as people name it: as in the header, nearly so, or `#3`. Null where there is none. */
export function findColumn(text: string, header: readonly string[]): number | null {
  const written = text.trim();
  const exact = header.findIndex((name) => name.trim() === written);
  if (exact >= 0 && written !== '') return exact;
  const position = /^#(\d+)$/.exec(written)?.[1];
  if (position !== undefined) {
    const column = Number(position) - 1;
    return column >= 0 && column < header.length ? column : null;
  }
  const key = variableKey(written);
  const alike = key === '' ? -1 : header.findIndex((name) => variableKey(name) === key);
  return alike < 0 ? null : alike;
}

/** So many columns are told; a sheet may have a thousand. */
const mostListed = 30;

/** The columns there are, for people. */
export function listedColumns(header: readonly string[]): string {
  const names = header.slice(0, mostListed).map((name, i) => name.trim() || `#${i + 1}`);
  return [...names, ...(header.length > mostListed ? ['…'] : [])].join(', ');
}
