import type { Clock, Random } from '#shared/clock.ts';
import { nextRetryDelayMs } from '#shared/retry/backoff.ts';

/** How many failures of the service in a row open the breaker. */
const patience = 3;
const baseMs = 1_000;

/**
 * When the *service* is down, no row's attempts are burnt on it. Closed: everybody passes. Open: everybody waits. When
 * its time has come, one probe passes; its outcome closes the breaker, or opens it for longer, up to `capMs`.
 */
export function createBreaker(deps: { readonly clock: Clock; readonly random: Random; readonly capMs: number }) {
  const { clock, random, capMs } = deps;
  let failures = 0;
  let opened = 0;
  /** Of the last opening. */
  let openedAtMs = Number.NEGATIVE_INFINITY;
  let openSinceMs: number | null = null;
  let openUntilMs = 0;

  const open = (delayMs: number) => {
    openedAtMs = clock.monotonic();
    openSinceMs ??= openedAtMs;
    openUntilMs = openedAtMs + delayMs;
  };

  return {
    isClosed: (): boolean => openSinceMs === null,

    /** How long to wait before the next probe; 0 when it may be now, or when nothing is wrong. */
    waitMs: (): number => (openSinceMs === null ? 0 : Math.max(0, openUntilMs - clock.monotonic())),

    /** For how long nothing has come through; 0 when nothing is wrong. Milliseconds. */
    openForMs: (): number => (openSinceMs === null ? 0 : clock.monotonic() - openSinceMs),

    succeeded(): void {
      failures = 0;
      opened = 0;
      openSinceMs = null;
    },

    /** `certain`: the service cannot be reached at all, so it opens at once; else after a run of failures. */
    failed(failure: { readonly certain: boolean; readonly startedMs: number }): void {
      // Was under way when it opened: the same trouble once more, not a probe that failed.
      if (openSinceMs !== null && failure.startedMs < openedAtMs) return;
      failures += 1;
      if (openSinceMs === null && !failure.certain && failures < patience) return;
      opened += 1;
      // At least the base: a server that is down is not asked again at once, however the dice fall.
      open(Math.min(capMs, baseMs + nextRetryDelayMs({ attempt: opened, baseMs, capMs, random })));
    },

    /** What was known before may not be true any more: nobody passes but a probe, and that at once. */
    probeFirst(): void {
      opened = 0;
      open(0);
    },
  };
}
