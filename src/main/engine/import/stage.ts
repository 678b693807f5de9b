import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Store } from '#main/store/store.ts';
import { openSheet } from '#main/tabular/open.ts';
import type { TabularDeps } from '#main/tabular/sheet.ts';
import type { Clock } from '#shared/clock.ts';
import { mendedNowhere, withMended } from '#shared/tabular/mended.ts';
import type { Findings, TableRow } from '#shared/tabular/table.ts';
import { inSlices } from '../slice.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';

/** Rows deleted at once when a sheet is read again: some 10 ms. */
const deletedAtOnce = 2_000;

/**
 * Reads the whole sheet into the store, cell for cell as it was previewed: a reload of the window loses nothing.
 * After a kill it goes on behind the rows that are staged: the parser goes through the sheet again from the start,
 * which is quicker than writing, and finds each of them as it was. A file that was written to in between is not mixed into what
 * it was before: fileChanged. Memory does not grow with the file.
 */
export async function stageSheet(
  deps: { readonly store: Store; readonly clock: Clock; readonly tabular: TabularDeps },
  options: { readonly importId: number; readonly signal: AbortSignal; readonly onRows: (count: number) => void },
): Promise<StageEnd> {
  const { store } = deps;
  const { importId, signal, onRows } = options;
  const source = store.imports.get(importId);
  if (!source.findings) throw new Error('staging a sheet that nobody looked into');

  if (source.rowTotal === 0 && !(await removeRows(deps, { importId, signal }))) return stopped;

  const opened = await openSheet(source.path, source.findings.dialect, deps.tabular);
  if (!opened.ok) return blocked(opened.error);
  const isSame = opened.value.fileBytes === source.fileBytes && looksAlike(opened.value.findings, source.findings);
  if (!isSame) return blocked({ kind: 'fileChanged' });

  let seen = 0;
  let staged = source.rowTotal;
  let mended = mendedNowhere;
  for await (const chunk of opened.value.rows()) {
    if (signal.aborted) return stopped;
    if (!chunk.ok) return blocked(chunk.error);
    const known = chunk.value.rows.slice(0, Math.max(0, staged - seen));
    if (!isStaged(store, { importId, after: seen, rows: known })) return blocked({ kind: 'fileChanged' });
    const fresh = chunk.value.rows.slice(known.length);
    seen += chunk.value.rows.length;
    mended = withMended(mended, chunk.value.mended);
    if (fresh.length > 0) {
      store.transact(() => {
        store.rows.insertStaged(importId, staged + 1, fresh);
        staged += fresh.length;
        store.imports.saveStaged(importId, { rowTotal: staged, bytesRead: chunk.value.bytesRead, mended });
      });
      onRows(fresh.length);
    }
    await letOthersRun();
  }
  return seen < staged ? blocked({ kind: 'fileChanged' }) : finished;
}

const looksAlike = (now: Findings, before: Findings): boolean =>
  JSON.stringify([now.header, now.head]) === JSON.stringify([before.header, before.head]);

/** Whether these rows of the sheet are what the store has behind the row of the number `after`. */
function isStaged(
  store: Store,
  options: { readonly importId: number; readonly after: number; readonly rows: readonly TableRow[] },
): boolean {
  const { importId, after, rows } = options;
  if (rows.length === 0) return true;
  const staged = store.rows.cellsWithin(importId, { from: after + 1, to: after + rows.length });
  return rows.every((row, i) => staged[i]?.line === row.line && staged[i]?.cells === JSON.stringify(row.cells));
}

/** Takes what an earlier reading staged out of the store, in slices. False when it was told to stop. */
async function removeRows(
  deps: { readonly store: Store; readonly clock: Clock },
  options: { readonly importId: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const step = () => (deps.store.rows.removeSome(options.importId, deletedAtOnce) > 0 ? 'more' : 'done');
  return inSlices(deps, { step, signal: options.signal });
}
