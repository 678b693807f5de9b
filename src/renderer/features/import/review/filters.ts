import type { RowCount, RowFilter } from '#shared/rpc/imports.ts';
import { goodCount, goodFilter, type Situation, situationsOf } from '../situations.ts';

/** The filters above the table: all rows, the good ones together, and each situation that has rows. */
export interface Filter {
  readonly key: string;
  readonly tone: Situation['tone'];
  readonly filter: RowFilter;
  readonly count: number;
}

/** Before a check all good rows are in one situation: it would be the same filter twice. */
const isSameAsGood = (situation: Situation, good: number): boolean =>
  situation.count === good && (situation.key === 'unchecked' || situation.key === 'verified');

export function filtersOf(counts: readonly RowCount[], rows: number): readonly Filter[] {
  const good = goodCount(counts);
  const all: Filter = { key: 'all', tone: 'plain', filter: {}, count: rows };
  const ready: readonly Filter[] = good > 0 ? [{ key: 'good', tone: 'good', filter: goodFilter, count: good }] : [];
  return [all, ...ready, ...situationsOf(counts).filter((situation) => !isSameAsGood(situation, good))];
}

/** The filter that an address names, or all rows: what it names may have been mended meanwhile. */
export const filterFrom = (filters: readonly Filter[], key: string | undefined): Filter =>
  filters.find((filter) => filter.key === key) ?? filters[0] ?? { key: 'all', tone: 'plain', filter: {}, count: 0 };

/** Chips that stand in one line of a small window. */
const mostChips = 5;

/** Which filters stand open: all rows, the good ones, then those with the most rows; and always the chosen one, in its place. */
export function chipsShown<Chip extends { readonly key: string }>(
  chips: readonly Chip[],
  chosen: string,
): { readonly shown: readonly Chip[]; readonly others: readonly Chip[] } {
  // One alone behind a menu is better seen.
  if (chips.length <= mostChips + 1) return { shown: chips, others: [] };
  const first = chips.slice(0, mostChips);
  const isShown = (chip: Chip) => first.includes(chip) || chip.key === chosen;
  return { shown: chips.filter(isShown), others: chips.filter((chip) => !isShown(chip)) };
}
