import Database from 'better-sqlite3';
import type { ProblemOf } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type Db, sqliteCode } from './database.ts';

/** How long a start waits for a Malote that is just being killed or closed to let go of the folder. */
const patienceMs = 1_500;

/**
 * Takes the data folder for this process, for as long as it lives or until the answer is closed: an exclusive lock of
 * SQLite on a file of its own. The system lets go of it when the process dies in whatever way; no stale lock can be left.
 */
export function takeFolder(lockFile: string): Result<Db, ProblemOf<'dataFolderHeld'>> {
  const lock = new Database(lockFile, { timeout: patienceMs });
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
