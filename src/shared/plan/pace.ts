import { isoInZone } from '../pace/hours.ts';
import type { Pace } from '../pace/limits.ts';
import { businessHours } from '../pace/presets.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import {
  formatClock,
  formatRate,
  formatShare,
  parseCount,
  parseDays,
  parseMoment,
  parseRamp,
  parseRates,
  parseShare,
  parseTimeZone,
  parseWindow,
} from './values.ts';

/** A pace by the options of `malote send`, as they are written. What is left out is as the command line has it. */
export interface PaceOptions {
  readonly rate?: readonly string[] | undefined;
  readonly jitter?: string | undefined;
  readonly ramp?: string | undefined;
  readonly max?: string | undefined;
  readonly daily?: string | undefined;
  readonly window?: string | undefined;
  readonly days?: string | undefined;
  readonly tz?: string | undefined;
  readonly 'start-at'?: string | undefined;
  readonly concurrency?: string | undefined;
}

/**
 * The time zone of whoever names none, by that of the machine, unless it says nothing of use: servers run on UTC, the people who are
 * written to do not.
 */
export const zoneOfPlans = (ofMachine: string): string =>
  ofMachine === 'UTC' || ofMachine === 'Etc/UTC' ? businessHours.timeZone : ofMachine;

const mostAtOnce = 64;
const most = 100_000_000;

/** `ownTimeZone`: of this machine, for whoever names none. Problems: of the value that cannot be understood. */
export function paceOf(options: PaceOptions, ownTimeZone: string): Result<Pace, Problem> {
  const { rate = ['30/min'], jitter = '20%', concurrency = '4', window: hours, days, tz, max, daily, ramp } = options;
  const isByRecipient = tz === 'recipient';
  const zone = tz === undefined || isByRecipient ? ok(ownTimeZone) : parseTimeZone(tz);
  if (!zone.ok) return zone;
  const timeZone = zone.value;
  const rates = parseRates(rate.join(','));
  if (!rates.ok) return rates;
  const share = parseShare(jitter);
  if (share === null) return invalid('--jitter', jitter);
  const atOnce = parseCount(concurrency, 1, mostAtOnce);
  if (atOnce === null) return invalid('--concurrency', concurrency);
  const dailyLimit = daily === undefined ? null : parseCount(daily, 1, most);
  if (daily !== undefined && dailyLimit === null) return invalid('--daily', daily);
  const atMost = max === undefined ? null : parseCount(max, 1, most);
  if (max !== undefined && atMost === null) return invalid('--max', max);
  const rampUp = ramp === undefined ? null : parseRamp(ramp);
  if (ramp !== undefined && rampUp === null) return invalid('--ramp', ramp);
  const open = hours === undefined ? ok(null) : parseWindow(hours);
  if (!open.ok) return open;
  const onDays = days === undefined ? ok(null) : parseDays(days);
  if (!onDays.ok) return onDays;
  const startAt = options['start-at'] === undefined ? ok(null) : parseMoment(options['start-at'], timeZone);
  if (!startAt.ok) return startAt;
  return ok({
    ...rates.value,
    jitter: share,
    concurrency: atOnce,
    dailyLimit,
    rampUp,
    hoursOf: isByRecipient ? 'recipient' : 'campaign',
    max: atMost,
    hours: open.value,
    days: onDays.value === null ? null : [...onDays.value],
    timeZone,
    startAt: startAt.value,
  });
}

const invalid = (option: string, value: string) => err({ kind: 'optionInvalid', option, value } as const);

/** The same the other way: read again, they give this pace. A start that is over (before `nowMs`) is left out. */
export function paceOptions(pace: Pace, nowMs: number): PaceOptions {
  const { rate, caps, jitter, concurrency, dailyLimit, rampUp, max, hours, days, timeZone, hoursOf, startAt } = pace;
  return {
    rate: [rate, ...caps].map(formatRate),
    jitter: formatShare(jitter),
    concurrency: String(concurrency),
    daily: dailyLimit === null ? undefined : String(dailyLimit),
    ramp: rampUp === null ? undefined : `${rampUp.first}:${rampUp.growth}`,
    max: max === null ? undefined : String(max),
    window: hours === null ? undefined : `${formatClock(hours.fromMinute)}-${formatClock(hours.toMinute)}`,
    days: days === null ? undefined : days.join(','),
    tz: hoursOf === 'recipient' ? 'recipient' : timeZone,
    'start-at': startAt === null || startAt <= nowMs ? undefined : isoInZone(startAt, timeZone),
  };
}
