import { createSpill, type Spill } from './spill.ts';
import { Damage } from './zip.ts';

/**
 * The texts that the cells of a workbook share, by their number. They are bytes, not strings, and beyond `bytesInMemory` they
 * are in a file: a million rows with eight texts of their own take some 60 MB, where an array of strings took 500 MB.
 */
export interface SharedTexts {
  readonly add: (text: string) => void;
  readonly count: () => number;
  /** Once all are added. Throws `Damage` for a number that there is no text for. */
  readonly get: (index: number) => string;
  readonly close: () => void;
}

const pageBytes = 2 ** 20;
const bytesInMemory = 16 * pageBytes;
const endsInSegment = 2 ** 16;
/** Far beyond what Excel opens, so something else is going on. */
const mostBytes = 2 ** 31;
/** Cities, states and labels come again and again: by their number, the last ones that were asked for. */
const remembered = 2 ** 14;

export function createSharedTexts(options: { readonly bytesInMemory: number } = { bytesInMemory }): SharedTexts {
  const pagesInMemory = Math.max(1, Math.floor(options.bytesInMemory / pageBytes));
  /** The first ones, each full but perhaps the last. */
  const pages: Buffer[] = [];
  let spill: Spill | null = null;
  /** The one that is written to, and the address of its first byte. */
  let page = Buffer.alloc(0);
  let pageAt = 0;
  let used = 0;
  /** Where each text ends; the next one starts there. */
  const ends: Uint32Array[] = [];
  let count = 0;
  const recentIndexes = new Int32Array(remembered).fill(-1);
  const recentTexts: string[] = new Array(remembered).fill('');

  function nextPage(): void {
    pageAt += page.length;
    used = 0;
    if (pageAt >= mostBytes) throw new Damage('too many texts');
    if (pages.length < pagesInMemory) {
      page = Buffer.allocUnsafeSlow(pageBytes);
      pages.push(page);
      return;
    }
    // The first page beyond those stays in memory until it is full, and is written over then.
    if (pageAt === pagesInMemory * pageBytes) {
      page = Buffer.allocUnsafeSlow(pageBytes);
      return;
    }
    spill ??= createSpill();
    spill.append(page);
  }

  function append(text: string): void {
    if (text.length * 3 <= page.length - used) {
      used += page.write(text, used, 'utf8');
      return;
    }
    let rest: Uint8Array = Buffer.from(text, 'utf8');
    while (rest.length > 0) {
      if (used === page.length) nextPage();
      const part = rest.subarray(0, page.length - used);
      page.set(part, used);
      used += part.length;
      rest = rest.subarray(part.length);
    }
  }

  /** The bytes from an address on, as many as are together there. */
  function bytesFrom(address: number): Buffer {
    if (address >= pageAt) return page.subarray(address - pageAt, used);
    const inMemory = pages[Math.floor(address / pageBytes)];
    if (inMemory !== undefined) return inMemory.subarray(address % pageBytes);
    if (spill === null) throw new Error('bytes that are nowhere');
    return spill.bytesFrom(address - pagesInMemory * pageBytes);
  }

  function read(start: number, end: number): string {
    const first = bytesFrom(start);
    if (end - start <= first.length) return first.toString('utf8', 0, end - start);
    const all = Buffer.alloc(end - start);
    for (let done = 0; done < all.length; ) done += bytesFrom(start + done).copy(all, done);
    return all.toString('utf8');
  }

  const endOf = (index: number): number =>
    index < 0 ? 0 : (ends[Math.floor(index / endsInSegment)]?.[index % endsInSegment] ?? 0);

  return {
    add(text) {
      append(text);
      const segment = Math.floor(count / endsInSegment);
      const segmentEnds = ends[segment] ?? new Uint32Array(endsInSegment);
      ends[segment] = segmentEnds;
      segmentEnds[count % endsInSegment] = pageAt + used;
      count += 1;
    },
    count: () => count,
    get(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count) throw new Damage('a text that is not there');
      const slot = index % remembered;
      const recent = recentTexts[slot];
      if (recentIndexes[slot] === index && recent !== undefined) return recent;
      const text = read(endOf(index - 1), endOf(index));
      recentIndexes[slot] = index;
      recentTexts[slot] = text;
      return text;
    },
    close: () => spill?.close(),
  };
}
