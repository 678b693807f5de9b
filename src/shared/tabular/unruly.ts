import type { Delimiter, TableRow } from './table.ts';

/** A quoted cell that has not been closed yet, and the cells of its row before it. */
interface OpenCell {
  readonly rowLine: number;
  readonly cells: string[];
  /** Where the quote was opened. */
  readonly line: number;
  /** As it stands in the file from behind the quote on, quotes inside still doubled. */
  readonly text: string;
  readonly lines: number;
}

/** Beyond these a quoted cell is a forgotten quote: Excel itself holds 32,767 letters and 253 line breaks in one. */
const mostLinesInCell = 1_000;
const longestCell = 1_000_000;

export interface UnrulyRows {
  readonly rows: readonly TableRow[];
  /** Lines of a quote that was never closed, and was taken for a letter. */
  readonly forgottenQuotes: readonly number[];
  /** The line after this text. */
  readonly nextLine: number;
}

export interface UnrulyReader {
  readonly isOpen: () => boolean;
  readonly read: (text: string, firstLine: number) => UnrulyRows;
  /** When the file is over: a quote that is still open is a forgotten one. */
  readonly end: (nextLine: number) => UnrulyRows;
}

/** A row on its way: what of a line comes next belongs to it. */
interface RowSoFar {
  readonly rowLine: number;
  readonly cells: string[];
}

/**
 * Reads lines one by one, for text that papaparse does not read as a person would: it lets a stray quote swallow
 * whole rows, and knows one kind of line end a file. Here a quote is closed by a quote before a delimiter or a line end.
 * A quote before anything else: within its line it is a letter (`"ACME" Ltda` is a name); after a line break it
 * shows that the opening one was forgotten to be closed. Such a one becomes a letter, and the lines since are read again, as
 * lines. Where all is in order both read the same (a test holds it).
 */
export function createUnrulyReader(delimiter: Delimiter): UnrulyReader {
  let open: OpenCell | null = null;
  let rows: TableRow[] = [];
  let forgottenQuotes: number[] = [];

  function endOfCell(line: string, from: number): number {
    const at = line.indexOf(delimiter, from);
    return at === -1 ? line.length : at;
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

  /** Reads the cells of a line from behind the one that ends at `end`; -1 where none came before. */
  function readCells(line: string, from: { end: number; lineEnd: string; number: number }, row: RowSoFar): void {
    for (let end = from.end; end < line.length; ) {
      const cell = readCell(line, end + 1);
      if (cell === null) {
        open = { ...row, line: from.number, text: line.slice(end + 2) + from.lineEnd, lines: 1 };
        return;
      }
      row.cells.push(cell.text);
      end = cell.next;
    }
    rows.push({ line: row.rowLine, cells: row.cells });
  }

  function readLine(line: string, lineEnd: string, number: number): void {
    if (open === null) {
      readCells(line, { end: -1, lineEnd, number }, { rowLine: number, cells: [] });
      return;
    }
    const cell = open;
    const quote = closingQuote(line, 0);
    const next = endOfCell(line, quote + 1);
    if (quote === -1) {
      open = { ...cell, text: cell.text + line + lineEnd, lines: cell.lines + 1 };
      if (open.lines > mostLinesInCell || open.text.length > longestCell) readAgain(open);
      return;
    }
    if (line.slice(quote + 1, next).trim() !== '') {
      readAgain(cell);
      readLine(line, lineEnd, number);
      return;
    }
    open = null;
    cell.cells.push(undoubled(cell.text + line.slice(0, quote)));
    readCells(line, { end: next, lineEnd, number }, cell);
  }

  /**
   * The quote was a letter. No line since can open a cell: one that would have closed this one, or ended it here. So what is
   * read again is read twice at most.
   */
  function readAgain(cell: OpenCell): void {
    open = null;
    forgottenQuotes.push(cell.line);
    let number = cell.line;
    for (const [line, lineEnd] of linesOf(`"${cell.text}`)) {
      if (number === cell.line) {
        const end = endOfCell(line, 1);
        cell.cells.push(line.slice(0, end));
        readCells(line, { end, lineEnd, number }, cell);
      } else readLine(line, lineEnd, number);
      number += 1;
    }
  }

  function taken(nextLine: number): UnrulyRows {
    const all = { rows, forgottenQuotes, nextLine };
    rows = [];
    forgottenQuotes = [];
    return all;
  }

  return {
    isOpen: () => open !== null,
    read(text, firstLine) {
      let number = firstLine;
      for (const [line, lineEnd] of linesOf(text)) {
        readLine(line, lineEnd, number);
        number += 1;
      }
      return taken(number);
    },
    end(nextLine) {
      if (open !== null) readAgain(open);
      return taken(nextLine);
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
