import { Damage } from './zip.ts';

/**
 * The texts that the cells of a workbook share, by their number. A million of them are a few blocks of bytes, not a
 * million strings: 8 million texts of 15 letters take 160 MB, a third of what an array of strings takes.
 */
export interface SharedTexts {
  readonly add: (text: string) => void;
  readonly count: () => number;
  /** Empty for a number that there is no text for. */
  readonly get: (index: number) => string;
}

const pageBytes = 2 ** 20;
const startsPerSegment = 2 ** 16;
/** 2 GB of texts: far beyond what Excel opens, so something else is going on. */
const mostPages = 2_048;
/** Cities, states and labels come again and again: by their number, the last ones that were asked for. */
const remembered = 2 ** 14;

export function createSharedTexts(): SharedTexts {
  const pages: Buffer[] = [];
  /** Where each text starts: page × pageBytes + offset. */
  const starts: Uint32Array[] = [];
  let page = Buffer.alloc(0);
  let used = 0;
  let count = 0;
  const recentIndexes = new Int32Array(remembered).fill(-1);
  const recentTexts: string[] = new Array(remembered).fill('');

  /** Room for a length and a text of at most `bytes`. A text never spans two pages; a huge one has its own. */
  function reserve(bytes: number): void {
    if (used + bytes <= page.length && used < pageBytes) return;
    if (pages.length === mostPages) throw new Damage('too many texts');
    page = Buffer.allocUnsafeSlow(Math.max(pageBytes, bytes));
    pages.push(page);
    used = 0;
  }

  function read(index: number): string {
    const start = starts[Math.floor(index / startsPerSegment)]?.[index % startsPerSegment] ?? 0;
    const from = pages[Math.floor(start / pageBytes)];
    if (from === undefined) return '';
    const at = start % pageBytes;
    const short = from.readUInt8(at);
    if (short < 0xff) return from.toString('utf8', at + 1, at + 1 + short);
    return from.toString('utf8', at + 5, at + 5 + from.readUInt32LE(at + 1));
  }

  return {
    add(text) {
      reserve(5 + text.length * 3);
      const segment = Math.floor(count / startsPerSegment);
      const segmentStarts = starts[segment] ?? new Uint32Array(startsPerSegment);
      starts[segment] = segmentStarts;
      segmentStarts[count % startsPerSegment] = (pages.length - 1) * pageBytes + used;
      const isShort = text.length * 3 < 0xff;
      const length = page.write(text, used + (isShort ? 1 : 5), 'utf8');
      page.writeUInt8(isShort ? length : 0xff, used);
      if (!isShort) page.writeUInt32LE(length, used + 1);
      used += length + (isShort ? 1 : 5);
      count += 1;
    },
    count: () => count,
    get(index) {
      if (index < 0 || index >= count) return '';
      const slot = index % remembered;
      const recent = recentTexts[slot];
      if (recentIndexes[slot] === index && recent !== undefined) return recent;
      const text = read(index);
      recentIndexes[slot] = index;
      recentTexts[slot] = text;
      return text;
    },
  };
}
