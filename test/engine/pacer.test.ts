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

/** Lets time pass, from one wake to the next, until it has ended. Bottleneck hands out its turns in real milliseconds. */
async function pass(time: TestClock, ...ended: readonly Promise<unknown>[]): Promise<void> {
  let isOver = false;
  void Promise.all(ended).then(() => {
    isOver = true;
  });
  for (let turns = 1; !isOver; turns += 1) {
    await turn();
    if (turns % 2_000 === 0) await time.step();
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
