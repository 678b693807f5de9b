import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone } from '#shared/pace/hours.ts';
import { brazilianZones, timeZoneOf } from '#shared/phone/time-zone.ts';

const winter = Date.parse('2026-07-01T12:00:00Z');
const hourIn = (timeZone: string) =>
  Number(new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(winter));

describe('the time zone of a Brazilian number', () => {
  // The four zones of Brazil, by the hour that their clocks show at noon in Greenwich.
  it.each([
    ['5511987654321', 9],
    ['552133334444', 9],
    ['5581987654321', 9],
    ['5591987654321', 9],
    ['5563987654321', 9],
    ['5565987654321', 8],
    ['5567987654321', 8],
    ['5569987654321', 8],
    ['5592987654321', 8],
    ['5595987654321', 8],
    ['5568987654321', 7],
  ])('of %s: it is %i o’clock there at noon in Greenwich', (digits, hour) => {
    expect(hourIn(timeZoneOf(digits) ?? '')).toBe(hour);
  });

  it('is none outside of Brazil', () => {
    for (const digits of ['351912345678', '14155550123', '5411987654321', '55119876543']) {
      expect(timeZoneOf(digits)).toBeNull();
    }
  });

  it('is one that this machine knows, for every area code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 99 }), (area) => {
        fc.pre(area % 10 !== 0);
        const zone = timeZoneOf(`55${area}987654321`);
        expect(brazilianZones).toContain(zone);
        expect(isTimeZone(zone ?? '')).toBe(true);
      }),
    );
  });
});
