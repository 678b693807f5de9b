import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { migrate, readMigrations, schemaOf } from '#main/store/migrate.ts';
import { openStore } from '#main/store/open.ts';
import { createTestClock } from '../../support/clock.ts';
import { dumpSchema } from '../../support/schema.ts';
import { migrationsFolder, openMemoryStore } from '../../support/store.ts';

const folders: string[] = [];
const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'malote-store-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const open = (folder: string) => openStore({ folder, migrations: migrationsFolder, clock: createTestClock().clock });

describe('migrations', () => {
  it('lead to the schema that stands in schema.sql, where a review sees what a migration changes', () => {
    const expected = readFileSync(new URL('../../../src/main/store/schema.sql', import.meta.url), 'utf8');
    expect(dumpSchema(openMemoryStore().db)).toBe(expected);
  });

  it('are done whole or not at all', () => {
    const db = new Database(':memory:');
    const broken = [
      { number: 1, name: 'broken', sql: 'CREATE TABLE a (x INTEGER) STRICT; CREATE TABLE a (x INTEGER) STRICT;' },
    ];
    expect(() => migrate(db, broken, { nowMs: 1, beforeChange: () => undefined })).toThrow();
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'a'").get()).toEqual({ n: 0 });
    expect(schemaOf(db)).toBe(0);
  });

  it('refuse a database of a newer Malote, untouched', () => {
    const { db } = openMemoryStore();
    db.exec("INSERT INTO migrations VALUES (99, 'future', 1)");
    const result = migrate(db, readMigrations(migrationsFolder), { nowMs: 1, beforeChange: () => undefined });
    expect(result).toEqual({
      ok: false,
      error: { kind: 'databaseFromFuture', found: 99, known: readMigrations(migrationsFolder).length },
    });
  });

  it('ask for a copy before they change a database that has something to lose', () => {
    const db = new Database(':memory:');
    const [base] = readMigrations(migrationsFolder);
    if (!base) throw new Error('no migrations');
    migrate(db, [base], { nowMs: 1, beforeChange: () => undefined });
    const copies: number[] = [];
    const next = { number: 2, name: 'next', sql: 'CREATE TABLE next (x INTEGER) STRICT' };
    migrate(db, [base, next], { nowMs: 1, beforeChange: (from) => copies.push(from) });
    expect(copies).toEqual([1]);
  });
});

describe('openStore', () => {
  it('lets one process at a time hold a data folder, and lets go at close', () => {
    const folder = aFolder();
    const first = open(folder);
    expect(open(folder)).toEqual({ ok: false, error: { kind: 'dataFolderHeld' } });
    if (first.ok) first.value.close();
    const second = open(folder);
    expect(second.ok).toBe(true);
    if (second.ok) second.value.close();
  });

  it('names a damaged database instead of crashing, and leaves it where it is', () => {
    const folder = aFolder();
    const path = join(folder, 'malote.sqlite');
    writeFileSync(path, 'this was a database once '.repeat(1_000));
    expect(open(folder)).toEqual({ ok: false, error: { kind: 'databaseDamaged', path } });
    expect(readFileSync(path, 'utf8')).toContain('once');
  });

  it('names a folder that cannot be one', () => {
    const file = join(aFolder(), 'file');
    writeFileSync(file, '');
    expect(open(join(file, 'below'))).toMatchObject({ ok: false, error: { kind: 'dataFolderNoAccess' } });
  });

  it('refuses a transaction that would wait', () => {
    const { store } = openMemoryStore();
    const wait = (): never => Promise.resolve() as never;
    expect(() => store.transact(wait)).toThrow('may not wait');
  });
});
