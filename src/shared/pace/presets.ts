import type { Pace } from './limits.ts';

/** The part of a pace that a preset decides. When a campaign may write (hours, days, start) is a choice of its own. */
export type Tempo = Pick<Pace, 'rate' | 'jitter' | 'concurrency' | 'dailyLimit'>;

export const presetNames = ['practice', 'cautious', 'normal', 'fast'] as const;
export type PresetName = (typeof presetNames)[number];

const perMinute = (count: number) => ({ count, windowMs: 60_000 });

/**
 * What WhatsApp does to a number that writes too much is written nowhere. These follow what other senders on the same
 * platform hold to: gaps of three to six seconds that vary, a daily cap that grows with the age of the number, and no
 * such care where WhatsApp itself sells the speed (official connection).
 */
export const pacePresets: Readonly<Record<PresetName, Tempo>> = {
  // Nobody is written to: slow enough to watch, fast enough to see the end of the sample sheet of 2,000 rows.
  practice: { rate: perMinute(600), jitter: 0.2, concurrency: 8, dailyLimit: null },
  cautious: { rate: perMinute(6), jitter: 0.5, concurrency: 1, dailyLimit: 250 },
  normal: { rate: perMinute(15), jitter: 0.4, concurrency: 1, dailyLimit: 1_000 },
  fast: { rate: perMinute(60), jitter: 0.2, concurrency: 4, dailyLimit: null },
};

/** When people in Brazil expect a business to write to them. */
export const businessHours = {
  hours: { fromMinute: 9 * 60, toMinute: 21 * 60 },
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  timeZone: 'America/Sao_Paulo',
} as const satisfies Pick<Pace, 'hours' | 'days' | 'timeZone'>;

/** The presets that make sense for an account, slowest first; the one of the practice account leads. */
export const presetsFor = (account: { readonly isPractice: boolean }): readonly PresetName[] =>
  presetNames.filter((name) => name !== 'practice' || account.isPractice);

/** What a new campaign starts from: within business hours at the normal pace; on the practice account at once. */
export function defaultPace(account: { readonly isPractice: boolean }): Pace {
  const free = { max: null, startAt: null, rampUp: null, hoursOf: 'campaign' } as const;
  if (account.isPractice) {
    const { timeZone } = businessHours;
    return { ...pacePresets.practice, ...free, caps: [], hours: null, days: null, timeZone };
  }
  return { ...pacePresets.normal, ...free, caps: [], ...businessHours, days: [...businessHours.days] };
}

/** The preset among `names` whose tempo this is, to the last detail; null where it is one of its own. */
export function presetOf(tempo: Tempo, names: readonly PresetName[]): PresetName | null {
  const isSame = (preset: Tempo) =>
    preset.rate.count === tempo.rate.count &&
    preset.rate.windowMs === tempo.rate.windowMs &&
    preset.jitter === tempo.jitter &&
    preset.concurrency === tempo.concurrency &&
    preset.dailyLimit === tempo.dailyLimit;
  return names.find((name) => isSame(pacePresets[name])) ?? null;
}
