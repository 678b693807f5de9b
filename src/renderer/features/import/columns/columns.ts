import { speakableName, variableKey } from '#shared/mapping/key.ts';
import type { ColumnTarget, Guess, Mapping } from '#shared/mapping/mapping.ts';
import { columnsInOrder, rankOf } from '#shared/mapping/preference.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';

/** A column of the sheet with all that its card tells. */
export interface SheetColumn {
  readonly index: number;
  readonly name: string;
  /** Up to three cells that say something, in the order of the rows. */
  readonly samples: readonly string[];
  readonly target: ColumnTarget;
  readonly guess: Guess | null;
  /** Of several columns with the number (or the name) its place among them, from 1. */
  readonly place: number;
  /** The column that is the number (or the name) as well, and comes right before it. */
  readonly after: string | null;
}

const mostSamples = 3;

export function columnsOf(
  source: Pick<ImportDetail, 'findings' | 'mapping' | 'guesses'>,
  nameOfBlank: (position: number) => string,
): readonly SheetColumn[] {
  const { findings, mapping, guesses } = source;
  const header = findings?.header ?? [];
  const names = header.map((name, index) => name.trim() || nameOfBlank(index + 1));
  const orders = { number: columnsInOrder(mapping, 'number'), name: columnsInOrder(mapping, 'name') };
  return header.map((_, index): SheetColumn => {
    const target = mapping[index] ?? { kind: 'skip' };
    const order = target.kind === 'number' || target.kind === 'name' ? orders[target.kind] : [index];
    const place = order.indexOf(index) + 1;
    return {
      index,
      name: names[index] ?? '',
      samples: samplesOf(findings?.head ?? [], index),
      target,
      guess: guesses[index] ?? null,
      place,
      after: place > 1 ? (names[order[place - 2] ?? index] ?? null) : null,
    };
  });
}

function samplesOf(rows: readonly (readonly string[])[], column: number): readonly string[] {
  const samples = new Set<string>();
  for (const row of rows) {
    const cell = (row[column] ?? '').trim();
    if (cell !== '') samples.add(cell);
    if (samples.size === mostSamples) break;
  }
  return [...samples];
}

/** Are two targets one? Names of fields and variables count as the engine compares them. */
export function isSameTarget(a: ColumnTarget, b: ColumnTarget): boolean {
  if (a.kind !== b.kind || rankOf(a) !== rankOf(b)) return false;
  const [aName, bName] = [nameOf(a), nameOf(b)];
  return aName === null || bName === null || variableKey(aName) === variableKey(bName);
}

const nameOf = (target: ColumnTarget): string | null =>
  target.kind === 'field' || target.kind === 'variable' ? target.name : null;

/**
 * A target of this kind for this column: named as the column is where it needs a name, and behind the other columns where
 * there are some with the number (or the name) already.
 */
export function targetOf(
  kind: ColumnTarget['kind'],
  column: Pick<SheetColumn, 'name' | 'target'>,
  mapping: Mapping,
): ColumnTarget {
  if (kind === 'number' || kind === 'name') {
    const ranks = mapping.flatMap((target) => (target.kind === kind ? [rankOf(target)] : []));
    return ranks.length === 0 ? { kind } : { kind, rank: Math.max(...ranks) + 1 };
  }
  if (kind !== 'field' && kind !== 'variable') return { kind };
  const name = nameOf(column.target) ?? speakableName(column.name);
  return { kind, name: name || column.name };
}
