/** What is known of how many contacts an account takes in one request. */
export interface BatchLimits {
  /** So many were taken at once; null where nothing was learned. */
  readonly largest: number | null;
  /** So many were refused for their number alone; null where none were. */
  readonly tooLarge: number | null;
}

/** What careful clients begin with: facts, section 12 row 4. */
const first = 50;
/** Beyond this a lost answer costs more look-ups than the batch has saved. */
const most = 200;
/** Full batches that are taken in a row before a larger one is tried: a refused one costs two or more. */
const patience = 3;
/** The same before the size that was once refused is tried again: accounts change. */
const longPatience = 20;

/** With how many to go on. */
export const startSize = ({ largest }: BatchLimits): number => Math.min(most, largest ?? first);

/**
 * A larger size to try after `takenInARow` full batches; null: none. Twice as many where nothing speaks against it, else the
 * middle between what was taken and what was refused, as long as that gains a tenth; in the end what was refused, once.
 */
export function nextTrial(
  limits: BatchLimits,
  seen: { readonly takenInARow: number; readonly hasTriedAgain: boolean },
): number | null {
  const size = startSize(limits);
  if (seen.takenInARow < patience || size >= most) return null;
  const { tooLarge } = limits;
  if (tooLarge === null) return Math.min(most, size * 2);
  const middle = Math.min(most, Math.floor((size + tooLarge) / 2));
  if (middle < tooLarge && middle * 10 >= size * 11) return middle;
  return seen.takenInARow >= longPatience && !seen.hasTriedAgain ? Math.min(most, tooLarge) : null;
}

/** The limits after so many were taken. */
export function afterTaken(limits: BatchLimits, count: number): BatchLimits {
  const { largest, tooLarge } = limits;
  return {
    largest: Math.max(count, largest ?? count),
    tooLarge: tooLarge !== null && count >= tooLarge ? null : tooLarge,
  };
}

/** The limits after so many were refused for their number alone. */
export function afterRefused(limits: BatchLimits, count: number): BatchLimits {
  const tooLarge = Math.min(count, limits.tooLarge ?? count);
  const half = Math.max(1, Math.floor(tooLarge / 2));
  const { largest } = limits;
  return { largest: largest !== null && largest < tooLarge ? largest : half, tooLarge };
}
