import { describe, expect, it } from 'vitest';
import { limitOf } from '#main/engine/campaign/limits.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { opensAt } from '#shared/pace/opens-at.ts';
import { aCampaign, somePace } from '../support/records.ts';
import { openMemoryStore } from '../support/store.ts';

const at = (local: string) => Date.parse(`${local}-03:00`);

function ask(pace: Partial<Pace>, nowMs: number, options: { sent?: readonly number[]; taken?: number } = {}) {
  const { store } = openMemoryStore();
  const { accountId } = aCampaign(store);
  for (const sentAt of options.sent ?? []) {
    store.pace.leave(store.pace.enter({ accountId, lane: 'messages', nowMs: sentAt }), sentAt);
  }
  return limitOf(store, { accountId, pace: { ...somePace, ...pace }, taken: options.taken ?? 0 }, nowMs);
}

describe('what the pace of a campaign forbids right now', () => {
  it('forbids nothing where nothing is asked for', () => {
    expect(ask({}, at('2026-11-23T03:00'))).toBeNull();
  });

  it('names the next opening outside of its hours', () => {
    const pace = { hours: { fromMinute: 9 * 60, toMinute: 18 * 60 }, days: ['mon', 'fri'] as const };
    const limit = ask({ ...pace, days: [...pace.days] }, at('2026-11-23T18:00'));
    expect(limit).toEqual({ kind: 'outsideWindow', opensAt: '2026-11-27T09:00-03:00' });
    expect(opensAt(limit)).toBe(at('2026-11-27T09:00'));
  });

  it('waits for its start', () => {
    const startAt = at('2026-11-24T10:00');
    const limit = ask({ startAt }, at('2026-11-23T10:00'));
    expect(limit).toEqual({ kind: 'notYetTime', startsAt: '2026-11-24T10:00-03:00' });
    expect(opensAt(limit)).toBe(startAt);
    expect(ask({ startAt }, startAt)).toBeNull();
  });

  it('counts all messages of the account on the calendar day of the zone, and opens on the next', () => {
    const sent = [at('2026-11-22T23:59'), at('2026-11-23T00:00'), at('2026-11-23T08:00')];
    expect(ask({ dailyLimit: 3 }, at('2026-11-23T10:00'), { sent })).toBeNull();
    const limit = ask({ dailyLimit: 2 }, at('2026-11-23T10:00'), { sent });
    expect(limit).toEqual({ kind: 'dailyLimitReached', limit: 2, opensAt: '2026-11-24T00:00-03:00' });
  });

  it('opens after a full day only when the hours allow it', () => {
    const hours = { fromMinute: 9 * 60, toMinute: 18 * 60 };
    const sent = [at('2026-11-23T09:00')];
    expect(ask({ dailyLimit: 1, hours }, at('2026-11-23T10:00'), { sent })).toMatchObject({
      opensAt: '2026-11-24T09:00-03:00',
    });
  });

  it('stops after as many messages as were wished, and only a person goes on', () => {
    const limit = ask({ max: 5 }, at('2026-11-23T10:00'), { taken: 5 });
    expect(limit).toEqual({ kind: 'maxReached', max: 5 });
    expect(opensAt(limit)).toBeNull();
    expect(ask({ max: 5 }, at('2026-11-23T10:00'), { taken: 4 })).toBeNull();
  });
});
