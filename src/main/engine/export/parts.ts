import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Report } from '#main/tabular/report.ts';
import { writeReport } from '#main/tabular/write.ts';
import { writeFully } from '#main/tabular/write-fully.ts';
import { cellsOfLine } from '#shared/export/line.ts';
import type { Problem } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';

/** What an export needs of the disk. Each throws the errors of the system. */
export interface Parts {
  /** Bytes; null where there is no such file. */
  readonly lengthOf: (path: string) => Promise<number | null>;
  readonly isFolder: (path: string) => Promise<boolean>;
  /** An empty file, whatever was there before. */
  readonly create: (path: string) => Promise<void>;
  /** At a position of a file that is there. */
  readonly write: (path: string, at: number, bytes: Uint8Array) => Promise<void>;
  readonly read: (path: string, at: number, length: number) => Promise<Uint8Array>;
  /** Has this length from now on, and is on the disk. */
  readonly settle: (path: string, length: number) => Promise<void>;
  /** In one step, whatever was there before. */
  readonly move: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Of a part that holds a JSON array of cells a line, the workbook. Problems: diskFull, reportNotWritten. */
  readonly workbook: (
    part: string,
    path: string,
    sheet: Pick<Report, 'title' | 'columns'>,
    signal: AbortSignal,
  ) => Promise<Result<unknown, Problem>>;
}

/** `platform`: Node's name of the system. */
export const diskParts = (platform: string): Parts => ({
  lengthOf: async (path) => (await statOf(path))?.size ?? null,
  isFolder: async (path) => (await statOf(path))?.isDirectory() === true,
  create: (path) => inFile(path, 'w', async () => undefined),
  write: (path, at, bytes) => inFile(path, 'r+', (file) => writeFully(file, bytes, at)),
  read: (path, at, length) =>
    inFile(path, 'r', async (file) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    }),
  async settle(path, length) {
    await truncate(path, length);
    await inFile(path, 'r+', (file) => file.sync());
  },
  async move(from, to) {
    await rename(from, to);
    // Windows cannot open a folder, and makes renames durable by itself.
    if (platform !== 'win32') await inFile(dirname(to), 'r', (folder) => folder.sync());
  },
  remove: (path) => rm(path, { force: true }),
  workbook: (part, path, sheet, signal) =>
    writeReport(path, { ...sheet, rows: linesOf(part) }, { format: 'xlsx', signal }),
});

async function* linesOf(part: string): AsyncGenerator<readonly string[]> {
  const input = createReadStream(part);
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      yield cellsOfLine(text);
    }
  } finally {
    input.destroy();
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}

async function inFile<T>(path: string, flags: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
