import { type SendingHours, type Weekday, weekdays } from './limits.ts';

/** When a campaign may write: null means at any time. `timeZone` is an IANA name. */
export interface Opening {
  readonly hours: SendingHours | null;
  readonly days: readonly Weekday[] | null;
  readonly timeZone: string;
}

const minuteMs = 60_000;

/** A moment as a wall clock in one time zone shows it. */
interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly minuteOfDay: number;
  readonly weekday: Weekday;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    weekday: 'short',
  });
  formats.set(timeZone, format);
  return format;
}

/** Does this machine know the time zone? */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The last minute that was asked about, by time zone: no clock of any zone changes within a minute. */
const lastMinutes = new Map<string, { readonly minute: number; readonly local: LocalTime }>();

function localTime(atMs: number, timeZone: string): LocalTime {
  const minute = Math.floor(atMs / minuteMs);
  const known = lastMinutes.get(timeZone);
  if (known?.minute === minute) return known.local;
  const local = readLocalTime(atMs, timeZone);
  lastMinutes.set(timeZone, { minute, local });
  return local;
}

function readLocalTime(atMs: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map((part) => [part.type, part.value]),
  );
  const numberOf = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const shortDay = (parts.get('weekday') ?? '').toLowerCase();
  const weekday = weekdays.find((day) => day === shortDay);
  if (!weekday) throw new Error(`weekday of ${timeZone}`);
  return {
    year: numberOf('year'),
    month: numberOf('month'),
    day: numberOf('day'),
    minuteOfDay: numberOf('hour') * 60 + numberOf('minute'),
    weekday,
  };
}

/**
 * The first moment at which a local clock shows the given minute of the given date, or a later minute where that one
 * is skipped (the clocks go forward). Day overflow is allowed: day 32 of a month is the 1st or later of the next.
 */
export function momentOf(
  date: { year: number; month: number; day: number },
  minuteOfDay: number,
  timeZone: string,
): number {
  const asUtc = Date.UTC(date.year, date.month - 1, date.day, 0, minuteOfDay);
  const offsetAt = (atMs: number): number => {
    const local = localTime(atMs, timeZone);
    return Date.UTC(local.year, local.month - 1, local.day, 0, local.minuteOfDay) - atMs;
  };
  // Zone offsets lie within ± 15 h: the two sides of the moment have the only offsets that can hold at it.
  const offsets = [offsetAt(asUtc - 15 * 60 * minuteMs), offsetAt(asUtc + 15 * 60 * minuteMs)];
  const candidates = offsets.map((offset) => asUtc - offset);
  const exact = candidates.filter((at) => offsetAt(at) === asUtc - at);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** A calendar day in a time zone. */
export interface LocalDay {
  /** The half-open span of moments it covers, Unix milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** YYYY-MM-DD. */
  readonly name: string;
}

/** The last day that was asked about, by time zone: most questions are about today. */
const lastDays = new Map<string, LocalDay>();

/** The calendar day of a moment, Unix milliseconds. */
export function dayAround(atMs: number, timeZone: string): LocalDay {
  const known = lastDays.get(timeZone);
  if (known && atMs >= known.startMs && atMs < known.endMs) return known;
  const local = localTime(atMs, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = {
    startMs: momentOf(local, 0, timeZone),
    endMs: momentOf({ ...local, day: local.day + 1 }, 0, timeZone),
    name: `${String(local.year).padStart(4, '0')}-${two(local.month)}-${two(local.day)}`,
  };
  lastDays.set(timeZone, day);
  return day;
}

/** Is the campaign open at this moment? Unix milliseconds. */
export function isOpen(opening: Opening, atMs: number): boolean {
  if (!opening.hours && !opening.days) return true;
  const local = localTime(atMs, opening.timeZone);
  if (opening.days && !opening.days.includes(local.weekday)) return false;
  const { hours } = opening;
  return !hours || (local.minuteOfDay >= hours.fromMinute && local.minuteOfDay < hours.toMinute);
}

/** The first moment, not before `atMs`, at which the campaign is open. Unix milliseconds. */
export function nextOpening(opening: Opening, atMs: number): number {
  if (isOpen(opening, atMs)) return atMs;
  const today = localTime(atMs, opening.timeZone);
  // A week ahead and one day more: the opening of today may be over.
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const from = opening.hours?.fromMinute ?? 0;
    const at = momentOf({ ...today, day: today.day + ahead }, from, opening.timeZone);
    if (at >= atMs && isOpen(opening, at)) return at;
  }
  // The opening minute of every day was skipped by a change of clocks: come back in an hour and look again.
  return atMs + 60 * minuteMs;
}

/** A moment as ISO 8601 with the offset of a time zone, to the minute: what a person there reads is in the text. */
export function isoInZone(atMs: number, timeZone: string): string {
  const local = localTime(atMs, timeZone);
  const asUtcMs = Date.UTC(local.year, local.month - 1, local.day, 0, local.minuteOfDay);
  const offsetMinutes = Math.round((asUtcMs - Math.floor(atMs / minuteMs) * minuteMs) / minuteMs);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const two = (value: number) => String(value).padStart(2, '0');
  const offset = Math.abs(offsetMinutes);
  return `${new Date(asUtcMs).toISOString().slice(0, 16)}${sign}${two(Math.floor(offset / 60))}:${two(offset % 60)}`;
}
