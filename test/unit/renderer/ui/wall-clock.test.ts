import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromTime, fromWallClock, toTime, toWallClock } from '#renderer/ui/pace/wall-clock.ts';

const saoPaulo = 'America/Sao_Paulo';
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe('a date with time, as it is typed', () => {
  it('is a moment of the zone it is meant in', () => {
    expect(iso(fromWallClock('2026-11-23T14:05', saoPaulo))).toBe('2026-11-23T17:05:00.000Z');
    expect(iso(fromWallClock('2026-11-23T14:05', 'America/Manaus'))).toBe('2026-11-23T18:05:00.000Z');
    expect(toWallClock(Date.parse('2026-11-23T17:05:00Z'), saoPaulo)).toBe('2026-11-23T14:05');
  });

  it.each(['', 'amanhã', '2026-02-31T10:00', '2026-11-23'])('is no moment where it is %j', (text) => {
    expect(fromWallClock(text, saoPaulo)).toBeNull();
  });

  it('reads back as it was typed, in any zone', () => {
    const zones = fc.constantFrom(saoPaulo, 'America/Rio_Branco', 'Pacific/Auckland', 'Pacific/Kiritimati', 'UTC');
    const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
    fc.assert(
      fc.property(zones, moments, (zone, at) => {
        const typed = toWallClock(at, zone);
        expect(toWallClock(fromWallClock(typed, zone) ?? 0, zone)).toBe(typed);
      }),
    );
  });
});

describe('a time of the day', () => {
  it.each([
    [0, '00:00'],
    [545, '09:05'],
    [1_440, '00:00'],
  ])('%d reads %s', (minute, text) => {
    expect(toTime(minute)).toBe(text);
  });

  it('of midnight is the start of the day, or its end', () => {
    expect([fromTime('00:00', 'from'), fromTime('00:00', 'to'), fromTime('18:30', 'to'), fromTime('', 'to')]).toEqual([
      0,
      1_440,
      1_110,
      null,
    ]);
  });
});
