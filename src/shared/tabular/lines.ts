import { byteOrderMark, createDecoder, startsWith, type Units, unitReader } from './encoding.ts';
import { plausibility } from './plausible.ts';
import type { Encoding } from './table.ts';

/** Text of whole lines, the last of them perhaps without its end when the file is over. */
export interface Lines {
  readonly text: string;
  /**
   * Which of these lines (from 0) are not in the encoding of the file. They were read as Windows-1252 where that
   * makes words; else each broken letter became U+FFFD. Marked either way, never silently another letter.
   */
  readonly mended: readonly number[];
  /** A line has grown beyond `longestLine`: this is no table. */
  readonly endless: boolean;
}

export interface LineReader {
  readonly push: (bytes: Uint8Array) => Lines;
  readonly end: () => Lines;
}

/** In bytes. A row of 1,000 columns of 4 KB fits. */
export const longestLine = 4 * 1024 * 1024;

const nothing: Lines = { text: '', mended: [], endless: false };
const lf = 10;
const cr = 13;

/**
 * Turns bytes, in pieces of any size, into text of whole lines. It cuts where lines end, so a letter of several
 * bytes is never torn, and a line in another encoding harms no other line. Pieces may be reused once `push` returns.
 */
export function createLineReader(encoding: Encoding): LineReader {
  const decode = encoding === 'utf-8' ? decodeUtf8 : decodePlainly(createDecoder(encoding));
  const unit = unitReader(encoding);
  const mark = byteOrderMark(encoding);
  let carried = new Uint8Array();
  let atStart = true;

  function decodeBlock(block: Uint8Array): Lines {
    const unmarked = atStart && mark.length > 0 && startsWith(block, mark) ? block.subarray(mark.length) : block;
    atStart = false;
    return decode(unmarked);
  }

  return {
    push(bytes) {
      const all = concat(carried, bytes);
      const cut = lastLineEnd(all, carried.length, unit);
      // A copy: the slice of a Node buffer would be a view of bytes that the next piece overwrites.
      carried = new Uint8Array(all.subarray(cut));
      if (cut > 0) return decodeBlock(all.subarray(0, cut));
      return carried.length > longestLine ? { ...nothing, endless: true } : nothing;
    },
    end: () => (carried.length === 0 ? nothing : decodeBlock(carried)),
  };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/**
 * Where the last whole line ends, 0 if none does; what was searched before needs no second look but its last unit.
 * A CR at the very end decides nothing yet: an LF may follow.
 */
function lastLineEnd(bytes: Uint8Array, searched: number, unit: Units): number {
  const lastUnit = bytes.length - (bytes.length % unit.size) - unit.size;
  for (let i = lastUnit; i >= 0 && i >= searched - 2 * unit.size; i -= unit.size) {
    const code = unit.at(bytes, i);
    if (code === lf || (code === cr && i < lastUnit)) return i + unit.size;
  }
  return 0;
}

const decodePlainly =
  (decode: (bytes: Uint8Array) => string) =>
  (block: Uint8Array): Lines => ({ text: decode(block), mended: [], endless: false });

const decodeLeniently = createDecoder('utf-8');
const decodeWindows = createDecoder('windows-1252');

function decodeUtf8(block: Uint8Array): Lines {
  const text = decodeLeniently(block);
  if (!text.includes('\uFFFD')) return { text, mended: [], endless: false };
  const mended: number[] = [];
  const lines = splitLines(block).map((line, i) => {
    const read = decodeLeniently(line);
    if (countOf('\uFFFD', read) === countReplacements(line)) return read;
    mended.push(i);
    return mendLine(line, read);
  });
  return { text: lines.join(''), mended, endless: false };
}

/** A line without one whole letter of UTF-8 was written in another encoding; among whole ones, a letter was torn. */
function mendLine(line: Uint8Array, read: string): string {
  if (/[^\p{ASCII}\uFFFD]/u.test(read)) return read;
  const windows = decodeWindows(line);
  return plausibility([windows]).score > 0 ? windows : read;
}

function splitLines(block: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let i = 0; i < block.length; i += 1) {
    const isEnd = block[i] === lf || (block[i] === cr && block[i + 1] !== lf);
    if (!isEnd) continue;
    lines.push(block.subarray(start, i + 1));
    start = i + 1;
  }
  if (start < block.length) lines.push(block.subarray(start));
  return lines;
}

const countOf = (letter: string, text: string): number => text.split(letter).length - 1;

/** U+FFFD that stand in the file itself, from an earlier mishap: they are what came, and nothing to mend. */
function countReplacements(line: Uint8Array): number {
  let count = 0;
  for (let i = 0; i + 2 < line.length; i += 1) if (startsWith(line, [0xef, 0xbf, 0xbd], i)) count += 1;
  return count;
}
