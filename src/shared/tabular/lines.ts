import { byteOrderMark, createDecoder, startsWith, type Units, unitReader } from './encoding.ts';
import { readOneByteLine } from './sniff-encoding.ts';
import type { Encoding } from './table.ts';

/** Text of whole lines, the last of them perhaps without its end when the file is over. */
export interface Lines {
  readonly text: string;
  /**
   * Which of these lines (from 0) are not in the encoding of the file. They were read in a one-byte encoding where
   * one makes words, Windows-1252 before others; else each broken letter became U+FFFD. Marked either way, never silently another letter.
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
  /** Holds what is carried over, `carried` bytes, and grows by doubling: a long line costs no more than a short one. */
  let held = new Uint8Array();
  let carried = 0;
  let atStart = true;

  function decodeBlock(block: Uint8Array): Lines {
    const unmarked = atStart && mark.length > 0 && startsWith(block, mark) ? block.subarray(mark.length) : block;
    atStart = false;
    return decode(unmarked);
  }

  function hold(bytes: Uint8Array): void {
    if (carried + bytes.length > held.length) {
      const larger = new Uint8Array(Math.max(carried + bytes.length, 2 * held.length));
      larger.set(held.subarray(0, carried));
      held = larger;
    }
    held.set(bytes, carried);
    carried += bytes.length;
  }

  return {
    push(bytes) {
      const searched = carried;
      hold(bytes);
      const cut = lastLineEnd(held.subarray(0, carried), searched, unit);
      if (cut === 0) return carried > longestLine ? { ...nothing, endless: true } : nothing;
      const lines = decodeBlock(held.subarray(0, cut));
      held.copyWithin(0, cut, carried);
      carried -= cut;
      return lines;
    },
    end: () => (carried === 0 ? nothing : decodeBlock(held.subarray(0, carried))),
  };
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
  return readOneByteLine(line) ?? read;
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
