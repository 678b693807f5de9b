import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf, differenceInterval, isTooFew, type Share, verdictOf, wilson } from '#shared/report/certainty.ts';

const share = (hits: number, of: number): Share => ({ hits, of });
const aShare = fc
  .integer({ min: 1, max: 5_000 })
  .chain((of) => fc.integer({ min: 0, max: of }).map((hits) => share(hits, of)));

describe('how certain a share is', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i lies between %d and %d', (hits, of, low, high) => {
    const interval = wilson(share(hits, of));
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the share that was seen, within 0 and 1, and knows nothing of nobody', () => {
    fc.assert(
      fc.property(aShare, ({ hits, of }) => {
        const { low, high } = wilson({ hits, of });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(hits / of + 1e-12);
        expect(high).toBeGreaterThanOrEqual(hits / of - 1e-12);
      }),
    );
    expect(wilson(share(0, 0))).toEqual({ low: 0, high: 1 });
  });
});

describe('how certain a difference is', () => {
  // Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%i of %i against %i of %i lies between %d and %d', (a, ofA, b, ofB, low, high) => {
    const interval = differenceInterval(share(a, ofA), share(b, ofB));
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  // By the formula with an exact erfc (Python's math.erfc).
  it.each([
    [45, 100, 30, 100, 0.02846],
    [83, 86, 90, 93, 0.92232],
    [120, 1_000, 150, 1_000, 0.04964],
  ])('%i of %i against %i of %i comes by chance in %d', (a, ofA, b, ofB, chance) => {
    expect(chanceOf(share(a, ofA), share(b, ofB))).toBeCloseTo(chance, 5);
  });

  it('is the same from either side, and never a chance beyond 1', () => {
    fc.assert(
      fc.property(aShare, aShare, (a, b) => {
        const chance = chanceOf(a, b);
        expect(chance).toBeCloseTo(chanceOf(b, a), 12);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        const [there, back] = [differenceInterval(a, b), differenceInterval(b, a)];
        expect(there.low).toBeCloseTo(-back.high, 12);
      }),
    );
  });
});

describe('what is said of versions', () => {
  it('says that one leads only where chance hardly makes such a difference', () => {
    expect(verdictOf([share(300, 1_000), share(220, 1_000)])).toMatchObject({ kind: 'leads', index: 0, second: 1 });
    expect(verdictOf([share(60, 1_000), share(66, 1_000)])).toMatchObject({ kind: 'open', index: 1, second: 0 });
  });

  it('says nothing of small numbers, however far apart they are', () => {
    expect(verdictOf([share(4, 5), share(0, 5)])).toEqual({ kind: 'tooFew' });
    expect(verdictOf([share(0, 4_000), share(0, 4_000)])).toEqual({ kind: 'tooFew' });
    expect(isTooFew(share(10, 20), share(10, 20))).toBe(false);
  });

  it('asks for more of the best of three than of the better of two', () => {
    const [best, other] = [share(150, 1_000), share(120, 1_000)];
    expect(chanceOf(best, other)).toBeLessThan(0.05);
    expect(verdictOf([best, other])?.kind).toBe('leads');
    expect(verdictOf([best, other, other])?.kind).toBe('open');
  });

  it('needs two versions that were sent to somebody', () => {
    expect(verdictOf([share(10, 50)])).toBeNull();
    expect(verdictOf([share(10, 50), share(0, 0)])).toBeNull();
  });
});
