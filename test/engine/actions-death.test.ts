import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore } from '#main/store/store.ts';
import type { Wish } from '#shared/actions/wish.ts';
import { anotherHand, told } from '../support/account.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { Dead, mortalStore } from '../support/mortal-store.ts';
import { startPractice } from '../support/practice.ts';
import { openMemoryStore } from '../support/store.ts';

type Death = { readonly step: number; readonly when: 'before' | 'after' };

/** One life after the other at the same action, each to its death, and a last one that comes to the end. */
async function survive(wishOf: (department: { id: string; name: string }) => Wish, deaths: readonly Death[]) {
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock, habits: { withoutWhatsapp: 0, replies: 0 } });
  const { digisac, close } = anotherHand(practice, time.clock);
  const folder = mkdtempSync(join(tmpdir(), 'malote-death-'));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true, force: true });
    await close();
    await practice.close();
  });
  const ids: string[] = [];
  for (const end of [1, 2, 3]) {
    const draft = { number: `551198100000${end}`, name: `P${end}`, serviceId: practice.serviceId, departmentId: null };
    ids.push(told(await digisac.createContact({ ...draft, fields: {} })).id);
  }
  const [department] = told(await digisac.departments());
  const wish = wishOf(department ?? { id: '', name: '' });
  const { db } = openMemoryStore();

  async function live(death: Death | null): Promise<boolean> {
    const own = createStore(db, { schema: 1, folder, onClose: () => undefined });
    const mortal = mortalStore(own, death ?? { step: Number.POSITIVE_INFINITY, when: 'after' });
    let malote: TestEngine | null = null;
    try {
      malote = await startEngine({ practice, time, store: mortal.store });
      const { engine, job, until, accountId } = malote;
      const target = { kind: 'contacts', contactIds: ids } as const;
      if (!engine.snapshots.find('a1')) {
        await engine.actions.create({ accountId, name: 'Ação', wish, target, perMinute: 300 });
      }
      await until('it has looked', () => job('a1').phase !== 'find');
      if (job('a1').phase === 'review') await engine.actions.start(1, job('a1').counts['planned'] ?? 0);
      await until('it is done', () => job('a1').status === 'done');
    } catch (error) {
      if (!(error instanceof Dead)) throw error;
    }
    // What had arrived at the account takes its effect; its answers are noted by nobody.
    await malote?.stop().catch(() => undefined);
    await time.settle();
    return own.actions.counts(1).some(({ state }) => state === 'sending');
  }

  /** Lives that ended between an intent and the note of its answer. */
  let inBetween = 0;
  for (const death of deaths) if (await live(death)) inBetween += 1;
  await live(null);
  const store = createStore(db, { schema: 1, folder, onClose: () => undefined });
  const counts = store.actions.counts(1);
  expect(counts).toEqual(store.actions.recount(1));
  return { practice, digisac, ids, counts, inBetween };
}

/** The first life dies when it has begun to act, further ones at the commits around an intent, its request and its answer. */
const manyDeaths: readonly Death[] = [
  ...[20, 14, 15, 13, 16, 14].map((step) => ({ step, when: 'before' as const })),
  ...[13, 14].map((step) => ({ step, when: 'after' as const })),
];

describe('deaths at the commits of a bulk action', () => {
  it('leaves one comment at each contact', async () => {
    const { digisac, ids, counts, inBetween } = await survive(() => ({ verb: 'comment', text: 'Oi' }), manyDeaths);
    expect(inBetween).toBeGreaterThan(0);
    const { messages } = told(await digisac.messagesOf({ contactIds: ids, sinceMs: 0 }));
    const notes = messages.filter(({ type }) => type === 'comment').map(({ contactId }) => contactId);
    expect(notes.toSorted()).toEqual(ids.toSorted());
    expect(counts).toEqual([{ state: 'done', problem: null, count: 3 }]);
  });

  it('opens one ticket for each contact, and transfers none of them again', async () => {
    const open = (department: { id: string; name: string }) =>
      ({ verb: 'openTicket', department, user: null, comment: 'Oi' }) as const;
    const { practice, digisac, ids, counts, inBetween } = await survive(open, manyDeaths);
    expect(inBetween).toBeGreaterThan(0);
    expect((await practice.summary()).effects).toMatchObject({ ticketOpened: 3 });
    for (const id of ids) expect(told(await digisac.ticketsOf(id)).length).toBe(1);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(counts.every(({ state, problem }) => state === 'done' || problem === 'hasOpenTicket')).toBe(true);
  });

  it('saves all that it deletes, and counts each contact once', async () => {
    const { digisac, ids, counts, inBetween } = await survive(() => ({ verb: 'delete' }), manyDeaths);
    expect(inBetween).toBeGreaterThan(0);
    for (const id of ids) expect(told(await digisac.contact(id))).toBeNull();
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(counts.every(({ state }) => state === 'done' || state === 'unchanged')).toBe(true);
  });
});
