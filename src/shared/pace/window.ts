import type { Rate } from './limits.ts';

/**
 * What left for an account, as far as a window can still see it. All times are monotonic milliseconds.
 * `open` requests have no answer yet; `ends` are the moments of the answers, oldest first.
 */
export interface Ledger {
  readonly open: number;
  readonly ends: readonly number[];
}

/**
 * Law 4 as one function: the earliest moment, not before `nowMs`, at which one more request may start so that no
 * window of `rate.windowMs` ever sees more than `rate.count` arrivals at the receiver; null while only an answer
 * can free a slot.
 *
 * A request takes its slot until one window after its *answer*, not after its start: requests that start lawfully may
 * arrive bunched. Were count + 1 arrivals within one window, the last of them to start would have seen all others
 * unanswered, or answered less than a window ago, and would have waited.
 */
export function earliestStart(ledger: Ledger, rate: Rate, nowMs: number): number | null {
  const free = rate.count - ledger.open;
  if (free <= 0) return null;
  const lastInTheWay = ledger.ends[ledger.ends.length - free];
  if (lastInTheWay === undefined) return nowMs;
  // One more millisecond: clocks are read in whole ones, and a window that counts both its ends must hold as well.
  return Math.max(nowMs, lastInTheWay + rate.windowMs + 1);
}

/**
 * The most moments that fall within one window of `windowMs`, both ends counted: how a receiver judges law 4.
 * `moments` in any order; returns 0 for none.
 */
export function worstWindow(moments: readonly number[], windowMs: number): number {
  const sorted = [...moments].sort((a, b) => a - b);
  let worst = 0;
  let first = 0;
  sorted.forEach((moment, last) => {
    while ((sorted[first] ?? moment) < moment - windowMs) first += 1;
    worst = Math.max(worst, last - first + 1);
  });
  return worst;
}

/** Timers are no finer: at gaps below this, what fell due meanwhile starts together. */
const grainMs = 4;

/**
 * When the next request of an evenly spread row is due, given when the last one was. The mean gap is
 * `windowMs / count`; it wanders by ± `jitter` around it. What was late is caught up by one gap at most (by four
 * milliseconds where the gap is shorter), so a pause is never followed by a burst.
 */
export function nextDue(options: {
  readonly lastDueMs: number | null;
  readonly rate: Rate;
  readonly jitter: number;
  readonly nowMs: number;
  readonly random: number;
}): number {
  const { lastDueMs, rate, jitter, nowMs, random } = options;
  if (lastDueMs === null) return nowMs;
  const meanGapMs = rate.windowMs / rate.count;
  const gapMs = meanGapMs * (1 + jitter * (2 * random - 1));
  return Math.max(lastDueMs + gapMs, nowMs - Math.max(meanGapMs, grainMs));
}
