import type { Pace, Rate } from '#shared/pace/limits.ts';
import type { Tempo } from '#shared/pace/presets.ts';

/** How people say a rate: so many per minute, or per hour where a minute is too short. */
export interface SpokenRate {
  readonly count: number;
  readonly per: 'minute' | 'hour';
}

const windowMs = { minute: 60_000, hour: 3_600_000 } as const;

export function spokenRate({ count, windowMs: span }: Rate): SpokenRate {
  if (span === windowMs.hour) return { count, per: 'hour' };
  const perMinute = (count * windowMs.minute) / span;
  if (Number.isInteger(perMinute)) return { count: perMinute, per: 'minute' };
  return { count: Math.round((count * windowMs.hour) / span), per: 'hour' };
}

/** More a minute than any account takes; a slip of the hand. */
export const mostPerMinute = 1_200;

/**
 * A tempo of one's own. The gaps wander as those of the presets do; an answer takes a second or two, so a fast one
 * needs several messages under way at once.
 */
export function ownTempo({ count, per }: SpokenRate, dailyLimit: number | null): Tempo {
  const perMinute = per === 'minute' ? count : count / 60;
  return {
    rate: { count, windowMs: windowMs[per] },
    jitter: 0.3,
    concurrency: Math.min(16, Math.max(1, Math.ceil(perMinute / 20))),
    dailyLimit,
  };
}

export type PaceFault = 'rate' | 'dailyLimit' | 'perHour' | 'rampFirst' | 'hours' | 'days';

/** The cap of the hour, as the fields have it; null where there is none. */
export const perHourOf = ({ caps }: Pick<Pace, 'caps'>): number | null =>
  caps.find((cap) => cap.windowMs === windowMs.hour)?.count ?? null;

/** The same caps with another one for the hour, or none. */
export const withPerHour = ({ caps }: Pick<Pace, 'caps'>, count: number | null): Pace['caps'] => [
  ...caps.filter((cap) => cap.windowMs !== windowMs.hour),
  ...(count === null ? [] : [{ count, windowMs: windowMs.hour }]),
];

const isWhole = (count: number): boolean => Number.isInteger(count) && count >= 1;

/** What keeps a pace from being used, in the order of the screen; null where nothing does. */
export function paceFault(pace: Pace): PaceFault | null {
  const perMinute = (pace.rate.count * windowMs.minute) / pace.rate.windowMs;
  if (!isWhole(pace.rate.count) || perMinute > mostPerMinute) return 'rate';
  if (pace.dailyLimit !== null && !isWhole(pace.dailyLimit)) return 'dailyLimit';
  if (pace.caps.some(({ count }) => !isWhole(count))) return 'perHour';
  if (pace.rampUp !== null && !isWhole(pace.rampUp.first)) return 'rampFirst';
  if (pace.hours !== null && pace.hours.fromMinute >= pace.hours.toMinute) return 'hours';
  if (pace.days !== null && pace.days.length === 0) return 'days';
  return null;
}
