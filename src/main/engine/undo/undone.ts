import type { Store } from '#main/store/store.ts';
import { ProblemError } from '#shared/problem.ts';
import type { UndoState } from '#shared/recipient/undo.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';

const taken: readonly UndoState[] = ['deleted', 'working', 'inDoubt'];

/** Contacts of this import were deleted, or are being deleted. */
export function isUndone(store: Pick<Store, 'undos'>, importId: number): boolean {
  const undo = store.undos.find(importId);
  if (undo === null) return false;
  const isUnderWay = undo.phase === 'undo' && (undo.status === 'running' || undo.status === 'paused');
  return isUnderWay || store.undos.counts(importId).some(({ state }) => taken.includes(state));
}

/** Nothing begins any more with contacts of an import that was undone, or is being undone. Problem: importUndone. */
export function refuseIfUndone(store: Pick<Store, 'undos'>, importId: number): void {
  if (isUndone(store, importId)) throw new ProblemError({ kind: 'importUndone', job: jobIdOf.import(importId) });
}
