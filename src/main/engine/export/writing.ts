import type { ExportGap, StoredExport } from '#main/store/exports.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { partPath } from '#shared/export/name.ts';
import type { ExportPlace, ExportPlan } from '#shared/export/state.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import type { Snapshots } from '../snapshots.ts';
import type { Parts } from './parts.ts';

export interface ExportDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly events: Events;
  readonly snapshots: Snapshots;
  readonly parts: Parts;
}

/** What was done since the last step. */
interface Step {
  /** Null: nothing comes after it. */
  readonly place: ExportPlace | null;
  /** Length of the part. */
  readonly bytes: number;
  readonly written: number;
  readonly gaps?: readonly ExportGap[];
  readonly total?: number | null;
  readonly isCut?: boolean;
  readonly plan?: ExportPlan;
}

/**
 * Puts a step on the disk, then into the store: what the store says of the part is never more than is there. The export as it
 * stands then.
 */
export async function settleStep(
  deps: ExportDeps,
  { id, path, place }: StoredExport,
  step: Step,
): Promise<StoredExport> {
  const { store, parts } = deps;
  await parts.settle(partPath(path), step.bytes);
  const { plan, ...progress } = step;
  store.transact(() => {
    store.exports.saveProgress(id, { ...progress, place: step.place ?? place });
    if (plan !== undefined) store.exports.savePlan(id, plan);
    if (step.place === null) {
      store.exports.move(id, { phase: 'finish', status: 'running', reason: null, finishedAt: null });
    }
  });
  const job = jobIdOf.export(id);
  deps.snapshots.meterOf(job).add(step.written, deps.clock.monotonic());
  deps.events.changed(job);
  return store.exports.get(id);
}
