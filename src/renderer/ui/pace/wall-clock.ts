import { dayAround, nextOpening } from '#shared/pace/hours.ts';

/** A moment as the clock of a time zone shows it, the way `<input type="datetime-local">` writes it. */
export function toWallClock(atMs: number, timeZone: string): string {
  // The only language whose short form is ISO's own.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(atMs)
    .replace(' ', 'T');
}

/**
 * The moment at which a clock in the time zone shows `text`; null where it is no date with time. A minute that the
 * clocks skip becomes the next one there is.
 */
export function fromWallClock(text: string, timeZone: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = parts;
  const noon = Date.UTC(year, month - 1, day, 12);
  if (Number.isNaN(noon) || new Date(noon).getUTCDate() !== day) return null;
  // Noon in Greenwich is the same date everywhere but at the edges of the map: there one more look finds the day.
  const dateOf = (atMs: number) => toWallClock(atMs, timeZone).slice(0, 10);
  const wanted = text.slice(0, 10);
  const near = [noon, noon - 86_400_000, noon + 86_400_000].find((atMs) => dateOf(atMs) === wanted);
  if (near === undefined) return null;
  const fromMinute = hour * 60 + minute;
  const opening = { hours: { fromMinute, toMinute: fromMinute + 1 }, days: null, timeZone };
  return nextOpening(opening, dayAround(near, timeZone).startMs);
}

/** 540 → "09:00". The end of the day is "00:00", as a clock says it. */
export function toTime(minuteOfDay: number): string {
  const minute = minuteOfDay % 1_440;
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/**
 * What people type for a time of the day, as its minute: "9", "9h", "09:30", "9h30", "930". Null for what is none. As an
 * end, midnight is the end of the day.
 */
export function fromTime(text: string, side: 'from' | 'to'): number | null {
  const parts = /^(\d{1,2})(?:\s*[h:.]\s*(\d{2})?|(\d{2}))?\s*h?$/i.exec(text.trim());
  if (parts === null) return null;
  const [, hour, afterSign, atOnce] = parts;
  const minute = Number(afterSign ?? atOnce ?? 0);
  const minuteOfDay = Number(hour) * 60 + minute;
  if (minute > 59 || minuteOfDay > 1_440) return null;
  if (side === 'to') return minuteOfDay === 0 ? 1_440 : minuteOfDay;
  return minuteOfDay === 1_440 ? 0 : minuteOfDay;
}

/** The dates of the next days in a time zone, today first, as `datetime-local` writes them. */
export function nextDates(nowMs: number, timeZone: string, count: number): readonly string[] {
  const today = toWallClock(nowMs, timeZone).slice(0, 10);
  const noon = Date.parse(`${today}T12:00:00Z`);
  return Array.from({ length: count }, (_, day) => new Date(noon + day * 86_400_000).toISOString().slice(0, 10));
}

const hourMs = 3_600_000;

/** The first full hour after a moment, on clocks that differ by whole hours from Greenwich. Unix milliseconds. */
export const nextFullHour = (nowMs: number): number => Math.ceil((nowMs + 1) / hourMs) * hourMs;

/** Where this machine stands, as the window shows moments. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
