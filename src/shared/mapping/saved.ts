import { z } from 'zod';
import { columnTargetSchema, type Mapping } from './mapping.ts';
import { type ColumnChoice, findColumn, withChoices } from './target.ts';

/** One column of a mapping that is kept under a name: as it was called, or its position (`#3`) where it had no name. */
export const savedColumnSchema = z.object({ name: z.string(), target: columnTargetSchema });
export type SavedColumn = z.infer<typeof savedColumnSchema>;

/** What is kept of a mapping, for other sheets with columns of these names. */
export const columnsToSave = (header: readonly string[], mapping: Mapping): SavedColumn[] =>
  mapping.map((target, column) => ({ name: header[column]?.trim() || `#${column + 1}`, target }));

/** The columns of a sheet that a saved mapping speaks of. */
export function savedChoices(columns: readonly SavedColumn[], header: readonly string[]): readonly ColumnChoice[] {
  const chosen = new Map<number, ColumnChoice>();
  for (const { name, target } of columns) {
    const column = findColumn(name, header);
    // A position stands for a column without a name only: elsewhere it would be another column by chance.
    const isOther = column !== null && /^#\d+$/.test(name) && (header[column] ?? '').trim() !== '';
    if (column !== null && !isOther && !chosen.has(column)) chosen.set(column, { column, target });
  }
  return [...chosen.values()];
}

/** A mapping with a saved one laid over it, in whatever order the columns stand. What it does not speak of stays as it is. */
export const withSaved = (mapping: Mapping, header: readonly string[], columns: readonly SavedColumn[]): Mapping =>
  withChoices(mapping, header, savedChoices(columns, header));
