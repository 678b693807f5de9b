import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { migrationsFolder } from '../support/store.ts';

let root = '';
let time: TestClock;
let practice: Practice;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'malote-restored-'));
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
});
afterEach(async () => {
  await practice.close();
  await rm(root, { recursive: true, force: true });
});

const home = () => join(root, 'home');
const backup = () => join(root, 'backup.sqlite');

function openHome(): Store {
  const opened = openStore({ folder: home(), migrations: migrationsFolder, clock: time.clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
}

/** One life of Malote on the data folder. */
async function living<T>(work: (malote: TestEngine) => Promise<T>): Promise<T> {
  const store = openHome();
  const malote = await startEngine({ practice, time, store });
  try {
    return await work(malote);
  } finally {
    await malote.stop();
    store.close();
  }
}

const isDone = (malote: TestEngine) => () => malote.job('c1').status === 'done';

/**
 * A campaign to some 160 people, of which the first 130 wait for their next attempt when the backup is taken; then it goes on to
 * its end. So the messages that the backup does not know of went to the last of its queue.
 */
async function loseTheEndOfTheQueue(): Promise<number> {
  await writePeople(join(root, 'people.csv'), 200);
  await living(async (malote) => {
    const { store, engine } = malote;
    const importId = await malote.importSheet(join(root, 'people.csv'));
    const waiting = { startAt: time.clock.now() + 60_000 };
    const campaignId = await malote.send(importId, { pace: waiting });
    await malote.until('it waits', () => malote.job('c1').status === 'paused');
    await engine.jobs.pause('c1');
    const queue = store.deliveries.queuedAfter(campaignId, 0, 1_000);
    expect(queue.length).toBeGreaterThan(150);
    for (const { id } of queue.slice(0, 130)) store.deliveries.postpone(id, time.clock.now() + 3_600_000);
  });
  await cp(join(home(), 'malote.sqlite'), backup());
  return living(async (malote) => {
    await time.advance(120_000);
    await malote.engine.jobs.resume('c1');
    // The first 130 are still to come when the disk breaks.
    await malote.until('the last ones are sent', () => (malote.job('c1').counts['queued'] ?? 0) <= 130);
    return (await practice.summary()).messages.sent;
  });
}

describe('a database that was restored', () => {
  it('asks about all that it calls unsent before it sends: nobody gets a message twice', async () => {
    const already = await loseTheEndOfTheQueue();
    expect(already).toBeGreaterThan(20);
    await cp(backup(), join(home(), 'malote.sqlite'));

    await living(async (malote) => {
      expect(malote.store.wasRestored).toBe(true);
      await malote.engine.jobs.resume('c1');
      await malote.until('it is sent', isDone(malote));
      const { messages } = await practice.summary();
      expect(messages.mostToOneContact).toBe(1);
      expect(messages.sent).toBe(malote.job('c1').total - (malote.job('c1').counts['skipped'] ?? 0));
      expect(malote.store.campaigns.get(1).recalledTo).toBeNull();
    });
  });

  it('says why it sends nothing yet, and goes on asking where it was when it died', async () => {
    const already = await loseTheEndOfTheQueue();
    await cp(backup(), join(home(), 'malote.sqlite'));

    await living(async (malote) => {
      await malote.engine.jobs.resume('c1');
      await malote.until('it has asked about some', () => (malote.store.campaigns.get(1).recalledTo ?? 0) > 40);
      expect(malote.job('c1')).toMatchObject({ status: 'running', reason: { kind: 'recallingSent' } });
      expect((await practice.summary()).messages.sent).toBe(already);
    });
    await living(async (malote) => {
      expect(malote.store.campaigns.get(1).recalledTo).toBeGreaterThan(40);
      await malote.until('it is sent', isDone(malote));
      expect((await practice.summary()).messages.mostToOneContact).toBe(1);
    });
  });

  it('counts what had left on its day', async () => {
    const already = await loseTheEndOfTheQueue();
    await cp(backup(), join(home(), 'malote.sqlite'));
    await living(async (malote) => {
      const { pace } = malote.store.campaigns.get(1);
      await malote.engine.campaigns.setPace(1, { ...pace, dailyLimit: already + 10 });
      await malote.engine.jobs.resume('c1');
      await malote.until('its day is full', () => malote.job('c1').status === 'paused');
      expect(malote.job('c1').reason).toMatchObject({ kind: 'dailyLimitReached' });
      expect((await practice.summary()).messages.sent).toBe(already + 10);
    });
  });
});
