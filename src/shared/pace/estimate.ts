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

/** What the limits of a day have seen before. */
export interface SentSoFar {
  /** Messages of the account today: what the daily limit counts. */
  readonly ofAccount: number;
  /** Messages of the connection today, and on how many days before it has sent: what a new number's limit counts. */
  readonly ofConnection: number;
  readonly earlierDays: number;
}

/** A number that never sent; what is taken for granted where nothing else is known. */
const nothingSoFar: SentSoFar = { ofAccount: 0, ofConnection: 0, earlierDays: 0 };

/**
 * Foresees the sending of `messages` (one or more) at this pace from `nowMs`, if nothing comes in between: hours, days,
 * caps, daily limit, a new number's own limit and start are kept, answers take no time. Hours go by the campaign's time
 * zone, whoever's they are. `max` is not part of it: that is a pause, which a person ends. Unix milliseconds; null where
 * it would take more than a year.
 */
export function estimateSpan(options: {
  readonly pace: Pace;
  readonly messages: number;
  readonly nowMs: number;
  readonly soFar?: SentSoFar;
}): SendingSpan | null {
  const { pace, nowMs, soFar = nothingSoFar } = options;
  let day = dayAround(nowMs, pace.timeZone);
  let seen = soFar;
  let left = options.messages;
  let dueMs = Math.max(nowMs, pace.startAt ?? nowMs);
  let firstMs: number | null = null;
  let lastDay: string | null = null;
  for (let days = 0; ; ) {
    const openMs = nextOpening(pace, dueMs);
    const next = dayAround(openMs, pace.timeZone);
    if (next.name !== day.name) {
      seen = { ofAccount: 0, ofConnection: 0, earlierDays: seen.earlierDays + (seen.ofConnection > 0 ? 1 : 0) };
      day = next;
    }
    const room = roomOf(pace, seen);
    const fits = Math.max(1, fitting(pace, closingOf(pace, openMs, day) - openMs));
    const sent = Math.min(left, room, fits);
    if (sent === 0) {
      dueMs = day.endMs;
      continue;
    }
    if (lastDay !== day.name) days += 1;
    if (days > mostDays) return null;
    lastDay = day.name;
    firstMs ??= openMs;
    left -= sent;
    if (left === 0) return { firstMs, lastMs: Math.floor(openMs + elapsed(pace, sent - 1)), days };
    seen = { ...seen, ofAccount: seen.ofAccount + sent, ofConnection: seen.ofConnection + sent };
    dueMs = Math.max(openMs + elapsed(pace, sent), sent === room ? day.endMs : openMs);
  }
}

/** How many more the limits of a day let out. */
function roomOf(pace: Pace, seen: SentSoFar): number {
  const byDay = pace.dailyLimit === null ? Number.POSITIVE_INFINITY : pace.dailyLimit - seen.ofAccount;
  const byRamp =
    pace.rampUp === null ? Number.POSITIVE_INFINITY : rampLimit(pace.rampUp, seen.earlierDays) - seen.ofConnection;
  return Math.max(0, Math.min(byDay, byRamp));
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
