import { speakableName, variableKey } from '#shared/mapping/key.ts';
import type { ColumnTarget, Guess } from '#shared/mapping/mapping.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';

/** A column of the sheet with all that its card tells. */
export interface SheetColumn {
  readonly index: number;
  readonly name: string;
  /** Up to three cells that say something, in the order of the rows. */
  readonly samples: readonly string[];
  readonly target: ColumnTarget;
  readonly guess: Guess | null;
  /** The column above this one that is the number (or the name) as well, and counts before it. */
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
  return header.map((_, index): SheetColumn => {
    const target = mapping[index] ?? { kind: 'skip' };
    const isShared = target.kind === 'number' || target.kind === 'name';
    const before = isShared ? mapping.findIndex(({ kind }) => kind === target.kind) : index;
    return {
      index,
      name: names[index] ?? '',
      samples: samplesOf(findings?.head ?? [], index),
      target,
      guess: guesses[index] ?? null,
      after: before < index ? (names[before] ?? null) : null,
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
  if (a.kind !== b.kind) return false;
  if ('name' in a && 'name' in b) return variableKey(a.name) === variableKey(b.name);
  return true;
}

/** A target of this kind for this column, named as the column is where it needs a name. */
export function targetOf(kind: ColumnTarget['kind'], column: Pick<SheetColumn, 'name' | 'target'>): ColumnTarget {
  if (kind !== 'field' && kind !== 'variable') return { kind };
  const name = 'name' in column.target ? column.target.name : speakableName(column.name);
  return { kind, name: name || column.name };
}
