import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { createRowParser, type TextDialect } from '#shared/tabular/csv.ts';
import { findText, rowsShown, sampleBytes } from '#shared/tabular/sniff.ts';
import type { Findings } from '#shared/tabular/table.ts';
import { createChunker } from './chunks.ts';
import { type Fingerprint, isUnchanged } from './fingerprint.ts';
import { readSample } from './sample.ts';
import type { Sheet, SheetChunk, SheetWishes } from './sheet.ts';

/** About 1 ms of parsing: `npm run bench -- stage`. */
const pieceBytes = 64 * 1024;
/** A quoted cell may hold a megabyte before it shows that its quote was never closed. */
const largeSampleBytes = 5 * 1024 * 1024;

/** Understands a text file. Problems: those of `findText`. Throws the errors of the system. */
export async function openTextSheet(
  path: string,
  fingerprint: Fingerprint,
  wishes: SheetWishes,
): Promise<Result<Sheet, Problem>> {
  const found = await find(path, fingerprint.bytes, wishes);
  if (!found.ok) return found;
  const { dialect } = found.value;
  if (dialect.format !== 'text') throw new Error('a text file has the dialect of one');
  return ok({
    findings: found.value,
    fileBytes: fingerprint.bytes,
    rows: (signal) => readRows({ path, fingerprint, dialect, signal }),
  });
}

/** Where the rows of the beginning are long, or a quote is open there, more of it is read. */
async function find(path: string, fileBytes: number, wishes: SheetWishes): Promise<Result<Findings, Problem>> {
  const found = findText(await readSample(path, { fileBytes, headBytes: sampleBytes }), wishes);
  const hasEnough = fileBytes <= sampleBytes || (found.ok && found.value.head.length === rowsShown);
  if (hasEnough || (!found.ok && found.error.kind !== 'fileNotATable')) return found;
  return findText(await readSample(path, { fileBytes, headBytes: largeSampleBytes }), wishes);
}

interface Pass {
  readonly path: string;
  readonly fingerprint: Fingerprint;
  readonly dialect: TextDialect;
  readonly signal: AbortSignal | undefined;
}

async function* readRows(pass: Pass): AsyncGenerator<Result<SheetChunk, Problem>, void> {
  const { path, fingerprint, dialect, signal } = pass;
  const parser = createRowParser(dialect);
  const chunker = createChunker();
  const piece = Buffer.allocUnsafeSlow(pieceBytes);
  let problem: Problem | null = null;
  let bytesRead = 0;
  const file = await open(path);
  try {
    while (problem === null) {
      signal?.throwIfAborted();
      const read = await file.read(piece, 0, pieceBytes, null);
      bytesRead += read.bytesRead;
      const parsed = read.bytesRead === 0 ? parser.end() : parser.push(piece.subarray(0, read.bytesRead));
      problem = parsed.problem;
      for (const chunk of chunker.add(parsed.rows, { bytesRead, mended: parsed.mended })) {
        yield ok(chunk);
        await nextTurn();
      }
      if (read.bytesRead === 0) break;
    }
  } finally {
    await file.close();
  }
  for (const chunk of chunker.rest()) yield ok(chunk);
  // A file that is written to looks torn, or holds rows of two versions: that is what to say first.
  const isWhole = problem !== null || bytesRead === fingerprint.bytes;
  if (!isWhole || !(await isUnchanged(path, fingerprint))) yield err({ kind: 'fileChanged' });
  else if (problem !== null) yield err(problem);
}
