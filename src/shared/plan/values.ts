import { dayAround, isTimeZone, nextOpening } from '../pace/hours.ts';
import {
  mostCaps,
  type Pace,
  type RampUp,
  type Rate,
  rampUpSchema,
  rateSchema,
  type SendingHours,
  sendingHoursSchema,
  usualGrowth,
  type Weekday,
  weekdays,
} from '../pace/limits.ts';
import type { ProblemOf } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { type Delimiter, delimiterSchema } from '../tabular/table.ts';

// What people write behind an option, as a value. All of it is pure.

const unitMs = { s: 1_000, min: 60_000, h: 3_600_000 } as const;
const unitNamed = (name: string | undefined): number | undefined =>
  name === 's' || name === 'min' || name === 'h' ? unitMs[name] : undefined;

/** `30/min`, `2/s`, `500/h`; a window of several such units is `300/2h`. */
export function parseRate(value: string): Result<Rate, ProblemOf<'rateInvalid'>> {
  const [, count, units, unit] = /^(\d{1,7})\s*\/\s*([1-9]\d{0,6})?\s*(s|min|h)$/i.exec(value.trim()) ?? [];
  const windowMs = (unitNamed(unit?.toLowerCase()) ?? Number.NaN) * Number(units ?? 1);
  const rate = rateSchema.safeParse({ count: Number(count), windowMs });
  return rate.success ? ok(rate.data) : err({ kind: 'rateInvalid', value });
}

/** The same the other way, in whole seconds. */
export function formatRate({ count, windowMs }: Rate): string {
  const unit = windowMs % unitMs.h === 0 ? 'h' : windowMs % unitMs.min === 0 ? 'min' : 's';
  const units = Math.max(1, Math.round(windowMs / unitMs[unit]));
  return `${count}/${units === 1 ? '' : units}${unit}`;
}

/** `30/min`, or with further limits behind it that hold as well: `30/min,300/h`. */
export function parseRates(value: string): Result<Pick<Pace, 'rate' | 'caps'>, ProblemOf<'rateInvalid'>> {
  const rates: Rate[] = [];
  for (const part of value.split(',')) {
    const rate = parseRate(part);
    if (!rate.ok) return err({ kind: 'rateInvalid', value });
    rates.push(rate.value);
  }
  const [rate, ...caps] = rates;
  return rate === undefined || caps.length > mostCaps ? err({ kind: 'rateInvalid', value }) : ok({ rate, caps });
}

/** `50:1.5`: fifty on the first day, half as many again on each further one. The growth may be left out. */
export function parseRamp(value: string): RampUp | null {
  const [, first, growth] = /^(\d{1,6})(?:\s*[:x]\s*(\d(?:[.,]\d+)?))?$/.exec(value.trim()) ?? [];
  const ramp = rampUpSchema.safeParse({
    first: Number(first),
    growth: growth === undefined ? usualGrowth : Number(growth.replace(',', '.')),
  });
  return ramp.data ?? null;
}

/** `20%` is 0.2. */
export function parseShare(value: string): number | null {
  const [, percent] = /^(\d{1,3}(?:[.,]\d+)?)\s*%$/.exec(value.trim()) ?? [];
  const share = percent === undefined ? Number.NaN : Number(percent.replace(',', '.')) / 100;
  return share <= 1 ? share : null;
}

export const formatShare = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

/** Minutes since midnight as `09:30`. */
export const formatClock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** `09:00-18:00`; the end may be 24:00. */
export function parseWindow(value: string): Result<SendingHours, ProblemOf<'windowInvalid'>> {
  const [, from, to] = /^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/.exec(value.trim()) ?? [];
  const hours = sendingHoursSchema.safeParse({ fromMinute: minuteOf(from), toMinute: minuteOf(to) });
  return hours.success ? ok(hours.data) : err({ kind: 'windowInvalid', value });
}

function minuteOf(time: string | undefined): number {
  const [hour = Number.NaN, minute = Number.NaN] = (time ?? '').split(':').map(Number);
  return minute < 60 ? hour * 60 + minute : Number.NaN;
}

/** `mon-fri`, `mon,wed`, `fri-mon,wed`: days of the week in their order, each once. */
export function parseDays(value: string): Result<readonly Weekday[], ProblemOf<'daysInvalid'>> {
  const chosen = new Set<Weekday>();
  for (const part of value.toLowerCase().split(',')) {
    const span = daysOfSpan(part);
    if (span === null) return err({ kind: 'daysInvalid', value });
    for (const day of span) chosen.add(day);
  }
  return ok(weekdays.filter((day) => chosen.has(day)));
}

const dayNames: readonly string[] = weekdays;

function daysOfSpan(part: string): readonly Weekday[] | null {
  const [first, last, ...more] = part.split('-').map((name) => dayNames.indexOf(name.trim()));
  if (first === undefined || first < 0 || last === -1 || more.length > 0) return null;
  const length = last === undefined ? 1 : ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, ahead) => weekdays[(first + ahead) % 7]).filter((day) => day !== undefined);
}

export const parseTimeZone = (value: string): Result<string, ProblemOf<'timeZoneInvalid'>> =>
  isTimeZone(value.trim()) ? ok(value.trim()) : err({ kind: 'timeZoneInvalid', value });

/** `2026-11-23T14:00`, in the campaign's time zone where it names none itself. Unix milliseconds. */
export function parseMoment(value: string, timeZone: string): Result<number, ProblemOf<'dateInvalid'>> {
  const written = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
    value.trim(),
  );
  const [, day = '', hour, minute, offset] = written ?? [];
  // Date.parse takes the 31st of February for the 3rd of March.
  const noonMs = Date.parse(`${day}T12:00Z`);
  const isDay = !Number.isNaN(noonMs) && new Date(noonMs).toISOString().startsWith(day);
  if (written === null || !isDay || Number(hour) > 23 || Number(minute) > 59)
    return err({ kind: 'dateInvalid', value });
  if (offset === undefined) return ok(momentIn(timeZone, { noonMs, day, minute: Number(hour) * 60 + Number(minute) }));
  const atMs = Date.parse(value.trim().replace(' ', 'T').toUpperCase());
  return Number.isNaN(atMs) ? err({ kind: 'dateInvalid', value }) : ok(atMs);
}

/** The moment at which the zone's own clocks show this minute of this day, or the next one that they show. */
function momentIn(
  timeZone: string,
  at: { readonly noonMs: number; readonly day: string; readonly minute: number },
): number {
  // Noon of Greenwich is another day where clocks are twelve hours ahead or more.
  const isOtherDay = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at.noonMs) !== at.day;
  const { startMs } = dayAround(isOtherDay ? at.noonMs - 12 * 3_600_000 : at.noonMs, timeZone);
  const hours = { fromMinute: at.minute, toMinute: 24 * 60 };
  return nextOpening({ hours, days: null, timeZone }, startMs);
}

/** Whole numbers from `least` on. */
export function parseCount(value: string, least: number, most: number): number | null {
  const count = /^\d{1,9}$/.test(value.trim()) ? Number(value) : Number.NaN;
  return count >= least && count <= most ? count : null;
}

const namedDelimiters: Readonly<Record<string, Delimiter>> = { tab: '\t', '\\t': '\t' };

/** The sign itself; `tab` for the one that is hard to type. */
export function parseDelimiter(value: string): Delimiter | null {
  const delimiter = delimiterSchema.safeParse(namedDelimiters[value.toLowerCase()] ?? value);
  return delimiter.success ? delimiter.data : null;
}

export const parseArea = (value: string): string | null => (/^[1-9]\d$/.test(value.trim()) ? value.trim() : null);

export const parseCountry = (value: string): string | null =>
  /^[a-z]{2}$/i.test(value.trim()) ? value.trim().toUpperCase() : null;

/** How much somebody may have had before: `7`, `7d` where days are counted; `false`: it does not matter. */
export function parseBound(value: string, unit: 'd' | 'h' | '', most: number): number | false | null {
  const text = value.trim().toLowerCase();
  if (text === 'false') return false;
  return parseCount(unit !== '' && text.endsWith(unit) ? text.slice(0, -1) : text, 1, most);
}
