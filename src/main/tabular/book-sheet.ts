import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { nothingMended } from '#shared/tabular/mended.ts';
import { findHeader, rowsShown, shownOf } from '#shared/tabular/sniff.ts';
import { mostColumns, type TableRow } from '#shared/tabular/table.ts';
import type { Book, BookSheet } from './book.ts';
import { createChunker } from './chunks.ts';
import { type Fingerprint, isUnchanged } from './fingerprint.ts';
import type { Sheet, SheetChunk, SheetWishes } from './sheet.ts';
import { Damage } from './zip.ts';

/** Titles may stand above the header. */
const rowsToLookAt = rowsShown + 20;

/** Opens the file of a book anew for each pass. Throws `Damage`. */
export type OpenBook = () => Promise<Result<Book, Problem>>;

/**
 * Understands a file of sheets. Of several it takes the one that was asked for, else the first visible one with rows.
 * Problems: those of `openBook`, workbookDamaged, sheetNotFound, fileEmpty, fileHeaderOnly, fileTooWide. Throws the errors of
 * the system.
 */
export async function openBookSheet(
  openBook: OpenBook,
  file: { readonly path: string; readonly fingerprint: Fingerprint },
  wishes: SheetWishes,
): Promise<Result<Sheet, Problem>> {
  const found = await withBook(openBook, async (book) => {
    const chosen = await chooseSheet(book, wishes.sheet);
    return chosen.ok ? ok({ sheets: book.sheets, ...chosen.value }) : chosen;
  });
  if (!found.ok) return found;
  const { sheets, sheet, rows } = found.value;
  const tooWide = rows.find((row) => row.cells.length > mostColumns);
  if (tooWide !== undefined) return err({ kind: 'fileTooWide', columns: tooWide.cells.length, most: mostColumns });
  const { header, certainty, names } = findHeader(rows, wishes);
  const shown = shownOf(names, rows.slice(header.headerRow + 1));
  if (shown.head.length === 0) return err({ kind: 'fileHeaderOnly' });
  return ok({
    findings: {
      dialect: { format: 'workbook', sheet: sheets[sheet]?.name ?? '', ...header },
      certainty: { encoding: 1, delimiter: 1, header: certainty },
      sheets: sheets.map((one) => one.name).filter((name) => name !== ''),
      ...shown,
    },
    fileBytes: file.fingerprint.bytes,
    rows: (signal) => readRows({ openBook, ...file, sheet, headerRow: header.headerRow, signal }),
  });
}

async function withBook<T>(
  openBook: OpenBook,
  use: (book: Book) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  let book: Book | null = null;
  try {
    const opened = await openBook();
    if (!opened.ok) return opened;
    book = opened.value;
    return await use(book);
  } catch (error) {
    if (error instanceof Damage) return err({ kind: 'workbookDamaged' });
    throw error;
  } finally {
    await book?.close();
  }
}

async function chooseSheet(
  book: Book,
  wished: string | undefined,
): Promise<Result<{ sheet: number; rows: readonly TableRow[] }, Problem>> {
  const isCandidate = (sheet: BookSheet): boolean =>
    wished === undefined ? !sheet.hidden : keyOf(sheet.name) === keyOf(wished);
  const candidates = [...book.sheets.keys()].filter((i) => book.sheets.slice(i, i + 1).some(isCandidate));
  if (candidates.length === 0 && wished !== undefined) {
    const sheets = book.sheets.map((sheet) => sheet.name).join(', ');
    return err({ kind: 'sheetNotFound', sheet: wished, sheets });
  }
  for (const sheet of candidates) {
    const rows = await book.firstRows(sheet, rowsToLookAt);
    if (rows.length > 0) return ok({ sheet, rows });
  }
  return err({ kind: 'fileEmpty' });
}

const keyOf = (name: string): string => name.trim().toLowerCase();

interface Pass {
  readonly openBook: OpenBook;
  readonly path: string;
  readonly fingerprint: Fingerprint;
  readonly sheet: number;
  readonly headerRow: number;
  readonly signal: AbortSignal | undefined;
}

async function* readRows(pass: Pass): AsyncGenerator<Result<SheetChunk, Problem>, void> {
  const { openBook, path, fingerprint, sheet, headerRow, signal } = pass;
  const chunker = createChunker();
  let book: Book | null = null;
  let problem: Problem | null = null;
  try {
    const opened = await openBook();
    if (!opened.ok) throw new Damage('not as it was');
    book = opened.value;
    let toSkip = headerRow + 1;
    for await (const piece of book.allRows(sheet)) {
      signal?.throwIfAborted();
      const rows = toSkip > 0 ? piece.rows.slice(toSkip) : piece.rows;
      toSkip -= piece.rows.length - rows.length;
      const narrow = rows.findIndex((row) => row.cells.length > mostColumns);
      const columns = rows[narrow]?.cells.length ?? 0;
      if (narrow !== -1) problem = { kind: 'fileTooWide', columns, most: mostColumns };
      const good = narrow === -1 ? rows : rows.slice(0, narrow);
      const bytesRead = Math.round(piece.done * fingerprint.bytes);
      for (const chunk of chunker.add(good, { bytesRead, mended: nothingMended })) {
        yield ok(chunk);
        await nextTurn();
      }
      if (problem !== null) break;
    }
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    problem = { kind: 'workbookDamaged' };
  } finally {
    await book?.close();
  }
  for (const chunk of chunker.rest()) yield ok(chunk);
  if (!(await isUnchanged(path, fingerprint))) yield err({ kind: 'fileChanged' });
  else if (problem !== null) yield err(problem);
}
