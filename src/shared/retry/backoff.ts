import type { Random } from '../clock.ts';

/**
 * How long to wait before the next attempt: exponential with full jitter, so that many clients that failed together
 * do not come back together. `attempt` counts the failed ones from 1. Whole milliseconds, from 0 up to
 * min(capMs, baseMs × 2^(attempt − 1)); never NaN, whatever the attempt.
 */
export function nextRetryDelayMs(retry: {
  readonly attempt: number;
  readonly baseMs: number;
  readonly capMs: number;
  readonly random: Random;
}): number {
  // 2^1024 is Infinity, and 0 × Infinity NaN: long before, any base above zero has met its cap.
  const doublings = Math.min(Math.max(retry.attempt - 1, 0), 60);
  const ceiling = Math.min(retry.capMs, retry.baseMs * 2 ** doublings);
  return Math.floor(retry.random() * ceiling);
}
