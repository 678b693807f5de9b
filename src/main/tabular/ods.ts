import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { TableRow } from '#shared/tabular/table.ts';
import { type Book, type BookSheet, type SheetPiece, takeFirst } from './book.ts';
import { inSlices } from './in-slices.ts';
import { createOdsReader, type RepeatedRow } from './ods-xml.ts';
import { rowsInChunk } from './sheet.ts';
import { createXmlReader } from './xml.ts';
import { type Archive, Damage } from './zip.ts';

const content = 'content.xml';
/** Of the XML that is looked through for the names of further tables: some 100 ms. */
const bytesLookedThrough = 32 * 1024 ** 2;
/** Letters of rows that are written once and meant many times: beyond, it is made to burst. */
const mostRepeatedLetters = 2 ** 30;

/** A spreadsheet of LibreOffice. Problems: workbookLocked. Throws `Damage`. */
export async function openOdsBook(archive: Archive): Promise<Result<Book, Problem>> {
  if (await hasPassword(archive)) return err({ kind: 'workbookLocked' });
  const sheets = await listSheets(archive);
  const allRows = (sheet: number) => rowsOf(archive, sheet);
  return ok({
    sheets,
    firstRows: (sheet, most) => takeFirst(allRows(sheet), most),
    allRows,
    close: () => archive.close(),
  });
}

async function hasPassword(archive: Archive): Promise<boolean> {
  if (archive.names.includes('encrypted-package')) return true;
  const stream = await archive.read('meta-inf/manifest.xml');
  let isLocked = false;
  const reader = createXmlReader({
    open(name) {
      if (name === 'encryption-data') isLocked = true;
    },
  });
  for await (const piece of stream ?? []) {
    reader.write(piece);
    if (isLocked) break;
  }
  return isLocked;
}

async function* rowsOf(archive: Archive, sheet: number): AsyncGenerator<SheetPiece, void> {
  const stream = await archive.read(content);
  if (stream === null) throw new Damage('without content');
  const allBytes = Math.max(1, archive.sizeOf(content));
  let rows: RepeatedRow[] = [];
  let isOver = false;
  const reader = createOdsReader(({ index }) => index === sheet, {
    row: (row) => rows.push(row),
    end: () => {
      isOver = true;
    },
  });
  const repeat = createRepeater();
  let done = 0;
  try {
    for await (const bytes of inSlices(stream, reader)) {
      done = Math.min(1, bytes / allBytes);
      const taken = rows;
      rows = [];
      for (const piece of repeat(taken)) {
        yield { rows: piece, done };
        if (piece.length === rowsInChunk) await nextTurn();
      }
      if (isOver) return;
    }
    reader.end();
    if (!isOver) throw new Damage('without the table');
  } catch (error) {
    // What was whole before the place of the damage is good.
    for (const piece of repeat(rows)) yield { rows: piece, done };
    throw error;
  }
}

/** Each of the rows that are kept once, in pieces of at most `rowsInChunk`. */
function createRepeater(): (rows: readonly RepeatedRow[]) => Generator<readonly TableRow[]> {
  let repeatedLetters = 0;
  return function* (rows) {
    let piece: TableRow[] = [];
    for (const { line, times, cells } of rows) {
      if (times > 1) repeatedLetters += times * cells.reduce((sum, cell) => sum + cell.length, 0);
      if (repeatedLetters > mostRepeatedLetters) throw new Damage('bursts out of proportion');
      for (let i = 0; i < times; i += 1) {
        piece.push({ line: line + i, cells });
        if (piece.length < rowsInChunk) continue;
        yield piece;
        piece = [];
      }
    }
    if (piece.length > 0) yield piece;
  };
}

/**
 * The tables in their order. They stand one behind the other in one part, so of a very large one only those are known that begin
 * within its first megabytes. Hidden ones have a style that says so.
 */
async function listSheets(archive: Archive): Promise<readonly BookSheet[]> {
  const stream = await archive.read(content);
  if (stream === null) throw new Damage('without content');
  const sheets: BookSheet[] = [];
  const hidden = new Set<string>();
  let style = '';
  let inBody = false;
  const styles = createXmlReader({
    open(name, attributes) {
      if (name === 'style') style = attributes['style:name'] ?? '';
      else if (name === 'table-properties' && attributes['table:display'] === 'false') hidden.add(style);
      else if (name === 'body') inBody = true;
    },
  });
  const scan = createTagScanner();
  let bytes = 0;
  for await (const piece of stream) {
    if (!inBody) styles.write(piece);
    for (const tag of scan(piece)) {
      const attributes = attributesOf(tag);
      sheets.push({
        name: attributes['table:name'] ?? '',
        hidden: hidden.has(attributes['table:style-name'] ?? ''),
      });
    }
    bytes += piece.length;
    if (bytes > bytesLookedThrough && sheets.length > 0) break;
  }
  return sheets;
}

const tagStart = Buffer.from('<table:table ');
const longestTag = 64 * 1024;

/** Finds the tags that open a table, without reading the XML between them: twenty times as fast. */
function createTagScanner(): (piece: Uint8Array) => readonly string[] {
  let carried: Buffer = Buffer.alloc(0);
  return (piece) => {
    const view = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const bytes = carried.length === 0 ? view : Buffer.concat([carried, view]);
    const tags: string[] = [];
    let at = 0;
    for (;;) {
      const start = bytes.indexOf(tagStart, at);
      if (start === -1) break;
      const end = bytes.indexOf('>', start);
      if (end === -1) {
        if (bytes.length - start > longestTag) throw new Damage('a tag without end');
        carried = Buffer.from(bytes.subarray(start));
        return tags;
      }
      tags.push(bytes.toString('utf8', start, end + 1));
      at = end + 1;
    }
    carried = Buffer.from(bytes.subarray(Math.max(at, bytes.length - tagStart.length + 1)));
    return tags;
  };
}

function attributesOf(tag: string): Readonly<Record<string, string>> {
  let found: Readonly<Record<string, string>> = {};
  const reader = createXmlReader({
    open(_, attributes) {
      found = attributes;
    },
  });
  const closed = tag.endsWith('/>') ? tag : `${tag.slice(0, -1)}/>`;
  reader.write(Buffer.from(closed, 'utf8'));
  reader.end();
  return found;
}
