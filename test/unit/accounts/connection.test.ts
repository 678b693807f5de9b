import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servicePhaseSchema, turnSchema, turnState } from '#shared/accounts/connection.ts';

const seen = (more: Partial<Parameters<typeof turnState>[0]>) =>
  turnState({ turn: 'restart', phase: 'starting', waitedMs: 2_000, wasAway: false, ...more });

describe('a connection on its way', () => {
  it.each([
    ['start', 'connected', 2_000, false, 'done'],
    ['restart', 'connected', 2_000, false, 'waiting'],
    ['restart', 'connected', 4_000, true, 'done'],
    ['restart', 'connected', 8_000, false, 'done'],
    ['start', 'starting', 179_000, true, 'waiting'],
    ['start', 'starting', 180_000, true, 'gaveUp'],
    ['start', 'qrCode', 2_000, true, 'wantsPerson'],
    ['start', 'conflict', 2_000, true, 'waiting'],
    ['start', 'conflict', 15_000, true, 'wantsPerson'],
    ['start', 'phoneAway', 15_000, true, 'wantsPerson'],
    ['start', 'stopped', 44_000, true, 'waiting'],
    ['start', 'stopped', 45_000, true, 'gaveUp'],
    ['shutdown', 'connected', 2_000, false, 'waiting'],
    ['shutdown', 'stopped', 2_000, true, 'done'],
    ['shutdown', 'connected', 45_000, false, 'gaveUp'],
  ] as const)('told to %s, %s after %i ms (away: %s), is %s', (turn, phase, waitedMs, wasAway, state) => {
    expect(seen({ turn, phase, waitedMs, wasAway })).toBe(state);
  });

  it('is never waited for longer than three minutes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...turnSchema.options),
        fc.constantFrom(...servicePhaseSchema.options),
        fc.integer({ min: 180_000 }),
        fc.boolean(),
        (turn, phase, waitedMs, wasAway) => turnState({ turn, phase, waitedMs, wasAway }) !== 'waiting',
      ),
    );
  });
});
