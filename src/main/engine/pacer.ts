import type { Lane } from '#main/store/pace.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock, Random } from '#shared/clock.ts';
import { afterAnswer, type Congestion, freshCongestion, type Verdict } from '#shared/pace/aimd.ts';
import type { Rate } from '#shared/pace/limits.ts';
import { earliestStart, nextDue } from '#shared/pace/window.ts';

/** What one job asks of the pace it shares with all jobs of its account. */
export interface LanePace {
  /** Never exceeded in any window, and spread evenly over it. */
  readonly rate: Rate;
  /** Never exceeded either, but used up as fast as `rate` allows. */
  readonly caps?: readonly Rate[];
  readonly jitter: number;
  /** Requests under way at once, at most; fewer while the account does not answer well. */
  readonly concurrency: number;
}

const ratesOf = ({ rate, caps = [] }: LanePace): readonly Rate[] => [rate, ...caps];

/** A request in the ledger. It keeps its slot until one window after `leave`. */
export interface Entry {
  /** Notes the answer, or that there will be none. In the transaction that notes the outcome. */
  readonly leave: (verdict?: Verdict) => void;
}

/**
 * Called inside a transaction when up to `most` requests of a job may start: commits their intents in it, enters each
 * into the ledger, and answers with what starts them. That is called after the commit (law 1).
 */
export type Take = (most: number, enter: () => Entry) => readonly (() => void)[];

interface Outcome {
  readonly note: () => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

interface Source {
  readonly take: Take;
  /** Hears when a commit failed: nothing of it left. */
  readonly onFailure: (error: unknown) => void;
  /** Has said that it has nothing to start, and has not been woken since. */
  isIdle: boolean;
}

/** The longest window that any rate looks back on: what is older is forgotten. */
const longestWindowMs = 24 * 3_600_000;
/** Between two commits, at most: what waits meanwhile is an outcome, not a message. */
const longestRestMs = 4;
/** How far the wall clock may run from the monotonic one before it counts as moved. */
const clockMovedMs = 2_000;
/** So many old answers are forgotten in one go: seldom, as a list is slow to shorten at its head. */
const forgottenAtOnce = 1_000;

/**
 * One limiter per account and lane (messages; questions about numbers). The promise of law 4, over all requests r of
 * the lane as the account receives them, for every rate (count, window) of every job in it:
 *
 *     for all t:  #{ r : t ≤ arrival(r) ≤ t + window } ≤ count
 *
 * `earliestStart` keeps it over a ledger that stands in the store, so that it holds over all jobs of the account
 * together and over a restart. It goes by monotonic time; the wall clock says only what the last process left behind.
 * Several jobs with different rates: the slowest one binds all, as each promised its pace to the same number.
 *
 * A job does not wait for its turn: the lane asks for what may start, all jobs in turn, and commits what they give in
 * one transaction, along with the outcomes that came in since the last one. A commit waits for the disk; so it is one
 * for as many messages as the moment has, not two for each.
 */
export function createPacer(deps: {
  readonly store: Pick<Store, 'pace' | 'transact'>;
  readonly clock: Clock;
  readonly random: Random;
}) {
  const { store, clock, random } = deps;

  function openLane(accountId: number, lane: Lane) {
    const opened = { monoMs: clock.monotonic(), lastId: store.pace.lastId() };
    /** How far the wall clock is ahead of monotonic time, as far as the log knows. */
    let wallAheadMs = clock.now() - clock.monotonic();
    /** The same moment as earlier processes' clocks would have shown it. */
    let openedWallMs = clock.now();
    /** Moments of answers, monotonic, oldest first. */
    let ends: number[] = [];
    /** How many of them come from the log, and how far back it was read. */
    let logged = 0;
    let lookedBackMs = 0;
    let open = 0;
    /** Turns that were given and have not entered the ledger yet. */
    let promised = 0;
    let lastDueMs: number | null = null;
    let slowUntilMs = 0;
    let congestion: Congestion = freshCongestion;
    /** When something had to wait for room among the requests under way. */
    let fullAtMs = Number.NEGATIVE_INFINITY;
    const paces = new Map<string, LanePace>();
    const sources = new Map<string, Source>();
    const outcomes: Outcome[] = [];
    /** Requests that come one by one, in their order. */
    const single: (() => void)[] = [];
    let isDue = false;
    /** No commit before then: as long as the last one took. */
    let restUntilMs = Number.NEGATIVE_INFINITY;
    /** Entered in the transaction that is going on. */
    let entered = 0;
    let timer: { readonly atMs: number; readonly stop: AbortController } | null = null;

    /**
     * Reads what earlier processes left, as far back as a rate looks; of this process everything is known. An answer
     * from the future (the clock was set back meanwhile) counts as from now.
     */
    function lookBack(windowMs: number): void {
      lookedBackMs = windowMs;
      const earlier = store.pace
        .endsUpTo({ accountId, lane, lastId: opened.lastId, sinceMs: openedWallMs - windowMs })
        .map((endedAt) => opened.monoMs - Math.max(0, openedWallMs - endedAt))
        .sort((a, b) => a - b);
      ends = [...earlier, ...ends.slice(logged)];
      logged = earlier.length;
    }

    function forgetOld(nowMs: number): void {
      const firstKept = ends.findIndex((end) => end > nowMs - longestWindowMs);
      if (firstKept <= forgottenAtOnce) return;
      ends.splice(0, firstKept);
      logged = Math.max(0, logged - firstKept);
    }

    const mostAtOnce = () => Math.max(1, ...[...paces.values()].map((pace) => pace.concurrency));
    const atOnce = () => Math.min(mostAtOnce(), Math.floor(congestion.size));

    /** When one more request may start, with `more` others started and the last one due then; null while only an answer can tell. */
    function earliest(nowMs: number, more: number, dueMs: number | null, drawn: number): number | null {
      const taken = open + promised + more;
      if (taken >= atOnce()) {
        fullAtMs = nowMs;
        return null;
      }
      let at = Math.max(nowMs, slowUntilMs);
      for (const pace of paces.values()) {
        for (const rate of ratesOf(pace)) {
          const start = earliestStart({ open: taken, ends }, rate, nowMs);
          if (start === null) return null;
          at = Math.max(at, start);
        }
        at = Math.max(at, plannedBy(pace, dueMs, drawn, nowMs));
      }
      return at;
    }
    const plannedBy = ({ rate, jitter }: LanePace, dueMs: number | null, drawn: number, nowMs: number) =>
      nextDue({ lastDueMs: dueMs, rate, jitter, nowMs, random: drawn });
    /** The even spread inside the window: drawn once per request, kept while it waits. */
    let nextDrawn = random();

    /** The moment at which a request was due by the spread: what the next gap is counted from. */
    function plannedStart(nowMs: number, dueMs: number | null, drawn: number): number {
      const planned = [...paces.values()].map((pace) => plannedBy(pace, dueMs, drawn, nowMs));
      return Math.max(planned.length > 0 ? Math.max(...planned) : nowMs, dueMs ?? nowMs);
    }

    /** One start is decided: what was due earlier is caught up by one gap at most (`nextDue` sees to it). */
    function advance(nowMs: number): void {
      lastDueMs = plannedStart(nowMs, lastDueMs, nextDrawn);
      nextDrawn = random();
    }

    /** How many may start right now. */
    function room(nowMs: number): number {
      let count = 0;
      let dueMs = lastDueMs;
      for (;;) {
        // The gaps of the further ones are not drawn yet: their mean is what they come to.
        const drawn = count === 0 ? nextDrawn : 0.5;
        const at = earliest(nowMs, count, dueMs, drawn);
        if (at === null || at > nowMs) return count;
        dueMs = plannedStart(nowMs, dueMs, drawn);
        count += 1;
      }
    }

    /**
     * The log goes by the wall clock. Where that was moved, what the windows can still see moves along, so that the next
     * process does not take it for old.
     */
    function followTheClock(): void {
      const driftMs = clock.now() - clock.monotonic() - wallAheadMs;
      if (Math.abs(driftMs) < clockMovedMs) return;
      const seenSinceMs = clock.now() - driftMs - lookedBackMs;
      store.pace.moveEnds({ accountId, lane, sinceMs: seenSinceMs, byMs: Math.round(driftMs) });
      wallAheadMs += driftMs;
    }

    function enter(): Entry {
      followTheClock();
      const id = store.pace.enter({ accountId, lane, nowMs: clock.now() });
      const startedMs = clock.monotonic();
      open += 1;
      entered += 1;
      return {
        leave: (verdict = 'good') => {
          const nowMs = clock.monotonic();
          open -= 1;
          ends.push(nowMs);
          forgetOld(nowMs);
          const wasFull = fullAtMs >= startedMs;
          congestion = afterAnswer(congestion, { verdict, startedMs, nowMs, wasFull, most: mostAtOnce() });
          schedule();
          followTheClock();
          // Last: where it cannot be written down, the place is free all the same.
          store.pace.leave(id, clock.now());
        },
      };
    }

    /** Requests that come one by one go first: somebody waits for each. */
    function startSingle(nowMs: number): void {
      while (single.length > 0 && room(nowMs) > 0) {
        promised += 1;
        advance(nowMs);
        single.shift()?.();
      }
    }

    /** All jobs in turn, one by one where there are several, until no more may start or nobody has any. */
    function takeAll(nowMs: number): readonly (() => void)[] {
      const starts: (() => void)[] = [];
      for (;;) {
        const waiting = [...sources].filter(([, source]) => !source.isIdle);
        const [next] = waiting;
        const most = next ? room(nowMs) : 0;
        if (!next || most === 0) return starts;
        const [job, source] = next;
        const begun = source.take(waiting.length > 1 ? 1 : most, enter);
        for (const _ of begun) advance(nowMs);
        starts.push(...begun);
        if (begun.length === 0) source.isIdle = true;
        // To the end of the row: the others come first next time.
        sources.delete(job);
        sources.set(job, source);
      }
    }

    /** One transaction with all that came in, and all that may start; then the starts. */
    function turn(): void {
      // Answers that come while others were written down go together with those that come just after.
      if (clock.monotonic() < restUntilMs) {
        setImmediate(turn);
        return;
      }
      isDue = false;
      startSingle(clock.monotonic());
      const noted = outcomes.splice(0);
      if (noted.length > 0 || (isAnyReady() && room(clock.monotonic()) > 0)) commitAll(noted);
      planNext();
    }

    function commitAll(noted: readonly Outcome[]): void {
      entered = 0;
      const aheadMs = wallAheadMs;
      const beganMs = clock.monotonic();
      let starts: readonly (() => void)[];
      try {
        starts = store.transact(() => {
          for (const outcome of noted) outcome.note();
          return takeAll(clock.monotonic());
        });
      } catch (error) {
        // The log was not told of a clock that was moved either.
        wallAheadMs = aheadMs;
        fail(error, noted);
        return;
      }
      for (const start of starts) start();
      for (const outcome of noted) outcome.done();
      const endedMs = clock.monotonic();
      restUntilMs = endedMs + Math.min(endedMs - beganMs, longestRestMs);
    }

    /** Nothing of it was committed, so nothing of it leaves. Whoever waits for an outcome is told. */
    function fail(error: unknown, noted: readonly Outcome[]): void {
      open -= entered;
      for (const outcome of noted) outcome.failed(error);
      for (const source of [...sources.values()]) {
        source.isIdle = true;
        source.onFailure(error);
      }
    }

    const isAnyReady = () => [...sources.values()].some((source) => !source.isIdle);

    /** As soon as everything that is ready has been read: answers that came together are noted together. */
    function schedule(): void {
      if (isDue) return;
      isDue = true;
      setImmediate(turn);
    }

    function planNext(): void {
      if (isDue) return;
      const nowMs = clock.monotonic();
      const at = single.length > 0 || isAnyReady() ? earliest(nowMs, 0, lastDueMs, nextDrawn) : null;
      if (at !== null && at <= nowMs) {
        schedule();
        return;
      }
      if (timer !== null && timer.atMs === at) return;
      timer?.stop.abort();
      timer = null;
      if (at === null) return;
      const own = { atMs: at, stop: new AbortController() };
      timer = own;
      void clock.sleep(at - nowMs, own.stop.signal).then(() => {
        if (timer !== own) return;
        timer = null;
        schedule();
      });
    }

    /** Waits for the turn of a single request. False when the signal aborts first. */
    function ownTurn(signal: AbortSignal): Promise<boolean> {
      return new Promise((resolve) => {
        const start = () => {
          signal.removeEventListener('abort', giveUp);
          resolve(true);
        };
        const giveUp = () => {
          const at = single.indexOf(start);
          // Its turn has come already: it goes on.
          if (at < 0) return;
          single.splice(at, 1);
          signal.removeEventListener('abort', giveUp);
          resolve(false);
        };
        if (signal.aborted) return resolve(false);
        single.push(start);
        signal.addEventListener('abort', giveUp);
        schedule();
      });
    }

    return {
      /** Sets what a job asks for; null when it is over. */
      setPace(job: string, pace: LanePace | null): void {
        if (pace) {
          paces.set(job, pace);
          const windowMs = Math.max(...ratesOf(pace).map((rate) => rate.windowMs));
          if (windowMs > lookedBackMs) lookBack(windowMs);
        } else paces.delete(job);
        schedule();
      },

      /** The account asked for patience: nothing starts before then. */
      slowDown(ms: number): void {
        slowUntilMs = Math.max(slowUntilMs, clock.monotonic() + ms);
        schedule();
      },

      /** This machine's clock may have been moved since the last request: the log is told, in the caller's transaction. */
      followTheClock,

      /**
       * This machine's clock was set forward by so much since the log was written: what left then is younger than it
       * looks.
       */
      clockWasSetForward(ms: number): void {
        openedWallMs -= ms;
        lookBack(lookedBackMs);
        schedule();
      },

      /** How many requests the account is trusted with at once, right now. */
      atOnce,

      /**
       * Starts what a job has, whenever the pace allows it, until `end`. `take` is asked again after it gave nothing
       * only once it is woken. `onFailure` hears when a commit failed: nothing of it left.
       */
      serve(job: string, take: Take, onFailure: (error: unknown) => void) {
        const source: Source = { take, onFailure, isIdle: false };
        sources.set(job, source);
        schedule();
        return {
          wake: (): void => {
            source.isIdle = false;
            schedule();
          },
          end: (): void => {
            if (sources.get(job) === source) sources.delete(job);
          },
        };
      },

      /** Notes an outcome, in one transaction with what else there is to note. Resolves when it is committed. */
      commit: (note: () => void): Promise<void> =>
        new Promise((done, failed) => {
          outcomes.push({ note, done, failed });
          schedule();
        }),

      /**
       * Runs a single `task` when its turn has come. The task enters the ledger itself, and leaves it with its
       * outcome. When the signal aborts before its turn, the task never runs and the answer is null.
       */
      async run<T>(signal: AbortSignal, task: (enter: () => Entry) => Promise<T>): Promise<T | null> {
        if (!(await ownTurn(signal))) return null;
        let isPromised = true;
        const keep = () => {
          if (!isPromised) return;
          isPromised = false;
          promised -= 1;
          schedule();
        };
        try {
          return await task(() => {
            keep();
            return enter();
          });
        } finally {
          keep();
        }
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
