import type { MendedLines } from '#shared/tabular/mended.ts';
import type { TableRow } from '#shared/tabular/table.ts';
import { rowsInChunk, type SheetChunk } from './sheet.ts';

export interface Chunker {
  /** Takes rows in, and gives back the chunks that are full. */
  readonly add: (
    rows: readonly TableRow[],
    from: { readonly bytesRead: number; readonly mended: MendedLines },
  ) => readonly SheetChunk[];
  /** What is left, if anything. */
  readonly rest: () => readonly SheetChunk[];
}

/** In bytes of the file: rows of many columns do not wait until there are a thousand of them. */
const bytesInChunk = 1024 * 1024;

/** Regroups rows: pieces of a file hold ten or ten thousand of them, a transaction wants about a thousand. */
export function createChunker(): Chunker {
  let rows: TableRow[] = [];
  let mended = { letters: [] as number[], quotes: [] as number[] };
  let bytesRead = 0;
  let bytesGiven = 0;

  function give(count: number): SheetChunk {
    const chunk = { rows: rows.slice(0, count), bytesRead, mended };
    rows = rows.slice(count);
    mended = { letters: [], quotes: [] };
    bytesGiven = bytesRead;
    return chunk;
  }

  return {
    add(more, from) {
      for (const row of more) rows.push(row);
      for (const line of from.mended.letters) mended.letters.push(line);
      for (const line of from.mended.quotes) mended.quotes.push(line);
      bytesRead = from.bytesRead;
      const chunks: SheetChunk[] = [];
      while (rows.length >= rowsInChunk) chunks.push(give(rowsInChunk));
      // Progress shows also where long texts are read before the first row.
      if (chunks.length === 0 && bytesRead - bytesGiven >= bytesInChunk) chunks.push(give(rows.length));
      return chunks;
    },
    rest: () => (rows.length > 0 || mended.letters.length > 0 || mended.quotes.length > 0 ? [give(rows.length)] : []),
  };
}
