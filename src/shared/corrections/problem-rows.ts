import type { RowState } from '../recipient/row.ts';

/** States that a row is left in because something is wrong with it. Who was left out by hand is not among them. */
const states: readonly RowState[] = ['invalid', 'duplicate', 'optedOut', 'noWhatsapp', 'failed', 'held'];

/** Whether a row is one to be put right: it goes into the sheet of problems. */
export const isProblemRow = (row: { readonly state: RowState; readonly problem: string | null }): boolean =>
  states.includes(row.state) || (row.state === 'excluded' && row.problem === 'notCorrected');

/** How many of them there are. */
export const problemRows = (
  counts: readonly { readonly state: RowState; readonly problem: string | null; readonly count: number }[],
): number => counts.reduce((sum, row) => (isProblemRow(row) ? sum + row.count : sum), 0);
