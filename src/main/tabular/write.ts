import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { defused } from './defuse.ts';
import { problemOfWriting } from './file-problem.ts';
import type { Report } from './report.ts';
import { writeCsv } from './write-csv.ts';
import { writeFully } from './write-fully.ts';
import { writeWorkbook } from './write-workbook.ts';

/**
 * Writes a report beside its place and moves it there when it is whole, so that nobody sees half of one. Rows are taken one by
 * one: memory does not grow with them. Every cell is text, and none can run as a formula (see `defused`).
 * Problems: diskFull, reportNotWritten. Throws what `rows` throws, and the signal's reason.
 */
export async function writeReport(
  path: string,
  report: Report,
  options: {
    readonly format: 'csv' | 'xlsx';
    /** Each cell as it is, to be read again by a program: nothing is defused. */
    readonly isRaw?: boolean;
    readonly signal?: AbortSignal;
  },
): Promise<Result<{ readonly rows: number }, Problem>> {
  let count = 0;
  async function* lines(): AsyncGenerator<readonly string[]> {
    for await (const row of report.rows) {
      options.signal?.throwIfAborted();
      count += 1;
      yield options.isRaw ? row : row.map(defused);
    }
  }
  const write = options.format === 'csv' ? writeCsv : writeWorkbook;
  const columns = options.isRaw ? report.columns : report.columns.map(defused);
  const problem = await problemOf(path, (file) => write(file, { ...report, columns, rows: lines() }));
  return problem === null ? ok({ rows: count }) : err(problem);
}

/** The same for a file that is made as a whole. Problems: diskFull, reportNotWritten. Throws what `make` throws. */
export async function writeWhole(
  path: string,
  make: () => Promise<Uint8Array> | Uint8Array,
): Promise<Result<null, Problem>> {
  const problem = await problemOf(path, async (file) => writeFully(file, await make(), null));
  return problem === null ? ok(null) : err(problem);
}

async function problemOf(path: string, write: (file: FileHandle) => Promise<void>): Promise<Problem | null> {
  try {
    await besideItsPlace(path, write);
    return null;
  } catch (error) {
    const problem = problemOfWriting(error, path);
    if (problem === null) throw error;
    return problem;
  }
}

/** A folder of its own in the same place: on the same disk, so that moving is one step, and of a name nobody has. */
async function besideItsPlace(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(dirname(path), '.malote-'));
  try {
    const temporary = join(folder, basename(path));
    const file = await open(temporary, 'wx');
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
