/**
 * Time, as an argument. Durations and the pace come from `monotonic` (milliseconds, never goes back);
 * dates, sending windows and days from `now` (Unix milliseconds, may be moved by the user at any moment).
 */
export interface Clock {
  readonly now: () => number;
  readonly monotonic: () => number;
  /** Resolves after `ms`, or at once when the signal aborts. It never rejects: the caller asks the signal. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A number in [0, 1), as Math.random gives: an argument, so that tests are deterministic. */
export type Random = () => number;
