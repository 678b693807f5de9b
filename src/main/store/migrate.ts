import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProblemOf } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Db } from './database.ts';

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** `0001-base.sql`, `0002-….sql` …: in order, without gaps. */
export function readMigrations(folder: string): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return files.map((file, index) => {
    const number = Number(file.slice(0, 4));
    if (number !== index + 1) throw new Error(`migration ${file}: expected number ${index + 1}`);
    return { number, name: file.slice(5, -4), sql: readFileSync(join(folder, file), 'utf8') };
  });
}

/** How many migrations this database has seen: 0 for a new one. */
export function schemaOf(db: Db): number {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'").get();
  if (!table) return 0;
  const done = db.prepare<[], { number: number }>('SELECT ifnull(max(number), 0) AS number FROM migrations').get();
  return done?.number ?? 0;
}

/**
 * Brings the database to the newest schema, number by number, each in one transaction that inserts its own number
 * first: it is done whole or not at all. `beforeChange` runs once, before the first change to a database that has
 * something to lose. A database of a newer Malote is refused, untouched.
 */
export function migrate(
  db: Db,
  migrations: readonly Migration[],
  deps: { readonly nowMs: number; readonly beforeChange: (from: number) => void },
): Result<number, ProblemOf<'databaseFromFuture'>> {
  const found = schemaOf(db);
  const known = migrations.length;
  if (found > known) return err({ kind: 'databaseFromFuture', found, known });
  const pending = migrations.filter((migration) => migration.number > found);
  if (pending.length === 0) return ok(known);
  if (found > 0) deps.beforeChange(found);
  db.exec(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, done_at INTEGER NOT NULL) STRICT',
  );
  const record = db.prepare('INSERT INTO migrations VALUES (?, ?, ?)');
  for (const migration of pending) {
    db.transaction(() => {
      record.run(migration.number, migration.name, deps.nowMs);
      db.exec(migration.sql);
    }).immediate();
  }
  return ok(known);
}
