import type { Clock, Random } from '#shared/clock.ts';
import { nextRetryDelayMs } from '#shared/retry/backoff.ts';

/** How many failures of the service in a row open the breaker. */
const patience = 3;
const baseMs = 1_000;
const capMs = 60_000;

/**
 * One per account: when the *service* is down, no row's attempts are burnt on it. Closed: everybody passes. Open:
 * everybody waits. When its time has come, one probe passes; its outcome closes the breaker, or opens it for longer.
 */
export function createBreaker(deps: { readonly clock: Clock; readonly random: Random }) {
  const { clock, random } = deps;
  let failures = 0;
  let opened = 0;
  let openUntilMs: number | null = null;

  const open = () => {
    opened += 1;
    // At least the base: a server that is down is not asked again at once, however the dice fall.
    const delayMs = baseMs + nextRetryDelayMs({ attempt: opened, baseMs, capMs, random });
    openUntilMs = clock.monotonic() + delayMs;
  };

  return {
    isClosed: (): boolean => openUntilMs === null,

    /** How long to wait before the next probe; 0 when it may be now, or when nothing is wrong. */
    waitMs: (): number => (openUntilMs === null ? 0 : Math.max(0, openUntilMs - clock.monotonic())),

    succeeded(): void {
      failures = 0;
      opened = 0;
      openUntilMs = null;
    },

    /** `certain`: the service cannot be reached at all, so it opens at once; else after a run of failures. */
    failed(options: { readonly certain: boolean }): void {
      failures += 1;
      if (options.certain || failures >= patience || openUntilMs !== null) open();
    },
  };
}
