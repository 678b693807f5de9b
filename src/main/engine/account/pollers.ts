import type { Clock } from '#shared/clock.ts';
import type { Log } from '../log.ts';

interface Poller {
  readonly stop: AbortController;
  ended: Promise<void>;
  /** Ends the sleep that it is in. */
  wake: () => void;
}

/** Why a poller ended: nothing is left to ask for, it may not ask, or it was told to stop. */
export type PollerEnd = 'nothingLeft' | 'noToken' | 'stopped';

/**
 * One loop per account that asks for news, for as long as there are any: started by whoever made something to ask for, asleep
 * between two questions, and gone when nothing is left.
 */
export function createPollers(deps: {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Log;
  /** Names the loop where it breaks: `receipts.crashed`. */
  readonly name: string;
  readonly run: (accountId: number, signal: AbortSignal, sleep: (ms: number) => Promise<void>) => Promise<PollerEnd>;
  /** Whether something came up while a loop was ending. */
  readonly isNeeded: (accountId: number) => boolean;
}) {
  const { clock, log, name, run, isNeeded } = deps;
  const pollers = new Map<number, Poller>();

  function nudge(accountId: number): void {
    const known = pollers.get(accountId);
    if (known) {
      known.wake();
      return;
    }
    const stop = new AbortController();
    const poller: Poller = { stop, ended: Promise.resolve(), wake: () => undefined };
    const sleep = async (ms: number): Promise<void> => {
      const woken = new AbortController();
      poller.wake = () => woken.abort();
      await clock.sleep(ms, AbortSignal.any([stop.signal, woken.signal]));
    };
    pollers.set(accountId, poller);
    poller.ended = run(accountId, stop.signal, sleep)
      .finally(() => pollers.delete(accountId))
      .then((end) => {
        if (end === 'nothingLeft' && isNeeded(accountId)) nudge(accountId);
      })
      .catch((error: unknown) => log.crash(`${name}.crashed`, error));
  }

  return {
    /** Starts the loop of an account, or wakes it. */
    nudge,
    /** Starts it where there is none; one that sleeps sleeps on. */
    start(accountId: number): void {
      if (!pollers.has(accountId)) nudge(accountId);
    },

    async stopAll(): Promise<void> {
      const all = [...pollers.values()];
      for (const poller of all) poller.stop.abort();
      await Promise.all(all.map((poller) => poller.ended));
    },
  };
}
