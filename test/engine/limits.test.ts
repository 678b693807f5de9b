import { describe, expect, it } from 'vitest';
import { opensFor, roomOf, sentSoFar } from '#main/engine/campaign/limits.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { opensAt } from '#shared/pace/opens-at.ts';
import { aCampaign, somePace } from '../support/records.ts';
import { openMemoryStore } from '../support/store.ts';

const at = (local: string) => Date.parse(`${local}-03:00`);

interface Past {
  /** Moments at which messages of the account left. */
  readonly sent?: readonly number[];
  readonly taken?: number;
  /** What the connection sent on earlier days, and today. */
  readonly days?: Readonly<Record<string, number>>;
}

function campaignWith(pace: Partial<Pace>, options: Past) {
  const { store } = openMemoryStore();
  const { accountId } = aCampaign(store);
  const serviceId = 'service';
  for (const [day, messages] of Object.entries(options.days ?? {})) {
    store.sendingDays.add({ accountId, serviceId, day, messages });
  }
  for (const sentAt of options.sent ?? []) {
    store.pace.leave(store.pace.enter({ accountId, lane: 'messages', nowMs: sentAt }), sentAt);
  }
  return { store, campaign: { accountId, serviceId, pace: { ...somePace, ...pace }, taken: options.taken ?? 0 } };
}

function roomFor(pace: Partial<Pace>, nowMs: number, options: Past = {}) {
  const { store, campaign } = campaignWith(pace, options);
  return roomOf(store, campaign, nowMs);
}

/** What forbids the next message; null where nothing does. */
function ask(pace: Partial<Pace>, nowMs: number, options: Past = {}) {
  const room = roomFor(pace, nowMs, options);
  return room.kind === 'closed' ? room.problem : null;
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

  it('says how many messages are left of the day, and of what was wished', () => {
    const nowMs = at('2026-11-23T10:00');
    const sent = [at('2026-11-23T09:00'), at('2026-11-23T09:30')];
    expect(roomFor({ dailyLimit: 5, max: 7 }, nowMs, { sent, taken: 1 })).toEqual({ kind: 'open', messages: 3 });
    expect(roomFor({ dailyLimit: 50, max: 7 }, nowMs, { sent, taken: 1 })).toEqual({ kind: 'open', messages: 6 });
    expect(roomFor({}, nowMs)).toEqual({ kind: 'open', messages: Number.POSITIVE_INFINITY });
  });
});

describe('a number that is new', () => {
  const rampUp = { first: 50, growth: 2 };
  const monday = at('2026-11-23T10:00');

  it('begins with few messages, and more on each day on which it sent', () => {
    expect(roomFor({ rampUp }, monday)).toEqual({ kind: 'open', messages: 50 });
    const days = { '2026-11-19': 50, '2026-11-21': 99, '2026-11-23': 30 };
    expect(roomFor({ rampUp }, monday, { days })).toEqual({ kind: 'open', messages: 170 });
  });

  it('waits for the next day when its own limit is reached, whatever the daily limit allows', () => {
    const days = { '2026-11-23': 50 };
    expect(ask({ rampUp, dailyLimit: 1_000 }, monday, { days })).toEqual({
      kind: 'dailyLimitReached',
      limit: 50,
      opensAt: '2026-11-24T00:00-03:00',
    });
  });

  it('never passes the daily limit, however warm it is', () => {
    const days = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`2026-10-${10 + i}`, 100]));
    expect(roomFor({ rampUp, dailyLimit: 1_000 }, monday, { days })).toEqual({ kind: 'open', messages: 1_000 });
  });
});

describe('hours by the clock of whoever is written to', () => {
  const hours = { fromMinute: 9 * 60, toMinute: 18 * 60 };
  const pace: Pace = { ...somePace, hours, hoursOf: 'recipient' };
  const acre = '5568999990000';
  const manaus = '5592999990000';
  const saoPaulo = '5511999990000';

  it('is open as long as it is open anywhere', () => {
    // Six in the evening in São Paulo is four in the afternoon in Acre.
    expect(ask(pace, at('2026-11-23T18:00'))).toBeNull();
    expect(ask(pace, at('2026-11-23T19:59'))).toBeNull();
    expect(ask(pace, at('2026-11-23T20:00'))).toEqual({ kind: 'outsideWindow', opensAt: '2026-11-24T09:00-03:00' });
  });

  it('lets each person sleep: earlier in the west than the campaign begins, they are put off', () => {
    const nine = at('2026-11-23T09:00');
    expect(opensFor(saoPaulo, pace, nine)).toBe(nine);
    expect(opensFor(manaus, pace, nine)).toBe(at('2026-11-23T10:00'));
    expect(opensFor(acre, pace, nine)).toBe(at('2026-11-23T11:00'));
    const evening = at('2026-11-23T18:30');
    expect(opensFor(saoPaulo, pace, evening)).toBe(at('2026-11-24T09:00'));
    expect(opensFor(acre, pace, evening)).toBe(evening);
  });

  it('goes by the campaign for a number of another country', () => {
    expect(opensFor('351912345678', pace, at('2026-11-23T08:00'))).toBe(at('2026-11-23T09:00'));
  });
});

describe('what the limits of a day have seen', () => {
  it('is what left on the calendar day of the zone: of the account, and of the connection', () => {
    const sent = [at('2026-11-22T23:59'), at('2026-11-23T00:00'), at('2026-11-23T08:00')];
    const days = { '2026-11-20': 40, '2026-11-22': 60, '2026-11-23': 1 };
    const { store, campaign } = campaignWith({}, { sent, days });
    expect(sentSoFar(store, campaign, at('2026-11-23T10:00'))).toEqual({
      ofAccount: 2,
      ofConnection: 1,
      earlierDays: 2,
    });
    expect(sentSoFar(store, campaign, at('2026-11-24T10:00'))).toEqual({
      ofAccount: 0,
      ofConnection: 0,
      earlierDays: 3,
    });
  });
});
