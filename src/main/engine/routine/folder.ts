import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderFile } from '#shared/routine/newest-sheet.ts';

/** What a routine needs of the disk. */
export interface Folder {
  /** The files of a folder; null where it is not there, is no folder, or cannot be opened. */
  readonly files: (path: string) => Promise<readonly FolderFile[] | null>;
  /** SHA-256 of a file's bytes, hex; null where it cannot be read (any more). */
  readonly fingerprint: (path: string) => Promise<string | null>;
}

/** More files than this are not looked at one by one: the folder is no place for sheets. */
const mostFiles = 5_000;

export const diskFolder: Folder = {
  files: (path) =>
    orNull(async () => {
      const names = (await readdir(path, { withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .slice(0, mostFiles);
      const files = await Promise.all(
        names.map(async ({ name }) => {
          const found = await orNull(() => stat(join(path, name)));
          return found === null ? [] : [{ name, bytes: found.size, changedAtMs: found.mtimeMs }];
        }),
      );
      return files.flat();
    }),
  fingerprint: (path) =>
    orNull(async () => {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) hash.update(chunk);
      return hash.digest('hex');
    }),
};

/** What the system refuses is an answer as well: the file went, or is not ours to read. */
async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
