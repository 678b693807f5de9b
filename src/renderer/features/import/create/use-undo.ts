import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UndoAction, UndoState } from '#shared/recipient/undo.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { UndoCount } from '#shared/rpc/undos.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys } from '../../../rpc/queries.ts';

/** Looks at what can be undone, or does it. */
export function useUndo(importId: number) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: (move: 'look' | 'start') => engine.undos[move]({ importId }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.undo(importId)) });
      void queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.import(importId)) });
      void queryClient.invalidateQueries({ queryKey: keys.jobs });
    },
  });
  return {
    move: mutation.mutate,
    busy: mutation.isPending ? mutation.variables : null,
    error: mutation.error,
  };
}

export const countOfUndo = (counts: readonly UndoCount[], state: UndoState, action?: UndoAction): number =>
  counts.reduce(
    (sum, count) =>
      sum + (count.state === state && (action === undefined || count.action === action) ? count.count : 0),
    0,
  );

/** Contacts of this import are gone, or are about to be: no campaign can be made of it any more. */
export const isUndone = (undo: { readonly phase: string; readonly counts: readonly UndoCount[] }): boolean =>
  undo.phase === 'undo' || countOfUndo(undo.counts, 'deleted') > 0;
