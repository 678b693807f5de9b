import type { TableRow } from '#shared/tabular/table.ts';

/** Rows of a sheet and how far the reading has come, from 0 to 1. */
export interface SheetPiece {
  readonly rows: readonly TableRow[];
  readonly done: number;
}

export interface BookSheet {
  readonly name: string;
  readonly hidden: boolean;
}

/** A file of one or more sheets, whatever its format. A sheet is asked for by its place in `sheets`. All throw `Damage`. */
export interface Book {
  readonly sheets: readonly BookSheet[];
  /** The first rows, at most `most`; blank ones are left out. */
  readonly firstRows: (sheet: number, most: number) => Promise<readonly TableRow[]>;
  /** All rows, once, with flat memory and a turn for others in between; blank ones are left out. */
  readonly allRows: (sheet: number) => AsyncGenerator<SheetPiece, void>;
  readonly close: () => void | Promise<void>;
}

/** For formats that are read from their beginning in one go. */
export async function takeFirst(pieces: AsyncGenerator<SheetPiece, void>, most: number): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const piece of pieces) {
    rows.push(...piece.rows.slice(0, most - rows.length));
    if (rows.length === most) break;
  }
  return rows;
}

/** The widest and longest that a sheet of Excel or LibreOffice can be. */
export const lastColumn = 16_384;
export const lastLine = 1_048_576;

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');
