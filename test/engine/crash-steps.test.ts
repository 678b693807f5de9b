import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '#main/store/store.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { Dead, mortalStore } from '../support/mortal-store.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { openMemoryStore } from '../support/store.ts';

const rows = 7;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-steps-'));
  await writePeople(join(folder, 'pessoas.csv'), rows);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The user, who does what is still to do: opens the sheet, creates its contacts, sends a campaign to them. */
async function bringToTheEnd(malote: TestEngine): Promise<void> {
  const { engine, job, until } = malote;
  if (!engine.snapshots.find('i1')) {
    await engine.imports.stage({ path: join(folder, 'pessoas.csv'), fileName: 'pessoas.csv', accountId: null });
  }
  const options = { accountId: malote.accountId, tags: ['Natal'] };
  if (engine.imports.get(1).options.tags.length === 0) await engine.imports.configure(1, { options });
  await until('it is in review', () => ['review', 'create', 'done'].includes(job('i1').phase));
  if (job('i1').phase === 'review') await engine.imports.create(1);
  await until('its contacts are created', () => job('i1').status === 'done');
  if (!engine.snapshots.find('c1')) await malote.send(1);
  await until('it is sent', () => job('c1').status === 'done');
}

/** One life of Malote, up to its end or its death at a commit. Says how many commits it came to. */
async function live(
  world: { practice: Practice; time: TestClock; db: ReturnType<typeof openMemoryStore>['db'] },
  death: { step: number; when: 'before' | 'after' } | null,
): Promise<{ died: boolean; steps: number }> {
  const { practice, time, db } = world;
  const own = createStore(db, { schema: 1, folder: '/nowhere', onClose: () => undefined });
  const mortal = mortalStore(own, death ?? { step: Number.POSITIVE_INFINITY, when: 'after' });
  let malote: TestEngine | null = null;
  try {
    malote = await startEngine({ practice, time, store: mortal.store });
    await bringToTheEnd(malote);
  } catch (error) {
    if (!(error instanceof Dead)) throw error;
  }
  // The connections of a dead process break; what had arrived at the account takes its effect.
  await malote?.stop().catch(() => undefined);
  await time.settle();
  return { died: mortal.isDead(), steps: mortal.steps() };
}

/** Dies at each of the given commits in turn, lives to the end at last, and counts at the account's side. */
async function survive(deaths: readonly { step: number; when: 'before' | 'after' }[]) {
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock });
  const { db } = openMemoryStore();
  const world = { practice, time, db };
  try {
    let died = 0;
    for (const death of deaths) if ((await live(world, death)).died) died += 1;
    const { steps } = await live(world, null);
    const store = createStore(db, { schema: 1, folder: '/nowhere', onClose: () => undefined });
    const { messages } = await practice.summary();
    const stateOf = (counts: readonly { state: string; count: number }[]) =>
      Object.fromEntries(counts.map(({ state, count }) => [state, count]));
    const imported = stateOf(store.rows.counts(1));
    expect(store.rows.counts(1)).toEqual(store.rows.recount(1));
    expect((imported['ready'] ?? 0) + (imported['noWhatsapp'] ?? 0)).toBe(rows);
    expect(messages).toMatchObject({ sent: imported['ready'], contacts: imported['ready'], mostToOneContact: 1 });
    expect(
      Object.keys(stateOf(store.deliveries.counts(1))).filter((state) => /queued|sending|inDoubt|held/.test(state)),
    ).toEqual([]);
    return { died, steps };
  } finally {
    await practice.close();
  }
}

describe('death at a commit', () => {
  it('at every one of the main job, before and after it: nobody is written to twice, nobody is lost', async () => {
    const { steps } = await survive([]);
    expect(steps).toBeGreaterThan(30);
    for (let step = 1; step <= steps; step += 1) {
      for (const when of ['before', 'after'] as const) {
        try {
          await survive([{ step, when }]);
        } catch (error) {
          throw new Error(`death ${when} commit ${step}`, { cause: error });
        }
      }
    }
  });

  it('and a database of before: what left since then is found at the account, not sent again', async () => {
    const time = createTestClock();
    const practice = await startPractice({ clock: time.clock });
    const { db } = openMemoryStore();
    try {
      const own = createStore(db, { schema: 1, folder: '/nowhere', onClose: () => undefined });
      const first = await startEngine({ practice, time, store: own });
      await first.engine.imports.stage({
        path: join(folder, 'pessoas.csv'),
        fileName: 'pessoas.csv',
        accountId: first.accountId,
      });
      await first.until('it is in review', () => first.job('i1').phase === 'review');
      await first.engine.imports.create(1);
      await first.until('it is created', () => first.job('i1').status === 'done');
      await first.send(1, { pace: { concurrency: 1 } });
      await first.until('some are sent', () => first.job('c1').progress.done >= 2);
      // A backup is taken in the middle of it; the original goes on to its end.
      const backup = new Database(db.serialize());
      await first.until('it is sent', () => first.job('c1').status === 'done');
      await first.stop();
      const sent = (await practice.summary()).messages;

      const restored = createStore(backup, { schema: 1, folder: '/nowhere', onClose: () => undefined });
      expect(restored.deliveries.counts(1).find(({ state }) => state === 'queued')?.count).toBeGreaterThan(1);
      const second = await startEngine({ practice, time, store: restored });
      await second.until('it is sent', () => second.job('c1').status === 'done');
      await second.stop();
      expect((await practice.summary()).messages).toMatchObject({ sent: sent.sent, mostToOneContact: 1 });
    } finally {
      await practice.close();
    }
  });

  it('twice in a row: also at the commits of getting up again', async () => {
    const { steps } = await survive([]);
    for (let step = 3; step <= steps; step += 7) {
      const deaths = [
        { step, when: 'after' },
        { step: 1 + (step % 5), when: 'before' },
        { step: 2 + (step % 9), when: 'after' },
      ] as const;
      try {
        await survive(deaths);
      } catch (error) {
        throw new Error(`deaths ${JSON.stringify(deaths)}`, { cause: error });
      }
    }
  });
});
