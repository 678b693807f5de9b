import Bottleneck from 'bottleneck';
import type { Lane } from '#main/store/pace.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock, Random } from '#shared/clock.ts';
import type { Rate } from '#shared/pace/limits.ts';
import { earliestStart, nextDue } from '#shared/pace/window.ts';

/** What one job asks of the pace it shares with all jobs of its account. */
export interface LanePace {
  /** Never exceeded in any window, and spread evenly over it. */
  readonly rate: Rate;
  /** Never exceeded either, but used up as fast as `rate` allows. */
  readonly caps?: readonly Rate[];
  readonly jitter: number;
  readonly concurrency: number;
}

/** A request in the ledger. It keeps its slot until one window after `leave`. */
export interface Entry {
  /** Notes the answer, or that there will be none. In the transaction that notes the outcome. */
  readonly leave: () => void;
}

/** The longest window that any rate looks back on: what is older is forgotten. */
const longestWindowMs = 24 * 3_600_000;

/** How far the wall clock may run from the monotonic one before it counts as moved. */
const clockMovedMs = 2_000;

/**
 * One limiter per account and lane (messages; questions about numbers). The promise of law 4 is `earliestStart` over a
 * ledger that stands in the store: it holds over all jobs of the account together, and over a restart. Bottleneck
 * gives concurrency and order.
 *
 * Several jobs with different rates: the slowest one binds all, as each promised its pace to the same number.
 */
export function createPacer(deps: {
  readonly store: Pick<Store, 'pace'>;
  readonly clock: Clock;
  readonly random: Random;
}) {
  const { store, clock, random } = deps;

  function openLane(accountId: number, lane: Lane) {
    const nowMono = clock.monotonic();
    const nowWall = clock.now();
    /** Moments of answers, monotonic, oldest first. An answer from the future (the clock was set back) counts as now. */
    const ends = store.pace
      .recentEnds({ accountId, lane, sinceMs: nowWall - longestWindowMs })
      .map((endedAt) => nowMono - Math.max(0, nowWall - endedAt))
      .sort((a, b) => a - b);
    let open = 0;
    let lastDueMs: number | null = null;
    let slowUntilMs = 0;
    let gate: Promise<void> = Promise.resolve();
    const paces = new Map<string, LanePace>();
    const wakers = new Set<() => void>();
    let bottleneck = new Bottleneck({ maxConcurrent: 1 });
    let skewMs = nowWall - nowMono;

    const wake = () => {
      for (const waker of wakers) waker();
    };

    /** Bottleneck reads the wall clock, and stalls when that is set back: then it gets a successor. */
    function limiter(): Bottleneck {
      const skewNow = clock.now() - clock.monotonic();
      if (Math.abs(skewNow - skewMs) > clockMovedMs) {
        skewMs = skewNow;
        const stalled = bottleneck;
        bottleneck = new Bottleneck({ maxConcurrent: concurrency() });
        // Who waits in the old one is told to come again; who has started there goes on.
        void stalled.stop({ dropWaitingJobs: true });
      }
      return bottleneck;
    }
    const concurrency = () => Math.max(1, ...[...paces.values()].map((pace) => pace.concurrency));

    function forgetOld(nowMs: number): void {
      const firstKept = ends.findIndex((end) => end > nowMs - longestWindowMs);
      // In one go and seldom: most calls find nothing to forget.
      if (firstKept > 1_000) ends.splice(0, firstKept);
    }

    /** When the next request may start, monotonic; null while only an answer can tell. */
    function earliest(nowMs: number): number | null {
      let at = Math.max(nowMs, slowUntilMs);
      for (const pace of paces.values()) {
        for (const rate of [pace.rate, ...(pace.caps ?? [])]) {
          const start = earliestStart({ open, ends }, rate, nowMs);
          if (start === null) return null;
          at = Math.max(at, start);
        }
        at = Math.max(at, plannedBy(pace, nowMs));
      }
      return at;
    }
    /** The even spread inside the window: drawn once per request, kept while it waits. */
    let drawn = random();
    const plannedBy = ({ rate, jitter }: LanePace, nowMs: number) =>
      nextDue({ lastDueMs, rate, jitter, nowMs, random: drawn });

    /** Waits for the given time, or for a change of the lane, or for the signal: whatever comes first. */
    function untilWoken(ms: number | null, signal: AbortSignal): Promise<void> {
      return new Promise((resolve) => {
        const stop = new AbortController();
        const done = () => {
          wakers.delete(done);
          signal.removeEventListener('abort', done);
          stop.abort();
          resolve();
        };
        wakers.add(done);
        signal.addEventListener('abort', done);
        if (ms !== null) void clock.sleep(ms, stop.signal).then(done);
      });
    }

    async function waitUntilAllowed(signal: AbortSignal): Promise<boolean> {
      while (!signal.aborted) {
        const nowMs = clock.monotonic();
        const at = earliest(nowMs);
        if (at !== null && at <= nowMs) {
          // What was due earlier and could not go is caught up by one gap at most: nextDue sees to it.
          lastDueMs = Math.max(plannedStart(nowMs), lastDueMs ?? nowMs);
          drawn = random();
          return true;
        }
        await untilWoken(at === null ? null : at - nowMs, signal);
      }
      return false;
    }
    /** The moment at which this request was due by the spread: what the next gap is counted from. */
    function plannedStart(nowMs: number): number {
      const planned = [...paces.values()].map((pace) => plannedBy(pace, nowMs));
      return planned.length > 0 ? Math.max(...planned) : nowMs;
    }

    async function takeTurn<T>(signal: AbortSignal, task: (enter: () => Entry) => Promise<T>): Promise<T | null> {
      const turn = gate.then(() => waitUntilAllowed(signal));
      let pass: () => void = () => undefined;
      gate = turn.then(
        () =>
          new Promise<void>((resolve) => {
            pass = resolve;
          }),
      );
      const enter = (): Entry => {
        const id = store.pace.enter({ accountId, lane, nowMs: clock.now() });
        open += 1;
        // The gate opens for the next one as soon as this one stands in the ledger.
        pass();
        return {
          leave: () => {
            store.pace.leave(id, clock.now());
            const nowMs = clock.monotonic();
            open -= 1;
            ends.push(nowMs);
            forgetOld(nowMs);
            wake();
          },
        };
      };
      try {
        return (await turn) ? await task(enter) : null;
      } finally {
        pass();
      }
    }

    return {
      /** Sets what a job asks for; null when it is over. */
      setPace(job: string, pace: LanePace | null): void {
        if (pace) paces.set(job, pace);
        else paces.delete(job);
        void bottleneck.updateSettings({ maxConcurrent: concurrency() });
        wake();
      },

      /** The account asked for patience: nothing starts before then. */
      slowDown(ms: number): void {
        slowUntilMs = Math.max(slowUntilMs, clock.monotonic() + ms);
        wake();
      },

      /**
       * Runs `task` when its turn has come and the pace allows it, at most `concurrency` at once. The task enters the
       * ledger itself, in the transaction that commits its intent, and leaves it with its outcome. When the signal
       * aborts before its turn, the task never runs and the answer is null.
       */
      async run<T>(signal: AbortSignal, task: (enter: () => Entry) => Promise<T>): Promise<T | null> {
        while (!signal.aborted) {
          try {
            return await limiter().schedule(() => takeTurn(signal, task));
          } catch (error) {
            if (!(error instanceof Bottleneck.BottleneckError)) throw error;
          }
        }
        return null;
      },
    };
  }

  const lanes = new Map<string, ReturnType<typeof openLane>>();
  return {
    lane(accountId: number, lane: Lane): ReturnType<typeof openLane> {
      const key = `${accountId}/${lane}`;
      const known = lanes.get(key);
      if (known) return known;
      const opened = openLane(accountId, lane);
      lanes.set(key, opened);
      return opened;
    },
  };
}

export type Pacer = ReturnType<typeof createPacer>;
export type PaceLane = ReturnType<Pacer['lane']>;
