import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptSince } from '#shared/privacy/retention.ts';

describe('since when data is kept', () => {
  it.each([
    ['2026-11-27T08:00:00Z', 1, '2026-10-27T08:00:00Z'],
    ['2026-03-31T23:59:59Z', 1, '2026-02-28T23:59:59Z'],
    ['2028-02-29T00:00:00Z', 12, '2027-02-28T00:00:00Z'],
    ['2026-01-15T12:00:00Z', 24, '2024-01-15T12:00:00Z'],
  ])('%s, %i months: %s', (now, months, since) => {
    expect(new Date(keptSince(Date.parse(now), months)).toISOString()).toBe(new Date(since).toISOString());
  });

  it('is never nearer than that many months of 28 days, nor further than of 31', () => {
    const now = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(now, fc.integer({ min: 1, max: 120 }), (nowMs, months) => {
        const days = (nowMs - keptSince(nowMs, months)) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(28 * months);
        expect(days).toBeLessThanOrEqual(31 * months);
      }),
    );
  });
});
