import type { ProblemOf } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { speakableName, variableKey } from './key.ts';
import type { ColumnTarget, Mapping } from './mapping.ts';

/** A column (from 0) and what the user says it is for. */
export interface ColumnChoice {
  readonly column: number;
  readonly target: ColumnTarget;
}

/**
 * One `--map COLUMN=TARGET` of the command line. COLUMN is a name of the header (capitals and accents do not count;
 * of several alike the first) or a position, `#3`, from 1. TARGET is `number`, `name`, `tags`, `field:NAME`,
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
  return err({ kind: 'columnUnknown', column: argument.slice(0, end).trim(), columns: listed(header) });
}

/** A target as the command line writes it: `field:Cidade`. */
export function parseTarget(text: string): Result<ColumnTarget, ProblemOf<'targetUnknown'>> {
  const written = text.trim();
  const colon = written.indexOf(':');
  const word = (colon < 0 ? written : written.slice(0, colon)).trim().toLowerCase();
  const name = colon < 0 ? '' : written.slice(colon + 1).trim();
  if (colon < 0 && (word === 'number' || word === 'name' || word === 'tags' || word === 'skip'))
    return ok({ kind: word });
  if (word === 'field' && name !== '') return ok({ kind: 'field', name });
  if (word === 'var' && name !== '') return ok({ kind: 'variable', name });
  return err({ kind: 'targetUnknown', target: written });
}

/** The same the other way: parsing it gives the target again. */
export function formatTarget(target: ColumnTarget): string {
  if (target.kind === 'field') return `field:${target.name}`;
  return target.kind === 'variable' ? `var:${target.name}` : target.kind;
}

/**
 * A mapping with what the user said put in. A guessed number or name gives way when another column is named as such:
 * it can still be said in messages, under its header.
 */
export function withChoices(mapping: Mapping, header: readonly string[], choices: readonly ColumnChoice[]): Mapping {
  const chosen = new Map(choices.map(({ column, target }) => [column, target]));
  const taken = new Set(choices.map(({ target }) => target.kind));
  return mapping.map((target, column): ColumnTarget => {
    const choice = chosen.get(column);
    if (choice) return choice;
    if ((target.kind !== 'number' && target.kind !== 'name') || !taken.has(target.kind)) return target;
    const name = speakableName(header[column] ?? '');
    return name === '' ? { kind: 'skip' } : { kind: 'variable', name };
  });
}

function findColumn(text: string, header: readonly string[]): number | null {
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

function listed(header: readonly string[]): string {
  const names = header.slice(0, mostListed).map((name, i) => name.trim() || `#${i + 1}`);
  return [...names, ...(header.length > mostListed ? ['…'] : [])].join(', ');
}
