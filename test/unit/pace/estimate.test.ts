import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateSpan, type SentSoFar } from '#shared/pace/estimate.ts';
import { dayAround, isOpen, nextOpening } from '#shared/pace/hours.ts';
import { type Pace, weekdays } from '#shared/pace/limits.ts';
import { rampLimit } from '#shared/pace/ramp.ts';

const saoPaulo = 'America/Sao_Paulo';
const at = (iso: string) => Date.parse(iso);
const monday = at('2026-11-23T10:00:00-03:00');

const aPace = (changes: Partial<Pace>): Pace => ({
  rate: { count: 60, windowMs: 60_000 },
  jitter: 0,
  concurrency: 1,
  caps: [],
  dailyLimit: null,
  rampUp: null,
  hoursOf: 'campaign',
  max: null,
  hours: null,
  days: null,
  timeZone: saoPaulo,
  startAt: null,
  ...changes,
});

const office = {
  hours: { fromMinute: 9 * 60, toMinute: 18 * 60 },
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
} as const;
const inOffice = (changes: Partial<Pace>) => aPace({ hours: office.hours, days: [...office.days], ...changes });

const soFarOf = (changes: Partial<SentSoFar>): SentSoFar => ({
  ofAccount: 0,
  ofConnection: 0,
  earlierDays: 0,
  ...changes,
});

/** The same by hand: one message after the other. */
function oneByOne(pace: Pace, messages: number, nowMs: number, soFar: SentSoFar) {
  const gapMs = pace.rate.windowMs / pace.rate.count;
  const sent: number[] = [];
  const today = dayAround(nowMs, pace.timeZone).name;
  const ofAccount = new Map([[today, soFar.ofAccount]]);
  const ofConnection = new Map([[today, soFar.ofConnection]]);
  const days = new Set<string>();
  let dueMs = Math.max(nowMs, pace.startAt ?? nowMs);
  while (sent.length < messages) {
    const openMs = nextOpening(pace, dueMs);
    const day = dayAround(openMs, pace.timeZone);
    const earlier = [...ofConnection].filter(([name, count]) => name < day.name && count > 0).length;
    const [account, connection] = [ofAccount.get(day.name) ?? 0, ofConnection.get(day.name) ?? 0];
    const isFull =
      (pace.dailyLimit !== null && account >= pace.dailyLimit) ||
      (pace.rampUp !== null && connection >= rampLimit(pace.rampUp, soFar.earlierDays + earlier));
    if (isFull) {
      dueMs = Math.max(dueMs, day.endMs);
      continue;
    }
    ofAccount.set(day.name, account + 1);
    ofConnection.set(day.name, connection + 1);
    days.add(day.name);
    sent.push(openMs);
    dueMs = openMs + gapMs;
  }
  return { sent, days: days.size };
}

describe('the end of a campaign', () => {
  it.each([
    ['one message, at once', aPace({}), 1, '2026-11-23T10:00:00-03:00', 1],
    ['a gap between two', aPace({}), 2, '2026-11-23T10:00:01-03:00', 1],
    ['through the night where nothing forbids it', aPace({}), 100_000, '2026-11-24T13:46:39-03:00', 2],
    ['over to the next morning', inOffice({}), 8 * 3_600 + 1, '2026-11-24T09:00:00-03:00', 2],
    ['within a daily limit', inOffice({ dailyLimit: 100 }), 250, '2026-11-25T09:00:49-03:00', 3],
    [
      'within a cap of the hour',
      aPace({ caps: [{ count: 100, windowMs: 3_600_000 }] }),
      250,
      '2026-11-23T12:00:49-03:00',
      1,
    ],
    ['with a number that is new', inOffice({ rampUp: { first: 10, growth: 2 } }), 31, '2026-11-25T09:00:00-03:00', 3],
    [
      'with a new number, never above its daily limit',
      inOffice({ rampUp: { first: 10, growth: 5 }, dailyLimit: 20 }),
      41,
      '2026-11-25T09:00:10-03:00',
      3,
    ],
    ['over the weekend', inOffice({ dailyLimit: 10 }), 51, '2026-11-30T09:00:00-03:00', 6],
    ['from a later start', inOffice({ startAt: at('2026-11-28T12:00:00-03:00') }), 1, '2026-11-30T09:00:00-03:00', 1],
    [
      'not from a start that is over',
      aPace({ startAt: at('2026-01-01T00:00:00Z') }),
      1,
      '2026-11-23T10:00:00-03:00',
      1,
    ],
  ])('is foreseen: %s', (_, pace, messages, last, days) => {
    const span = estimateSpan({ pace, messages, nowMs: monday });
    expect(new Date(span?.lastMs ?? 0).toISOString()).toBe(new Date(last).toISOString());
    expect(span?.days).toBe(days);
  });

  it('says when the first one leaves', () => {
    const late = at('2026-11-27T19:00:00-03:00');
    expect(estimateSpan({ pace: inOffice({}), messages: 5, nowMs: late })?.firstMs).toBe(
      at('2026-11-30T09:00:00-03:00'),
    );
  });

  it('counts what the account has sent today already', () => {
    const pace = aPace({ dailyLimit: 100 });
    const span = estimateSpan({ pace, messages: 1, nowMs: monday, soFar: soFarOf({ ofAccount: 100 }) });
    expect(span?.firstMs).toBe(at('2026-11-24T00:00:00-03:00'));
  });

  it('knows how old a new number is: on its sixth day it may send what five days of growth allow', () => {
    const pace = inOffice({ rampUp: { first: 10, growth: 2 } });
    const sixth = (changes: Partial<SentSoFar>, messages: number) =>
      estimateSpan({ pace, messages, nowMs: monday, soFar: soFarOf({ earlierDays: 5, ...changes }) });
    expect([sixth({}, 320)?.days, sixth({}, 321)?.days]).toEqual([1, 2]);
    expect([sixth({ ofConnection: 300 }, 20)?.days, sixth({ ofConnection: 300 }, 21)?.days]).toEqual([1, 2]);
    // Today is used up, and was a day of sending: tomorrow is the seventh.
    const full = { ofConnection: 320 };
    expect(sixth(full, 640)).toMatchObject({ firstMs: at('2026-11-24T09:00:00-03:00'), days: 1 });
    expect(sixth(full, 641)?.days).toBe(2);
  });

  it('gives up on what takes more than a year', () => {
    expect(estimateSpan({ pace: aPace({ dailyLimit: 1 }), messages: 1_000_000, nowMs: monday })).toBeNull();
  });

  const paces = fc
    .record({
      // Whole milliseconds: fractions would add up differently in the two ways.
      gapMs: fc.integer({ min: 9_000, max: 3_600_000 }),
      count: fc.integer({ min: 1, max: 5 }),
      dailyLimit: fc.option(fc.integer({ min: 1, max: 30 })),
      hours: fc.option(
        fc
          .tuple(fc.integer({ min: 0, max: 1_438 }), fc.integer({ min: 1, max: 600 }))
          .map(([from, length]) => ({ fromMinute: from, toMinute: Math.min(1_440, from + length) })),
      ),
      days: fc.option(fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 })),
      timeZone: fc.constantFrom(saoPaulo, 'Europe/Lisbon', 'America/New_York', 'UTC'),
      startIn: fc.option(fc.integer({ min: -100, max: 300 })),
    })
    .map(
      ({ gapMs, count, startIn, ...rest }) =>
        (nowMs: number) =>
          aPace({
            ...rest,
            rate: { count, windowMs: gapMs * count },
            startAt: startIn === null ? null : nowMs + startIn * 3_600_000,
          }),
    );
  const moments = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-01T00:00:00Z') });

  const ramps = fc.option(
    fc.record({ first: fc.integer({ min: 1, max: 20 }), growth: fc.double({ min: 1.1, max: 3, noNaN: true }) }),
  );
  const histories = fc.record({
    ofAccount: fc.integer({ min: 0, max: 40 }),
    ofConnection: fc.integer({ min: 0, max: 40 }),
    earlierDays: fc.integer({ min: 0, max: 9 }),
  });

  it('is the one that sending message after message gives', () => {
    fc.assert(
      fc.property(
        paces,
        moments,
        fc.integer({ min: 1, max: 60 }),
        ramps,
        histories,
        (make, nowMs, n, rampUp, soFar) => {
          const pace = { ...make(nowMs), rampUp };
          const byHand = oneByOne(pace, n, nowMs, soFar);
          const span = estimateSpan({ pace, messages: n, nowMs, soFar });
          expect(span?.firstMs).toBe(byHand.sent[0]);
          expect(span?.lastMs).toBe(byHand.sent.at(-1));
          expect(span?.days).toBe(byHand.days);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is never earlier for a cap or a new number, and keeps to the limit of each day', () => {
    const caps = fc.array(
      fc.record({ count: fc.integer({ min: 1, max: 30 }), windowMs: fc.integer({ min: 60_000, max: 7_200_000 }) }),
      {
        maxLength: 2,
      },
    );
    fc.assert(
      fc.property(paces, moments, caps, ramps, fc.integer({ min: 1, max: 200 }), (make, nowMs, limits, ramp, n) => {
        const free = make(nowMs);
        const bound = { ...free, caps: limits, rampUp: ramp };
        const [span, later] = [free, bound].map((pace) => estimateSpan({ pace, messages: n, nowMs }));
        if (!span || !later) return;
        expect(later.lastMs).toBeGreaterThanOrEqual(span.lastMs);
        const days = Array.from({ length: later.days }, (_, day) =>
          ramp ? rampLimit(ramp, day) : Number.POSITIVE_INFINITY,
        );
        expect(days.reduce((sum, limit) => sum + limit, 0)).toBeGreaterThanOrEqual(n);
      }),
      { numRuns: 150 },
    );
  });

  it('lies within the hours, and never earlier with more messages', () => {
    fc.assert(
      fc.property(paces, moments, fc.integer({ min: 1, max: 250 }), fc.nat({ max: 100 }), (make, nowMs, n, more) => {
        const pace = make(nowMs);
        const span = estimateSpan({ pace, messages: n, nowMs });
        const later = estimateSpan({ pace, messages: n + more, nowMs });
        if (span === null) {
          expect(later).toBeNull();
          return;
        }
        expect(span.firstMs).toBeLessThanOrEqual(span.lastMs);
        if (later !== null) expect(later.lastMs).toBeGreaterThanOrEqual(span.lastMs);
        expect(isOpen(pace, span.lastMs) || span.lastMs === span.firstMs).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
