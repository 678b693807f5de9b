import type { Problem } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';
import type { MendedLines } from '#shared/tabular/mended.ts';
import type { Delimiter, Encoding, Findings, TableRow } from '#shared/tabular/table.ts';

/** What the user has decided already about how a file is read. A `Dialect` is one. */
export interface SheetWishes {
  readonly sheet?: string | undefined;
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  readonly headerRow?: number | undefined;
  readonly headerLines?: 2 | undefined;
}

export interface TabularDeps {
  /** Node's name of the system, as `process.platform` gives: what an error code means depends on it. */
  readonly platform: string;
}

/** A sheet that was understood. It holds nothing open: each pass over its rows opens the file anew. */
export interface Sheet {
  readonly findings: Findings;
  readonly fileBytes: number;
  /**
   * All rows below the header, once from the beginning to the end, in pieces of at most `rowsInChunk`. A problem is the
   * last that comes; what came before it is good. Throws the signal's reason when it aborts.
   * Problems: those of opening the file, fileChanged (also where it changed since `findings`), fileTooWide,
   * fileNotATable, fileEmpty, fileHeaderOnly, workbookDamaged, sheetNotFound.
   */
  readonly rows: (signal?: AbortSignal) => AsyncGenerator<Result<SheetChunk, Problem>, void>;
}

export interface SheetChunk {
  readonly rows: readonly TableRow[];
  /** For progress, of `fileBytes`. In a workbook it is the share of what had to be read, as if it were even. */
  readonly bytesRead: number;
  readonly mended: MendedLines;
}

/** A commit of this many is where staging is fast and no query waits: layout.md. */
export const rowsInChunk = 1_000;
