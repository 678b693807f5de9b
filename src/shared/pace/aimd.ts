/**
 * How many requests may be under way at once: grown while the account answers well, halved when it does not
 * (additive increase, multiplicative decrease, as TCP's congestion window: RFC 5681).
 */
export interface Congestion {
  /** Requests at once; 1 or more, whole or not. */
  readonly size: number;
  /** Until the first bad answer every good one adds a whole request; from then on a round of good ones adds one. */
  readonly isCareful: boolean;
  /** When it was last halved, monotonic milliseconds: requests that started before say nothing new. */
  readonly halvedAtMs: number;
  /** What a good answer takes, lately. Milliseconds. */
  readonly usualMs: number | null;
}

/** What an answer says of the account: it took the request; it was overloaded, or silent; neither. */
export type Verdict = 'good' | 'bad' | 'neither';

export const freshCongestion: Congestion = {
  size: 2,
  isCareful: false,
  halvedAtMs: Number.NEGATIVE_INFINITY,
  usualMs: null,
};

/** Slower than this, and so many times slower than usual: the account is getting out of breath. */
const slow = { leastMs: 1_000, times: 3 } as const;
/** The share of one answer in what is usual. */
const weight = 0.1;

/**
 * The window after an answer. `most` is the user's own limit; `wasFull`: while this request was under way, others
 * had to wait for room in the window. One that is not made use of does not grow.
 */
export function afterAnswer(
  last: Congestion,
  answer: {
    readonly verdict: Verdict;
    readonly startedMs: number;
    readonly nowMs: number;
    readonly wasFull: boolean;
    readonly most: number;
  },
): Congestion {
  const { verdict, startedMs, nowMs, wasFull, most } = answer;
  if (verdict === 'neither') return last;
  const tookMs = nowMs - startedMs;
  const isSlow = last.usualMs !== null && tookMs > Math.max(slow.leastMs, slow.times * last.usualMs);
  const usualMs =
    verdict === 'bad' ? last.usualMs : last.usualMs === null ? tookMs : last.usualMs + weight * (tookMs - last.usualMs);
  // One bad moment is told by every request that was under way in it: it counts once.
  if (startedMs < last.halvedAtMs) return { ...last, usualMs };
  if (verdict === 'bad' || isSlow) {
    return { size: Math.max(1, Math.min(last.size, most) / 2), isCareful: true, halvedAtMs: nowMs, usualMs };
  }
  const growth = !wasFull ? 0 : last.isCareful ? 1 / last.size : 1;
  return { ...last, size: Math.max(1, Math.min(most, last.size + growth)), usualMs };
}
