import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rampLimit } from '#shared/pace/ramp.ts';

describe('how much a new number may send on a day', () => {
  it('grows with each day on which it sent', () => {
    const days = [0, 1, 2, 3, 4].map((earlier) => rampLimit({ first: 50, growth: 1.5 }, earlier));
    expect(days).toEqual([50, 75, 112, 168, 253]);
  });

  it('is a whole number from one on that never shrinks, for ever', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 1.1, max: 5, noNaN: true }),
        fc.integer({ min: 0, max: 3_000 }),
        (first, growth, earlier) => {
          const today = rampLimit({ first, growth }, earlier);
          expect(Number.isSafeInteger(today)).toBe(true);
          expect(today).toBeGreaterThanOrEqual(first);
          expect(rampLimit({ first, growth }, earlier + 1)).toBeGreaterThanOrEqual(today);
        },
      ),
    );
  });
});
