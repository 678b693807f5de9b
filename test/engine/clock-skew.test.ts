import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Store } from '#main/store/store.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { openMemoryStore } from '../support/store.ts';
import { wireEngine } from '../support/wire-engine.ts';

const tenMinutes = 600_000;

let root = '';
let time: TestClock;
let practice: Practice;
/** How far the account's clock is behind the machine's. */
let aheadMs = 0;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'malote-skew-'));
  time = createTestClock();
  aheadMs = tenMinutes;
  practice = await startPractice({ clock: { ...time.clock, now: () => time.clock.now() - aheadMs } });
  await writePeople(join(root, 'people.csv'), 12);
});
afterEach(async () => {
  await practice.close();
  await rm(root, { recursive: true, force: true });
});

function setMachineRight(): void {
  time.moveWall(-aheadMs);
  aheadMs = 0;
}

/** A new process over the same log, which asks the account nothing but what its jobs need: it goes on to the end. */
async function goOn(store: Store) {
  const crashes: unknown[] = [];
  const engine = wireEngine({
    practice,
    store,
    clock: time.clock,
    random: () => 0.5,
    log: { info: () => undefined, warn: () => undefined, crash: (_event, error) => void crashes.push(error) },
    onCrash: (error) => void crashes.push(error),
  });
  await engine.start({ goOn: true });
  if (engine.snapshots.find('c1')?.status === 'paused') await engine.jobs.resume('c1');
  for (let round = 0; round < 60_000 && engine.snapshots.find('c1')?.status !== 'done'; round += 1) {
    if (crashes.length > 0) throw crashes[0];
    await turn();
    if (round % 20 === 0) await time.step();
  }
  await engine.stop();
  return engine.snapshots.find('c1');
}

async function expectOneEach(store: Store): Promise<void> {
  const job = await goOn(store);
  expect(job?.status).toBe('done');
  expect((await practice.summary()).messages).toMatchObject({ sent: job?.total, mostToOneContact: 1 });
}

/** Everything is sent; the answer to the last message is lost, and the process dies before it is looked for. */
async function loseTheLastAnswer(store: Store): Promise<void> {
  const malote = await startEngine({ practice, time, store });
  const importId = await malote.importSheet(join(root, 'people.csv'));
  const total = malote.job('i1').counts['ready'] ?? 0;
  await practice.setFaults([{ kind: 'lost', routes: ['messages.create'], nth: [total], effect: true }]);
  await malote.send(importId, { pace: { concurrency: 1 } });
  await malote.until('the last is in doubt', () => {
    const { counts } = malote.job('c1');
    return counts['inDoubt'] === 1 && (counts['queued'] ?? 0) === 0;
  });
  await malote.stop();
  await practice.setFaults([]);
  await time.advance(120_000);
}

describe('law 2 on a machine whose clock is ten minutes ahead', () => {
  it('holds when a doubt is settled by a new process', async () => {
    const { store } = openMemoryStore();
    await loseTheLastAnswer(store);
    await expectOneEach(store);
  });

  it('holds when the clock is set right before the doubt is settled', async () => {
    const { store } = openMemoryStore();
    await loseTheLastAnswer(store);
    setMachineRight();
    await expectOneEach(store);
  });

  it.each([false, true])(
    'holds for a database that was restored (the clock set right meanwhile: %s)',
    async (isRight) => {
      const { store, db } = openMemoryStore();
      const malote: TestEngine = await startEngine({ practice, time, store });
      const importId = await malote.importSheet(join(root, 'people.csv'));
      await malote.send(importId, { pace: { startAt: time.clock.now() + 60_000 } });
      await malote.until('it waits', () => malote.job('c1').status === 'paused');
      db.exec('UPDATE campaigns SET recalled_to = 0');
      const backup = new Database(db.serialize());
      await malote.engine.jobs.resume('c1');
      await malote.until('it is sent', () => malote.job('c1').status === 'done');
      await malote.stop();

      if (isRight) setMachineRight();
      await time.advance(120_000);
      await expectOneEach(createStore(backup, { schema: 2, folder: '/nowhere', onClose: () => undefined }));
    },
  );
});
