import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Copy, copiesToForget, copyName, type DailyOutcome, isCopyDue, readCopyName } from '#shared/copies.ts';
import { type Db, isDamageCode, sqliteCode } from './database.ts';

const copiesFolder = (folder: string): string => join(folder, 'copies');
export const copyPath = (folder: string, name: string): string => join(copiesFolder(folder), name);

/** The ending of a copy that is not whole yet. */
const unfinished = '.part';
/** Left free beside a copy, for what else has to be written. */
const spareBytes = 64 * 1024 * 1024;

/** The copies of a data folder, newest first. */
export function listCopies(folder: string): readonly Copy[] {
  let names: readonly string[];
  try {
    names = readdirSync(copiesFolder(folder));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return names
    .flatMap((name) => {
      const read = readCopyName(name);
      return read ? [{ ...read, bytes: statSync(copyPath(folder, name)).size }] : [];
    })
    .sort((a, b) => b.takenAt - a.takenAt);
}

/**
 * A whole copy of the database, under its name only when it is complete and on the disk. Throws what SQLite throws: a full
 * disk, a damaged database.
 */
export function takeCopy(db: Db, folder: string, as: { readonly kind: Copy['kind']; readonly nowMs: number }): string {
  mkdirSync(copiesFolder(folder), { recursive: true, mode: 0o700 });
  const path = copyPath(folder, copyName(as.kind, as.nowMs));
  const draft = `${path}${unfinished}`;
  rmSync(draft, { force: true });
  try {
    // The file is made before, so that nobody but its owner can ever read it.
    closeSync(openSync(draft, 'w', 0o600));
    db.prepare('VACUUM INTO ?').run(draft);
    const file = openSync(draft, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  for (const copy of copiesToForget(listCopies(folder))) rmSync(copyPath(folder, copy.name), { force: true });
  return path;
}

/** Does SQLite find nothing wrong with a database? Reads the whole file. */
export function isSound(db: Db): boolean {
  try {
    return db.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (isDamageCode(sqliteCode(error))) return false;
    throw error;
  }
}

/** How much room the disk lacks for one more copy: it is written whole beside the last one, with some left for the rest. */
export function bytesLackingForCopy(folder: string, database: string): number {
  const bytes = statSync(database, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) return 0;
  const { bavail, bsize } = statfsSync(folder);
  return Math.max(0, 2 * bytes + spareBytes - bavail * bsize);
}

/**
 * The copy of the day, unless there is one. Over a connection of its own, that only reads: whoever writes at the same time
 * is not held up. A database with a fault is not copied: its copies would push out the good ones.
 */
export function takeDailyCopy(folder: string, database: string, nowMs: number): DailyOutcome {
  forgetUnfinished(folder);
  if (!isCopyDue(listCopies(folder), nowMs)) return 'notDue';
  if (bytesLackingForCopy(folder, database) > 0) return 'noRoom';
  const db = new Database(database, { readonly: true });
  try {
    if (!isSound(db)) return 'damaged';
    takeCopy(db, folder, { kind: 'daily', nowMs });
    return 'taken';
  } finally {
    db.close();
  }
}

/** What a killed process left of a copy. */
function forgetUnfinished(folder: string): void {
  mkdirSync(copiesFolder(folder), { recursive: true, mode: 0o700 });
  for (const name of readdirSync(copiesFolder(folder))) {
    if (name.endsWith(unfinished)) rmSync(join(copiesFolder(folder), name), { force: true });
  }
}
