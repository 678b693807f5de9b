import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Clock } from '#shared/clock.ts';

/** How long the engine may work without answering a face. */
const sliceMs = 10;

/**
 * Runs `step` until it says that there is no more, giving way to queries of the faces about every 10 ms.
 * A step is one small transaction. Stops between steps when the signal aborts; returns whether it came to the end.
 */
export async function inSlices(
  deps: { readonly clock: Clock },
  options: { readonly step: () => 'more' | 'done'; readonly signal: AbortSignal },
): Promise<boolean> {
  let sliceStartMs = deps.clock.monotonic();
  while (!options.signal.aborted) {
    if (options.step() === 'done') return true;
    if (deps.clock.monotonic() - sliceStartMs >= sliceMs) {
      await letOthersRun();
      sliceStartMs = deps.clock.monotonic();
    }
  }
  return false;
}
