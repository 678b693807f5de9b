import { z } from 'zod';

/** The life of a contact in a bulk action. */
export const actionStates = [
  'queued', // not looked at yet
  'planned', // looked at: there is something to do
  'sending', // the intent is committed, the answer is not here yet
  'inDoubt', // the answer was lost: settled by looking at the account
  'done', // final
  'unchanged', // final: it was so already
  'skipped', // final: there is nobody, or nothing, to do it to; the reason says why
  'failed', // final: refused, the reason says why
  'held', // final: nobody can tell whether it was done; a person decides
  'cancelled', // final: the action was cancelled before
] as const;
export const actionStateSchema = z.enum(actionStates);
export type ActionState = z.infer<typeof actionStateSchema>;

/** The lawful moves. Whatever is not here throws at the store. */
export const actionMoves: Readonly<Record<ActionState, readonly ActionState[]>> = {
  queued: ['planned', 'unchanged', 'skipped', 'cancelled'],
  planned: ['sending', 'unchanged', 'skipped', 'cancelled'],
  // Back to planned only where it is certain that the request had no effect.
  sending: ['done', 'failed', 'inDoubt', 'planned'],
  inDoubt: ['done', 'planned', 'skipped', 'failed', 'held'],
  // By a person, who looked.
  held: ['done', 'planned'],
  failed: ['planned'],
  done: [],
  unchanged: [],
  skipped: [],
  cancelled: [],
};

/** States in which an action has something to do for a contact still. */
export const openActionStates = ['queued', 'planned', 'sending', 'inDoubt'] as const satisfies readonly ActionState[];

/** `find` looks who is meant and what there is to do, with reads alone; `review` waits for a person; `act` does it. */
export const actionPhases = ['find', 'review', 'act', 'done'] as const;
export const actionPhaseSchema = z.enum(actionPhases);
export type ActionPhase = z.infer<typeof actionPhaseSchema>;
