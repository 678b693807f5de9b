import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rate } from '#shared/pace/limits.ts';
import { earliestStart, type Ledger, nextDue, worstWindow } from '#shared/pace/window.ts';

interface Request {
  readonly wantedGapMs: number;
  /** From start to arrival at the server, and from arrival to the answer. */
  readonly outMs: number;
  readonly backMs: number;
}

type Rule = (ledger: Ledger, rate: Rate, nowMs: number) => number | null;

/** Runs requests through a rule, many in flight at once, and returns when each arrived at the server. */
function arrivals(requests: readonly Request[], rate: Rate, rule: Rule): number[] {
  let nowMs = 0;
  const flying: { endMs: number }[] = [];
  const ends: number[] = [];
  const seen: number[] = [];
  const land = () => {
    for (const flight of [...flying].sort((a, b) => a.endMs - b.endMs)) {
      if (flight.endMs > nowMs) continue;
      flying.splice(flying.indexOf(flight), 1);
      ends.push(flight.endMs);
    }
  };
  for (const request of requests) {
    nowMs += request.wantedGapMs;
    for (;;) {
      land();
      const at = rule({ open: flying.length, ends }, rate, nowMs);
      if (at !== null && at <= nowMs) break;
      const nextLanding = Math.min(...flying.map((flight) => flight.endMs));
      nowMs = at === null ? nextLanding : Math.min(at, flying.length > 0 ? Math.max(nextLanding, nowMs + 1) : at);
    }
    seen.push(nowMs + request.outMs);
    flying.push({ endMs: nowMs + request.outMs + request.backMs });
  }
  return seen;
}

const requests = fc.array(
  fc.record({
    wantedGapMs: fc.integer({ min: 0, max: 400 }),
    outMs: fc.integer({ min: 0, max: 900 }),
    backMs: fc.integer({ min: 0, max: 900 }),
  }),
  { maxLength: 150 },
);
const rates = fc.record({ count: fc.integer({ min: 1, max: 12 }), windowMs: fc.integer({ min: 1_000, max: 4_000 }) });

describe('earliestStart', () => {
  it('law 4: lets no window at the receiver see more than the rate, whatever the latencies', () => {
    fc.assert(
      fc.property(requests, rates, (rows, rate) => {
        expect(worstWindow(arrivals(rows, rate, earliestStart), rate.windowMs)).toBeLessThanOrEqual(rate.count);
      }),
      { numRuns: 300 },
    );
  });

  it('would break the law if slots were freed one window after the start instead of the answer', () => {
    const startsOnly = (rows: readonly Request[], rate: Rate) => {
      const starts: number[] = [];
      return arrivals(rows, rate, (_, { count, windowMs }, nowMs) => {
        const blocking = starts[starts.length - count];
        const at = blocking === undefined ? nowMs : Math.max(nowMs, blocking + windowMs + 1);
        if (at <= nowMs) starts.push(nowMs);
        return at;
      });
    };
    expect(() =>
      fc.assert(
        fc.property(requests, rates, (rows, rate) => worstWindow(startsOnly(rows, rate), rate.windowMs) <= rate.count),
        { numRuns: 300 },
      ),
    ).toThrow();
  });

  it('waits for an answer while all slots are taken by requests without one', () => {
    expect(earliestStart({ open: 3, ends: [] }, { count: 3, windowMs: 1_000 }, 500)).toBeNull();
  });

  it('starts at once while a slot was never used', () => {
    expect(earliestStart({ open: 1, ends: [100] }, { count: 3, windowMs: 1_000 }, 500)).toBe(500);
  });
});

describe('worstWindow', () => {
  it('counts as a receiver does who tries every window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 100 }),
        (moments, windowMs) => {
          const byHand = Math.max(
            0,
            ...moments.map((end) => moments.filter((moment) => moment <= end && moment >= end - windowMs).length),
          );
          expect(worstWindow(moments, windowMs)).toBe(byHand);
        },
      ),
    );
  });
});

describe('nextDue', () => {
  const rate: Rate = { count: 600, windowMs: 60_000 };

  it('spreads evenly without jitter', () => {
    expect(nextDue({ lastDueMs: 1_000, rate, jitter: 0, nowMs: 1_000, random: 0.9 })).toBe(1_100);
  });

  it('stays within the jitter around the mean gap', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
        const due = nextDue({ lastDueMs: 5_000, rate, jitter: 0.2, nowMs: 5_000, random });
        expect(due).toBeGreaterThanOrEqual(5_080);
        expect(due).toBeLessThanOrEqual(5_120);
      }),
    );
  });

  it('catches up by one gap at most after a pause', () => {
    expect(nextDue({ lastDueMs: 0, rate, jitter: 0, nowMs: 1_000_000, random: 0 })).toBe(999_900);
  });
});
