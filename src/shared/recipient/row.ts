import { z } from 'zod';

/**
 * The life of a row of a sheet, up to the moment at which its contact can be written to.
 * Law 3: every row ends in exactly one of the final states, with a reason.
 */
export const rowStates = [
  'staged', // cells as they came
  'normalised', // has a number that can be asked about
  'invalid', // final: the reason says why
  'duplicate', // final: another row has the same person
  'optedOut', // final: law 5
  'excluded', // final: by the user
  'checked', // asked about, or could not be asked about: `verdict` says
  'noWhatsapp', // final: the account says for certain that there is no WhatsApp
  'creating', // the intent is committed, the answer is not here yet
  'inDoubt', // the answer was lost: settled by looking the number up
  'linked', // has its contact; tags and fields still to come
  'ready', // final for an import: a campaign can write to it
  'failed', // final: refused, the reason says why
  'held', // final until a person decides: no evidence to be had
] as const;
export const rowStateSchema = z.enum(rowStates);
export type RowState = z.infer<typeof rowStateSchema>;

/**
 * Where normalising leads, from any state that has had no effect on the account: it may be done again at any time. What the
 * account said of a number before is known still: such a row is checked at once.
 */
const normalising = [
  'normalised',
  'invalid',
  'duplicate',
  'optedOut',
  'excluded',
  'checked',
  'noWhatsapp',
] as const satisfies readonly RowState[];

/** States in which a row of a sheet under review can be put right, left out and taken in again. */
export const openRowStates = ['staged', ...normalising] as const satisfies readonly RowState[];

/** Rows of a sheet under review that a creation would make contacts of. */
export const goodRowStates = ['normalised', 'checked'] as const satisfies readonly RowState[];

/** The lawful moves. Whatever is not here throws at the store. */
export const rowMoves: Readonly<Record<RowState, readonly RowState[]>> = {
  staged: normalising,
  normalised: normalising,
  invalid: normalising,
  duplicate: normalising,
  optedOut: normalising,
  // Taken in again with many others: all are normalised anew.
  excluded: [...normalising, 'staged'],
  checked: [...normalising, 'creating', 'linked', 'failed'],
  noWhatsapp: normalising,
  // Back to checked only where it is certain that the request had no effect.
  creating: ['linked', 'noWhatsapp', 'failed', 'inDoubt', 'checked'],
  inDoubt: ['linked', 'noWhatsapp', 'checked', 'held'],
  linked: ['ready', 'failed'],
  ready: [],
  failed: ['checked'],
  held: ['checked', 'linked', 'failed'],
};

/** States in which an import has nothing more to do for the row. */
export const settledRowStates = [
  'invalid',
  'duplicate',
  'optedOut',
  'excluded',
  'noWhatsapp',
  'ready',
  'failed',
  'held',
] as const satisfies readonly RowState[];

/** What the account said about the number: `unknown` is "could not be told", never "no". */
export const verdictSchema = z.enum(['yes', 'no', 'unknown']);
export type Verdict = z.infer<typeof verdictSchema>;

/** How a row came to its contact: made by this import, there before and left alone, there before and changed. */
export const originSchema = z.enum(['created', 'matched', 'updated']);
export type Origin = z.infer<typeof originSchema>;
