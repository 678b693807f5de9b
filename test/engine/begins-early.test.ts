import { expect, it } from 'vitest';
import { enlistMore } from '#main/engine/campaign/enlist.ts';
import type { RowState } from '#shared/recipient/row.ts';
import { createTestClock } from '../support/clock.ts';
import { aCampaign } from '../support/records.ts';
import { openMemoryStore } from '../support/store.ts';

/** A campaign that began early, and an import of which each row stands somewhere else on its way. */
function world(states: readonly ('creating' | 'ready')[]) {
  const { store } = openMemoryStore();
  const { clock } = createTestClock();
  const { campaignId, importId } = aCampaign(store, { beginsEarly: true });
  store.rows.insertStaged(
    importId,
    1,
    states.map((_, index) => ({ line: index + 2, cells: ['Ana', '11 98765-4321'] })),
  );
  const go = (rowNo: number, way: readonly RowState[]) => {
    for (const to of way) {
      const row = store.rows.find(importId, rowNo);
      if (!row) throw new Error('no such row');
      const phone = `55119876543${String(rowNo).padStart(2, '0')}`;
      store.rows.apply(importId, [{ row, to, set: { contactId: `ct-${rowNo}`, phone, person: phone } }]);
    }
  };
  for (const [index, state] of states.entries()) {
    go(index + 1, ['normalised', 'checked', 'creating', ...(state === 'ready' ? (['linked', 'ready'] as const) : [])]);
  }
  const enlisted = () => states.map((_, index) => store.deliveries.ofRow(campaignId, index + 1) !== null);
  const enlist = () =>
    enlistMore({ store, clock }, { campaignId, signal: new AbortController().signal, onRows: () => undefined });
  const send = () => {
    for (const { id } of store.deliveries.queuedAfter(campaignId, 0, 100)) store.deliveries.take(id, 1);
  };
  return { store, campaignId, importId, go, enlisted, enlist, send };
}

it('comes back for a row that was ready after those behind it', async () => {
  const { store, campaignId, importId, go, enlisted, enlist, send } = world(['ready', 'creating', 'ready', 'ready']);
  expect(await enlist()).toBe('more');
  expect(enlisted()).toEqual([true, false, true, true]);
  expect(store.campaigns.get(campaignId).enlistedTo).toBe(1);

  send();
  go(2, ['linked', 'ready']);
  expect(await enlist()).toBe('more');
  expect(enlisted()).toEqual([true, true, true, true]);

  send();
  store.imports.move(importId, { phase: 'done', status: 'done', reason: null, finishedAt: 1 });
  expect(await enlist()).toBe('over');
});

it('takes along what became ready in the last moment of the import', async () => {
  const { store, importId, go, enlisted, enlist, send } = world(['ready', 'creating']);
  await enlist();
  send();
  go(2, ['linked', 'ready']);
  store.imports.move(importId, { phase: 'done', status: 'done', reason: null, finishedAt: 1 });
  expect(await enlist()).toBe('more');
  expect(enlisted()).toEqual([true, true]);
});
