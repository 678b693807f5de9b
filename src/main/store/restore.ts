import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { RestoreChoice } from '#shared/copies.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { copyPath, isSound, listCopies, takeCopy } from './copies.ts';
import { storeFiles } from './files.ts';
import { takeFolder } from './lock.ts';
import { problemOfFiles } from './problems.ts';

/**
 * Begins anew from a copy, or with no data at all. The database that is there is set aside whole, whatever its state, and
 * never deleted; one that can still be read is copied first. The next opening knows the copy for a restored database
 * (`lineage.ts`): nothing that left since it was taken is sent again. Answers where the old database is; null where there
 * was none. Problems: dataFolderHeld, copyUnknown, copyDamaged, databaseBusy, dataFolderNoAccess, diskFull.
 */
export function restoreStore(options: {
  readonly folder: string;
  readonly choice: RestoreChoice;
  readonly nowMs: number;
}): Result<string | null, Problem> {
  const { folder, choice, nowMs } = options;
  const files = storeFiles(folder);
  const lock = takeFolder(files.lock);
  if (!lock.ok) return lock;
  const draft = `${files.database}.part`;
  try {
    rmSync(files.nextDatabase, { force: true });
    if (choice.kind === 'copy') {
      if (!listCopies(folder).some(({ name }) => name === choice.name)) {
        return err({ kind: 'copyUnknown', name: choice.name });
      }
      copyFileSync(copyPath(folder, choice.name), draft);
      const file = openSync(draft, 'r+');
      fsyncSync(file);
      closeSync(file);
      if (!isSoundFile(draft)) return err({ kind: 'copyDamaged', name: choice.name });
    }
    keepReadable(folder, nowMs);
    // Whole, and on the disk: from here on a process that dies leaves it to the next one (`finishRestore`).
    if (choice.kind === 'copy') renameSync(draft, files.nextDatabase);
    const aside = setAside(files.database, nowMs);
    if (choice.kind === 'copy') renameSync(files.nextDatabase, files.database);
    return ok(aside);
  } catch (error) {
    const problem = problemOfFiles(error, { folder, database: files.database });
    if (problem === null) throw error;
    return err(problem);
  } finally {
    for (const left of ['', '-wal', '-shm']) rmSync(`${draft}${left}`, { force: true });
    lock.value.close();
  }
}

/**
 * For whoever has taken the folder: a restore whose process died when the old database was set aside already is brought to
 * its end. One that died before that is forgotten, as the old database still stands.
 */
export function finishRestore(files: { readonly database: string; readonly nextDatabase: string }): void {
  if (!existsSync(files.nextDatabase)) return;
  if (existsSync(files.database)) rmSync(files.nextDatabase);
  else renameSync(files.nextDatabase, files.database);
}

function isSoundFile(path: string): boolean {
  const db = new Database(path);
  try {
    return isSound(db);
  } finally {
    db.close();
  }
}

/**
 * A copy of what is about to be replaced, where it can still be read and there is room for it: the file itself is kept in any
 * case.
 */
function keepReadable(folder: string, nowMs: number): void {
  const { database } = storeFiles(folder);
  if (!existsSync(database) || !isSoundFile(database)) return;
  const db = new Database(database);
  try {
    takeCopy(db, folder, { kind: 'before-restore', nowMs });
  } catch (error) {
    const kind = problemOfFiles(error, { folder, database })?.kind;
    if (kind !== 'diskFull' && kind !== 'databaseDamaged') throw error;
  } finally {
    db.close();
  }
}

/**
 * With what SQLite keeps beside it, which goes first: without that it would be another database, and so would the one that
 * takes its place with it.
 */
function setAside(database: string, nowMs: number): string | null {
  const isThere = existsSync(database);
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const named = (ending: string) => database.replace(/\.sqlite$/, `-aside-${stamp}Z${ending}.sqlite`);
  let aside = named('');
  for (let nth = 2; existsSync(aside) || existsSync(`${aside}-wal`); nth += 1) aside = named(`-${nth}`);
  for (const part of ['-wal', '-shm', '']) {
    if (existsSync(`${database}${part}`)) renameSync(`${database}${part}`, `${aside}${part}`);
  }
  return isThere ? aside : null;
}
