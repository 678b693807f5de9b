import { describe, expect, it } from 'vitest';
import { ownTempo, paceFault, spokenRate } from '#renderer/ui/pace/tempo.ts';
import { paceSchema } from '#shared/pace/limits.ts';
import { defaultPace } from '#shared/pace/presets.ts';

describe('a rate in words', () => {
  it.each([
    [
      { count: 15, windowMs: 60_000 },
      { count: 15, per: 'minute' },
    ],
    [
      { count: 2, windowMs: 1_000 },
      { count: 120, per: 'minute' },
    ],
    [
      { count: 100, windowMs: 3_600_000 },
      { count: 100, per: 'hour' },
    ],
    [
      { count: 1, windowMs: 90_000 },
      { count: 40, per: 'hour' },
    ],
  ] as const)('%j', (rate, spoken) => {
    expect(spokenRate(rate)).toEqual(spoken);
  });

  it('is what was typed', () => {
    for (const spoken of [
      { count: 7, per: 'minute' },
      { count: 7, per: 'hour' },
    ] as const) {
      expect(spokenRate(ownTempo(spoken, null).rate)).toEqual(spoken);
    }
  });
});

describe('a pace of one’s own', () => {
  const pace = defaultPace({ isPractice: false });

  it('is lawful, from the slowest to the fastest', () => {
    for (const spoken of [
      { count: 1, per: 'hour' },
      { count: 1_200, per: 'minute' },
    ] as const) {
      const own = { ...pace, ...ownTempo(spoken, 10) };
      expect(paceFault(own)).toBeNull();
      expect(paceSchema.safeParse(own).success).toBe(true);
    }
  });

  it.each([
    ['rate', { rate: { count: 0, windowMs: 60_000 } }],
    ['rate', { rate: { count: 2.5, windowMs: 60_000 } }],
    ['rate', { rate: { count: 1_201, windowMs: 60_000 } }],
    ['dailyLimit', { dailyLimit: 0 }],
    ['hours', { hours: { fromMinute: 600, toMinute: 600 } }],
    ['days', { days: [] }],
  ] as const)('says that its %s can’t be: %j', (fault, changes) => {
    expect(paceFault({ ...pace, ...changes, days: 'days' in changes ? [] : pace.days })).toBe(fault);
  });
});
