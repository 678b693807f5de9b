import type { Delimiter, TableRow } from './table.ts';

/** A quoted cell that has not been closed yet, and the cells of its row before it. */
interface OpenCell {
  readonly rowLine: number;
  readonly cells: string[];
  /** Where the quote was opened. */
  readonly line: number;
  /** As it stands in the file, quotes inside still doubled. */
  readonly text: string;
  readonly lines: number;
}

/** Beyond these a quoted cell is a forgotten quote: Excel itself holds 32,767 letters and 253 line breaks in one. */
const mostLinesInCell = 1_000;
const longestCell = 1_000_000;

export interface UnrulyRows {
  readonly rows: readonly TableRow[];
  /** The line of a quote that is never closed; nothing is read beyond it. */
  readonly unclosedAt: number | null;
  /** The line after this text. */
  readonly nextLine: number;
}

export interface UnrulyReader {
  readonly isOpen: () => boolean;
  readonly read: (text: string, firstLine: number) => UnrulyRows;
  /** The line of a quote that is still open when the file is over. */
  readonly unclosedAt: () => number | null;
}

/**
 * Reads lines one by one, for text that papaparse does not read as a person would: it lets a stray quote swallow
 * whole rows, and knows one kind of line end a file. Here a quote is closed by a quote before a delimiter or a line end.
 * A quote before anything else: within its line it is a letter (`"ACME" Ltda` is a name); after a line break it
 * shows that the opening one was forgotten to be closed. Where all is in order both read the same (a test holds it).
 */
export function createUnrulyReader(delimiter: Delimiter): UnrulyReader {
  let open: OpenCell | null = null;

  function endOfCell(line: string, from: number): number {
    const at = line.indexOf(delimiter, from);
    return at === -1 ? line.length : at;
  }

  /** Goes on with an open cell. Null when it stays open, the line of its quote when it cannot be right. */
  function closeOpen(cell: OpenCell, line: string, lineEnd: string): { next: number } | { unclosedAt: number } | null {
    const quote = closingQuote(line, 0);
    if (quote === -1) {
      open = { ...cell, text: cell.text + line + lineEnd, lines: cell.lines + 1 };
      const isTooLong = open.lines > mostLinesInCell || open.text.length > longestCell;
      return isTooLong ? { unclosedAt: cell.line } : null;
    }
    const next = endOfCell(line, quote + 1);
    if (line.slice(quote + 1, next).trim() !== '') return { unclosedAt: cell.line };
    cell.cells.push(undoubled(cell.text + line.slice(0, quote)));
    open = null;
    return { next };
  }

  /** The cell from `at` on, and where it ends; null when its quote is not closed in this line. */
  function readCell(line: string, at: number): { text: string; next: number } | null {
    if (line[at] !== '"') {
      const next = endOfCell(line, at);
      return { text: line.slice(at, next), next };
    }
    const quote = closingQuote(line, at + 1);
    if (quote === -1) return null;
    const next = endOfCell(line, quote + 1);
    if (line.slice(quote + 1, next).trim() === '') return { text: undoubled(line.slice(at + 1, quote)), next };
    return { text: asWritten(line.slice(at, next)), next };
  }

  function readLine(line: string, lineEnd: string, number: number): TableRow | { unclosedAt: number } | null {
    const cells = open?.cells ?? [];
    const rowLine = open?.rowLine ?? number;
    let at = 0;
    if (open !== null) {
      const closed = closeOpen(open, line, lineEnd);
      if (closed === null || 'unclosedAt' in closed) return closed;
      if (closed.next === line.length) return { line: rowLine, cells };
      at = closed.next + 1;
    }
    for (;;) {
      const cell = readCell(line, at);
      if (cell === null) {
        open = { rowLine, cells, line: number, text: line.slice(at + 1) + lineEnd, lines: 1 };
        return null;
      }
      cells.push(cell.text);
      if (cell.next === line.length) return { line: rowLine, cells };
      at = cell.next + 1;
    }
  }

  return {
    isOpen: () => open !== null,
    unclosedAt: () => open?.line ?? null,
    read(text, firstLine) {
      const rows: TableRow[] = [];
      let number = firstLine;
      for (const [line, lineEnd] of linesOf(text)) {
        const row = readLine(line, lineEnd, number);
        if (row !== null && 'unclosedAt' in row) return { rows, unclosedAt: row.unclosedAt, nextLine: number };
        if (row !== null) rows.push(row);
        number += 1;
      }
      return { rows, unclosedAt: null, nextLine: number };
    },
  };
}

/** Each line with its own end, which is kept inside a quoted cell as it came. */
function* linesOf(text: string): Generator<readonly [line: string, lineEnd: string]> {
  let start = 0;
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    yield [text.slice(start, end.index), end[0]];
    start = end.index + end[0].length;
  }
  if (start < text.length) yield [text.slice(start), ''];
}

/** A quote that is not doubled, from `from` on; -1 where there is none. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at !== -1 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at;
}

const undoubled = (text: string): string => text.replaceAll('""', '"');

/** `"ACME "Sul" Ltda"` lost only its doubling: the outer pair goes. `"ACME" Ltda` never was quoted: it stays. */
function asWritten(cell: string): string {
  const trimmed = cell.trimEnd();
  return trimmed.endsWith('"') ? undoubled(trimmed.slice(1, -1)) : cell;
}
