import type { Clock } from '#shared/clock.ts';
import type { JobId } from '#shared/rpc/errors.ts';

/** How often a face hears of changes, at most: a screen cannot show more. */
const coalesceMs = 250;

type Topic = JobId | 'accounts' | 'settings';

/** Tells faces what changed; they ask for the rest. A watcher that is slow hears of everything once, not of each step. */
export function createEvents(deps: { readonly clock: Clock }) {
  const watchers = new Set<(topic: Topic) => void>();

  return {
    changed(topic: Topic): void {
      for (const watcher of watchers) watcher(topic);
    },

    /**
     * What changed since the last turn, at most a few times a second, until the signal aborts. It listens from this
     * call on, before anybody asks for the first turn.
     */
    watch(signal: AbortSignal): AsyncGenerator<ReadonlySet<Topic>, void> {
      let pending = new Set<Topic>();
      let notify: () => void = () => undefined;
      const watcher = (topic: Topic) => {
        pending.add(topic);
        notify();
      };
      watchers.add(watcher);
      signal.addEventListener(
        'abort',
        () => {
          watchers.delete(watcher);
          notify();
        },
        { once: true },
      );
      return (async function* turns() {
        try {
          while (!signal.aborted) {
            if (pending.size === 0) {
              await new Promise<void>((resolve) => {
                notify = resolve;
              });
            }
            await deps.clock.sleep(coalesceMs, signal);
            if (signal.aborted || pending.size === 0) continue;
            const news = pending;
            pending = new Set();
            yield news;
          }
        } finally {
          watchers.delete(watcher);
        }
      })();
    },
  };
}

export type Events = ReturnType<typeof createEvents>;
