import { describe, expect, it, onTestFinished } from 'vitest';
import { watchTheClock } from '#main/engine/clock-watch.ts';
import { createTestClock, type TestClock } from '../../support/clock.ts';

const hourMs = 3_600_000;

async function aWatch() {
  const time = createTestClock();
  const stop = new AbortController();
  const seen = { looks: 0, wakes: 0 };
  const look = () => {
    seen.looks += 1;
  };
  const onWake = () => {
    seen.wakes += 1;
  };
  const watching = watchTheClock({ clock: time.clock, look, onWake }, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await watching;
  });
  await time.settle();
  return { time, seen };
}

describe('a watch over the clock', () => {
  it('looks every fifteen seconds, and takes no hour that passes for a sleep', async () => {
    const { time, seen } = await aWatch();
    await time.advance(hourMs);
    expect(seen).toEqual({ looks: 241, wakes: 0 });
  });

  it.each([
    ['monotonic time stood still', 1, (time: TestClock) => time.moveWall(8 * hourMs)],
    ['monotonic time went on', 1, (time: TestClock) => time.jump(8 * hourMs)],
    ['it was a nap', 0, (time: TestClock) => time.jump(19_000)],
    ['the clock was put right', 0, (time: TestClock) => time.moveWall(5_000)],
    ['the clock was set back', 0, (time: TestClock) => time.moveWall(-8 * hourMs)],
  ])('tells a sleep once: %s', async (_, wakes, happen) => {
    const { time, seen } = await aWatch();
    await time.advance(20_000);
    happen(time);
    await time.advance(60_000);
    expect(seen.wakes).toBe(wakes);
  });
});
