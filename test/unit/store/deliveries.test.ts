import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeliveryState, deliveryMoves } from '#shared/recipient/delivery.ts';
import type { DeliveryCount } from '#shared/rpc/campaigns.ts';
import { aCampaign } from '../../support/records.ts';
import { openMemoryStore } from '../../support/store.ts';

const sorted = (counts: readonly DeliveryCount[]) => counts.map((count) => JSON.stringify(count)).sort();

function withDeliveries(count: number) {
  const { store, db } = openMemoryStore();
  const { campaignId, accountId } = aCampaign(store);
  for (let rowNo = 1; rowNo <= count; rowNo += 1) {
    const contactId = `contact-${rowNo}`;
    const phone = `55119876543${String(rowNo).padStart(2, '0')}`;
    store.deliveries.enlist(
      {
        campaignId,
        accountId,
        rowNo,
        contactId,
        phone,
        person: phone,
        text: 'Olá',
        version: 0,
        payload: null,
        skipped: null,
      },
      1,
    );
  }
  return { store, db, campaignId, accountId };
}

describe('deliveries', () => {
  it('law 3: the counts equal the deliveries after any sequence of lawful moves', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 120 }), (moves) => {
        const { store, campaignId } = withDeliveries(10);
        for (const [index, choice] of moves) {
          const delivery = store.deliveries.ofRow(campaignId, index + 1);
          if (!delivery) throw new Error('delivery is gone');
          const targets: readonly DeliveryState[] = deliveryMoves[delivery.state];
          const to = targets[choice % Math.max(1, targets.length)];
          if (to)
            store.deliveries.move(delivery.id, delivery.state, to, {
              problem: to === 'failed' ? { kind: 'messageRefused', detail: '' } : null,
              nowMs: 2,
            });
        }
        expect(sorted(store.deliveries.counts(campaignId))).toEqual(sorted(store.deliveries.recount(campaignId)));
      }),
      { numRuns: 60 },
    );
  });

  it('law 2: the database refuses a second delivery to the same row, and to the same contact', () => {
    const { store, campaignId, accountId } = withDeliveries(1);
    const again = {
      campaignId,
      accountId,
      contactId: 'contact-1',
      phone: '1',
      person: '1',
      text: 'Olá',
      version: 0,
      payload: null,
      skipped: null,
    };
    expect(() => store.deliveries.enlist({ ...again, rowNo: 1 }, 1)).toThrow();
    expect(() => store.deliveries.enlist({ ...again, rowNo: 2 }, 1)).toThrow();
    expect(() =>
      store.deliveries.enlist({ ...again, rowNo: 2, skipped: { kind: 'sameContactTwice', line: 2 } }, 1),
    ).not.toThrow();
  });

  it('takes a delivery once: whoever comes second is refused', () => {
    const { store, campaignId } = withDeliveries(1);
    const [next] = store.deliveries.due(campaignId, 10, 1);
    if (!next) throw new Error('nothing queued');
    store.deliveries.take(next.id, 10);
    expect(() => store.deliveries.take(next.id, 10)).toThrow();
    expect(store.deliveries.due(campaignId, 10, 1)).toEqual([]);
  });

  it('counts an attempt when it is taken, and gives it back when the account was the reason', () => {
    const { store, campaignId } = withDeliveries(1);
    const attempts = () => store.deliveries.ofRow(campaignId, 1)?.attempts;
    store.deliveries.take(1, 10);
    expect(attempts()).toBe(1);
    store.deliveries.requeue(1, 'sending', { notBefore: 50, giveBack: true, nowMs: 11 });
    expect(attempts()).toBe(0);
    expect([store.deliveries.due(campaignId, 49, 1), store.deliveries.nextTime(campaignId)]).toEqual([[], 50]);
  });

  it('law 1: what a dying process left on its way is in doubt at the next start', () => {
    const { store, campaignId } = withDeliveries(3);
    store.deliveries.take(2, 10);
    expect(store.deliveries.interruptAll(20)).toBe(1);
    expect(store.deliveries.inState(campaignId, 'inDoubt', 10).map((delivery) => delivery.id)).toEqual([2]);
  });

  it('law 5: skips what is queued for a person at once, and leaves what was taken', () => {
    const { store, campaignId } = withDeliveries(3);
    store.deliveries.take(1, 10);
    for (const id of [1, 2]) {
      const person = store.deliveries.find(id)?.person ?? '';
      store.deliveries.skipPerson(0, person, { kind: 'optedOut' }, 20);
    }
    expect([1, 2, 3].map((rowNo) => store.deliveries.ofRow(campaignId, rowNo)?.state)).toEqual([
      'sending',
      'skipped',
      'queued',
    ]);
  });

  it('retries only what the account never took', () => {
    const { store, campaignId } = withDeliveries(2);
    store.deliveries.take(1, 10);
    store.deliveries.move(1, 'sending', 'failed', { problem: { kind: 'messageRefused', detail: '' }, nowMs: 11 });
    store.deliveries.take(2, 10);
    store.deliveries.accept(2, 'sending', { messageId: 'm2', acceptedAt: 11, pollAt: 20, nowMs: 11 });
    store.deliveries.move(2, 'accepted', 'failed', { problem: { kind: 'deliveryFailed', detail: '' }, nowMs: 12 });
    expect(store.deliveries.retrySome(campaignId, 100, 20)).toBe(1);
    expect(store.deliveries.ofRow(campaignId, 1)?.state).toBe('queued');
  });
});
