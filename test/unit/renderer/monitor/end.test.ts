import { describe, expect, it } from 'vitest';
import { endOf } from '#renderer/features/monitor/end.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { defaultPace } from '#shared/pace/presets.ts';

const nowMs = Date.parse('2026-11-23T10:00:00-03:00');
const at = (iso: string) => Date.parse(iso);
const pace: Pace = { ...defaultPace({ isPractice: true }), rate: { count: 60, windowMs: 60_000 } };

describe('the end of a campaign that runs', () => {
  it('is later where it goes slower than it may', () => {
    const job = { counts: { queued: 60 }, remainingMs: 600_000 };
    expect(endOf(job, pace, nowMs)).toBe(nowMs + 600_000);
  });

  it('waits for the hours and for the daily limit', () => {
    const bound: Pace = { ...pace, hours: { fromMinute: 540, toMinute: 601 }, dailyLimit: 30 };
    expect(endOf({ counts: { queued: 31 }, remainingMs: 31_000 }, bound, nowMs)).toBe(at('2026-11-24T09:00:00-03:00'));
  });

  it('counts what is under way and in doubt as still to come', () => {
    const job = { counts: { sending: 1, inDoubt: 2, delivered: 50, failed: 9 }, remainingMs: 0 };
    expect(endOf(job, pace, nowMs)).toBe(nowMs + 2_000);
  });

  it('is not known where it would take more than a year, nor before there is anything to send', () => {
    expect(endOf({ counts: { queued: 500_000 }, remainingMs: 1 }, { ...pace, dailyLimit: 1 }, nowMs)).toBeNull();
    expect(endOf({ counts: {}, remainingMs: null }, pace, nowMs)).toBeNull();
  });
});
