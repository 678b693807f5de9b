import type { Clock } from '#shared/clock.ts';
import { freshTurns, nextTurn, type ReadKind } from '#shared/pace/turns.ts';

/**
 * The budget of an account's reads: apart from messages and number checks, so that neither starves the other. `nextTurn`
 * says whose turn it is; no more begin in a second than `perSecond`, evenly spread.
 */
export function createReadBudget(deps: { readonly clock: Clock; readonly perSecond: number }) {
  const { clock, perSecond } = deps;
  const gapMs = 1_000 / perSecond;
  const open: Record<ReadKind, number> = { prompt: 0, background: 0 };
  const waiting: Record<ReadKind, (() => void)[]> = { prompt: [], background: [] };
  let turns = freshTurns;
  let nextStartMs = Number.NEGATIVE_INFINITY;
  let isTimed = false;

  function startNext(): void {
    for (;;) {
      const counts = { prompt: waiting.prompt.length, background: waiting.background.length };
      const next = nextTurn(turns, { waiting: counts, open });
      if (next === null) return;
      const waitMs = nextStartMs - clock.monotonic();
      if (waitMs > 0) {
        startIn(waitMs);
        return;
      }
      turns = next.turns;
      nextStartMs = clock.monotonic() + gapMs;
      open[next.kind] += 1;
      waiting[next.kind].shift()?.();
    }
  }

  function startIn(ms: number): void {
    if (isTimed) return;
    isTimed = true;
    void clock.sleep(ms).then(() => {
      isTimed = false;
      startNext();
    });
  }

  return {
    /** Runs `read` when its turn has come; null where the signal aborts before. */
    run<T>(kind: ReadKind, read: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
      return new Promise((resolve, reject) => {
        const giveUp = () => {
          const at = waiting[kind].indexOf(start);
          if (at < 0) return;
          waiting[kind].splice(at, 1);
          resolve(null);
        };
        const start = () => {
          signal.removeEventListener('abort', giveUp);
          read()
            .finally(() => {
              open[kind] -= 1;
              startNext();
            })
            .then(resolve, reject);
        };
        if (signal.aborted) {
          resolve(null);
          return;
        }
        signal.addEventListener('abort', giveUp);
        waiting[kind].push(start);
        startNext();
      });
    },
  };
}
