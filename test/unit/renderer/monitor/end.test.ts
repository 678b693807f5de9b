import { describe, expect, it } from 'vitest';
import { endOf } from '#renderer/features/monitor/end.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { defaultPace } from '#shared/pace/presets.ts';

const nowMs = Date.parse('2026-11-23T10:00:00-03:00');
const at = (iso: string) => Date.parse(iso);
const pace: Pace = { ...defaultPace({ isPractice: true }), rate: { count: 60, windowMs: 60_000 } };

const soFar = { ofAccount: 0, ofConnection: 0, earlierDays: 0 };

describe('the end of a campaign that runs', () => {
  it('is later where it goes slower than it may', () => {
    const job = { counts: { queued: 60 }, remainingMs: 600_000 };
    expect(endOf(job, { pace, soFar }, nowMs)).toBe(nowMs + 600_000);
  });

  it('waits for the hours and for the daily limit', () => {
    const bound: Pace = { ...pace, hours: { fromMinute: 540, toMinute: 601 }, dailyLimit: 30 };
    expect(endOf({ counts: { queued: 31 }, remainingMs: 31_000 }, { pace: bound, soFar }, nowMs)).toBe(
      at('2026-11-24T09:00:00-03:00'),
    );
  });

  it('waits for a cap, and knows how old a new number is', () => {
    const job = { counts: { queued: 61 }, remainingMs: 0 };
    const capped: Pace = { ...pace, caps: [{ count: 30, windowMs: 3_600_000 }] };
    expect(endOf(job, { pace: capped, soFar }, nowMs)).toBe(nowMs + 2 * 3_600_000);
    const ramped: Pace = { ...pace, rampUp: { first: 10, growth: 2 } };
    expect(endOf(job, { pace: ramped, soFar }, nowMs)).toBe(at('2026-11-25T00:00:30-03:00'));
    expect(endOf(job, { pace: ramped, soFar: { ...soFar, earlierDays: 3 } }, nowMs)).toBe(nowMs + 60_000);
  });

  it('begins to count again where it waits for tomorrow, with what today has sent still known as today’s', () => {
    const bound: Pace = { ...pace, dailyLimit: 30 };
    const spent = { ...soFar, ofAccount: 5 };
    const tomorrowMs = at('2026-11-24T00:00:00-03:00');
    const job = { counts: { queued: 30 }, remainingMs: null };
    expect(endOf(job, { pace: bound, soFar: spent }, nowMs, tomorrowMs)).toBe(tomorrowMs + 29_000);
  });

  it('counts what is under way and in doubt as still to come', () => {
    const job = { counts: { sending: 1, inDoubt: 2, delivered: 50, failed: 9 }, remainingMs: 0 };
    expect(endOf(job, { pace, soFar }, nowMs)).toBe(nowMs + 2_000);
  });

  it('is not known where it would take more than a year, nor before there is anything to send', () => {
    expect(
      endOf({ counts: { queued: 500_000 }, remainingMs: 1 }, { pace: { ...pace, dailyLimit: 1 }, soFar }, nowMs),
    ).toBeNull();
    expect(endOf({ counts: {}, remainingMs: null }, { pace, soFar }, nowMs)).toBeNull();
  });
});
