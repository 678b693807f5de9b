import type { TableRow } from '#shared/tabular/table.ts';
import type { Book, SheetPiece } from './book.ts';
import { inSlices } from './in-slices.ts';
import { readMerges } from './merges-xml.ts';
import { createSharedTexts, type SharedTexts } from './shared-texts.ts';
import { createSheetReader, type RawRow } from './sheet-xml.ts';
import { readWorkbook, type Workbook, type WorkbookSheet } from './workbook.ts';
import { createTextsReader } from './workbook-text.ts';
import { type Archive, Damage } from './zip.ts';

/** A workbook of Excel. Throws `Damage`. */
export async function openXlsxBook(archive: Archive): Promise<Book> {
  const workbook = await readWorkbook(archive);
  const at = (sheet: number): WorkbookSheet => {
    const found = workbook.sheets[sheet];
    if (found === undefined) throw new Damage('not as it was');
    return found;
  };
  return {
    sheets: workbook.sheets,
    firstRows: (sheet, most) => readFirstRows(archive, { workbook, sheet: at(sheet), most }),
    allRows: (sheet) => readAllRows(archive, workbook, at(sheet)),
    close: () => archive.close(),
  };
}

/**
 * The first rows of a sheet, at most `most`. Of the shared texts only those are read that these rows need: they usually
 * stand in the order of their first use, so a preview of a million rows reads a few hundred.
 */
async function readFirstRows(
  archive: Archive,
  options: { readonly workbook: Workbook; readonly sheet: WorkbookSheet; readonly most: number },
): Promise<readonly TableRow[]> {
  const { workbook, sheet, most } = options;
  const raw: RawRow[] = [];
  for await (const piece of readRawRows(archive, workbook, sheet)) {
    raw.push(...piece.rows);
    if (raw.length >= most) break;
  }
  const first = raw.slice(0, most);
  const lastText = first.reduce((last, row) => row.cells.reduce(laterText, last), -1);
  const texts = createSharedTexts();
  try {
    for await (const _ of readTexts(archive, workbook, { texts, count: lastText + 1 })) {
      if (texts.count() > lastText) break;
    }
    return resolve(first, texts);
  } finally {
    texts.close();
  }
}

const laterText = (last: number, cell: string | number): number =>
  typeof cell === 'number' ? Math.max(last, cell) : last;

/** All rows of a sheet, once, with flat memory: the shared texts as bytes, then row by row. */
async function* readAllRows(
  archive: Archive,
  workbook: Workbook,
  sheet: WorkbookSheet,
): AsyncGenerator<SheetPiece, void> {
  const textBytes = workbook.textsPart === null ? 0 : archive.sizeOf(workbook.textsPart);
  const allBytes = Math.max(1, textBytes + archive.sizeOf(sheet.part));
  const texts = createSharedTexts();
  try {
    for await (const bytes of readTexts(archive, workbook, { texts, count: Number.POSITIVE_INFINITY })) {
      yield { rows: [], done: Math.min(1, bytes / allBytes) };
    }
    for await (const piece of readRawRows(archive, workbook, sheet)) {
      yield { rows: resolve(piece.rows, texts), done: Math.min(1, (textBytes + piece.bytes) / allBytes) };
    }
  } finally {
    texts.close();
  }
}

/** Fills `texts`; gives the bytes read so far now and then, so that one can break off. */
async function* readTexts(
  archive: Archive,
  workbook: Workbook,
  options: { readonly texts: SharedTexts; readonly count: number },
): AsyncGenerator<number, void> {
  if (workbook.textsPart === null || options.count === 0) return;
  const stream = await archive.read(workbook.textsPart);
  if (stream === null) return;
  const reader = createTextsReader(options.texts.add);
  yield* inSlices(stream, reader);
  reader.end();
}

async function* readRawRows(
  archive: Archive,
  workbook: Workbook,
  sheet: WorkbookSheet,
): AsyncGenerator<{ readonly rows: readonly RawRow[]; readonly bytes: number }, void> {
  const merges = await readMerges(archive, sheet.part);
  const stream = await archive.read(sheet.part);
  if (stream === null) throw new Damage(`without ${sheet.part}`);
  let rows: RawRow[] = [];
  let isOver = false;
  const reader = createSheetReader(
    { ...workbook, merges },
    {
      row: (row) => rows.push(row),
      end: () => {
        isOver = true;
      },
    },
  );
  let bytesRead = 0;
  try {
    for await (const bytes of inSlices(stream, reader)) {
      bytesRead = bytes;
      yield { rows, bytes };
      rows = [];
      if (isOver) return;
    }
    reader.end();
    if (!isOver) throw new Damage('without rows');
  } catch (error) {
    // What was whole before the place of the damage is good.
    if (rows.length > 0) yield { rows, bytes: bytesRead };
    throw error;
  }
}

const resolve = (rows: readonly RawRow[], texts: SharedTexts): readonly TableRow[] =>
  rows
    .map(({ line, cells }) => ({
      line,
      cells: cells.map((cell) => (typeof cell === 'number' ? texts.get(cell) : cell)),
    }))
    .filter((row) => row.cells.some((cell) => cell.trim() !== ''));
