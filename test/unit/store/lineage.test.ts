import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, readMigrations } from '#main/store/migrate.ts';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { createTestClock } from '../../support/clock.ts';
import { aCampaign } from '../../support/records.ts';
import { migrationsFolder } from '../../support/store.ts';

let root = '';
let home = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'malote-lineage-'));
  home = join(root, 'home');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const time = createTestClock();
const { clock } = time;

/** Opens the data folder, does something, and closes it. */
function opening<T>(folder: string, work: (store: Store) => T): T {
  const opened = openStore({ folder, migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  const close = () => store.close();
  const result = work(store);
  if (result instanceof Promise) void result.finally(close);
  else close();
  return result;
}
const wasRestored = (folder: string) => opening(folder, (store) => store.wasRestored);

const database = 'malote.sqlite';
const mark = 'malote.generation';

describe('a database that goes on', () => {
  it('is never taken for a restored one, however often it is opened', () => {
    for (let time = 0; time < 5; time += 1) expect(wasRestored(home)).toBe(false);
  });

  it('nor when a process died between its two marks', () => {
    wasRestored(home);
    // A name of its own keeps the file that the next opening would replace.
    const kept = join(root, 'mark');
    renameSync(join(home, mark), kept);
    cpSync(kept, join(home, mark));
    wasRestored(home);
    // The new mark stands in the database and under its draft's name; the file beside is still the one of before.
    renameSync(join(home, mark), join(home, `${mark}.new`));
    renameSync(kept, join(home, mark));
    expect(wasRestored(home)).toBe(false);
    expect(existsSync(join(home, `${mark}.new`))).toBe(false);
  });

  it('nor when what it last wrote down beside was never committed', () => {
    wasRestored(home);
    writeFileSync(join(home, `${mark}.new`), JSON.stringify({ generation: 2 }));
    expect(wasRestored(home)).toBe(false);
  });

  it('nor when the mark could not be made for a while', async () => {
    await opening(home, async (store) => {
      mkdirSync(join(home, `${mark}.new`));
      await time.advance(10_000);
      store.transact(() => undefined);
      rmSync(join(home, `${mark}.new`), { recursive: true });
    });
    expect(wasRestored(home)).toBe(false);
  });

  it('nor by what it writes: it counts on while it does', async () => {
    await opening(home, async (store) => {
      for (let beat = 0; beat < 3; beat += 1) {
        await time.advance(10_000);
        store.transact(() => undefined);
      }
    });
    expect(wasRestored(home)).toBe(false);
  });
});

describe('a database that is a copy', () => {
  it('put back into its folder, is known by the mark beside it', () => {
    wasRestored(home);
    cpSync(join(home, database), join(root, 'backup'));
    wasRestored(home);
    wasRestored(home);
    rmSync(join(home, database));
    cpSync(join(root, 'backup'), join(home, database));
    expect(wasRestored(home)).toBe(true);
    expect(wasRestored(home)).toBe(false);
  });

  it('written over the file that is there, too', () => {
    wasRestored(home);
    cpSync(join(home, database), join(root, 'backup'));
    wasRestored(home);
    wasRestored(home);
    // The same file, with the contents of before.
    copyFileSync(join(root, 'backup'), join(home, database));
    expect(wasRestored(home)).toBe(true);
  });

  it('written over the file that is there after one opening only, as the copy was taken while it was open', async () => {
    await opening(home, async (store) => {
      store.transact(() => undefined);
      // As a tool for backups does it, which reads the database while Malote is open.
      const reader = new Database(join(home, database), { readonly: true });
      reader.prepare('VACUUM INTO ?').run(join(root, 'backup'));
      reader.close();
      await time.advance(10_000);
      store.transact(() => undefined);
    });
    copyFileSync(join(root, 'backup'), join(home, database));
    expect(wasRestored(home)).toBe(true);
  });

  it('written over the files that are there, its mark as well, is known by the mark', () => {
    wasRestored(home);
    cpSync(home, join(root, 'backup'), { recursive: true });
    wasRestored(home);
    for (const file of [database, mark]) copyFileSync(join(root, 'backup', file), join(home, file));
    expect(wasRestored(home)).toBe(true);
  });

  it('of before there were marks, put back where there is one', () => {
    mkdirSync(home);
    const old = new Database(join(root, 'backup'));
    const [base] = readMigrations(migrationsFolder);
    if (!base) throw new Error('no migrations');
    migrate(old, [base], { nowMs: 1, beforeChange: () => undefined });
    old.exec(`
      INSERT INTO accounts (id, kind, address, name, dialect, created_at) VALUES (1, 'practice', 'practice:', '', '{}', 1);
      INSERT INTO imports (id, path, file_name, file_bytes, options, phase, status, created_at)
      VALUES (1, '', '', 0, '{}', 'done', 'done', 1);
      INSERT INTO campaigns (id, account_id, import_id, service_id, name, template, pace, in_doubt, open_ticket, phase, status, created_at)
      VALUES (1, 1, 1, 's1', '', '', '{}', 'settle', 0, 'send', 'paused', 1)`);
    old.close();
    cpSync(join(root, 'backup'), join(home, database));
    // The first start of the version that has marks: it is the one that was here all the time.
    expect(wasRestored(home)).toBe(false);

    rmSync(join(home, database));
    cpSync(join(root, 'backup'), join(home, database));
    expect(wasRestored(home)).toBe(true);
  });

  it('put back along with its whole folder, is known by its file', () => {
    wasRestored(home);
    cpSync(home, join(root, 'backup'), { recursive: true });
    wasRestored(home);
    rmSync(home, { recursive: true });
    cpSync(join(root, 'backup'), home, { recursive: true });
    expect(wasRestored(home)).toBe(true);
  });

  it('brought to another folder, alone or with the mark of another', () => {
    wasRestored(home);
    const other = join(root, 'other');
    wasRestored(other);
    cpSync(join(home, database), join(other, database));
    expect(wasRestored(other)).toBe(true);
    rmSync(join(other, mark));
    expect(wasRestored(other)).toBe(true);
  });

  it('beside a mark that cannot be read, counts as restored', () => {
    wasRestored(home);
    writeFileSync(join(home, mark), '{"generation":');
    expect(wasRestored(home)).toBe(true);
  });

  it('has all of its campaigns asked about before they go on, also where it is opened once more before that', () => {
    const campaignId = opening(home, (store) => aCampaign(store).campaignId);
    cpSync(join(home, database), join(root, 'backup'));
    wasRestored(home);
    wasRestored(home);
    cpSync(join(root, 'backup'), join(home, database));
    wasRestored(home);
    expect(opening(home, (store) => store.campaigns.get(campaignId).recalledTo)).toBe(0);
  });
});
