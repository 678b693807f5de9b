/**
 * Where a row of a sheet of problems came from. It stands in a column of its own, so that rows may be sorted, deleted and
 * copied, the file renamed and saved by any spreadsheet program, and each is known again.
 */
export interface RowCode {
  readonly importId: number;
  /** Of the row in the store, from 1. */
  readonly rowNo: number;
  /** Where the row stood in its file: the part of the code that people read. */
  readonly line: number;
}

/** An import of this data folder: a second one may have an import of the same number. */
interface Source {
  readonly importId: number;
  readonly createdAt: number;
}

const sealLength = 4;
const sealBase = 36;

/** "340-i12-9ek3fz": line 340 of import i12, then the number of the row in base 36 and a seal of four signs. */
export const formatRowCode = (source: Source, row: { readonly rowNo: number; readonly line: number }): string =>
  `${row.line}-i${source.importId}-${row.rowNo.toString(sealBase)}${sealOf(source, row)}`;

/** What a cell says about where its row came from, still without its seal looked at; null where it is no code. */
export function parseRowCode(cell: string): (RowCode & { readonly seal: string }) | null {
  const found = /^(\d{1,9})-i(\d{1,9})-([0-9a-z]{1,7})([0-9a-z]{4})$/.exec(cell.trim().toLowerCase());
  if (found === null) return null;
  const [, line = '', importId = '', rowNo = '', seal = ''] = found;
  return { line: Number(line), importId: Number(importId), rowNo: Number.parseInt(rowNo, sealBase), seal };
}

/** Was this code written for this import? Dragging a cell down in Excel counts its digits up: such a code is none. */
export const isSealed = (code: RowCode & { readonly seal: string }, source: Source): boolean =>
  code.importId === source.importId && code.seal === sealOf(source, code);

/** FNV-1a: no secret, only unlikely to be met by chance. */
function sealOf({ importId, createdAt }: Source, { rowNo, line }: { rowNo: number; line: number }): string {
  let hash = 0x811c_9dc5;
  for (const sign of `${createdAt} ${importId} ${rowNo} ${line}`) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x0100_0193);
  }
  return ((hash >>> 0) % sealBase ** sealLength).toString(sealBase).padStart(sealLength, '0');
}
