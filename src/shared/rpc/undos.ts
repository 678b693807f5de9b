import { z } from 'zod';
import { undoActionSchema, undoStateSchema } from '../recipient/undo.ts';
import { importIdSchema, procedure } from './errors.ts';

/** `look` reads what can be taken back; `review` waits for a person; `undo` does it. */
export const undoPhaseSchema = z.enum(['look', 'review', 'undo', 'done']);
export type UndoPhase = z.infer<typeof undoPhaseSchema>;

/** How many contacts are in one situation. The sum of all of them is what the import made or changed, always. */
export const undoCountSchema = z.object({
  action: undoActionSchema,
  state: undoStateSchema,
  problem: z.string().nullable(),
  count: z.int().nonnegative(),
});
export type UndoCount = z.infer<typeof undoCountSchema>;

export const undoDetailSchema = z.object({
  importId: importIdSchema,
  phase: undoPhaseSchema,
  counts: z.array(undoCountSchema),
});
export type UndoDetail = z.infer<typeof undoDetailSchema>;

const one = z.object({ importId: importIdSchema });

/** Taking an import back: its job is `u12` for the import `i12`, and is paused, resumed and cancelled like any other. */
export const undos = {
  /** Null where nobody has asked for it yet. */
  get: procedure.input(one).output(undoDetailSchema.nullable()),

  /**
   * Looks at every contact that the import made or changed: reads only. Then it waits for `start`. Again: what was left is
   * looked at anew. Problems: importNotReady, nothingToUndo, importInUse, those of the account.
   */
  look: procedure.input(one),

  /** Deletes what the import made, and puts former values back, each after another look. Problems: importInUse, jobWrongState. */
  start: procedure.input(one),
};
