import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivedOf, countOf, outcomeOf, outcomes, statesOf, takenOf } from '#renderer/features/monitor/outcomes.ts';
import { deliveryStates } from '#shared/recipient/delivery.ts';

describe('the outcomes of a campaign', () => {
  it('hold each state once', () => {
    expect(outcomes.flatMap(({ states }) => [...states]).sort()).toEqual([...deliveryStates].sort());
    for (const state of deliveryStates) expect(statesOf(outcomeOf(state))).toContain(state);
  });

  it('add up to the recipients, whatever stands where', () => {
    const counts = fc.dictionary(fc.constantFrom(...deliveryStates), fc.nat(1_000_000));
    fc.assert(
      fc.property(counts, (byState) => {
        const total = Object.values(byState).reduce((sum, count) => sum + count, 0);
        expect(outcomes.reduce((sum, { states }) => sum + countOf(byState, states), 0)).toBe(total);
      }),
    );
  });

  it('keep apart what the account took and what arrived', () => {
    const counts = { accepted: 100, sent: 20, delivered: 7, read: 3, failed: 50 };
    expect([takenOf(counts), arrivedOf(counts)]).toEqual([130, 10]);
  });
});
