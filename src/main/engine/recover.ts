import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { doubtCreating } from './import/doubt.ts';
import { inSlices } from './slice.ts';

/** What no window and no calendar day can see any more: a day may have 25 hours. */
const ledgerKeptMs = 48 * 3_600_000;
const entriesAtOnce = 1_000;

/** Forgets what left long ago, in small steps: after a busy week there may be a million of it. */
export const forgetLongAgo = async (
  deps: { readonly store: Store; readonly clock: Clock },
  signal: AbortSignal,
): Promise<void> => {
  const beforeMs = deps.clock.now() - ledgerKeptMs;
  await inSlices(deps, {
    signal,
    step: () => (deps.store.pace.prune(beforeMs, entriesAtOnce) > 0 ? 'more' : 'done'),
  });
};

/**
 * What a start does before anything else, whatever ended the last process. Requests without an answer may have had
 * their effect, so they are in doubt (law 2); they may arrive as late as now, so their places in the ledger free one
 * window from now on (law 4). Jobs that were running are paused, with that as the reason.
 */
export function recover(deps: { readonly store: Store; readonly clock: Clock }): void {
  const { store, clock } = deps;
  const nowMs = clock.now();
  store.transact(() => {
    store.pace.closeOpen(nowMs);
    store.requests.interruptAll(nowMs);
    store.deliveries.interruptAll(nowMs);
    for (const { id, phase } of store.imports.list()) {
      if (phase === 'create') doubtCreating(store, id);
    }
    for (const { importId } of store.undos.list()) store.undos.doubtWorking(importId);
    for (const { id, phase } of store.actions.list()) if (phase === 'act') store.actions.doubtSending(id);
    const interrupted = { kind: 'interrupted' } as const;
    store.imports.interruptAll(interrupted);
    store.campaigns.interruptAll(interrupted);
    store.undos.interruptAll(interrupted);
    store.actions.interruptAll(interrupted);
    store.exports.interruptAll(interrupted);
  });
}
