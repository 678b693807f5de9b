import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoInZone } from '#shared/pace/hours.ts';

const minuteMs = 60_000;

describe('a moment as people of a time zone read it', () => {
  it.each([
    ['2026-11-23T13:05:00Z', 'America/Sao_Paulo', '2026-11-23T10:05-03:00'],
    ['2026-11-23T02:30:00Z', 'America/Manaus', '2026-11-22T22:30-04:00'],
    ['2026-11-23T13:05:59Z', 'UTC', '2026-11-23T13:05+00:00'],
    ['2026-11-23T13:05:00Z', 'Asia/Kolkata', '2026-11-23T18:35+05:30'],
    ['2026-12-31T23:59:00Z', 'Pacific/Auckland', '2027-01-01T12:59+13:00'],
  ])('writes %s in %s as %s', (utc, zone, written) => {
    expect(isoInZone(Date.parse(utc), zone)).toBe(written);
  });

  it('names the same minute, whatever the zone', () => {
    const zones = ['America/Sao_Paulo', 'America/Noronha', 'America/Rio_Branco', 'America/St_Johns', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2040, 0) }),
        fc.constantFrom(...zones),
        (atMs, zone) => {
          expect(Date.parse(isoInZone(atMs, zone))).toBe(Math.floor(atMs / minuteMs) * minuteMs);
        },
      ),
    );
  });
});
