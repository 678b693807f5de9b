import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAround, isoInZone } from '#shared/pace/hours.ts';
import { weekdays } from '#shared/pace/limits.ts';
import { daySchema, nextRun, runsBetween, type Schedule } from '#shared/routine/schedule.ts';

const zone = 'America/Sao_Paulo';
const at = (iso: string) => Date.parse(iso);

/** The next runs, as clocks of the zone show them. */
function runsAfter(schedule: Schedule, from: string, count: number): readonly string[] {
  const runs: string[] = [];
  for (let moment: number | null = at(from); runs.length < count; ) {
    moment = nextRun(schedule, moment);
    if (moment === null) break;
    runs.push(isoInZone(moment, schedule.timeZone));
  }
  return runs;
}

describe('the next run of a routine', () => {
  it.each<readonly [string, Schedule, string, readonly string[]]>([
    [
      'every Monday at nine',
      { every: 'week', days: ['mon'], minute: 540, timeZone: zone },
      '2026-11-23T09:00-03:00',
      ['2026-11-30T09:00-03:00', '2026-12-07T09:00-03:00'],
    ],
    [
      'later on the same day',
      { every: 'week', days: ['mon', 'thu'], minute: 540, timeZone: zone },
      '2026-11-23T08:59-03:00',
      ['2026-11-23T09:00-03:00', '2026-11-26T09:00-03:00'],
    ],
    [
      'every ten days, across the end of the year',
      { every: 'days', count: 10, from: '2026-12-20', minute: 0, timeZone: zone },
      '2026-12-01T00:00-03:00',
      ['2026-12-20T00:00-03:00', '2026-12-30T00:00-03:00', '2027-01-09T00:00-03:00'],
    ],
    [
      'on the 31st, which some months lack',
      { every: 'month', day: 31, minute: 600, timeZone: zone },
      '2027-01-31T10:00-03:00',
      ['2027-02-28T10:00-03:00', '2027-03-31T10:00-03:00', '2027-04-30T10:00-03:00'],
    ],
    [
      'on the 29th of February',
      { every: 'month', day: 30, minute: 600, timeZone: zone },
      '2028-02-01T00:00-03:00',
      ['2028-02-29T10:00-03:00', '2028-03-30T10:00-03:00'],
    ],
    [
      'at a minute that the clocks skip',
      { every: 'week', days: ['sun'], minute: 90, timeZone: 'Europe/Lisbon' },
      '2026-03-27T00:00Z',
      ['2026-03-29T02:30+01:00', '2026-04-05T01:30+01:00'],
    ],
    [
      'at a minute that the clocks show twice, once',
      { every: 'week', days: ['sun', 'mon'], minute: 90, timeZone: 'Europe/Lisbon' },
      '2026-10-24T12:00Z',
      ['2026-10-25T01:30+01:00', '2026-10-26T01:30+00:00'],
    ],
  ])('comes %s', (_what, schedule, from, runs) => {
    expect(runsAfter(schedule, from, runs.length)).toEqual(runs);
  });

  it('never comes where it begins in another age', () => {
    expect(
      nextRun({ every: 'days', count: 7, from: '2099-01-01', minute: 0, timeZone: zone }, at('2026-01-01')),
    ).toBeNull();
  });

  const when = {
    minute: fc.integer({ min: 0, max: 1_439 }),
    timeZone: fc.constantFrom(
      zone,
      'Europe/Lisbon',
      'America/New_York',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Kathmandu',
    ),
  };
  const schedules: fc.Arbitrary<Schedule> = fc.oneof(
    fc.record({ every: fc.constant('week' as const), days: fc.subarray([...weekdays], { minLength: 1 }), ...when }),
    fc.record({
      every: fc.constant('days' as const),
      count: fc.integer({ min: 1, max: 90 }),
      from: fc.constant('2025-03-01'),
      ...when,
    }),
    fc.record({ every: fc.constant('month' as const), day: fc.integer({ min: 1, max: 31 }), ...when }),
  );
  const moments = fc.integer({ min: at('2025-06-01'), max: at('2029-01-01') });

  it('is after now, on a day of its own each time, and the same whoever asks in between', () => {
    fc.assert(
      fc.property(schedules, moments, fc.double({ min: 0, max: 1, noNaN: true }), (schedule, now, share) => {
        const next = nextRun(schedule, now);
        if (next === null) throw new Error('there is always one');
        expect(next).toBeGreaterThan(now);
        const between = Math.floor(now + (next - now - 1) * share);
        expect(nextRun(schedule, between)).toBe(next);
        const following = nextRun(schedule, next);
        if (following === null) throw new Error('there is always one');
        expect(dayAround(following, schedule.timeZone).name).not.toBe(dayAround(next, schedule.timeZone).name);
        // The longest a week, ninety days or a month can be, with a change of clocks.
        expect(following - next).toBeLessThanOrEqual(91 * 86_400_000);
      }),
    );
  });

  it('is on the days that were chosen, and every month has one', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, now) => {
        const next = nextRun(schedule, now) ?? 0;
        const { name } = dayAround(next, schedule.timeZone);
        const date = new Date(`${name}T00:00Z`);
        if (schedule.every === 'week') expect(schedule.days).toContain(weekdays[(date.getUTCDay() + 6) % 7]);
        if (schedule.every === 'days') {
          expect(((date.getTime() - at('2025-03-01T00:00Z')) / 86_400_000) % schedule.count).toBe(0);
        }
        if (schedule.every !== 'month') return;
        const months = runsBetween(schedule, { fromMs: at('2026-01-01'), toMs: at('2027-02-01'), most: 50 }).map(
          (run) => dayAround(run, schedule.timeZone).name.slice(0, 7),
        );
        expect(new Set(months).size).toBe(months.length);
        expect(months.length).toBeGreaterThanOrEqual(12);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a day', () => {
  it.each(['2026-02-31', '2026-13-01', '2026-1-1', '', '9999-99-99'])('is not %j', (day) => {
    expect(daySchema.safeParse(day).success).toBe(false);
  });
  it('is one of the calendar', () => {
    expect(daySchema.parse('2028-02-29')).toBe('2028-02-29');
  });
});
