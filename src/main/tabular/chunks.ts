import type { TableRow } from '#shared/tabular/table.ts';
import { rowsInChunk, type SheetChunk } from './sheet.ts';

export interface Chunker {
  /** Takes rows in, and gives back the chunks that are full. */
  readonly add: (
    rows: readonly TableRow[],
    from: { readonly bytesRead: number; readonly mendedLines: readonly number[] },
  ) => readonly SheetChunk[];
  /** What is left, if anything. */
  readonly rest: () => readonly SheetChunk[];
}

/** In bytes of the file: rows of many columns do not wait until there are a thousand of them. */
const bytesInChunk = 1024 * 1024;

/** Regroups rows: pieces of a file hold ten or ten thousand of them, a transaction wants about a thousand. */
export function createChunker(): Chunker {
  let rows: TableRow[] = [];
  let mendedLines: number[] = [];
  let bytesRead = 0;
  let bytesGiven = 0;

  function give(count: number): SheetChunk {
    const chunk = { rows: rows.slice(0, count), bytesRead, mendedLines };
    rows = rows.slice(count);
    mendedLines = [];
    bytesGiven = bytesRead;
    return chunk;
  }

  return {
    add(more, from) {
      for (const row of more) rows.push(row);
      mendedLines.push(...from.mendedLines);
      bytesRead = from.bytesRead;
      const chunks: SheetChunk[] = [];
      while (rows.length >= rowsInChunk) chunks.push(give(rowsInChunk));
      // Progress shows also where long texts are read before the first row.
      if (chunks.length === 0 && bytesRead - bytesGiven >= bytesInChunk) chunks.push(give(rows.length));
      return chunks;
    },
    rest: () => (rows.length > 0 || mendedLines.length > 0 ? [give(rows.length)] : []),
  };
}
