import type { Clock } from '#shared/clock.ts';

/** The wall clock may be moved at any moment, and the machine may sleep: nobody waits for longer without looking. */
const everyMs = 15_000;
/** A timer may be late on a busy machine; so late, it was asleep, or somebody moved the clock. */
const lateMs = 20_000;

/**
 * Looks at the wall clock again and again. Notices as well that the machine has slept: a timer that comes far too late
 * by the wall clock, whether monotonic time stood still meanwhile (Linux, macOS) or not (Windows). Whoever sets the clock
 * forward by hand causes the same, which costs nothing.
 */
export async function watchTheClock(
  deps: { readonly clock: Clock; readonly look: () => void; readonly onWake: () => void },
  signal: AbortSignal,
): Promise<void> {
  const { clock, look, onWake } = deps;
  while (!signal.aborted) {
    look();
    const beforeMs = clock.now();
    await clock.sleep(everyMs, signal);
    if (!signal.aborted && clock.now() - beforeMs > everyMs + lateMs) onWake();
  }
}
