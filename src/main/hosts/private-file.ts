import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small JSON file that only its owner may read. */
export interface PrivateFile<T> {
  readonly read: () => Promise<T>;
  /** Reads, changes and replaces the whole file; calls wait for each other. The same value back writes nothing. */
  readonly change: (next: (value: T) => T) => Promise<void>;
}

const othersMay = 0o077;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/**
 * `empty` stands for a file that is not there, and for one that is damaged: that one is set aside under
 * `<path>.damaged`, and costs what it held and nothing else. A file of somebody else, or a link, is refused by throwing.
 */
export function privateFile<T>(path: string, schema: z.ZodType<T>, empty: T): PrivateFile<T> {
  let last: Promise<unknown> = Promise.resolve();

  const read = async (): Promise<T> => {
    const text = await readOwn(path);
    if (text === null) return empty;
    const value = schema.safeParse(parseJson(text));
    if (value.success) return value.data;
    await rename(path, `${path}.damaged`);
    return empty;
  };

  return {
    read,
    change: (next) => {
      const change = last.then(async () => {
        const before = await read();
        const after = next(before);
        if (after !== before) await replaceOwn(path, JSON.stringify(after));
      });
      // The next change goes on whatever became of this one; its own caller hears of the failure.
      last = change.catch(() => undefined);
      return change;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readOwn(path: string): Promise<string | null> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new Error('opening a private file', { cause: error });
  }
  try {
    await keepToOwner(file);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** Narrows the mode before anything is read; what belongs to somebody else is not trusted at all. */
async function keepToOwner(file: FileHandle): Promise<void> {
  if (process.platform === 'win32') return;
  const { uid, mode } = await file.stat();
  if (uid !== process.getuid?.()) throw new Error('a private file belongs to somebody else');
  if ((mode & othersMay) !== 0) await file.chmod(0o600);
}

/** By rename, and durable: after a power cut there is the old file or the new one. */
async function replaceOwn(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new Error('writing a private file', { cause: error });
  }
  await syncFolder(dirname(path));
}

async function syncFolder(folder: string): Promise<void> {
  // Windows can't open a folder, and makes renames durable by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
