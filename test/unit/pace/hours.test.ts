import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAround, isOpen, isTimeZone, nextOpening, type Opening } from '#shared/pace/hours.ts';
import { weekdays } from '#shared/pace/limits.ts';

const saoPaulo = 'America/Sao_Paulo';
const at = (iso: string) => Date.parse(iso);
const office: Opening = {
  hours: { fromMinute: 9 * 60, toMinute: 18 * 60 },
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  timeZone: saoPaulo,
};

describe('nextOpening', () => {
  it.each([
    ['inside the hours', '2026-11-23T10:00:00-03:00', '2026-11-23T10:00:00-03:00'],
    ['before the hours', '2026-11-23T06:30:00-03:00', '2026-11-23T09:00:00-03:00'],
    ['at the closing minute', '2026-11-23T18:00:00-03:00', '2026-11-24T09:00:00-03:00'],
    ['on Friday night, over the weekend', '2026-11-27T20:00:00-03:00', '2026-11-30T09:00:00-03:00'],
    ['on the last evening of the year', '2026-12-31T19:00:00-03:00', '2027-01-01T09:00:00-03:00'],
  ])('%s', (_, now, opens) => {
    expect(new Date(nextOpening(office, at(now))).toISOString()).toBe(new Date(opens).toISOString());
  });

  it('reads the hours in the zone that was named, not in the machine’s', () => {
    const inManaus: Opening = { ...office, timeZone: 'America/Manaus' };
    expect(nextOpening(inManaus, at('2026-11-23T09:30:00-03:00'))).toBe(at('2026-11-23T09:00:00-04:00'));
  });

  it('is always open without hours and days', () => {
    expect(nextOpening({ hours: null, days: null, timeZone: saoPaulo }, 12_345)).toBe(12_345);
  });

  const zones = fc.constantFrom(
    saoPaulo,
    'America/Rio_Branco',
    'Europe/Lisbon',
    'America/New_York',
    'Asia/Kolkata',
    'UTC',
  );
  const openings = fc.record({
    hours: fc.option(
      fc
        .tuple(fc.integer({ min: 0, max: 1_438 }), fc.integer({ min: 1, max: 600 }))
        .map(([from, length]) => ({ fromMinute: from, toMinute: Math.min(1_440, from + length) })),
    ),
    days: fc.option(fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 })),
    timeZone: zones,
  });
  const moments = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') });

  it('is open at the moment it gives, which is never in the past and at most some days away', () => {
    fc.assert(
      fc.property(openings, moments, (opening, now) => {
        const opens = nextOpening(opening, now);
        expect(opens).toBeGreaterThanOrEqual(now);
        expect(opens - now).toBeLessThanOrEqual(9 * 86_400_000);
        // A change of clocks may skip the opening minute: then it comes back within the hour and looks again.
        expect(isOpen(opening, opens) || opens === now + 3_600_000).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('gives the very first moment: a minute earlier it is closed', () => {
    fc.assert(
      fc.property(openings, moments, (opening, now) => {
        const opens = nextOpening(opening, now);
        if (opens > now && isOpen(opening, opens)) expect(isOpen(opening, opens - 1)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});

describe('dayAround', () => {
  it('covers the calendar day of the zone', () => {
    const day = dayAround(at('2026-11-23T23:59:00-03:00'), saoPaulo);
    expect(day).toEqual({
      startMs: at('2026-11-23T00:00:00-03:00'),
      endMs: at('2026-11-24T00:00:00-03:00'),
      name: '2026-11-23',
    });
  });

  it('knows days of 23 and 25 hours', () => {
    const hours = (iso: string) => {
      const day = dayAround(at(iso), 'Europe/Lisbon');
      return (day.endMs - day.startMs) / 3_600_000;
    };
    expect([hours('2026-03-29T12:00:00Z'), hours('2026-10-25T12:00:00Z')]).toEqual([23, 25]);
  });
});

describe('isTimeZone', () => {
  it('tells names from nonsense', () => {
    expect([isTimeZone(saoPaulo), isTimeZone('Sao Paulo'), isTimeZone('')]).toEqual([true, false, false]);
  });
});
