import { describe, expect, it } from 'vitest';
import { paceSchema } from '#shared/pace/limits.ts';
import { defaultPace, pacePresets, presetNames, presetOf, presetsFor } from '#shared/pace/presets.ts';

const perMinute = (name: (typeof presetNames)[number]) => {
  const { rate } = pacePresets[name];
  return (rate.count * 60_000) / rate.windowMs;
};

describe('the presets of the pace', () => {
  it('are lawful paces, each recognised as itself', () => {
    for (const name of presetNames) {
      expect(paceSchema.parse({ ...defaultPace({ isPractice: false }), ...pacePresets[name] })).toBeTruthy();
      expect(presetOf(pacePresets[name], presetNames)).toBe(name);
    }
  });

  it('grow from cautious to fast', () => {
    expect(perMinute('cautious')).toBeLessThan(perMinute('normal'));
    expect(perMinute('normal')).toBeLessThan(perMinute('fast'));
  });

  it('offer the one of the practice account there only', () => {
    expect(presetsFor({ isPractice: false })).toEqual(['cautious', 'normal', 'fast']);
    expect(presetsFor({ isPractice: true })[0]).toBe('practice');
  });

  it('do not claim a tempo that differs from all of them', () => {
    expect(presetOf({ ...pacePresets.normal, dailyLimit: 900 }, presetNames)).toBeNull();
    expect(presetOf({ ...pacePresets.normal, jitter: 0 }, presetNames)).toBeNull();
    expect(presetOf(pacePresets.practice, presetsFor({ isPractice: false }))).toBeNull();
  });
});

describe('the pace of a new campaign', () => {
  it('keeps to business hours at the normal pace on an account of people', () => {
    expect(defaultPace({ isPractice: false })).toMatchObject({
      ...pacePresets.normal,
      hours: { fromMinute: 540, toMinute: 1_260 },
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
      timeZone: 'America/Sao_Paulo',
      startAt: null,
    });
  });

  it('starts at once, at any hour, on the practice account', () => {
    expect(defaultPace({ isPractice: true })).toMatchObject({ ...pacePresets.practice, hours: null, days: null });
  });
});
