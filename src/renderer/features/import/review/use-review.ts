import { useMutation, useQueryClient } from '@tanstack/react-query';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ChosenRows } from '#shared/rpc/review.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys } from '../../../rpc/queries.ts';

interface CellChange {
  readonly rowNo: number;
  readonly column: number;
  /** Null: as it came. */
  readonly text: string | null;
}

interface Replacement {
  readonly column: number;
  readonly find: { readonly text: string; readonly match: 'whole' | 'part' };
  readonly replacement: string;
  readonly kind: 'alike' | 'replace';
}

type Edit =
  | ({ readonly what: 'edit' } & CellChange)
  | ({ readonly what: 'replace' } & Replacement)
  | { readonly what: 'include'; readonly rows: ChosenRows; readonly takesPart: boolean }
  | { readonly what: 'undo' | 'redo' };

function ask(importId: number, edit: Edit): Promise<{ changes: number }> {
  switch (edit.what) {
    case 'edit':
      return engine.review.edit({ importId, rowNo: edit.rowNo, column: edit.column, text: edit.text });
    case 'replace': {
      const { column, find, replacement, kind } = edit;
      return engine.review.replace({ importId, column, find, replacement, kind });
    }
    case 'include':
      return engine.review.include({ importId, rows: edit.rows, takesPart: edit.takesPart });
    case 'undo':
      return engine.review.undo({ importId });
    case 'redo':
      return engine.review.redo({ importId });
  }
}

/** Edits of the sheet under review, one after the other. */
export function useReview(importId: number) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    scope: { id: `review-${importId}` },
    mutationFn: (edit: Edit) => ask(importId, edit),
    // The rows are asked again before an edit counts as done: what is said of them is what is seen.
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: keys.rowsOf(importId) });
      return queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.import(importId)) });
    },
  });
  const { mutate, mutateAsync, error, isPending } = mutation;
  return { edit: mutate, editNow: mutateAsync, error, isBusy: isPending };
}

export type Review = ReturnType<typeof useReview>;
