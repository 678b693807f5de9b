import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyPath, listCopies, takeDailyCopy } from '#main/store/copies.ts';
import { migrate, readMigrations } from '#main/store/migrate.ts';
import { openStore } from '#main/store/open.ts';
import { restoreStore } from '#main/store/restore.ts';
import { copiesToForget, copyKinds, copyName, isCopyDue, readCopyName } from '#shared/copies.ts';
import { createTestClock, monday10h } from '../../support/clock.ts';
import { aCampaign } from '../../support/records.ts';
import { migrationsFolder } from '../../support/store.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'malote-copies-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const dayMs = 24 * 3_600_000;
const { clock } = createTestClock();
const database = () => join(home, 'malote.sqlite');
const open = (looksForDamage = false) =>
  openStore({ folder: home, migrations: migrationsFolder, clock, looksForDamage });
function opened() {
  const result = open();
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}
const daily = (nowMs: number) => takeDailyCopy(home, database(), nowMs);
const campaignsIn = (path: string) => {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare('SELECT name FROM campaigns').pluck().all();
  } finally {
    db.close();
  }
};

describe('which copies are kept', () => {
  const copies = fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom(...copyKinds),
      takenAt: fc.integer({ min: 0, max: 4e12 }).map((ms) => ms - (ms % 1_000)),
    }),
    { maxLength: 40, selector: ({ kind, takenAt }) => copyName(kind, takenAt) },
  );

  it('the newest of each kind, always at least one, and no more than a handful', () => {
    fc.assert(
      fc.property(copies, (list) => {
        const all = list.map(({ kind, takenAt }) => ({ name: copyName(kind, takenAt), kind, takenAt }));
        const gone = new Set(copiesToForget(all).map(({ name }) => name));
        for (const kind of copyKinds) {
          const own = all.filter((copy) => copy.kind === kind).sort((a, b) => b.takenAt - a.takenAt);
          const left = own.filter(({ name }) => !gone.has(name));
          expect(left).toEqual(own.slice(0, left.length));
          expect(left.length).toBe(Math.min(own.length, kind === 'daily' ? 7 : 3));
        }
      }),
    );
  });

  it('are told from other files by their names, which keep kind and time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...copyKinds), fc.integer({ min: 0, max: 4e9 }), (kind, seconds) => {
        expect(readCopyName(copyName(kind, seconds * 1_000))).toMatchObject({ kind, takenAt: seconds * 1_000 });
      }),
    );
    for (const name of ['malote.sqlite', 'daily-20261127T013000Z.sqlite.part', 'daily-2026.sqlite', 'notes.txt']) {
      expect(readCopyName(name)).toBeNull();
    }
  });
});

describe('the copy of the day', () => {
  it('is taken once a day, whole, for its owner alone', () => {
    const store = opened();
    aCampaign(store);
    expect(daily(monday10h)).toBe('taken');
    expect(daily(monday10h + 3_600_000)).toBe('notDue');
    expect(daily(monday10h + dayMs)).toBe('taken');
    store.close();
    const [newest] = listCopies(home);
    expect(newest).toMatchObject({ kind: 'daily', takenAt: monday10h + dayMs });
    expect(campaignsIn(copyPath(home, newest?.name ?? ''))).toHaveLength(1);
    if (process.platform !== 'win32') expect(statSync(copyPath(home, newest?.name ?? '')).mode & 0o777).toBe(0o600);
  });

  it('holds what is written at the same time up by nothing', () => {
    const store = opened();
    store.transact(() => {
      aCampaign(store);
      // In the middle of a transaction of the engine: what is committed is copied, and nothing waits.
      expect(daily(monday10h)).toBe('taken');
    });
    store.close();
    expect(campaignsIn(copyPath(home, listCopies(home)[0]?.name ?? ''))).toEqual([]);
  });

  it('makes room for itself: a week of them is kept', () => {
    opened().close();
    for (let day = 0; day < 10; day += 1) expect(daily(monday10h + day * dayMs)).toBe('taken');
    expect(listCopies(home)).toHaveLength(7);
    expect(isCopyDue(listCopies(home), monday10h + 9 * dayMs)).toBe(false);
  });

  it('leaves nothing half done behind, whatever killed it', () => {
    opened().close();
    expect(daily(monday10h)).toBe('taken');
    const half = join(home, 'copies', `${copyName('daily', monday10h + dayMs)}.part`);
    writeFileSync(half, 'SQLite form');
    expect(listCopies(home)).toHaveLength(1);
    daily(monday10h + 1);
    expect(existsSync(half)).toBe(false);
  });

  it('is not taken of a damaged database: its copies would push out the good ones', () => {
    const store = opened();
    for (let i = 0; i < 50; i += 1) aCampaign(store);
    store.close();
    damage();
    expect(daily(monday10h)).toBe('damaged');
    expect(listCopies(home)).toEqual([]);
  });
});

/** Bytes in the middle of the database are no longer what they were. */
function damage(): void {
  const { size } = statSync(database());
  const file = openSync(database(), 'r+');
  for (let at = 8_192; at < size; at += 4_096) writeSync(file, Buffer.alloc(512, 0xa5), 0, 512, at);
}

describe('a damaged database', () => {
  it('is found when it is looked for, and named', () => {
    const store = opened();
    for (let i = 0; i < 50; i += 1) aCampaign(store);
    store.close();
    damage();
    expect(open(true)).toEqual({ ok: false, error: { kind: 'databaseDamaged', path: database() } });
  });

  it('that is no database at all is named at once', () => {
    opened().close();
    writeFileSync(database(), 'Not a database, and long enough to be taken for one. '.repeat(200));
    expect(open()).toEqual({ ok: false, error: { kind: 'databaseDamaged', path: database() } });
  });

  it('is set aside whole, and the chosen copy takes its place, known for a restored one', () => {
    const store = opened();
    const { campaignId } = aCampaign(store);
    expect(daily(monday10h)).toBe('taken');
    aCampaign(store);
    store.close();
    appendFileSync(database(), 'rubbish');
    writeFileSync(database(), Buffer.concat([Buffer.from('rubbish'), readFileSync(database())]));
    const broken = readFileSync(database());
    const [copy] = listCopies(home);

    const restored = restoreStore({ folder: home, choice: { kind: 'copy', name: copy?.name ?? '' }, nowMs: monday10h });

    const aside = restored.ok ? (restored.value ?? '') : '';
    expect(readFileSync(aside)).toEqual(broken);
    const again = opened();
    expect(again.wasRestored).toBe(true);
    expect(again.campaigns.list()).toHaveLength(1);
    expect(again.campaigns.get(campaignId).recalledTo).toBe(0);
    again.close();
  });

  it('gives way to empty data where that is chosen', () => {
    const store = opened();
    aCampaign(store);
    store.close();
    expect(restoreStore({ folder: home, choice: { kind: 'empty' }, nowMs: monday10h }).ok).toBe(true);
    const again = opened();
    expect(again.campaigns.list()).toEqual([]);
    again.close();
    // What could still be read was copied before, and the file is beside it.
    expect(listCopies(home).map(({ kind }) => kind)).toEqual(['before-restore']);
    expect(readdirSync(home).filter((name) => name.startsWith('malote-aside-'))).toHaveLength(1);
  });
});

describe('what is not done', () => {
  it('restoring while a Malote has the folder', () => {
    const store = opened();
    expect(restoreStore({ folder: home, choice: { kind: 'empty' }, nowMs: 1 })).toEqual({
      ok: false,
      error: { kind: 'dataFolderHeld' },
    });
    store.close();
  });

  it('restoring a copy that is not there, or is damaged itself: nothing is touched', () => {
    const store = opened();
    aCampaign(store);
    daily(monday10h);
    store.close();
    const [copy] = listCopies(home);
    const choose = (name: string) => restoreStore({ folder: home, choice: { kind: 'copy', name }, nowMs: monday10h });
    expect(choose('../malote.sqlite')).toMatchObject({ ok: false, error: { kind: 'copyUnknown' } });
    writeFileSync(copyPath(home, copy?.name ?? ''), 'rubbish'.repeat(2_000));
    expect(choose(copy?.name ?? '')).toMatchObject({ ok: false, error: { kind: 'copyDamaged' } });
    expect(campaignsIn(database())).toHaveLength(1);
    expect(readdirSync(home).filter((name) => name.includes('aside') || name.includes('.new'))).toEqual([]);
  });
});

describe('a database of an older Malote', () => {
  /** As the first version left it, with a campaign that has sent on two days. */
  function older(): void {
    const db = new Database(database());
    migrate(db, readMigrations(migrationsFolder).slice(0, 1), { nowMs: 1, beforeChange: () => undefined });
    db.exec(`
      INSERT INTO accounts (id, kind, address, name, dialect, created_at) VALUES (1, 'digisac', 'https://a', 'A', '{}', 1);
      INSERT INTO imports (id, account_id, path, file_name, file_bytes, options, phase, status, created_at)
        VALUES (1, 1, '/a.csv', 'a.csv', 1, '{}', 'done', 'done', 1);
      INSERT INTO campaigns (id, account_id, import_id, service_id, name, template, pace, in_doubt, open_ticket, phase, status, created_at)
        VALUES (1, 1, 1, 's', 'Natal', 'Oi', '{}', 'settle', 0, 'send', 'paused', 1);`);
    const insert = db.prepare(
      `INSERT INTO deliveries (campaign_id, account_id, row_no, contact_id, phone, person, text, state, accepted_at, updated_at)
       VALUES (1, 1, ?, ?, '5511987650000', ?, 'Oi', ?, ?, 1)`,
    );
    for (let i = 0; i < 30; i += 1) {
      const sentAt = monday10h - (i % 2) * dayMs;
      insert.run(i + 1, `c${i}`, `p${i}`, i < 20 ? 'accepted' : 'queued', i < 20 ? sentAt : null);
    }
    db.close();
  }

  it('is brought on with all that is in it, and copied as it was before', () => {
    older();
    const store = opened();
    expect(store.deliveries.recount(1)).toEqual(store.deliveries.counts(1));
    expect(store.deliveries.counts(1).map(({ state, count }) => [state, count])).toEqual([
      ['accepted', 20],
      ['queued', 10],
    ]);
    const day = { accountId: 1, serviceId: 's', day: '2026-11-23' };
    expect([store.sendingDays.messagesOn(day), store.sendingDays.earlierDays(day)]).toEqual([10, 1]);
    expect(store.wasRestored).toBe(false);
    store.close();
    const [copy] = listCopies(home);
    expect(copy?.kind).toBe('before-schema');
    const db = new Database(copyPath(home, copy?.name ?? ''), { readonly: true });
    expect(db.prepare('SELECT max(number) FROM migrations').pluck().get()).toBe(1);
    expect(db.prepare('SELECT count(*) FROM deliveries').pluck().get()).toBe(30);
    db.close();
  });

  it('is brought on at the next start, where the process died in the middle', () => {
    older();
    const db = new Database(database());
    const half = readMigrations(migrationsFolder).map((migration) =>
      migration.number === 2 ? { ...migration, sql: `${migration.sql}\nSELECT dies();` } : migration,
    );
    db.function('dies', () => {
      throw new Error('killed');
    });
    expect(() => migrate(db, half, { nowMs: 1, beforeChange: () => undefined })).toThrow('killed');
    db.close();
    const store = opened();
    expect(store.schema).toBe(readMigrations(migrationsFolder).length);
    expect(store.deliveries.counts(1).reduce((sum, { count }) => sum + count, 0)).toBe(30);
    store.close();
  });
});

describe('a folder that cannot be used', () => {
  it('where a file stands in the way of the database', () => {
    rmSync(home, { recursive: true });
    writeFileSync(home, 'a file');
    expect(open()).toMatchObject({ ok: false, error: { kind: 'dataFolderNoAccess' } });
  });
});
