import { defused } from './defuse.ts';

/** A cell longer than this is passed on as it is: no program takes so long a formula. */
const longestCell = 1_000_000;
const separators = [';', ',', '\t'] as const;

/** Takes the bytes of a CSV file as they come. */
export interface CsvDefuser {
  /** What is certain by now. */
  readonly take: (piece: Uint8Array) => Uint8Array;
  /** The rest. */
  readonly end: () => Uint8Array;
  /** Lines so far that hold anything, the head among them; a line break within a cell is none. */
  readonly lines: () => number;
}

/**
 * As `defused`, for a CSV file that somebody else wrote: an apostrophe before each cell which a spreadsheet program would take
 * for a formula, and nothing else is touched. Works on bytes, so that it needs not know the encoding: UTF-8, or any in which
 * ASCII is itself. Cells are parted by what the first line has most of: semicolons, commas or tabs.
 */
export function createCsvDefuser(): CsvDefuser {
  // One letter a byte; what came after the last whole cell waits for more.
  let waiting = '';
  let separator: string | null = null;
  let isFirst = true;
  let lines = 0;
  let isBlank = true;

  function passed(isLast: boolean): Uint8Array {
    let out = '';
    if (separator === null) {
      const line = /^(?:[^"\r\n]|"[^"]*")*[\r\n]/.exec(waiting)?.[0];
      if (line === undefined && !isLast && waiting.length < longestCell) return new Uint8Array();
      separator = separatorOf(line ?? waiting);
    }
    if (isFirst && (waiting.length >= mark.length || isLast)) {
      isFirst = false;
      if (waiting.startsWith(mark)) {
        out = mark;
        waiting = waiting.slice(mark.length);
      }
    }
    let at = 0;
    for (;;) {
      const end = endOfCell(waiting, at, separator, isLast);
      if (end === null) break;
      const cell = waiting.slice(at, end);
      const sign = waiting[end] ?? '';
      out += safe(cell) + sign;
      if (cell !== '' || sign === separator) isBlank = false;
      if (!isBlank && sign !== separator) {
        lines += 1;
        isBlank = true;
      }
      at = end + 1;
      if (at > waiting.length) break;
    }
    waiting = waiting.slice(at);
    if (waiting.length > longestCell) {
      out += waiting;
      waiting = '';
    }
    return Buffer.from(out, 'latin1');
  }

  return {
    take(piece) {
      waiting += Buffer.from(piece).toString('latin1');
      return passed(false);
    },
    end: () => passed(true),
    lines: () => lines,
  };
}

/** The mark of UTF-8, a letter a byte. */
const mark = '\xEF\xBB\xBF';

function separatorOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (sign: string): number => bare.split(sign).length;
  return separators.reduce<string>((best, sign) => (count(sign) > count(best) ? sign : best), separators[0]);
}

/** Where the cell that begins at `at` ends; null where that is not to be seen yet. */
function endOfCell(text: string, at: number, separator: string, isLast: boolean): number | null {
  if (at >= text.length) return null;
  let from = at;
  if (text[at] === '"') {
    const closing = closingQuote(text, at + 1, isLast);
    if (closing === null) return isLast ? text.length : null;
    from = closing + 1;
  }
  for (let i = from; i < text.length; i += 1) {
    const sign = text[i];
    if (sign === separator || sign === '\n' || sign === '\r') return i;
  }
  return isLast ? text.length : null;
}

/** A quote that is none of two. */
function closingQuote(text: string, from: number, isLast: boolean): number | null {
  for (let i = text.indexOf('"', from); i >= 0; i = text.indexOf('"', i + 2)) {
    if (i + 1 >= text.length && !isLast) return null;
    if (text[i + 1] !== '"') return i;
  }
  return null;
}

function safe(cell: string): string {
  const isQuoted = cell.startsWith('"');
  const shown = Buffer.from(isQuoted ? cell.slice(1) : cell, 'latin1').toString('utf8');
  if (defused(shown) === shown) return cell;
  return isQuoted ? `"'${cell.slice(1)}` : `'${cell}`;
}
