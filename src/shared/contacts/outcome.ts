import { type RowState, settledRowStates } from '../recipient/row.ts';
import type { RowCount } from '../rpc/imports.ts';

/** What an import came to, for each row of the file; `open`: it has not come to its end yet. */
export const importOutcomes = ['created', 'updated', 'unchanged', 'refused', 'skipped', 'open'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

const settled: readonly RowState[] = settledRowStates;

/**
 * Created: the contact was made, be it found to have no WhatsApp then. Updated and unchanged: it was there before.
 * Refused: the account did not take the row, or nobody knows. Skipped: the row was left out on purpose, by a rule or a person.
 */
export function outcomeOf({ state, origin }: Pick<RowCount, 'state' | 'origin'>): ImportOutcome {
  if (!settled.includes(state)) return 'open';
  if (state === 'failed' || state === 'held') return 'refused';
  if (state !== 'ready' && state !== 'noWhatsapp') return 'skipped';
  if (origin === 'created' || origin === 'updated') return origin;
  return state === 'ready' ? 'unchanged' : 'skipped';
}

/** How many rows came to what; the sum is the number of rows, always (law 3). */
export function sumOutcomes(counts: readonly RowCount[]): Readonly<Record<ImportOutcome, number>> {
  const sums = { created: 0, updated: 0, unchanged: 0, refused: 0, skipped: 0, open: 0 };
  for (const one of counts) sums[outcomeOf(one)] += one.count;
  return sums;
}
