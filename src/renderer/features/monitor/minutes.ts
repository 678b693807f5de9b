export interface Minute {
  /** Start of the minute, Unix milliseconds. */
  readonly at: number;
  readonly count: number;
}

const minuteMs = 60_000;

/**
 * One entry per minute, the quiet ones too: `shown` minutes that end with the newest of `now` and the data. Minutes
 * before the first message are left out while the campaign is young, down to `fewest`.
 */
export function everyMinute(
  minutes: readonly Minute[],
  options: { readonly nowMs: number; readonly shown: number; readonly fewest: number },
): readonly Minute[] {
  const minuteOf = (at: number) => Math.floor(at / minuteMs);
  const counts = new Map<number, number>();
  for (const { at, count } of minutes) counts.set(minuteOf(at), (counts.get(minuteOf(at)) ?? 0) + count);
  const known = [...counts.keys()];
  const last = Math.max(minuteOf(options.nowMs), ...known);
  const first = Math.min(last - options.fewest + 1, ...known);
  const from = Math.max(first, last - options.shown + 1);
  return Array.from({ length: last - from + 1 }, (_, index) => ({
    at: (from + index) * minuteMs,
    count: counts.get(from + index) ?? 0,
  }));
}

/** What is told of messages after the account took them. */
export const outcomeKinds = ['delivered', 'read', 'replied', 'failed'] as const;

/** What was told within a minute. */
export interface Told {
  readonly at: number;
  readonly delivered: number;
  readonly read: number;
  readonly replied: number;
  readonly failed: number;
}

/** One entry for each of the minutes given, the quiet ones too. */
export function outcomesOf(minutes: readonly Minute[], told: readonly Told[]): readonly Told[] {
  const known = new Map(told.map((one) => [Math.floor(one.at / minuteMs), one]));
  return minutes.map(({ at }) => {
    const found = known.get(Math.floor(at / minuteMs));
    return { delivered: 0, read: 0, replied: 0, failed: 0, ...found, at };
  });
}

/** A round number at or above the largest count, to draw the scale to: 1, 2, 5, 10, 20, 50 … */
export function roundTop(largest: number): number {
  if (largest <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= largest) ?? 10;
  return step * power;
}
