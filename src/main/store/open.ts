import { mkdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Clock } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { isSound, takeCopy } from './copies.ts';
import type { Db } from './database.ts';
import { storeFiles } from './files.ts';
import { noteOpening } from './lineage.ts';
import { takeFolder } from './lock.ts';
import { migrate, readMigrations } from './migrate.ts';
import { problemOfFiles } from './problems.ts';
import { finishRestore } from './restore.ts';
import { createStore, type Store } from './store.ts';

/**
 * Law 1 stands on these: with WAL and FULL a commit survives a loss of power; macOS needs fullfsync for the same.
 * Memory: 16 MB of page cache; a million rows do not grow it. False where the file system cannot share memory between
 * connections, as WAL needs: a network drive.
 */
export function setPragmas(db: Db): boolean {
  const mode = db.pragma('journal_mode = WAL', { simple: true });
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('cache_size = -16384');
  // A checkpoint holds the thread: 25 ms and more for 16 MB, some 5 ms for 2 MB (npm run bench -- stage).
  db.pragma('wal_autocheckpoint = 500');
  // While another program reads for long, the log grows, and would stay as large as it was.
  db.pragma('journal_size_limit = 8388608');
  db.pragma('temp_store = MEMORY');
  return mode === 'wal';
}

/** A backup tool may hold the database for a moment: the thread waits so long at most. */
const lockedForMs = 2_000;

/**
 * The store of a data folder, the folder taken for this process. Problems: dataFolderHeld, dataFolderNoAccess,
 * databaseDamaged, databaseFromFuture, databaseBusy, networkFolder, diskFull. `migrations` is the folder of the SQL files.
 */
export function openStore(options: {
  readonly folder: string;
  readonly migrations: string;
  readonly clock: Clock;
  /** Reads the whole file first: where something went wrong before. */
  readonly looksForDamage?: boolean;
}): Result<Store, Problem> {
  const { folder, clock } = options;
  const files = storeFiles(folder);
  const path = files.database;
  let lock: Db | null = null;
  let db: Db | null = null;
  const giveUp = (problem: Problem): Result<Store, Problem> => {
    db?.close();
    lock?.close();
    return err(problem);
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const taken = takeFolder(files.lock);
    if (!taken.ok) return taken;
    lock = taken.value;
    finishRestore(files);
    const database = new Database(path, { timeout: lockedForMs });
    db = database;
    if (!setPragmas(database)) return giveUp({ kind: 'networkFolder', path: folder });
    if (options.looksForDamage && !isSound(database)) return giveUp({ kind: 'databaseDamaged', path });
    const migrated = migrate(database, readMigrations(options.migrations), {
      nowMs: clock.now(),
      beforeChange: () => void takeCopy(database, folder, { kind: 'before-schema', nowMs: clock.now() }),
    });
    if (!migrated.ok) return giveUp(migrated.error);
    const { wasRestored, nextBeat } = noteOpening(database, files, clock);
    const held = lock;
    return ok(
      createStore(database, {
        schema: migrated.value,
        folder,
        wasRestored,
        nextBeat,
        onClose: () => held.close(),
      }),
    );
  } catch (error) {
    const problem = problemOfFiles(error, { folder, database: path });
    if (problem !== null) return giveUp(problem);
    db?.close();
    lock?.close();
    throw error;
  }
}
