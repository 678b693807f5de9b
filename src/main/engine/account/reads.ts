import type { Clock } from '#shared/clock.ts';

/**
 * `prompt`: something stands still until it is answered (a doubt to settle, what was sent before a restore).
 * `background`: receipts, and contacts to look up, of which there may be thousands.
 */
export type ReadKind = 'prompt' | 'background';

/** Reads under way at once: what careful clients use without harm (facts, section 10). */
const atOnce = 4;
/** The last free place is kept for the other kind, so that neither waits for the other's thousands. */
const mostOfOneKind = atOnce - 1;

/**
 * The budget of an account's reads: apart from messages and number checks, so that neither starves the other. At most
 * four at once, one of them kept for each kind, and no more starts a second than `perSecond`.
 */
export function createReadBudget(deps: { readonly clock: Clock; readonly perSecond: number }) {
  const { clock, perSecond } = deps;
  const gapMs = 1_000 / perSecond;
  const open: Record<ReadKind, number> = { prompt: 0, background: 0 };
  const waiting: Record<ReadKind, (() => void)[]> = { prompt: [], background: [] };
  let nextStartMs = Number.NEGATIVE_INFINITY;
  let isTimed = false;

  const hasRoom = (kind: ReadKind) => open[kind] < mostOfOneKind && open.prompt + open.background < atOnce;

  function startNext(): void {
    for (;;) {
      const kind = (['prompt', 'background'] as const).find((one) => waiting[one].length > 0 && hasRoom(one));
      if (kind === undefined) return;
      const waitMs = nextStartMs - clock.monotonic();
      if (waitMs > 0) {
        if (isTimed) return;
        isTimed = true;
        void clock.sleep(waitMs).then(() => {
          isTimed = false;
          startNext();
        });
        return;
      }
      nextStartMs = clock.monotonic() + gapMs;
      open[kind] += 1;
      waiting[kind].shift()?.();
    }
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
