import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Db } from './database.ts';

const markSchema = z.object({ generation: z.int().positive(), identity: z.string() });
type Mark = z.infer<typeof markSchema>;

/**
 * Tells a database that goes on from one that was restored or copied: such a one does not know of the messages that left
 * after it was taken. Every opening counts one generation on, in the database and in a file beside it, and both name the
 * file that the database is in.
 *
 * - The file is ahead: the database is older than what this folder has seen.
 * - The identity is another: the whole folder was restored or copied, and both marks with it.
 * - The file is missing while the database has a mark: it came here alone.
 *
 * One generation behind, the file tells of a process that died between the two writes: nothing was sent in between. An
 * image of the whole disk, put back, cannot be told; for that the account is asked about the next messages in any case
 * (`campaign/recall.ts`). In doubt it counts as restored: that costs questions, never a message.
 *
 * Returns whether this is a restored or copied database. The mark is committed when it returns.
 */
export function noteOpening(db: Db, files: { readonly database: string; readonly mark: string }): boolean {
  const own = readOwn(db);
  const beside = readMark(files.mark);
  const identity = identityOf(files.database);
  const isRestored = own !== null && isForeign(own, beside, identity);
  const generation = Math.max(own?.generation ?? 0, beside?.generation ?? 0) + 1;
  db.transaction(() => {
    db.prepare(
      `INSERT INTO lineage VALUES (1, @generation, @identity)
       ON CONFLICT DO UPDATE SET generation = @generation, identity = @identity`,
    ).run({ generation, identity });
    // In the same commit: the next opening would not see any more that it was restored.
    if (isRestored) db.prepare('UPDATE campaigns SET recalled_to = 0').run();
  }).immediate();
  writeMark(files.mark, { generation, identity });
  return isRestored;
}

function isForeign(own: Mark, beside: Mark | null, identity: string): boolean {
  if (beside === null || beside.identity !== own.identity || own.identity !== identity) return true;
  return beside.generation !== own.generation && beside.generation !== own.generation - 1;
}

function readOwn(db: Db): Mark | null {
  const row = db.prepare('SELECT generation, identity FROM lineage').get();
  return row === undefined ? null : markSchema.parse(row);
}

/** Null where there is none that can be read. */
function readMark(path: string): Mark | null {
  try {
    return markSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return null;
    throw error;
  }
}

/** Whole or not at all, on the disk when it returns. */
function writeMark(path: string, mark: Mark): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeFileSync(file, JSON.stringify(mark));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

/** What a copy of the file does not have in common with it: its number in the file system, and when it was made. */
function identityOf(path: string): string {
  const { ino, birthtimeNs } = statSync(path, { bigint: true });
  return `${ino}/${birthtimeNs}`;
}
