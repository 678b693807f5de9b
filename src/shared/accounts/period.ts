import { dayAround } from '../pace/hours.ts';

/** Both ends are in it: Unix milliseconds. */
export interface Span {
  /** Its first day, `2026-11-23`. */
  readonly day: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a chart shows at once, and what is asked of an account at once. */
const mostSpans = 31;
const sizes = [1, 7, 30, 90] as const;

/** Days of a time zone from one to another, both included; in pieces of a week, a month or a quarter where they are many. */
export function spansOf(period: { readonly from: string; readonly to: string; readonly timeZone: string }): Span[] {
  const days = daysOf(period);
  const size = sizes.find((one) => days.length <= one * mostSpans) ?? 90;
  const spans: Span[] = [];
  for (let at = 0; at < days.length; at += size) {
    const [first, last] = [days[at], days[Math.min(at + size, days.length) - 1]];
    if (first && last) spans.push({ day: first.day, fromMs: first.fromMs, toMs: last.toMs });
  }
  return spans;
}

/** Of more days than this nothing is asked. */
export const mostDays = 3 * 366;

function daysOf({ from, to, timeZone }: { from: string; to: string; timeZone: string }): Span[] {
  const all: Span[] = [];
  // Noon of Greenwich is on this day or a neighbour of it in every time zone.
  let day = dayAround(Date.parse(`${from}T12:00Z`), timeZone);
  while (day.name < from) day = dayAround(day.endMs, timeZone);
  while (day.name > from) day = dayAround(day.startMs - 1, timeZone);
  for (; day.name <= to && all.length < mostDays; day = dayAround(day.endMs, timeZone)) {
    all.push({ day: day.name, fromMs: day.startMs, toMs: day.endMs - 1 });
  }
  return all;
}
