import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqliteCode } from '#main/store/database.ts';
import { migrate, readMigrations } from '#main/store/migrate.ts';
import { openStore, setPragmas } from '#main/store/open.ts';
import { createStore } from '#main/store/store.ts';
import type { Problem } from '#shared/problem.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { migrationsFolder } from '../support/store.ts';

let root = '';
let time: TestClock;
let practice: Practice;
const lives: TestEngine[] = [];
const opened: Database.Database[] = [];
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'malote-faults-'));
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
});
afterEach(async () => {
  for (const life of lives.splice(0)) await life.stop();
  for (const db of opened.splice(0)) db.close();
  await practice.close();
  rmSync(root, { recursive: true, force: true });
});

const people = 60;
const path = () => join(root, 'malote.sqlite');

/** As the engine's thread tells them. */
function problemOf(error: unknown): Problem | null {
  const code = sqliteCode(error) ?? '';
  if (code.startsWith('SQLITE_FULL')) return { kind: 'diskFull' };
  if (code.startsWith('SQLITE_BUSY')) return { kind: 'databaseBusy' };
  return null;
}

/** A real file, and a connection to it that does not wait for others. */
function aConnection(): Database.Database {
  const db = new Database(path(), { timeout: 0 });
  opened.push(db);
  setPragmas(db);
  migrate(db, readMigrations(migrationsFolder), { nowMs: 0, beforeChange: () => undefined });
  return db;
}

async function aLife(db: Database.Database): Promise<TestEngine> {
  const store = createStore(db, { schema: 2, folder: root, onClose: () => undefined });
  const life = await startEngine({ practice, time, store, problemOf });
  lives.push(life);
  return life;
}

async function aSheet(): Promise<string> {
  const sheet = join(root, 'people.csv');
  await writePeople(sheet, people);
  return sheet;
}

/** From here on the database may not grow by a single page, as on a disk that is full. */
function fill(db: Database.Database): void {
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
}
function makeRoom(db: Database.Database): void {
  db.pragma('max_page_count = 1000000');
}

/** Everybody got one message, and nobody two. */
async function expectOneEach(malote: TestEngine): Promise<void> {
  const { messages } = await practice.summary();
  const { total, counts } = malote.job('c1');
  expect(total).toBeGreaterThan(people / 2);
  expect(Object.keys(counts).filter((state) => /queued|sending|inDoubt|held|failed/.test(state))).toEqual([]);
  expect(messages).toMatchObject({ sent: total, contacts: total, mostToOneContact: 1 });
}

describe('a full disk', () => {
  it('while a sheet is read: it stands with that reason, and every row is there once there is room', async () => {
    const db = aConnection();
    const malote = await aLife(db);
    const sheet = await aSheet();
    fill(db);

    await malote.engine.imports.stage({ path: sheet, fileName: 'people.csv', accountId: malote.accountId });
    await malote.until('it stands', () => malote.job('i1').status === 'paused');
    expect(malote.job('i1').reason).toEqual({ kind: 'diskFull' });

    makeRoom(db);
    await malote.engine.jobs.resume('i1');
    await malote.until('it is in review', () => malote.job('i1').phase === 'review');
    expect(malote.job('i1').total).toBe(people);
    expect(malote.store.rows.counts(1)).toEqual(malote.store.rows.recount(1));
  });

  it('while sending: nothing leaves without its intent, it stands, and goes on when there is room', async () => {
    const db = aConnection();
    const malote = await aLife(db);
    const importId = await malote.importSheet(await aSheet());
    const campaignId = await malote.send(importId, { pace: { concurrency: 2 } });
    await malote.until('some are sent', () => malote.job('c1').progress.done >= 5);
    const pages = Number(db.pragma('page_count', { simple: true }));
    fill(db);

    await malote.until('it stands', () => malote.job('c1').status === 'paused');
    expect(malote.job('c1').reason).toEqual({ kind: 'diskFull' });
    // What has left has an intent: sent, or not known to be, never queued.
    const { sent } = (await practice.summary()).messages;
    const { total, counts } = malote.job('c1');
    expect(total - (counts['queued'] ?? 0)).toBeGreaterThanOrEqual(sent);
    expect(sent).toBeLessThan(total);
    expect(db.pragma('page_count', { simple: true })).toBeGreaterThanOrEqual(pages);

    makeRoom(db);
    await malote.engine.jobs.resume(`c${campaignId}`);
    await malote.until('it is sent', () => malote.job('c1').status === 'done');
    await expectOneEach(malote);
  });

  it('when an answer comes in: what is not known is settled after the next start', async () => {
    const db = aConnection();
    const malote = await aLife(db);
    const importId = await malote.importSheet(await aSheet());
    await malote.send(importId, { pace: { concurrency: 1 } });
    // The disk is filled by another program between a request and its answer.
    await malote.until('one is under way', () => (malote.job('c1').counts['sending'] ?? 0) === 1);
    fill(db);
    const sentBefore = async () => (await practice.summary()).messages.sent;
    await malote.until('it stands, or all is sent', () => malote.job('c1').status !== 'running');
    const sent = await sentBefore();
    await malote.stop();
    lives.pop();

    makeRoom(db);
    const next = await aLife(db);
    await next.engine.jobs.resume('c1');
    await next.until('it is sent', () => next.job('c1').status === 'done');
    expect(sent).toBeLessThan(next.job('c1').total);
    await expectOneEach(next);
  });
});

describe('another program that holds the database', () => {
  it.each(['IMMEDIATE', 'EXCLUSIVE'])(
    '%s, as a backup does: the campaign waits, and goes on by itself',
    async (how) => {
      const db = aConnection();
      const malote = await aLife(db);
      const importId = await malote.importSheet(await aSheet());
      await malote.send(importId, { pace: { concurrency: 2 } });
      await malote.until('some are sent', () => malote.job('c1').progress.done >= 5);

      const other = new Database(path(), { timeout: 0 });
      opened.push(other);
      other.exec(`BEGIN ${how}`);
      await time.advance(30_000);
      const { sent } = (await practice.summary()).messages;
      await time.advance(30_000);
      // Law 1: no intent can be committed, so no request leaves.
      expect((await practice.summary()).messages.sent).toBe(sent);
      expect(sent).toBeLessThan(malote.job('c1').total);
      other.exec('COMMIT');

      await malote.until('it is sent', () => malote.job('c1').status === 'done');
      await expectOneEach(malote);
    },
  );
});

describe('a data folder that cannot be opened', () => {
  const open = () => openStore({ folder: root, migrations: migrationsFolder, clock: time.clock });

  it('names the program that holds it, and opens when that is done', () => {
    aConnection().close();
    opened.length = 0;
    const other = new Database(path());
    opened.push(other);
    other.exec('BEGIN EXCLUSIVE');
    expect(open()).toEqual({ ok: false, error: { kind: 'databaseBusy' } });
    other.exec('COMMIT');
    const again = open();
    expect(again.ok).toBe(true);
    if (again.ok) again.value.close();
  });

  it('does not go on where SQLite cannot share memory, as on a network drive', () => {
    const db = new Database(':memory:');
    opened.push(db);
    expect(setPragmas(db)).toBe(false);
  });

  // Whoever runs as root may write everywhere: something that is no file stands in its place instead.
  it.each(['malote.sqlite', 'malote.lock'])('names a folder in which %s cannot be written', (name) => {
    mkdirSync(join(root, name));
    expect(open()).toEqual({ ok: false, error: { kind: 'dataFolderNoAccess', path: root } });
  });

  it('leaves nothing of a start that failed locked', () => {
    writeFileSync(path(), 'this was a database once '.repeat(1_000));
    expect(open()).toMatchObject({ ok: false, error: { kind: 'databaseDamaged' } });
    copyFileSync(path(), join(root, 'elsewhere'));
    rmSync(path());
    for (const part of ['-wal', '-shm']) if (existsSync(`${path()}${part}`)) rmSync(`${path()}${part}`);
    const again = open();
    expect(again.ok).toBe(true);
    if (again.ok) again.value.close();
  });
});
