import { z } from 'zod';
import { importIdSchema, procedure } from './errors.ts';
import { rowFilterSchema } from './imports.ts';

/** What kind of edit a step of the review was: the words for taking it back depend on it. */
export const editKindSchema = z.enum(['cell', 'alike', 'replace', 'exclude', 'include']);
export type EditKind = z.infer<typeof editKindSchema>;

const editStepSchema = z.object({ kind: editKindSchema, changes: z.int() });

/** What *undo* and *redo* would do now. */
export const editHistorySchema = z.object({ undo: editStepSchema.nullable(), redo: editStepSchema.nullable() });
export type EditHistory = z.infer<typeof editHistorySchema>;

/** Which rows: a few by their numbers, or all behind a filter and a search. */
const rowsSchema = z.union([
  z.object({ rowNos: z.array(z.int().positive()).min(1).max(500) }),
  z.object({ filter: rowFilterSchema, search: z.string() }),
]);
export type ChosenRows = z.infer<typeof rowsSchema>;

const findingSchema = z.object({ text: z.string().max(32_767), match: z.enum(['whole', 'part']) });
const column = z.int().nonnegative().max(999);
const cell = z.string().max(32_767);
const one = z.object({ importId: importIdSchema });
const changed = z.object({ changes: z.int() });

/**
 * Putting the rows of a sheet right before anything is created. Each call is one step that can be taken back. What came
 * is kept beside what it was made to (law 6). Problems of all: jobUnknown, importNotReady (before the review, and once creating
 * has begun).
 */
export const review = {
  /** What was done so far, as far as it can be taken back or done again. */
  history: procedure.input(one).output(editHistorySchema),

  /** Puts one cell right; null: as it came. */
  edit: procedure.input(one.extend({ rowNo: z.int().positive(), column, text: cell.nullable() })).output(changed),

  /** In how many cells of a column something is found. Of a million rows it takes about a second. */
  count: procedure.input(one.extend({ column, find: findingSchema })).output(z.object({ cells: z.int() })),

  /** Replaces it in all of them. */
  replace: procedure
    .input(one.extend({ column, find: findingSchema, replacement: cell, kind: z.enum(['alike', 'replace']) }))
    .output(changed),

  /** Leaves rows out, or takes them in again. */
  include: procedure.input(one.extend({ rows: rowsSchema, takesPart: z.boolean() })).output(changed),

  undo: procedure.input(one).output(changed),
  redo: procedure.input(one).output(changed),
};
