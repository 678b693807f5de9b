import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { createRowParser, type TextDialect } from '#shared/tabular/csv.ts';
import { findText, sampleBytes } from '#shared/tabular/sniff.ts';
import type { Sample } from '#shared/tabular/sniff-encoding.ts';
import { createChunker } from './chunks.ts';
import { type Fingerprint, isUnchanged } from './fingerprint.ts';
import type { Sheet, SheetChunk, SheetWishes } from './sheet.ts';

/** About 1 ms of parsing: `npm run bench -- stage`. */
const pieceBytes = 64 * 1024;
/** Pieces further in that are looked at for letters that the beginning does not have. */
const furtherPieces = 4;

/** Understands a text file. Problems: those of `findText`. Throws the errors of the system. */
export async function openTextSheet(
  path: string,
  fingerprint: Fingerprint,
  wishes: SheetWishes,
): Promise<Result<Sheet, Problem>> {
  const found = findText(await readSample(path, fingerprint.bytes), wishes);
  if (!found.ok) return found;
  const { dialect } = found.value;
  if (dialect.format !== 'text') throw new Error('a text file has the dialect of one');
  return ok({
    findings: found.value,
    fileBytes: fingerprint.bytes,
    rows: (signal) => readRows({ path, fingerprint, dialect, signal }),
  });
}

async function readSample(path: string, fileBytes: number): Promise<Sample> {
  const file = await open(path);
  const readAt = async (position: number, length: number): Promise<Uint8Array> => {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  };
  try {
    const head = await readAt(0, Math.min(sampleBytes, fileBytes));
    const further: Uint8Array[] = [];
    const rest = fileBytes - sampleBytes - pieceBytes;
    for (let i = 1; rest > 0 && i <= furtherPieces; i += 1) {
      further.push(await readAt(sampleBytes + Math.floor((rest * i) / furtherPieces), pieceBytes));
    }
    return { head, further, whole: fileBytes <= sampleBytes };
  } finally {
    await file.close();
  }
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
      for (const chunk of chunker.add(parsed.rows, { bytesRead, mendedLines: parsed.mendedLines })) {
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
