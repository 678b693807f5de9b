import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayByKey, shiftDay, shiftMonth, spanOf } from '#renderer/features/calendar/days.ts';

describe('a calendar', () => {
  it.each([
    ['2026-11-15', 'month', 0, { from: '2026-11-01', days: 35 }],
    ['2026-11-15', 'month', 1, { from: '2026-10-26', days: 42 }],
    ['2026-02-28', 'month', 0, { from: '2026-02-01', days: 28 }],
    ['2026-08-31', 'month', 0, { from: '2026-07-26', days: 42 }],
    ['2026-11-27', 'week', 0, { from: '2026-11-22', days: 7 }],
    ['2026-11-22', 'week', 1, { from: '2026-11-16', days: 7 }],
  ] as const)('of %s as a %s beginning on weekday %i is %j', (day, view, first, span) => {
    expect(spanOf(day, view, first)).toEqual(span);
  });

  it('holds its day, in whole weeks, and never more than six of them', () => {
    const days = fc.integer({ min: -20_000, max: 40_000 }).map((n) => shiftDay('2026-01-01', n));
    fc.assert(
      fc.property(
        days,
        fc.constantFrom('month' as const, 'week' as const),
        fc.constantFrom(0 as const, 1 as const),
        (day, view, first) => {
          const span = spanOf(day, view, first);
          expect(span.days % 7).toBe(0);
          expect(span.days).toBeLessThanOrEqual(42);
          expect(span.from <= day && day <= shiftDay(span.from, span.days - 1)).toBe(true);
          if (view === 'month')
            expect(shiftDay(span.from, span.days - 1) >= shiftDay(shiftMonth(`${day.slice(0, 8)}01`, 1), -1)).toBe(
              true,
            );
        },
      ),
    );
  });

  it.each([
    ['ArrowLeft', '2026-02-28'],
    ['ArrowRight', '2026-03-02'],
    ['ArrowUp', '2026-02-22'],
    ['ArrowDown', '2026-03-08'],
    ['PageUp', '2026-02-01'],
    ['PageDown', '2026-04-01'],
    ['Home', '2026-03-01'],
    ['End', '2026-03-07'],
    ['a', null],
  ])('is left from the 1st of March by %s to %s', (key, day) => {
    expect(dayByKey('2026-03-01', key, 0)).toBe(day);
  });

  it('goes to the last day of a month that is shorter', () => {
    expect(shiftMonth('2026-01-31', 1)).toBe('2026-02-28');
    expect(shiftMonth('2028-03-30', -1)).toBe('2028-02-29');
    expect(shiftMonth('2026-01-15', -1)).toBe('2025-12-15');
  });
});
