import { z } from 'zod';

/** What is done to the contact of a row that is taken back: it was made by the import, or changed by it. */
export const undoActionSchema = z.enum(['delete', 'restore']);
export type UndoAction = z.infer<typeof undoActionSchema>;

/** The life of a row of an undo. */
export const undoStates = [
  'queued', // not looked at yet
  'planned', // looked at: there is something to take back
  'working', // the intent is committed, the answer is not here yet
  'inDoubt', // the answer was lost: settled by looking at the contact
  'deleted', // final: the contact is gone, by this undo
  'restored', // final: the contact has what it had before; the problem says where somebody changed something since
  'kept', // final: left as it is, the reason says why
  'gone', // final: somebody had deleted the contact already
  'failed', // final: refused, the reason says why
  'cancelled', // final: the undo was cancelled before
] as const;
export const undoStateSchema = z.enum(undoStates);
export type UndoState = z.infer<typeof undoStateSchema>;

/** The lawful moves. Whatever is not here throws at the store. */
export const undoMoves: Readonly<Record<UndoState, readonly UndoState[]>> = {
  queued: ['planned', 'restored', 'kept', 'gone', 'cancelled'],
  planned: ['working', 'restored', 'kept', 'gone', 'cancelled', 'queued'],
  // Back to planned only where it is certain that the request had no effect.
  working: ['deleted', 'restored', 'inDoubt', 'failed', 'planned'],
  inDoubt: ['deleted', 'gone', 'failed', 'planned', 'cancelled'],
  deleted: [],
  restored: [],
  gone: [],
  // An import that is undone again: what is left of it is looked at anew.
  kept: ['queued'],
  failed: ['queued', 'planned'],
  cancelled: ['queued'],
};

/** States in which an undo has nothing more to do for the row. */
export const settledUndoStates = [
  'deleted',
  'restored',
  'kept',
  'gone',
  'failed',
  'cancelled',
] as const satisfies readonly UndoState[];
