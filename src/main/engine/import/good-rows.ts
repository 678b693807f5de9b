import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { applyMapping } from '#shared/mapping/apply.ts';
import type { Draft } from '#shared/mapping/mapping.ts';
import { goodRowStates } from '#shared/recipient/row.ts';
import { inSlices } from '../slice.ts';

const rowsAtOnce = 500;

/** Goes through what each row says that a creation would make a contact of, in slices, until `visit` has enough. */
export async function eachGoodDraft(
  deps: { readonly store: Pick<Store, 'rows'>; readonly clock: Clock },
  source: StoredImport,
  visit: (draft: Draft) => 'more' | 'enough',
  signal: AbortSignal,
): Promise<void> {
  let after = 0;
  await inSlices(deps, {
    signal,
    step: () => {
      const rows = deps.store.rows.after(source.id, after, rowsAtOnce);
      for (const row of rows) {
        if (!goodRowStates.some((state) => state === row.state)) continue;
        const draft = applyMapping(row.cells, source.findings?.header ?? [], source.mapping);
        if (visit(draft) === 'enough') return 'done';
      }
      after = rows.at(-1)?.rowNo ?? after;
      return rows.length > 0 ? 'more' : 'done';
    },
  });
}
