import { dayAround, isOpen, nextOpening } from './hours.ts';
import type { Pace } from './limits.ts';
import { rampLimit } from './ramp.ts';

/** When a campaign would write its first and its last message, and on how many calendar days it would write. */
export interface SendingSpan {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly days: number;
}

/** A campaign that goes on for longer is not planned by anybody: it has the wrong pace. */
const mostDays = 366;

/**
 * Foresees the sending of `messages` (one or more) at this pace from `nowMs`, if nothing comes in between: hours,
 * days, caps, daily limit, a new number's own limit and start are kept, answers take no time. `sentToday` is what the
 * daily limit has seen already today, `earlierDays` on how many days before today the connection has sent. `max` is not part of it: that is a pause, which a person ends. Unix milliseconds; null where it would take
 * more than a year.
 */
export function estimateSpan(options: {
  readonly pace: Pace;
  readonly messages: number;
  readonly nowMs: number;
  readonly sentToday?: number;
  readonly earlierDays?: number;
}): SendingSpan | null {
  const { pace, nowMs, earlierDays = 0 } = options;
  const today = dayAround(nowMs, pace.timeZone);
  let left = options.messages;
  let dueMs = Math.max(nowMs, pace.startAt ?? nowMs);
  let firstMs: number | null = null;
  for (let days = 1; days <= mostDays; ) {
    const openMs = nextOpening(pace, dueMs);
    const day = dayAround(openMs, pace.timeZone);
    const seen = day.startMs === today.startMs ? (options.sentToday ?? 0) : 0;
    const limit = dayLimit(pace, earlierDays + days - 1);
    const room = limit === null ? left : Math.max(0, limit - seen);
    const fits = Math.max(1, fitting(pace, closingOf(pace, openMs, day) - openMs));
    const sent = Math.min(left, room, fits);
    if (sent === 0) {
      dueMs = day.endMs;
      continue;
    }
    firstMs ??= openMs;
    left -= sent;
    if (left === 0) return { firstMs, lastMs: Math.floor(openMs + elapsed(pace, sent - 1)), days };
    days += 1;
    dueMs = Math.max(openMs + elapsed(pace, sent), sent === room ? day.endMs : openMs);
  }
  return null;
}

/** The least of the limits of a day; null where there is none. */
function dayLimit(pace: Pace, earlierDays: number): number | null {
  const limits = [
    ...(pace.dailyLimit === null ? [] : [pace.dailyLimit]),
    ...(pace.rampUp === null ? [] : [rampLimit(pace.rampUp, earlierDays)]),
  ];
  return limits.length === 0 ? null : Math.min(...limits);
}

const gapOf = (pace: Pace): number => pace.rate.windowMs / pace.rate.count;

/** Milliseconds from the first message of a run to the one that `gaps` others lie before. */
function elapsed(pace: Pace, gaps: number): number {
  const gapMs = gapOf(pace);
  // A cap is used up as fast as the rate allows; then its window has to pass, again and again.
  const byCaps = pace.caps.map(({ count, windowMs }) => Math.floor(gaps / count) * windowMs + (gaps % count) * gapMs);
  return Math.max(gaps * gapMs, ...byCaps);
}

/** How many messages of a run leave within so many milliseconds, the end not counted. */
function fitting(pace: Pace, spanMs: number): number {
  const gapMs = gapOf(pace);
  const byCaps = pace.caps.map(({ count, windowMs }) => {
    const whole = Math.ceil(spanMs / windowMs) - 1;
    return whole * count + Math.min(count, Math.ceil((spanMs - whole * windowMs) / gapMs));
  });
  return Math.min(Math.ceil(spanMs / gapMs), ...byCaps);
}

/** The end of the sending of that day, which is open at `openMs`: the first moment that is closed, or midnight. */
function closingOf(pace: Pace, openMs: number, day: { readonly startMs: number; readonly endMs: number }): number {
  if (pace.hours === null || isOpen(pace, day.endMs - 1)) return day.endMs;
  const expected = day.startMs + pace.hours.toMinute * 60_000;
  if (expected > openMs && isOpen(pace, expected - 1) && !isOpen(pace, expected)) return expected;
  // The clocks change on that day.
  let open = openMs;
  let closed = day.endMs - 1;
  while (closed - open > 1) {
    const middle = Math.floor((open + closed) / 2);
    if (isOpen(pace, middle)) open = middle;
    else closed = middle;
  }
  return closed;
}
