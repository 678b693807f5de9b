import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { RestoreChoice } from '#shared/copies.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { copyPath, isSound, listCopies, takeCopy } from './copies.ts';
import { storeFiles } from './files.ts';
import { takeFolder } from './lock.ts';

/**
 * Begins anew from a copy, or with no data at all. The database that is there is set aside whole, whatever its state, and
 * never deleted; one that can still be read is copied first. The next opening knows the copy for a restored database
 * (`lineage.ts`): nothing that left since it was taken is sent again. Answers where the old database is; null where there
 * was none. Problems: dataFolderHeld, copyUnknown, copyDamaged.
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
  const draft = `${files.database}.new`;
  try {
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
    const aside = setAside(files.database, nowMs);
    if (choice.kind === 'copy') renameSync(draft, files.database);
    return ok(aside);
  } finally {
    for (const left of ['', '-wal', '-shm']) rmSync(`${draft}${left}`, { force: true });
    lock.value.close();
  }
}

function isSoundFile(path: string): boolean {
  const db = new Database(path);
  try {
    return isSound(db);
  } finally {
    db.close();
  }
}

/** A copy of what is about to be replaced, where it can still be read. */
function keepReadable(folder: string, nowMs: number): void {
  const { database } = storeFiles(folder);
  if (!existsSync(database) || !isSoundFile(database)) return;
  const db = new Database(database);
  try {
    takeCopy(db, folder, { kind: 'before-restore', nowMs });
  } finally {
    db.close();
  }
}

/** With what SQLite keeps beside it: without that it would be another database. */
function setAside(database: string, nowMs: number): string | null {
  if (!existsSync(database)) return null;
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const aside = database.replace(/\.sqlite$/, `-aside-${stamp}Z.sqlite`);
  for (const part of ['-wal', '-shm', '']) {
    if (existsSync(`${database}${part}`)) renameSync(`${database}${part}`, `${aside}${part}`);
  }
  return aside;
}
