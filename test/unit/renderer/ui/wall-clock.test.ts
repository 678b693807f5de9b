import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromTime, fromWallClock, nextDates, toTime, toWallClock } from '#renderer/ui/pace/wall-clock.ts';

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

  it.each([
    ['9', 540],
    ['9h', 540],
    ['09:30', 570],
    ['9h30', 570],
    ['930', 570],
    ['0930', 570],
    ['18.15', 1_095],
    ['', null],
    ['25', null],
    ['9:60', null],
    ['24:01', null],
    ['noite', null],
  ])('is read as people type it: %j', (text, minute) => {
    expect(fromTime(text, 'from')).toBe(minute);
  });

  it('of midnight is the start of the day, or its end', () => {
    expect(['00:00', '24:00', '0'].map((text) => fromTime(text, 'from'))).toEqual([0, 0, 0]);
    expect(['00:00', '24:00', '0'].map((text) => fromTime(text, 'to'))).toEqual([1_440, 1_440, 1_440]);
  });
});

describe('the next days', () => {
  it('begin with the one that it is in the zone', () => {
    const lateInGreenwich = Date.parse('2026-12-31T01:00:00Z');
    expect(nextDates(lateInGreenwich, saoPaulo, 3)).toEqual(['2026-12-30', '2026-12-31', '2027-01-01']);
    expect(nextDates(lateInGreenwich, 'UTC', 1)).toEqual(['2026-12-31']);
  });
});
