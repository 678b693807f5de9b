import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPacer, type LanePace, type PaceLane } from '#main/engine/pacer.ts';
import type { Store } from '#main/store/store.ts';
import { worstWindow } from '#shared/pace/window.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { anAccount } from '../support/records.ts';
import { openMemoryStore } from '../support/store.ts';

const minute = 60_000;
const perMinute = (count: number): LanePace => ({ rate: { count, windowMs: minute }, jitter: 0, concurrency: 4 });

/** Requests that start one after another in a lane, each answered after `takesMs`; when they arrived, monotonic. */
function run(lane: PaceLane, time: TestClock, options: { count: number; takesMs?: number; signal?: AbortSignal }) {
  const { count, takesMs = 50, signal = new AbortController().signal } = options;
  const arrived: number[] = [];
  const ended = Promise.all(
    Array.from({ length: count }, () =>
      lane.run(signal, async (enter) => {
        const entry = enter();
        arrived.push(time.clock.monotonic());
        await time.clock.sleep(takesMs);
        entry.leave();
        return 'done';
      }),
    ),
  );
  return { arrived, ended };
}

/** Lets time pass, from one wake to the next, until it has ended. */
async function pass(time: TestClock, ...ended: readonly Promise<unknown>[]): Promise<void> {
  let isOver = false;
  void Promise.all(ended).then(() => {
    isOver = true;
  });
  for (let turns = 1; !isOver; turns += 1) {
    await turn();
    if (turns % 20 === 0) await time.step();
  }
}

function world() {
  const time = createTestClock();
  const { store } = openMemoryStore();
  const accountId = anAccount(store);
  const open = (on: Store = store) => createPacer({ store: on, clock: time.clock, random: () => 0.5 });
  return { time, store, accountId, open };
}

describe('law 4: the pace of an account', () => {
  it('spreads messages over the window, and never exceeds it', async () => {
    const { time, accountId, open } = world();
    const lane = open().lane(accountId, 'messages');
    lane.setPace('c1', perMinute(6));
    const { arrived, ended } = run(lane, time, { count: 20 });
    await pass(time, ended);
    expect(worstWindow(arrived, minute)).toBe(6);
    const gaps = arrived.slice(1).map((at, i) => at - (arrived[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9_900);
  });

  it('is one for all jobs: the slowest binds', async () => {
    const { time, accountId, open } = world();
    const lane = open().lane(accountId, 'messages');
    lane.setPace('c1', perMinute(60));
    lane.setPace('c2', perMinute(6));
    const first = run(lane, time, { count: 6 });
    const second = run(lane, time, { count: 6 });
    await pass(time, first.ended, second.ended);
    expect(worstWindow([...first.arrived, ...second.arrived], minute)).toBe(6);
  });

  it('uses a cap up as fast as the rate allows, and then waits for it', async () => {
    const { time, accountId, open } = world();
    const lane = open().lane(accountId, 'checks');
    lane.setPace('i1', { ...perMinute(60), caps: [{ count: 10, windowMs: 10 * minute }] });
    const { arrived, ended } = run(lane, time, { count: 15 });
    await pass(time, ended);
    expect(worstWindow(arrived, 10 * minute)).toBe(10);
    expect((arrived[9] ?? 0) - (arrived[0] ?? 0)).toBeLessThan(10_000);
  });

  it('holds over a restart: what left before it is read from the log', async () => {
    const { time, store, accountId, open } = world();
    const before = open().lane(accountId, 'messages');
    before.setPace('c1', perMinute(6));
    const first = run(before, time, { count: 6 });
    await pass(time, first.ended);

    const after = open().lane(accountId, 'messages');
    after.setPace('c1', perMinute(6));
    const second = run(after, time, { count: 6 });
    await pass(time, second.ended);
    expect(worstWindow([...first.arrived, ...second.arrived], minute)).toBe(6);
    expect(store.pace.startedBetween({ accountId, lane: 'messages', fromMs: 0, toMs: time.clock.now() })).toBe(12);
  });

  it('holds when the wall clock is set back, and does not stall', async () => {
    const { time, accountId, open } = world();
    const lane = open().lane(accountId, 'messages');
    lane.setPace('c1', perMinute(6));
    const first = run(lane, time, { count: 3 });
    await pass(time, first.ended);
    time.moveWall(-3_600_000);
    const second = run(lane, time, { count: 6 });
    await pass(time, second.ended);
    expect(second.arrived).toHaveLength(6);
    expect(worstWindow([...first.arrived, ...second.arrived], minute)).toBe(6);
  });

  it('holds over a restart where the wall clock was set forward meanwhile, once that is known', async () => {
    const { time, accountId, open } = world();
    const before = open().lane(accountId, 'messages');
    before.setPace('c1', perMinute(6));
    const first = run(before, time, { count: 6 });
    await pass(time, first.ended);

    time.moveWall(3_600_000);
    const after = open().lane(accountId, 'messages');
    after.setPace('c1', perMinute(6));
    after.clockWasSetForward(3_600_000);
    const second = run(after, time, { count: 6 });
    await pass(time, second.ended);
    expect(worstWindow([...first.arrived, ...second.arrived], minute)).toBe(6);
  });

  it('tells the log of a clock that was set forward at the next commit, where the one that was to failed', async () => {
    const { time, store, accountId } = world();
    let fails = 0;
    const failing: Pick<Store, 'pace' | 'transact'> = {
      pace: store.pace,
      transact: (work) =>
        store.transact(() => {
          const result = work();
          fails -= 1;
          if (fails >= 0) throw new Error('disk full');
          return result;
        }),
    };
    const lane = createPacer({ store: failing, clock: time.clock, random: () => 0.5 }).lane(accountId, 'messages');
    lane.setPace('c1', perMinute(60));
    await pass(time, run(lane, time, { count: 5 }).ended);

    time.moveWall(3_600_000);
    fails = 1;
    await expect(lane.commit(lane.followTheClock)).rejects.toThrow('disk full');
    await lane.commit(lane.followTheClock);

    const sinceMs = time.clock.now() - minute;
    expect(store.pace.endsUpTo({ accountId, lane: 'messages', lastId: store.pace.lastId(), sinceMs })).toHaveLength(5);
  });

  it('looks back further when a longer window is asked for', async () => {
    const { time, accountId, open } = world();
    const before = open().lane(accountId, 'messages');
    before.setPace('c1', perMinute(60));
    await pass(time, run(before, time, { count: 20 }).ended);
    await time.advance(10 * minute);

    const lane = open().lane(accountId, 'messages');
    lane.setPace('c1', perMinute(60));
    const second = run(lane, time, { count: 10 });
    await pass(time, second.ended);
    lane.setPace('c1', { ...perMinute(60), caps: [{ count: 31, windowMs: 60 * minute }] });
    const startedAt = time.clock.monotonic();
    const third = run(lane, time, { count: 2 });
    await pass(time, third.ended);
    // 20 of the last process and 10 of this one leave room for one; the next waits for the hour to be over.
    expect((third.arrived[0] ?? 0) - startedAt).toBeLessThan(2_000);
    expect((third.arrived[1] ?? 0) - startedAt).toBeGreaterThan(40 * minute);
  });

  it('counts from the answer: a slow answer does not let a burst through', async () => {
    const { time, accountId, open } = world();
    const lane = open().lane(accountId, 'messages');
    lane.setPace('c1', { ...perMinute(4), concurrency: 4 });
    const { arrived, ended } = run(lane, time, { count: 8, takesMs: 50_000 });
    await pass(time, ended);
    // At the receiver a request may arrive as late as its answer.
    expect(
      worstWindow(
        arrived.map((at) => at + 50_000),
        minute,
      ),
    ).toBeLessThanOrEqual(4);
    expect(
      worstWindow(
        arrived.map((at, i) => at + (i % 2) * 50_000),
        minute,
      ),
    ).toBeLessThanOrEqual(4);
  });

  it('waits as long as the account asks for', async () => {
    const { time, accountId, open } = world();
    const lane = open().lane(accountId, 'messages');
    lane.setPace('c1', perMinute(600));
    lane.slowDown(30_000);
    const startedAt = time.clock.monotonic();
    const { arrived, ended } = run(lane, time, { count: 2 });
    await pass(time, ended);
    expect((arrived[0] ?? 0) - startedAt).toBe(30_000);
  });

  it('lets go of whoever is told to stop before its turn, and of nobody else', async () => {
    const { time, accountId, open } = world();
    const lane = open().lane(accountId, 'messages');
    lane.setPace('c1', perMinute(1));
    const stop = new AbortController();
    await pass(time, run(lane, time, { count: 1 }).ended);
    const second = run(lane, time, { count: 1, signal: stop.signal });
    const third = run(lane, time, { count: 1 });
    stop.abort();
    await pass(time, second.ended, third.ended);
    expect(await second.ended).toEqual([null]);
    expect(await third.ended).toEqual(['done']);
  });
});

describe('concurrency', () => {
  /** A job with `count` requests, answered after `takesMs`; how many were under way at most, and how many commits it took. */
  function serve(options: { count: number; concurrency: number; verdictOf?: (i: number) => 'good' | 'bad' }) {
    const { count, concurrency, verdictOf = () => 'good' } = options;
    const { time, store, accountId } = world();
    let commits = 0;
    const counting: Pick<Store, 'pace' | 'transact'> = {
      pace: store.pace,
      transact: (work) => {
        commits += 1;
        return store.transact(work);
      },
    };
    const lane = createPacer({ store: counting, clock: time.clock, random: () => 0.5 }).lane(accountId, 'messages');
    lane.setPace('c1', { rate: { count: 100_000, windowMs: 1_000 }, jitter: 0, concurrency });
    let begun = 0;
    let open = 0;
    const seen: number[] = [];
    let ended: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      ended = resolve;
    });
    let answered = 0;
    const supply = lane.serve(
      'c1',
      (most, enter) => {
        // The account answers together what came together.
        const answers = time.clock.sleep(50);
        return Array.from({ length: Math.min(most, count - begun) }, () => {
          const i = begun;
          begun += 1;
          const entry = enter();
          const note = () => {
            entry.leave(verdictOf(i));
            open -= 1;
            answered += 1;
            if (answered === count) ended();
          };
          return () => {
            open += 1;
            seen.push(open);
            void answers.then(() => lane.commit(note));
          };
        });
      },
      (error) => {
        throw error;
      },
    );
    return { time, lane, all, seen, supply, commits: () => commits };
  }

  it('grows while the account answers well, up to what the user allows', async () => {
    const { time, all, seen, lane } = serve({ count: 400, concurrency: 16 });
    await pass(time, all);
    expect(seen[0]).toBe(1);
    expect(Math.max(...seen.slice(0, 2))).toBe(2);
    expect(Math.max(...seen)).toBe(16);
    expect(lane.atOnce()).toBe(16);
  });

  it('is halved when the account is overloaded, and grows again slowly', async () => {
    const { time, all, seen } = serve({ count: 400, concurrency: 16, verdictOf: (i) => (i === 200 ? 'bad' : 'good') });
    await pass(time, all);
    expect(Math.max(...seen.slice(150, 200))).toBe(16);
    expect(Math.max(...seen.slice(216, 232))).toBeLessThanOrEqual(10);
  });

  it('writes the outcomes of one moment and the next intents down in one commit', async () => {
    const { time, all, commits } = serve({ count: 400, concurrency: 16 });
    await pass(time, all);
    // Two for each message would be 800.
    expect(commits()).toBeLessThan(100);
  });

  it('lets nothing leave whose intent could not be committed', async () => {
    const { time, store, accountId } = world();
    const full = new Error('disk full');
    let isFull = false;
    const failing: Pick<Store, 'pace' | 'transact'> = {
      pace: store.pace,
      transact: (work) =>
        store.transact(() => {
          const result = work();
          if (isFull) throw full;
          return result;
        }),
    };
    const lane = createPacer({ store: failing, clock: time.clock, random: () => 0.5 }).lane(accountId, 'messages');
    lane.setPace('c1', { rate: { count: 100, windowMs: 1_000 }, jitter: 0, concurrency: 1 });
    const left: number[] = [];
    const told: unknown[] = [];
    let next = 0;
    const take = (_most: number, enter: () => { leave: () => void }) => {
      const i = next;
      next += 1;
      const entry = enter();
      return [
        () => {
          left.push(i);
          void lane.commit(() => entry.leave()).catch(() => undefined);
        },
      ];
    };
    isFull = true;
    const supply = lane.serve('c1', take, (error) => told.push(error));
    await time.settle();
    expect(left).toEqual([]);
    expect(told).toEqual([full]);
    // Room again: the place that was taken and not used is free.
    isFull = false;
    supply.wake();
    await time.advance(100);
    expect(left.length).toBeGreaterThan(0);
  });

  it('takes from the jobs of an account in turn', async () => {
    const { time, accountId, open } = world();
    const lane = open().lane(accountId, 'messages');
    const order: string[] = [];
    let left = 12;
    const supplies = ['c1', 'c2'].map((job) => {
      lane.setPace(job, { rate: { count: 2, windowMs: 1_000 }, jitter: 0, concurrency: 4 });
      return lane.serve(
        job,
        (_most, enter) => {
          if (left === 0) return [];
          left -= 1;
          const entry = enter();
          order.push(job);
          return [() => void lane.commit(() => entry.leave())];
        },
        (error) => {
          throw error;
        },
      );
    });
    await time.advance(20_000);
    for (const supply of supplies) supply.end();
    expect(order.filter((job) => job === 'c1')).toHaveLength(6);
    expect(order.slice(0, 4).sort()).toEqual(['c1', 'c1', 'c2', 'c2']);
  });
});
