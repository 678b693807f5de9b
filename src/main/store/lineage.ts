import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { z } from 'zod';
import type { Clock } from '#shared/clock.ts';
import type { Db } from './database.ts';

const besideSchema = z.object({ generation: z.int().positive() });
const ownSchema = besideSchema.extend({ identity: z.string() });

/** How often a database that is written to counts on. What a copy within that time lacks is what left within it. */
const beatMs = 5_000;

/** One generation on: `enter` within a transaction, `settle` once that is committed. */
export interface Beat {
  readonly enter: () => void;
  readonly settle: () => void;
}

export interface Lineage {
  /** It is a copy, or was restored from one. */
  readonly wasRestored: boolean;
  /** For each transaction: null where it is not yet time to count on. */
  readonly nextBeat: () => Beat | null;
}

/**
 * Tells a database that goes on from one that was restored or copied: such a one does not know of the messages that left
 * after it was taken. Each opening, and every few seconds of writing, counts one generation on: in the database, and in a
 * file beside it that is made anew each time. The database says which file it is in, and which one beside it is the last.
 *
 * - The generations differ, or the file beside is another one than the last: the database, or both, are older than what
 *   this folder has seen, also where they were written over the files that were there.
 * - The database's own file is another: the folder was restored or copied whole.
 * - The file is missing while the database has a mark, or the database has none while there is one: it came here alone.
 *
 * A process that died in between left the new file under its draft's name; the next opening puts it in its place. An image
 * of the whole disk, put back, cannot be told; for that, and for what left within one beat of the copy, the account is asked
 * about the next messages in any case (`campaign/recall.ts`). In doubt it counts as restored: that costs questions, never a
 * message.
 *
 * The mark is committed when it returns.
 */
export function noteOpening(
  db: Db,
  files: { readonly database: string; readonly mark: string },
  clock: Pick<Clock, 'monotonic'>,
): Lineage {
  const draft = `${files.mark}.new`;
  const identity = identityOf(files.database);
  const own = readOwn(db);
  finishLast();
  const beside = readBeside(files.mark);
  const wasRestored = isForeign();
  let generation = Math.max(own?.generation ?? 0, beside?.generation ?? 0);
  let markedAtMs = clock.monotonic();
  let isUnsettled = false;

  const opening = countOn();
  db.transaction(() => {
    opening.enter();
    // In the same commit: the next opening would not see any more that it was restored.
    if (wasRestored) db.prepare('UPDATE campaigns SET recalled_to = 0').run();
  }).immediate();
  opening.settle();

  return {
    wasRestored,
    nextBeat(): Beat | null {
      const nowMs = clock.monotonic();
      if (nowMs - markedAtMs < beatMs) return null;
      markedAtMs = nowMs;
      const beat = countOn();
      // The work of the transaction does not fail for it: a mark that could not be made is made by a later one.
      let isEntered = false;
      return {
        enter: () => {
          isEntered = unlessRefused(() => {
            if (isUnsettled) settle();
            beat.enter();
          });
        },
        settle: () => {
          if (isEntered) unlessRefused(beat.settle);
        },
      };
    },
  };

  function countOn(): Beat {
    return {
      enter: () => {
        const next = generation + 1;
        writeWhole(draft, JSON.stringify({ generation: next }));
        db.prepare(
          `INSERT INTO lineage VALUES (1, @generation, @identity)
           ON CONFLICT DO UPDATE SET generation = @generation, identity = @identity`,
        ).run({ generation: next, identity: ownIdentity(draft) });
      },
      settle: () => {
        generation += 1;
        isUnsettled = true;
        settle();
      },
    };
  }

  function settle(): void {
    renameSync(draft, files.mark);
    isUnsettled = false;
  }

  /** The last process may have died before it put its mark in its place. */
  function finishLast(): void {
    if (!existsSync(draft)) return;
    if (own?.identity === ownIdentity(draft)) renameSync(draft, files.mark);
    else rmSync(draft);
  }

  function isForeign(): boolean {
    // A new database has no campaigns; one of before there were marks has.
    if (own === null) return beside !== null && db.prepare('SELECT 1 FROM campaigns').get() !== undefined;
    if (beside === null) return true;
    return beside.generation !== own.generation || own.identity !== ownIdentity(files.mark);
  }

  /** As the database keeps it: its own file, and the one beside it. */
  function ownIdentity(mark: string): string {
    return `${identity} ${identityOf(mark)}`;
  }
}

function readOwn(db: Db): z.infer<typeof ownSchema> | null {
  const row = db.prepare('SELECT generation, identity FROM lineage').get();
  return row === undefined ? null : ownSchema.parse(row);
}

/** Null where there is none that can be read. */
function readBeside(path: string): z.infer<typeof besideSchema> | null {
  try {
    return besideSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** On the disk when it returns. */
function writeWhole(path: string, text: string): void {
  // A file of its own each time: by that it is known.
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** False where the system refused: no room, no permission, the file in use. */
function unlessRefused(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return false;
  }
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null;

/**
 * What a copy of a file does not have in common with it: its number in the file system, and when it was made, as Linux
 * gives a number to the next file at once. Windows counts its numbers on, but lets a renamed file inherit when the one
 * before it was made. File systems without lasting numbers (FAT, exFAT) give another one at the next start: there it counts
 * as restored each time.
 */
function identityOf(path: string): string {
  const { ino, birthtimeNs } = statSync(path, { bigint: true });
  return process.platform === 'win32' ? String(ino) : `${ino}/${birthtimeNs}`;
}
