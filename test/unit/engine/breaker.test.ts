import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBreaker } from '#main/engine/breaker.ts';
import { createTestClock } from '../../support/clock.ts';

const capMs = 60_000;

function world(random = () => 0.5) {
  const time = createTestClock();
  const breaker = createBreaker({ clock: time.clock, random, capMs });
  const fail = (options: Partial<Parameters<typeof breaker.failed>[0]> = {}) =>
    breaker.failed({ certain: false, startedMs: time.clock.monotonic(), ...options });
  /** Waits until it may be asked again, and fails once more. */
  const failAgain = async () => {
    const waitMs = breaker.waitMs();
    await time.advance(waitMs);
    fail();
    return waitMs;
  };
  return { time, breaker, fail, failAgain };
}

describe('the breaker', () => {
  it('opens at the third failure in a row, and not for failures between successes', () => {
    const { breaker, fail } = world();
    for (let i = 0; i < 5; i += 1) {
      fail();
      fail();
      breaker.succeeded();
    }
    expect(breaker.isClosed()).toBe(true);
    fail();
    fail();
    expect([breaker.isClosed(), breaker.waitMs()]).toEqual([true, 0]);
    fail();
    expect(breaker.isClosed()).toBe(false);
    expect(breaker.waitMs()).toBeGreaterThan(0);
  });

  it('opens at once where nothing is there', () => {
    const { breaker, fail } = world();
    fail({ certain: true });
    expect(breaker.isClosed()).toBe(false);
  });

  it('closes at a success, and forgets', async () => {
    const { breaker, fail, failAgain } = world();
    fail({ certain: true });
    for (let i = 0; i < 4; i += 1) await failAgain();
    breaker.succeeded();
    expect([breaker.isClosed(), breaker.waitMs(), breaker.openForMs()]).toEqual([true, 0, 0]);
    fail({ certain: true });
    expect(breaker.waitMs()).toBe(1_500);
  });

  it('waits longer after each probe that fails, up to its limit', async () => {
    const { breaker, fail, failAgain } = world(() => 1 - Number.EPSILON);
    fail({ certain: true });
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) waits.push(await failAgain());
    expect(waits).toEqual([1_999, 2_999, 4_999, 8_999, 16_999, 32_999, 60_000, 60_000]);
    expect(breaker.openForMs()).toBe(waits.reduce((sum, wait) => sum + wait, 0));
  });

  it('counts what was under way when it opened once, however much there was', async () => {
    const { time, breaker, fail } = world();
    const startedMs = time.clock.monotonic();
    await time.advance(30_000);
    for (let i = 0; i < 64; i += 1) fail({ startedMs });
    expect(breaker.waitMs()).toBe(1_500);
  });

  it('lets a probe through at once when what was known may not be true any more', async () => {
    const { time, breaker, fail } = world();
    breaker.probeFirst();
    expect([breaker.isClosed(), breaker.waitMs()]).toEqual([false, 0]);
    breaker.succeeded();

    fail({ certain: true });
    await time.advance(100);
    breaker.probeFirst();
    expect([breaker.isClosed(), breaker.waitMs(), breaker.openForMs()]).toEqual([false, 0, 100]);
  });

  it('never asks at once, and never waits above its limit, however the dice fall', async () => {
    const dice = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(dice, async (list) => {
        const { fail, failAgain } = world(() => list.pop() ?? 0);
        fail({ certain: true });
        for (let i = 0; i < 11; i += 1) {
          const waitMs = await failAgain();
          expect(waitMs).toBeGreaterThanOrEqual(1_000);
          expect(waitMs).toBeLessThanOrEqual(capMs);
        }
      }),
      { numRuns: 20 },
    );
  });
});
