import type { Store } from '#main/store/store.ts';
import type { UndoChange, UndoRow } from '#main/store/undos.ts';
import type { Clock } from '#shared/clock.ts';
import { unreachable } from '#shared/result.ts';
import { inSlices } from '../slice.ts';
import { finished, type StageEnd, stopped } from '../work.ts';
import type { Examiner, Verdict } from './examine.ts';

const rowsAtOnce = 500;
/** As many as go into one question about their messages (facts, section 12 row 33). */
const contactsAtOnce = 20;

type Enlisted = Pick<UndoRow, 'rowNo' | 'contactId' | 'action'>;

interface LookOptions {
  readonly importId: number;
  readonly examiner: Examiner;
  readonly signal: AbortSignal;
  readonly onRows: (count: number) => void;
}

/** Where a row goes by what its contact is now; null: there is something to be done. */
export function settledBy(row: UndoRow, verdict: Verdict): UndoChange | null {
  switch (verdict.kind) {
    case 'delete':
    case 'restore':
      return null;
    case 'restored':
      return { row, to: 'restored' };
    case 'keep':
      return { row, to: 'kept', problem: verdict.problem };
    case 'gone':
      return { row, to: 'gone' };
    default:
      return unreachable(verdict);
  }
}

/** Enlists what the import made or changed, and looks at each contact: reads only. */
export async function lookAtContacts(
  deps: { readonly store: Store; readonly clock: Clock },
  options: LookOptions,
): Promise<StageEnd> {
  const { store } = deps;
  const { importId, examiner, signal, onRows } = options;
  if (!(await enlist(deps, options))) return stopped;
  while (!signal.aborted) {
    const rows = store.undos.inState(importId, 'queued', contactsAtOnce);
    if (rows.length === 0) return finished;
    const looked = await examiner.look(rows);
    if (!looked.ok) return looked.error;
    store.transact(() =>
      store.undos.apply(
        importId,
        [...looked.value].map(([row, verdict]) => settledBy(row, verdict) ?? { row, to: 'planned' }),
      ),
    );
    onRows(rows.length);
  }
  return stopped;
}

/** Rows whose contact the import made, and rows whose contact it changed. Others are none of its business. */
function enlist(
  deps: { readonly store: Store; readonly clock: Clock },
  { importId, signal }: Pick<LookOptions, 'importId' | 'signal'>,
): Promise<boolean> {
  const { store } = deps;
  return inSlices(deps, {
    signal,
    step: () => {
      const rows = store.rows.after(importId, store.undos.get(importId).enlistedTo, rowsAtOnce);
      const last = rows.at(-1);
      if (last === undefined) return 'done';
      const own = rows.flatMap(({ rowNo, contactId, origin }): readonly Enlisted[] => {
        if (contactId === null) return [];
        if (origin === 'created') return [{ rowNo, contactId, action: 'delete' }];
        const isChanged = store.contactChanges.find(importId, rowNo) !== null;
        return isChanged ? [{ rowNo, contactId, action: 'restore' }] : [];
      });
      store.transact(() => store.undos.enlist(importId, own, last.rowNo));
      return 'more';
    },
  });
}
