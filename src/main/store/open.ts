import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type Db, sqliteCode } from './database.ts';
import { noteOpening } from './lineage.ts';
import { migrate, readMigrations } from './migrate.ts';
import { createStore, type Store } from './store.ts';

/** Where things stand in a data folder. */
const names = { database: 'malote.sqlite', lock: 'malote.lock', mark: 'malote.generation' } as const;

/** How long a start waits for a Malote that is just being killed or closed to let go of the folder. */
const lockPatienceMs = 1_500;

/**
 * Takes the data folder for this process, for as long as it lives: an exclusive lock of SQLite on a file of its own.
 * The system lets go of it when the process dies in whatever way; no stale lock can be left behind.
 */
function takeFolder(folder: string): Result<Db, Problem> {
  const lock = new Database(join(folder, names.lock), { timeout: lockPatienceMs });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return ok(lock);
  } catch (error) {
    lock.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) return err({ kind: 'dataFolderHeld' });
    throw error;
  }
}

/**
 * Law 1 stands on these: with WAL and FULL a commit survives a loss of power; macOS needs fullfsync for the same.
 * Memory: 16 MB of page cache; a million rows do not grow it.
 */
export function setPragmas(db: Db): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('cache_size = -16384');
  // A checkpoint holds the thread: 25 ms and more for 16 MB, some 5 ms for 2 MB (npm run bench -- stage).
  db.pragma('wal_autocheckpoint = 500');
  db.pragma('temp_store = MEMORY');
}

const damaged = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB']);
const isDamage = (code: string) => [...damaged].some((name) => code.startsWith(name));

/**
 * The store of a data folder, the folder taken for this process. Problems: dataFolderHeld, dataFolderNoAccess,
 * databaseDamaged, databaseFromFuture, diskFull. `migrations` is the folder of the SQL files.
 */
export function openStore(options: {
  readonly folder: string;
  readonly migrations: string;
  readonly clock: Clock;
}): Result<Store, Problem> {
  const { folder, clock } = options;
  const path = join(folder, names.database);
  let lock: Db | null = null;
  let db: Db | null = null;
  const giveUp = (problem: Problem): Result<Store, Problem> => {
    db?.close();
    lock?.close();
    return err(problem);
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const taken = takeFolder(folder);
    if (!taken.ok) return taken;
    lock = taken.value;
    const database = new Database(path);
    db = database;
    setPragmas(database);
    const migrated = migrate(database, readMigrations(options.migrations), {
      nowMs: clock.now(),
      beforeChange: (from) => copyAside(database, join(folder, `malote-before-schema-${from + 1}.sqlite`)),
    });
    if (!migrated.ok) return giveUp(migrated.error);
    const wasRestored = noteOpening(database, { database: path, mark: join(folder, names.mark) });
    const held = lock;
    return ok(
      createStore(database, {
        schema: migrated.value,
        folder,
        wasRestored,
        onClose: () => held.close(),
      }),
    );
  } catch (error) {
    const code = sqliteCode(error) ?? (error instanceof Error && 'code' in error ? String(error.code) : '');
    if (isDamage(code)) return giveUp({ kind: 'databaseDamaged', path });
    if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return giveUp({ kind: 'diskFull' });
    if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_IOERR)/.test(code)) {
      return giveUp({ kind: 'dataFolderNoAccess', path: folder });
    }
    db?.close();
    lock?.close();
    throw error;
  }
}

/** A whole copy of the database, made before it is changed in a way that cannot be taken back. */
function copyAside(db: Db, to: string): void {
  rmSync(to, { force: true });
  db.prepare('VACUUM INTO ?').run(to);
}
