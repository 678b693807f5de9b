import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Store } from '#main/store/store.ts';
import { openSheet } from '#main/tabular/open.ts';
import type { TabularDeps } from '#main/tabular/sheet.ts';
import type { Clock } from '#shared/clock.ts';
import { inSlices } from '../slice.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';

/** Rows deleted at once when a sheet is read again: some 10 ms. */
const deletedAtOnce = 2_000;

/**
 * Reads the whole sheet into the store, cell for cell as it was previewed: a reload of the window loses nothing.
 * After a kill it goes on behind the rows that are staged: the parser goes through the sheet again from the start,
 * which is quicker than writing, and the file must not have changed. Memory does not grow with the file.
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
  if (opened.value.fileBytes !== source.fileBytes) return blocked({ kind: 'fileChanged' });

  let seen = 0;
  let staged = source.rowTotal;
  for await (const chunk of opened.value.rows()) {
    if (signal.aborted) return stopped;
    if (!chunk.ok) return blocked(chunk.error);
    const fresh = chunk.value.rows.slice(Math.max(0, staged - seen));
    seen += chunk.value.rows.length;
    if (fresh.length > 0) {
      store.transact(() => {
        store.rows.insertStaged(importId, staged + 1, fresh);
        staged += fresh.length;
        store.imports.saveStaged(importId, { rowTotal: staged, bytesRead: chunk.value.bytesRead });
      });
      onRows(fresh.length);
    }
    await letOthersRun();
  }
  return finished;
}

/** Takes what an earlier reading staged out of the store, in slices. False when it was told to stop. */
async function removeRows(
  deps: { readonly store: Store; readonly clock: Clock },
  options: { readonly importId: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const step = () => (deps.store.rows.removeSome(options.importId, deletedAtOnce) > 0 ? 'more' : 'done');
  return inSlices(deps, { step, signal: options.signal });
}
