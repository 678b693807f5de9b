import { dayAround, isOpen, nextOpening } from './hours.ts';
import type { Pace } from './limits.ts';

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
 * days, daily limit and start are kept, answers take no time. `sentToday` is what the daily limit has seen already
 * today. `max` is not part of it: that is a pause, which a person ends. Unix milliseconds; null where it would take
 * more than a year.
 */
export function estimateSpan(options: {
  readonly pace: Pace;
  readonly messages: number;
  readonly nowMs: number;
  readonly sentToday?: number;
}): SendingSpan | null {
  const { pace, nowMs } = options;
  const gapMs = pace.rate.windowMs / pace.rate.count;
  const today = dayAround(nowMs, pace.timeZone);
  let left = options.messages;
  let dueMs = Math.max(nowMs, pace.startAt ?? nowMs);
  let firstMs: number | null = null;
  for (let days = 1; days <= mostDays; ) {
    const openMs = nextOpening(pace, dueMs);
    const day = dayAround(openMs, pace.timeZone);
    const seen = day.startMs === today.startMs ? (options.sentToday ?? 0) : 0;
    const room = pace.dailyLimit === null ? left : Math.max(0, pace.dailyLimit - seen);
    const fits = Math.max(1, Math.ceil((closingOf(pace, openMs, day) - openMs) / gapMs));
    const sent = Math.min(left, room, fits);
    if (sent === 0) {
      dueMs = day.endMs;
      continue;
    }
    firstMs ??= openMs;
    left -= sent;
    if (left === 0) return { firstMs, lastMs: Math.floor(openMs + (sent - 1) * gapMs), days };
    days += 1;
    dueMs = Math.max(openMs + sent * gapMs, sent === room ? day.endMs : openMs);
  }
  return null;
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
