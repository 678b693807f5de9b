import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#shared/clock.ts';

/** Time as the machine tells it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    // A timer holds 24.8 days at most; whoever sleeps longer looks at the clock again.
    const sleepMs = Math.min(Math.max(0, ms), 0x7fffffff);
    try {
      await pause(sleepMs, undefined, signal ? { signal } : {});
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    }
  },
};
