import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRetryDelayMs } from '#shared/retry/backoff.ts';

const almostOne = 1 - Number.EPSILON;

describe('waiting before another attempt', () => {
  it('doubles what it may wait, up to the cap', () => {
    const longest = [1, 2, 3, 4, 5, 6].map((attempt) =>
      nextRetryDelayMs({ attempt, baseMs: 1_000, capMs: 10_000, random: () => almostOne }),
    );
    expect(longest).toEqual([999, 1_999, 3_999, 7_999, 9_999, 9_999]);
  });

  it('spreads over all of it, from nothing on', () => {
    const at = (chance: number) => nextRetryDelayMs({ attempt: 3, baseMs: 1_000, capMs: 60_000, random: () => chance });
    expect([at(0), at(0.25), at(0.5)]).toEqual([0, 1_000, 2_000]);
  });

  it('is a number even where nothing is doubled without end', () => {
    expect(nextRetryDelayMs({ attempt: 5_000, baseMs: 0, capMs: 1_000, random: () => 0.5 })).toBe(0);
    expect(nextRetryDelayMs({ attempt: 5_000, baseMs: 1, capMs: 1_000, random: () => 0.5 })).toBe(500);
  });

  it('stays within its bounds for every attempt', () => {
    const chance = fc.double({ min: 0, max: almostOne, noNaN: true });
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), fc.constantFrom(1_023, 1_024, 5_000, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY)),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 86_400_000 }),
        chance,
        (attempt, baseMs, capMs, drawn) => {
          const waitMs = nextRetryDelayMs({ attempt, baseMs, capMs, random: () => drawn });
          expect(Number.isInteger(waitMs)).toBe(true);
          expect(waitMs).toBeGreaterThanOrEqual(0);
          expect(waitMs).toBeLessThanOrEqual(Math.min(capMs, baseMs * 2 ** Math.min(Math.max(attempt - 1, 0), 60)));
        },
      ),
    );
  });
});
