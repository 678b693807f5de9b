import type { ColumnTarget, Mapping } from './mapping.ts';

/** Which of several columns comes first: 1, where nothing else was said. */
export const rankOf = (target: ColumnTarget): number =>
  target.kind === 'number' || target.kind === 'name' ? (target.rank ?? 1) : 1;

/** The columns of one kind, the preferred one first; of equal rank in the order of the sheet. */
export const columnsInOrder = (mapping: Mapping, kind: 'number' | 'name'): readonly number[] =>
  mapping
    .flatMap((target, column) => (target.kind === kind ? [{ column, rank: rankOf(target) }] : []))
    .sort((a, b) => a.rank - b.rank || a.column - b.column)
    .map(({ column }) => column);

/** How a number stands: `usable` may be written to, or was not asked about yet. */
export type Standing = 'usable' | 'noWhatsapp' | 'invalid' | 'optedOut';

/**
 * The number of a row, out of its candidates: the first that is usable. Where none is, the first that has no WhatsApp, as it
 * is a number at least; else the first. Who opted out under any of them is opted out (law 5). Null where all are blank.
 */
export function preferredNumber<T>(candidates: readonly T[], standingOf: (candidate: T) => Standing): T | null {
  const standings = candidates.map(standingOf);
  for (const wanted of ['optedOut', 'usable', 'noWhatsapp'] as const) {
    const found = candidates[standings.indexOf(wanted)];
    if (found !== undefined) return found;
  }
  return candidates[0] ?? null;
}

/**
 * The mapping with this column before all others of its kind: they keep their order behind it. A column of another kind, or
 * none, changes nothing.
 */
export function preferring(mapping: Mapping, column: number): Mapping {
  const kind = mapping[column]?.kind;
  if (kind !== 'number' && kind !== 'name') return mapping;
  return ranked(mapping, kind, [column, ...columnsInOrder(mapping, kind).filter((other) => other !== column)]);
}

/** The mapping with the columns of a kind in this order. A rank of 1 is not written down. */
function ranked(mapping: Mapping, kind: 'number' | 'name', order: readonly number[]): Mapping {
  return mapping.map((target, column): ColumnTarget => {
    if (target.kind !== kind) return target;
    const { rank: _before, ...own } = target;
    const place = order.indexOf(column) + 1;
    return place > 1 ? { ...own, rank: place } : own;
  });
}
