import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekdays } from '#shared/pace/limits.ts';
import {
  parseArea,
  parseCount,
  parseCountry,
  parseDays,
  parseDelimiter,
  parseMoment,
  parseRate,
  parseShare,
  parseTimeZone,
  parseWindow,
} from '#shared/plan/values.ts';

describe('a pace', () => {
  it.each([
    ['30/min', 30, 60_000],
    ['2/s', 2, 1_000],
    ['500/h', 500, 3_600_000],
    [' 30 / MIN ', 30, 60_000],
    ['1000000/h', 1_000_000, 3_600_000],
  ])('is understood from %s', (written, count, windowMs) => {
    expect(parseRate(written)).toEqual({ ok: true, value: { count, windowMs } });
  });

  it.each(['30', '0/min', '-1/min', '1.5/s', '30/day', '30/m', 'min/30', '', '1000001/h', '30/min/s'])(
    'is not %j',
    (written) => {
      expect(parseRate(written)).toEqual({ ok: false, error: { kind: 'rateInvalid', value: written } });
    },
  );
});

describe('a share', () => {
  it.each([
    ['20%', 0.2],
    ['0%', 0],
    ['100 %', 1],
    ['12,5%', 0.125],
    ['20', null],
    ['101%', null],
    ['-1%', null],
    ['%', null],
  ])('of %s is %s', (written, share) => {
    expect(parseShare(written)).toBe(share);
  });
});

describe('sending hours', () => {
  it.each([
    ['09:00-18:00', 540, 1_080],
    ['9:30 - 12:00', 570, 720],
    ['00:00-24:00', 0, 1_440],
    ['23:59–24:00', 1_439, 1_440],
  ])('are understood from %s', (written, fromMinute, toMinute) => {
    expect(parseWindow(written)).toEqual({ ok: true, value: { fromMinute, toMinute } });
  });

  it.each(['18:00-09:00', '09:00-09:00', '9-18', '09:60-10:00', '24:00-25:00', '09:00', '', '09:00-18:00-19:00'])(
    'are not %j',
    (written) => {
      expect(parseWindow(written)).toEqual({ ok: false, error: { kind: 'windowInvalid', value: written } });
    },
  );
});

describe('days of the week', () => {
  it.each([
    ['mon-fri', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['mon,wed', ['mon', 'wed']],
    ['wed,mon,wed', ['mon', 'wed']],
    ['fri-mon', ['mon', 'fri', 'sat', 'sun']],
    ['sat - sun, Tue', ['tue', 'sat', 'sun']],
    ['thu-thu', ['thu']],
  ])('are understood from %s', (written, days) => {
    expect(parseDays(written)).toEqual({ ok: true, value: days });
  });

  it.each(['', 'monday', 'mon-', '-fri', 'mon-wed-fri', 'mon,,fri', 'seg-sex'])('are not %j', (written) => {
    expect(parseDays(written)).toEqual({ ok: false, error: { kind: 'daysInvalid', value: written } });
  });

  it('come out in their order, each once, whatever is written', () => {
    const day = fc.constantFrom(...weekdays);
    const part = fc.oneof(
      day,
      fc.tuple(day, day).map(([a, b]) => `${a}-${b}`),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        const parsed = parseDays(parts.join(','));
        if (!parsed.ok) throw new Error(parsed.error.kind);
        expect(parsed.value).toEqual(weekdays.filter((one) => parsed.value.includes(one)));
        expect(parsed.value.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a moment', () => {
  it.each([
    ['2026-11-23T14:00', 'America/Sao_Paulo', '2026-11-23T17:00:00.000Z'],
    ['2026-11-23 14:00', 'America/Sao_Paulo', '2026-11-23T17:00:00.000Z'],
    ['2026-11-23T00:00', 'America/Sao_Paulo', '2026-11-23T03:00:00.000Z'],
    ['2026-11-23T23:59', 'Pacific/Auckland', '2026-11-23T10:59:00.000Z'],
    ['2026-11-23T14:00', 'Pacific/Kiritimati', '2026-11-23T00:00:00.000Z'],
    ['2026-11-23T14:00', 'Pacific/Pago_Pago', '2026-11-24T01:00:00.000Z'],
    ['2026-11-23T14:00Z', 'America/Sao_Paulo', '2026-11-23T14:00:00.000Z'],
    ['2026-11-23T14:00:30-03:00', 'Europe/Lisbon', '2026-11-23T17:00:30.000Z'],
    // The clocks went forward from 02:00 to 03:00 that night: half past two was half past three.
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    // And back from 03:00 to 02:00 that night: the first of the two.
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ])('%s in %s is %s', (written, zone, iso) => {
    const parsed = parseMoment(written, zone);
    if (!parsed.ok) throw new Error(parsed.error.kind);
    expect(new Date(parsed.value).toISOString()).toBe(iso);
  });

  it.each([
    'tomorrow',
    '2026-11-23',
    '2026-02-30T10:00',
    '2026-11-23T24:00',
    '2026-11-23T10:60',
    '23/11/2026 10:00',
    '',
  ])('is not %j', (written) => {
    expect(parseMoment(written, 'America/Sao_Paulo')).toEqual({
      ok: false,
      error: { kind: 'dateInvalid', value: written },
    });
  });
});

describe('other values', () => {
  it.each([
    ['1', 1],
    ['64', 64],
    ['0', null],
    ['65', null],
    ['-1', null],
    ['1.5', null],
    ['x', null],
    ['', null],
  ])('a count from 1 to 64: %j is %s', (written, count) => {
    expect(parseCount(written, 1, 64)).toBe(count);
  });

  it.each([
    [';', ';'],
    [',', ','],
    ['|', '|'],
    ['tab', '\t'],
    ['\\t', '\t'],
    ['\t', '\t'],
    [':', null],
  ])('a delimiter: %j is %j', (written, delimiter) => {
    expect(parseDelimiter(written)).toBe(delimiter);
  });

  it('areas have two digits, countries two letters, zones are those of the machine', () => {
    expect([parseArea('11'), parseArea('01'), parseArea('011')]).toEqual(['11', null, null]);
    expect([parseCountry('br'), parseCountry('BRA')]).toEqual(['BR', null]);
    expect(parseTimeZone('America/Sao_Paulo')).toEqual({ ok: true, value: 'America/Sao_Paulo' });
    expect(parseTimeZone('Brasilia')).toEqual({ ok: false, error: { kind: 'timeZoneInvalid', value: 'Brasilia' } });
  });
});
