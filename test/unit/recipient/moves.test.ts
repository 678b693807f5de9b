import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyReceipt, deliveryMoves, deliveryStates, takenStates } from '#shared/recipient/delivery.ts';
import { rowMoves, rowStates, settledRowStates } from '#shared/recipient/row.ts';

describe('lawful moves of a row', () => {
  it('law 2: a row in creation never goes back to be created again without certainty', () => {
    expect(rowMoves.inDoubt).not.toContain('creating');
    expect(rowMoves.linked).not.toContain('creating');
    expect(rowMoves.ready).toEqual([]);
  });

  it('law 3: every state leads to a settled one', () => {
    const reaches = (state: (typeof rowStates)[number], seen = new Set<string>()): boolean => {
      if (settledRowStates.some((settled) => settled === state)) return true;
      if (seen.has(state)) return false;
      seen.add(state);
      return rowMoves[state].some((next) => reaches(next, seen));
    };
    expect(rowStates.filter((state) => !reaches(state))).toEqual([]);
  });
});

describe('lawful moves of a delivery', () => {
  it('law 2: what the account has taken is never queued again', () => {
    for (const state of takenStates) expect(deliveryMoves[state]).not.toContain('queued');
  });

  it('law 2: only a settlement or a person takes a message out of doubt', () => {
    const into = deliveryStates.filter((state) => deliveryMoves[state].includes('inDoubt'));
    expect(into).toEqual(['sending']);
  });
});

describe('applyReceipt', () => {
  const taken = fc.constantFrom(...takenStates);
  const receipts = fc.constantFrom(
    'pending' as const,
    'sent' as const,
    'delivered' as const,
    'read' as const,
    'failed' as const,
  );

  it('never moves a delivery back, and only in lawful ways', () => {
    fc.assert(
      fc.property(taken, receipts, (state, receipt) => {
        const next = applyReceipt(state, receipt);
        if (next) expect(deliveryMoves[state]).toContain(next);
      }),
    );
  });

  it('does not call a read message failed', () => {
    expect(applyReceipt('read', 'failed')).toBeNull();
  });

  it('keeps accepted and sent apart: a pending receipt says nothing', () => {
    expect(applyReceipt('accepted', 'pending')).toBeNull();
  });
});
