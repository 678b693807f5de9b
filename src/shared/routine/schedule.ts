import { z } from 'zod';
import { dayAround, momentOf } from '../pace/hours.ts';
import { weekdaySchema, weekdays } from '../pace/limits.ts';

const when = {
  /** Since midnight, in the time zone. */
  minute: z.int().min(0).max(1_439),
  /** IANA name. */
  timeZone: z.string().min(1).max(60),
};

/** A day as 2026-11-23. */
export const daySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => new Date(noonOf(day)).toISOString().startsWith(day));

function noonOf(day: string): number {
  const at = Date.parse(`${day}T12:00Z`);
  // A date of rubbish cannot be written out.
  return Number.isNaN(at) ? 0 : at;
}

/** When a routine is due, again and again. */
export const scheduleSchema = z.discriminatedUnion('every', [
  z.object({ every: z.literal('week'), days: z.array(weekdaySchema).min(1).max(7), ...when }),
  /** Every so many days, counted from one. */
  z.object({ every: z.literal('days'), count: z.int().min(1).max(90), from: daySchema, ...when }),
  /** Of a month that is too short, its last day. */
  z.object({ every: z.literal('month'), day: z.int().min(1).max(31), ...when }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

const dayMs = 86_400_000;
/** No schedule leaves more days out than this: every 90 days, counted from a day in a year. */
const mostAhead = 366 * 5;

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * The first moment after `afterMs` at which it is due. A minute that the clocks skip is made up for at the next one that
 * they show; one that they show twice counts once. Unix milliseconds; null where there is none within five years.
 */
export function nextRun(schedule: Schedule, afterMs: number): number | null {
  const today = Date.parse(`${dayAround(afterMs, schedule.timeZone).name}T00:00Z`);
  for (let ahead = 0; ahead <= mostAhead; ahead += 1) {
    const date = new Date(today + ahead * dayMs);
    if (!isOn(schedule, date)) continue;
    const at = momentOf(dateOf(date), schedule.minute, schedule.timeZone);
    if (at > afterMs) return at;
  }
  return null;
}

/** All moments from `fromMs` on and before `toMs`, at most so many. */
export function runsBetween(
  schedule: Schedule,
  span: { readonly fromMs: number; readonly toMs: number; readonly most: number },
): readonly number[] {
  const runs: number[] = [];
  for (let at = nextRun(schedule, span.fromMs - 1); at !== null && at < span.toMs && runs.length < span.most; ) {
    runs.push(at);
    at = nextRun(schedule, at);
  }
  return runs;
}

const dateOf = (date: Date): CalendarDate => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
});

/** A date of the calendar, at midnight of Greenwich. */
function isOn(schedule: Schedule, date: Date): boolean {
  switch (schedule.every) {
    case 'week': {
      const weekday = weekdays[(date.getUTCDay() + 6) % 7];
      return weekday !== undefined && schedule.days.includes(weekday);
    }
    case 'days': {
      const since = (date.getTime() - Date.parse(`${schedule.from}T00:00Z`)) / dayMs;
      return since >= 0 && since % schedule.count === 0;
    }
    case 'month': {
      const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
      return date.getUTCDate() === Math.min(schedule.day, last);
    }
  }
}
