import Papa, { type ParseResult } from 'papaparse';
import type { Problem } from '../problem.ts';
import { createLineReader, type Lines } from './lines.ts';
import { type MendedLines, nothingMended } from './mended.ts';
import { createStrayReader } from './stray.ts';
import { type Delimiter, type Encoding, mostColumns, type TableRow } from './table.ts';
import { createUnrulyReader, type UnrulyRows } from './unruly.ts';

export interface TextDialect {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** As in `Dialect`: rows up to this one are not given out; -1 gives out all. */
  readonly headerRow: number;
}

export interface ParsedRows {
  readonly rows: readonly TableRow[];
  readonly mended: MendedLines;
  /** Why nothing more can be read. The rows are good all the same; nothing is read after a problem. */
  readonly problem: Problem | null;
}

/** One pass over a file. It keeps what it needs between two pieces, so anything may happen between them. */
export interface RowParser {
  /** 64 KB at a time are about 1 ms of work: `npm run bench -- stage`. */
  readonly push: (bytes: Uint8Array) => ParsedRows;
  readonly end: () => ParsedRows;
}

/** A hole in a file that a crash left behind. Single zeros, as some systems pad with, are kept as they came. */
const hole = '\0'.repeat(32);

/**
 * Reads the rows of a text file from its bytes, cut anywhere. Blank lines, rows of nothing but blank cells (Excel leaves them
 * at the end) and a first line such as `sep=;` are not rows, but count as lines.
 * Problems: fileEmpty, fileHeaderOnly, fileTooWide, fileNotATable.
 */
export function createRowParser(dialect: TextDialect): RowParser {
  const lineReader = createLineReader(dialect.encoding);
  const unruly = createUnrulyReader(dialect.delimiter);
  const readOrdinary = ordinaryReader(dialect.delimiter);
  const readStray = createStrayReader(dialect.delimiter);
  let line = 1;
  let seen = 0;
  /** Of the header; 0 until it came, and where there is none. */
  let columns = 0;
  let problem: Problem | null = null;

  /** All rows of whole lines, blank ones as well. */
  function readRows(text: string): Omit<UnrulyRows, 'nextLine'> {
    const ordinary = unruly.isOpen() ? null : readOrdinary(text, line);
    const read = ordinary === null ? unruly.read(text, line) : { ...ordinary, forgottenQuotes: [] };
    line = read.nextLine;
    return read;
  }

  function keep(rows: readonly TableRow[]): readonly TableRow[] {
    const kept: TableRow[] = [];
    for (const row of rows) {
      if (isBlank(row.cells)) continue;
      if (row.cells.length > mostColumns) {
        problem = { kind: 'fileTooWide', columns: row.cells.length, most: mostColumns };
        return kept;
      }
      seen += 1;
      if (seen === dialect.headerRow + 1) columns = row.cells.length;
      if (seen > dialect.headerRow + 1) kept.push(columns > 1 && row.cells.length === 1 ? divided(row) : row);
    }
    return kept;
  }

  function divided(row: TableRow): TableRow {
    const cells = readStray(row.cells[0] ?? '', columns);
    return cells === null ? row : { line: row.line, cells };
  }

  function take(lines: Lines): ParsedRows {
    const letters = lines.mended.map((i) => line + i);
    const { text, isTorn } = untilHole(lines.text);
    const separator = line === 1 ? separatorLine(text) : '';
    if (separator !== '') line = 2;
    const read = readRows(text.slice(separator.length));
    const rows = keep(read.rows);
    if (problem === null && (isTorn || lines.endless)) problem = { kind: 'fileNotATable' };
    return { rows, mended: { letters, quotes: read.forgottenQuotes }, problem };
  }

  /** The rows behind a quote that is still open when all is read: of the whole file, or of what is good of it. */
  function closeLast(last: ParsedRows): ParsedRows {
    if (!unruly.isOpen() || problem?.kind === 'fileTooWide') return last;
    const read = unruly.end(line);
    const mended = { letters: last.mended.letters, quotes: [...last.mended.quotes, ...read.forgottenQuotes] };
    return { rows: [...last.rows, ...keep(read.rows)], mended, problem };
  }

  return {
    push(bytes) {
      if (problem !== null) return { rows: [], mended: nothingMended, problem };
      const read = take(lineReader.push(bytes));
      return problem === null ? read : closeLast(read);
    },
    end() {
      if (problem !== null) return { rows: [], mended: nothingMended, problem };
      const last = closeLast(take(lineReader.end()));
      if (problem === null && seen === 0) problem = { kind: 'fileEmpty' };
      if (problem === null && seen <= dialect.headerRow + 1) problem = { kind: 'fileHeaderOnly' };
      return { ...last, problem };
    },
  };
}

/**
 * papaparse reads a text in which all is in order: quotes well placed, and no line that ends with a bare CR. Null for any
 * other. It is whole lines, so a cell that goes on beyond it counts as a quote out of order.
 */
function ordinaryReader(delimiter: Delimiter) {
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  return (text: string, firstLine: number): { rows: readonly TableRow[]; nextLine: number } | null => {
    if (/\r(?!\n)/.test(text)) return null;
    const parsed: ParseResult<string[]> = parser.parse(text, 0, false);
    if (parsed.errors.length > 0) return null;
    const hasQuotes = text.includes('"');
    if (text.includes('\r')) parsed.data.forEach(dropCr);
    if (text.endsWith('\n')) parsed.data.pop();
    let line = firstLine;
    const rows = parsed.data.map((cells) => {
      const row = { line, cells };
      line += 1 + (hasQuotes ? lineBreaksIn(cells) : 0);
      return row;
    });
    return { rows, nextLine: line };
  };
}

/** Lines were cut at LF: of a CRLF the CR is still there, unless the cell was quoted. */
function dropCr(cells: string[]): void {
  const last = cells.at(-1);
  if (last?.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1);
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  return count;
}

/** The whole lines before a hole; all of the text where there is none. */
function untilHole(text: string): { text: string; isTorn: boolean } {
  const at = text.indexOf(hole);
  if (at === -1) return { text, isTorn: false };
  return { text: text.slice(0, text.lastIndexOf('\n', at) + 1), isTorn: true };
}

/** `sep=;` on the first line tells Excel the delimiter. What it tells is read by `sniffDelimiter`. */
export const separatorLine = (text: string): string => /^"?sep=.?"?[;,|\t]*(\r\n|\n|\r|$)/i.exec(text)?.[0] ?? '';

/** 0x1A is the end mark that programs of DOS leave behind the last line. */
function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell !== '\x1A' && cell.trim() !== '') return false;
  return true;
}
