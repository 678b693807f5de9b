import { setTimeout as pause } from 'node:timers/promises';

/** Time, as an argument; the same shape as the clock of the rest of Malote, so that a test can hand its own in. */
export interface PracticeClock {
  readonly now: () => number;
  readonly monotonic: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** When something arrived. Both in milliseconds; `monotonicMs` goes on over restarts of the process, not of the machine. */
export interface Moment {
  /** Unix time of the account's own clock, without the skew that a dialect shows to clients. */
  readonly atMs: number;
  readonly monotonicMs: number;
}

export const systemClock: PracticeClock = {
  now: () => Date.now(),
  monotonic: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: async (ms, signal) => {
    try {
      await pause(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  },
};

/**
 * The account's clock stands in another house: setting the clock of this machine does not move it, so it runs by the
 * monotonic one. `notBeforeMs` keeps it from going back over a restart.
 */
export function createServerClock(clock: PracticeClock, notBeforeMs: number): () => Moment {
  const startMonotonicMs = clock.monotonic();
  const startMs = Math.max(clock.now(), notBeforeMs);
  return () => {
    const monotonicMs = clock.monotonic();
    return { atMs: Math.round(startMs + monotonicMs - startMonotonicMs), monotonicMs };
  };
}
