import { z } from 'zod';
import { variableKey } from '../mapping/key.ts';
import { parseRowCode } from './row-code.ts';
import { cellThroughSpreadsheet } from './spreadsheet-cell.ts';

/** A sheet of problems that came back: what it corrects, and which of its columns are which. */
export const correctionsSchema = z.object({
  importId: z.int(),
  fileName: z.string(),
  /** Of the cells that say where each row came from. */
  codeColumn: z.int(),
  /** Of the sentences that said why; null where it was taken out. */
  reasonColumn: z.int().nullable(),
  /** For each column of this sheet the one of the first sheet; null where it is new. */
  columns: z.array(z.int().nullable()),
});
export type Corrections = z.infer<typeof correctionsSchema>;

/** "motivo" in the three languages; one that the sheet had before makes of it "motivo (2)". */
const reasonName = /^(motivo|reason)( \(\d+\))?$/;
const positionName = /^(?:coluna|columna|column) (\d+)$/;

/** The column whose cells say where their rows came from, with the codes that were found in it; null in any other sheet. */
export function findRowCodes(rows: readonly (readonly string[])[]) {
  const found = new Map<number, NonNullable<ReturnType<typeof parseRowCode>>[]>();
  for (const row of rows) {
    row.forEach((cell, column) => {
      const code = parseRowCode(cell);
      if (code !== null) found.set(column, [...(found.get(column) ?? []), code]);
    });
  }
  const [fullest] = [...found].sort(([, a], [, b]) => b.length - a.length);
  return fullest ? { column: fullest[0], codes: fullest[1] } : null;
}

/** Which column of a sheet of problems is which of the first sheet: by their names, in any order. */
export function matchColumns(
  sheet: { readonly header: readonly string[]; readonly codeColumn: number },
  first: readonly string[],
): Pick<Corrections, 'reasonColumn' | 'columns'> {
  const { header, codeColumn } = sheet;
  const isReason = (name: string, column: number) => column !== codeColumn && reasonName.test(variableKey(name));
  const ownReasons = first.filter((name) => reasonName.test(variableKey(name))).length;
  const reasons = header.flatMap((name, column) => (isReason(name, column) ? [column] : []));
  const reasonColumn = reasons.length > ownReasons ? (reasons.at(-1) ?? null) : null;

  const free = new Map<string, number[]>();
  first.forEach((name, column) => {
    const key = variableKey(name);
    free.set(key, [...(free.get(key) ?? []), column]);
  });
  const columns = header.map((name, column) => {
    if (column === codeColumn || column === reasonColumn) return null;
    const key = variableKey(name);
    const named = key === '' ? undefined : free.get(key)?.shift();
    if (named !== undefined) return named;
    const position = Number(positionName.exec(key)?.[1] ?? Number.NaN) - 1;
    return first[position]?.trim() === '' ? position : null;
  });
  return { reasonColumn, columns };
}

/**
 * The cells of a row that came back against what they were: whether anybody corrected it, and its cells as they are
 * meant where that is not what stands there (by column of the sheet that came back).
 */
export function compareRow(
  cells: readonly string[],
  before: readonly string[],
  columns: Corrections['columns'],
): { readonly isCorrected: boolean; readonly meant: Readonly<Record<number, string>> } {
  let isCorrected = false;
  const meant: Record<number, string> = {};
  columns.forEach((first, column) => {
    if (first === null) return;
    const [was, is] = [before[first] ?? '', cells[column] ?? ''];
    const cell = cellThroughSpreadsheet(was, is);
    if (cell !== was) isCorrected = true;
    if (cell !== is) meant[column] = cell;
  });
  return { isCorrected, meant };
}
