import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatchSize } from '#main/engine/import/batch-size.ts';
import { anAccount } from '../../support/records.ts';
import { openMemoryStore } from '../../support/store.ts';

/** An import of so many rows on an account that takes so many at once: the requests that it took. */
function importRows(batches: ReturnType<typeof createBatchSize>, rows: number, limit: number): number {
  let requests = 0;
  const send = (count: number): void => {
    requests += 1;
    if (count <= limit) {
      batches.taken(count);
      return;
    }
    const half = Math.ceil(count / 2);
    send(half);
    send(count - half);
    batches.tooLarge(count);
  };
  for (let left = rows; left > 0; ) {
    const count = Math.min(left, batches.size());
    send(count);
    left -= count;
  }
  return requests;
}

function anAccountThatTakes() {
  const { store } = openMemoryStore();
  const accountId = anAccount(store);
  return { store, accountId, begin: () => createBatchSize(store, accountId) };
}

describe('the size of a batch', () => {
  it('begins with what careful clients send, and grows while all of it is taken', () => {
    const { begin } = anAccountThatTakes();
    const batches = begin();
    expect(batches.size()).toBe(50);
    expect(importRows(batches, 10_000, 1_000)).toBeLessThan(10_000 / 200 + 8);
    expect(batches.size()).toBe(200);
  });

  it('is kept with the account: the next import begins with it, and is refused nothing', () => {
    const { begin } = anAccountThatTakes();
    importRows(begin(), 5_000, 30);
    const next = begin();
    const largest = next.size();
    expect(largest).toBeLessThanOrEqual(30);
    expect(importRows(next, largest * 10, 30)).toBe(10);
  });

  it.each([3, 7, 12, 30])(
    'is known after the first batch already, which was halved to %i: nothing more is refused',
    (limit) => {
      const { begin } = anAccountThatTakes();
      importRows(begin(), 50, limit);
      const next = begin();
      const size = next.size();
      expect(size).toBeLessThanOrEqual(limit);
      expect(importRows(next, size * 3, limit)).toBe(3);
    },
  );

  it('comes within a tenth of what the account takes, whatever that is, and costs few refusals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), (limit) => {
        const { begin } = anAccountThatTakes();
        const best = Math.min(limit, 200);
        const rows = best * 60;
        const requests = importRows(begin(), rows, limit);
        expect(begin().size()).toBeLessThanOrEqual(best);
        expect(begin().size() * 1.25).toBeGreaterThan(best * 0.9);
        expect(requests).toBeLessThanOrEqual(60 * 1.3 + 45);
      }),
      { numRuns: 15 },
    );
  });

  it('is learned anew where the account takes less than it did, and where it takes more', () => {
    const { begin } = anAccountThatTakes();
    importRows(begin(), 5_000, 100);
    importRows(begin(), 5_000, 20);
    expect(begin().size()).toBeLessThanOrEqual(20);
    importRows(begin(), 20_000, 150);
    expect(begin().size()).toBeGreaterThan(20);
  });

  it('does not grow where a row was refused, nor where an answer was lost', () => {
    const { begin } = anAccountThatTakes();
    const refused = begin();
    refused.refused();
    importRows(refused, 5_000, 1_000);
    expect(refused.size()).toBe(50);
    importRows(begin(), 5_000, 1_000);
    const lost = begin();
    expect(lost.size()).toBe(200);
    lost.lost();
    expect(lost.size()).toBe(50);
  });
});
