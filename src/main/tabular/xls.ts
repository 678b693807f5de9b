import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { TableRow } from '#shared/tabular/table.ts';
import { type BiffRecord, biff, readParts, recordsOf } from './biff.ts';
import { type Book, isBlank, type SheetPiece, takeFirst } from './book.ts';
import { type Compound, openCompound } from './compound.ts';
import { createMergedDown } from './merged.ts';
import { createSharedTexts, type SharedTexts } from './shared-texts.ts';
import { rowsInChunk } from './sheet.ts';
import { createCellReader, type XlsCell } from './xls-cells.ts';
import { createGlobalsReader, type XlsGlobals } from './xls-globals.ts';
import { Damage } from './zip.ts';

/**
 * What a compound file is, by the names in its directory: a workbook with a password is `EncryptedPackage`, one of Excel 97 is
 * `Workbook`, one of Excel 5 is `Book`. Problems: workbookLocked, fileUnsupported, fileNotATable. Throws `Damage`.
 */
export async function openCompoundBook(path: string): Promise<Result<Book, Problem>> {
  const file = await open(path);
  let isKept = false;
  try {
    const compound = await openCompound(file).catch(nullWhereDamaged);
    const names = compound?.names ?? [];
    if (names.includes('EncryptedPackage')) return err({ kind: 'workbookLocked' });
    const name = ['Workbook', 'Book'].find((one) => names.includes(one));
    if (compound !== null && name !== undefined) {
      const book = await openXlsBook({ compound, name, close: () => file.close() });
      isKept = book.ok;
      return book;
    }
    if (names.includes('WordDocument')) return err({ kind: 'fileUnsupported', extension: '.doc' });
    if (names.includes('PowerPoint Document')) return err({ kind: 'fileUnsupported', extension: '.ppt' });
    return err({ kind: 'fileNotATable' });
  } finally {
    if (!isKept) await file.close();
  }
}

function nullWhereDamaged(error: unknown): null {
  if (error instanceof Damage) return null;
  throw error;
}

interface XlsFile {
  readonly compound: Compound;
  readonly name: string;
  readonly close: () => Promise<void>;
}

async function openXlsBook(file: XlsFile): Promise<Result<Book, Problem>> {
  const reader = createGlobalsReader();
  let state: ReturnType<typeof reader.take> = 'more';
  for await (const record of eachRecord(file, 0)) {
    state = reader.take(record);
    if (state === 'locked') return err({ kind: 'workbookLocked' });
    if (state === 'over') break;
  }
  if (state === 'more') throw new Damage('a workbook that breaks off');
  const globals = reader.globals();
  const texts = await readTexts(globals);
  const allRows = (sheet: number) => rowsOf(file, { globals, texts, position: globals.sheets[sheet]?.position ?? 0 });
  return ok({
    sheets: globals.sheets,
    firstRows: (sheet, most) => takeFirst(allRows(sheet), most),
    allRows,
    async close() {
      texts.close();
      await file.close();
    },
  });
}

async function* eachRecord(file: XlsFile, position: number): AsyncGenerator<BiffRecord, void> {
  const stream = file.compound.read(file.name, position);
  if (stream === null) throw new Damage('without a workbook');
  for await (const records of recordsOf(stream)) yield* records;
}

/** Texts that are read before others get their turn: some 5 ms. */
const textsAtOnce = 10_000;

async function readTexts({ texts: record }: XlsGlobals): Promise<SharedTexts> {
  const texts = createSharedTexts();
  if (record === null) return texts;
  try {
    const reader = readParts(record.parts);
    reader.skip(8);
    while (!reader.isOver()) {
      const length = reader.u16();
      const flags = reader.u8();
      const runs = flags & 8 ? reader.u16() : 0;
      const extension = flags & 4 ? reader.u32() : 0;
      texts.add(reader.letters(length, flags));
      reader.skip(runs * 4 + extension);
      if (texts.count() % textsAtOnce === 0) await nextTurn();
    }
  } catch (error) {
    // What cells ask for beyond it is damage then.
    if (!(error instanceof Damage)) throw error;
  }
  return texts;
}

interface XlsSheet {
  readonly globals: XlsGlobals;
  readonly texts: SharedTexts;
  readonly position: number;
}

interface Overview {
  readonly records: number;
  /** Programs that write column by column do not have them in order. */
  readonly isInOrder: boolean;
  readonly merges: ReadonlyMap<number, readonly { readonly column: number; readonly lastLine: number }[]>;
}

/** Merges stand behind the cells that they are about, so the records are gone through once before. */
async function overviewOf(file: XlsFile, sheet: XlsSheet): Promise<Overview> {
  const merges = new Map<number, { column: number; lastLine: number }[]>();
  const read = createCellReader(sheet.globals);
  let records = 0;
  let row = 0;
  let isInOrder = true;
  for await (const record of sheetRecords(file, sheet)) {
    records += 1;
    if (record.type === biff.merged) takeMerges(record, merges);
    for (const cell of read(record)) {
      if (cell.row < row) isInOrder = false;
      row = cell.row;
    }
  }
  return { records, isInOrder, merges };
}

function takeMerges({ parts: [bytes] }: BiffRecord, merges: Map<number, { column: number; lastLine: number }[]>): void {
  for (let at = 2; at + 8 <= bytes.length; at += 8) {
    const [top, bottom, column] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2), bytes.readUInt16LE(at + 4)];
    if (bottom <= top) continue;
    const ofLine = merges.get(top + 1) ?? [];
    merges.set(top + 1, ofLine);
    ofLine.push({ column, lastLine: bottom + 1 });
  }
}

/** The records of a sheet; charts within it are streams of their own, and left out. Damage ends them, as the end does. */
async function* sheetRecords(file: XlsFile, sheet: XlsSheet): AsyncGenerator<BiffRecord, 'whole' | 'broken'> {
  let depth = 0;
  try {
    for await (const record of eachRecord(file, sheet.position)) {
      if (record.type === biff.begin) depth += 1;
      else if (record.type === biff.eof) depth -= 1;
      else if (depth === 1) yield record;
      if (depth <= 0) return record.type === biff.eof ? 'whole' : 'broken';
    }
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
  }
  return 'broken';
}

/** More are not put in order in memory. */
const mostCellsOutOfOrder = 2_000_000;

async function* rowsOf(file: XlsFile, sheet: XlsSheet): AsyncGenerator<SheetPiece, void> {
  const { records, isInOrder, merges } = await overviewOf(file, sheet);
  const merged = createMergedDown<string>();
  const read = createCellReader(sheet.globals);
  let row = -1;
  let cells: string[] = [];
  let rows: TableRow[] = [];
  let seen = 0;

  function closeRow(): void {
    if (isBlank(cells)) return;
    const line = row + 1;
    for (const { column, lastLine } of merges.get(line) ?? []) {
      if ((cells[column] ?? '') !== '') merged.open(column, lastLine, cells[column] ?? '');
    }
    merged.fill(line, cells);
    rows.push({ line, cells });
  }

  function take(cell: XlsCell): void {
    const text = typeof cell.value === 'number' ? sheet.texts.get(cell.value) : cell.value;
    if (cell.row !== row) {
      closeRow();
      row = cell.row;
      cells = [];
    }
    if (text === '') return;
    while (cells.length < cell.column) cells.push('');
    cells[cell.column] = text;
  }

  const inOrder = isInOrder ? null : ([] as XlsCell[]);
  const source = sheetRecords(file, sheet);
  let end = await source.next();
  try {
    for (; end.done !== true; end = await source.next()) {
      seen += 1;
      const found = read(end.value);
      if (inOrder === null) found.forEach(take);
      else inOrder.push(...found);
      if ((inOrder?.length ?? 0) > mostCellsOutOfOrder) throw new Damage('too much out of order');
      if (rows.length < rowsInChunk) continue;
      yield { rows, done: seen / Math.max(1, records) };
      rows = [];
      await nextTurn();
    }
    inOrder?.sort((a, b) => a.row - b.row || a.column - b.column).forEach(take);
  } catch (error) {
    if (rows.length > 0) yield { rows, done: 1 };
    throw error;
  }
  closeRow();
  yield { rows, done: 1 };
  if (end.value === 'broken') throw new Damage('a sheet that breaks off');
}
