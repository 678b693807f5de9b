import { lastLine } from './book.ts';
import { columnOf, type Merges } from './sheet-xml.ts';
import type { Archive } from './zip.ts';

/**
 * Bytes of the XML of a sheet up to which it is looked through once more: merges stand behind the rows that they are about. Some
 * 100 ms, which the preview has; beyond (some 60,000 rows of 8 columns) a merged cell has its value in its first row alone.
 */
const mostBytes = 32 * 1024 ** 2;
const mostMerges = 100_000;

const tagName = Buffer.from('mergeCell ');
/** Beyond it a tag is none of ours. */
const longestTag = 200;

/** Where cells of a sheet are merged downwards; none are known in a very large one. Throws `Damage`. */
export async function readMerges(archive: Archive, part: string): Promise<Merges> {
  const merges = new Map<number, { column: number; lastLine: number }[]>();
  const stream = archive.sizeOf(part) > mostBytes ? null : await archive.read(part);
  let carried: Buffer = Buffer.alloc(0);
  let count = 0;
  for await (const piece of stream ?? []) {
    const view = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const bytes = carried.length === 0 ? view : Buffer.concat([carried, view]);
    const first = bytes.indexOf(tagName);
    const text = first === -1 ? '' : bytes.toString('latin1', first);
    for (const [, from = '', top = '', to = ''] of text.matchAll(/mergeCell [^>]*?ref="([A-Z]+)(\d+):[A-Z]+(\d+)"/g)) {
      const [line, last] = [Number(top), Math.min(Number(to), lastLine)];
      count += 1;
      if (last <= line || count > mostMerges) continue;
      const ofLine = merges.get(line) ?? [];
      merges.set(line, ofLine);
      ofLine.push({ column: columnOf(from) - 1, lastLine: last });
    }
    // A tag that this piece cuts: from its start on, where its end is missing.
    const start = bytes.lastIndexOf('<');
    carried = start !== -1 && bytes.length - start < longestTag ? Buffer.from(bytes.subarray(start)) : Buffer.alloc(0);
  }
  return merges;
}
