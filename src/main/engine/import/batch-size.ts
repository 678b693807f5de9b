import type { Store } from '#main/store/store.ts';
import { afterRefused, afterTaken, type BatchLimits, nextTrial, startSize } from '#shared/contacts/batches.ts';

/**
 * How many contacts go into one `contacts/many` of this account: as many as it bears, found out by doing. What was learned is
 * kept with the account, so that the next import begins with it. Nothing grows in an import in which an answer was lost or
 * a row refused: there a larger batch costs more than it saves.
 */
export function createBatchSize(store: Pick<Store, 'accounts'>, accountId: number) {
  let takenInARow = 0;
  let hasTriedAgain = false;
  let mayGrow = true;
  let trial: number | null = null;
  let hold = Number.POSITIVE_INFINITY;

  const known = (): BatchLimits => {
    const { manyLargest: largest, manyTooLarge: tooLarge } = store.accounts.get(accountId).dialect;
    return { largest, tooLarge };
  };
  const size = (): number => Math.min(hold, trial ?? startSize(known()));

  function learn(limits: BatchLimits): void {
    const before = known();
    if (limits.largest === before.largest && limits.tooLarge === before.tooLarge) return;
    store.accounts.learn(accountId, { manyLargest: limits.largest, manyTooLarge: limits.tooLarge });
  }

  return {
    size,

    /** A batch of so many was taken whole. */
    taken(count: number): void {
      if (count < size()) return;
      learn(afterTaken(known(), count));
      takenInARow = trial === null ? takenInARow + 1 : 1;
      trial = mayGrow ? nextTrial(known(), { takenInARow, hasTriedAgain }) : null;
      if (trial !== null && trial === known().tooLarge) hasTriedAgain = true;
    },

    /** A batch of so many was refused, and all of it was taken in smaller ones. */
    tooLarge(count: number): void {
      takenInARow = 0;
      trial = null;
      learn(afterRefused(known(), count));
    },

    /** A row of a batch was refused, so that it was cut in pieces. */
    refused(): void {
      mayGrow = false;
      trial = null;
    },

    /** Nobody knows what became of a batch: each of its rows is looked up, so the next ones are no larger than at first. */
    lost(): void {
      mayGrow = false;
      trial = null;
      hold = startSize({ largest: null, tooLarge: null });
    },
  };
}
