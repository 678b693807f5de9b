import { open } from 'node:fs/promises';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { recognise } from '#shared/tabular/recognise.ts';
import { openArchiveBook } from './archive-book.ts';
import { openBookSheet } from './book-sheet.ts';
import { problemOfReading } from './file-problem.ts';
import { fingerprintOf } from './fingerprint.ts';
import { openHtmlBook } from './html.ts';
import type { Sheet, SheetChunk, SheetWishes, TabularDeps } from './sheet.ts';
import { openTextSheet } from './text-sheet.ts';
import { openCompoundBook } from './xls.ts';

/**
 * Opens a sheet and finds out how it is to be read, from a small part of it; what `wishes` say is not asked. What it is, its
 * contents say, never its name. Problems: all of the file (see problem.ts), but fileChanged.
 */
export async function openSheet(path: string, wishes: SheetWishes, deps: TabularDeps): Promise<Result<Sheet, Problem>> {
  try {
    const opened = await openByContent(path, wishes);
    if (!opened.ok) return opened;
    const { rows } = opened.value;
    return ok({ ...opened.value, rows: (signal) => withProblems(rows(signal), deps) });
  } catch (error) {
    return err(asProblem(error, deps));
  }
}

async function openByContent(path: string, wishes: SheetWishes): Promise<Result<Sheet, Problem>> {
  if (path.includes('\0')) return err({ kind: 'fileNotFound' });
  const { is, ...fingerprint } = await fingerprintOf(path);
  if (is === 'folder') return err({ kind: 'fileIsFolder' });
  // A pipe or a device: opening it may wait for ever, and it cannot be read twice.
  if (is === 'other') return err({ kind: 'fileNotATable' });
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(4_096), 0, 4_096, 0);
    const recognition = recognise(buffer.subarray(0, bytesRead));
    if (recognition.kind === 'problem') return err(recognition.problem);
    if (recognition.kind === 'empty') return err({ kind: 'fileEmpty' });
    if (recognition.kind === 'compound') {
      return await openBookSheet(() => openCompoundBook(path), { path, fingerprint }, wishes);
    }
    if (recognition.kind === 'workbook') {
      return await openBookSheet(() => openArchiveBook(path), { path, fingerprint }, wishes);
    }
    if (recognition.kind === 'html') {
      return await openBookSheet(() => openHtmlBook(path), { path, fingerprint }, wishes);
    }
  } finally {
    await file.close();
  }
  return await openTextSheet(path, fingerprint, wishes);
}

/** Errors of the system that come up while reading become the last that is given out. */
async function* withProblems(
  rows: AsyncGenerator<Result<SheetChunk, Problem>, void>,
  deps: TabularDeps,
): AsyncGenerator<Result<SheetChunk, Problem>, void> {
  try {
    yield* rows;
  } catch (error) {
    yield err(asProblem(error, deps));
  }
}

function asProblem(error: unknown, deps: TabularDeps): Problem {
  const problem = problemOfReading(error, deps.platform);
  if (problem === null) throw error;
  return problem;
}
