import { z } from 'zod';

/** Cells of one row that a person put right, by column from 0. */
export type Edits = Readonly<Record<number, string>>;

const editsSchema = z.record(z.string().regex(/^\d+$/), z.string());

/** From how they are kept: an object in JSON, or nothing. */
export function parseEdits(json: string | null): Edits {
  return json === null ? {} : editsSchema.parse(JSON.parse(json));
}

/** Null where nothing was put right. */
export const formatEdits = (edits: Edits): string | null =>
  Object.keys(edits).length === 0 ? null : JSON.stringify(edits);

/** The cells as a person wants them: what was put right, laid over what came. A row may get cells it did not have. */
export function laidOver(written: readonly string[], edits: Edits): readonly string[] {
  const columns = Object.keys(edits).map(Number);
  if (columns.length === 0) return written;
  const width = Math.max(written.length, ...columns.map((column) => column + 1));
  return Array.from({ length: width }, (_, column) => edits[column] ?? written[column] ?? '');
}

/** With one more cell put right; null, or what came anyway, takes the correction of this cell away. */
export function withEdit(
  written: readonly string[],
  edits: Edits,
  change: { readonly column: number; readonly text: string | null },
): Edits {
  const { [change.column]: _before, ...others } = edits;
  if (change.text === null || change.text === (written[change.column] ?? '')) return others;
  return { ...others, [change.column]: change.text };
}

/** What is looked for in the cells of one column: the whole cell, or any part of it; capitals and accents as written. */
export interface Finding {
  readonly text: string;
  readonly match: 'whole' | 'part';
}

/** The cell with every finding in it replaced; null where there is none. An empty text finds only empty cells. */
export function replaced(cell: string, find: Finding, replacement: string): string | null {
  if (find.match === 'whole' || find.text === '') return cell === find.text ? replacement : null;
  return cell.includes(find.text) ? cell.replaceAll(find.text, () => replacement) : null;
}
