import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { defused } from './defuse.ts';
import { problemOfWriting } from './file-problem.ts';
import type { Report } from './report.ts';
import { writeCsv } from './write-csv.ts';
import { writeWorkbook } from './write-workbook.ts';

/**
 * Writes a report beside its place and moves it there when it is whole, so that nobody sees half of one. Rows are taken one by
 * one: memory does not grow with them. Every cell is text, and none can run as a formula (see `defused`).
 * Problems: diskFull, reportNotWritten. Throws what `rows` throws, and the signal's reason.
 */
export async function writeReport(
  path: string,
  report: Report,
  options: { readonly format: 'csv' | 'xlsx'; readonly signal?: AbortSignal },
): Promise<Result<{ readonly rows: number }, Problem>> {
  let count = 0;
  async function* lines(): AsyncGenerator<readonly string[]> {
    for await (const row of report.rows) {
      options.signal?.throwIfAborted();
      count += 1;
      yield row.map(defused);
    }
  }
  const write = options.format === 'csv' ? writeCsv : writeWorkbook;
  const safe = { title: report.title, columns: report.columns.map(defused), rows: lines() };
  try {
    await besideItsPlace(path, (file) => write(file, safe));
  } catch (error) {
    const problem = problemOfWriting(error, path);
    if (problem === null) throw error;
    return err(problem);
  }
  return ok({ rows: count });
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
