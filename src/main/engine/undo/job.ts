import type { Store } from '#main/store/store.ts';
import type { StoredUndo } from '#main/store/undos.ts';
import type { Clock } from '#shared/clock.ts';
import { unreachable } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { JobStatus } from '#shared/rpc/jobs.ts';
import type { UndoPhase } from '#shared/rpc/undos.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import type { Snapshots } from '../snapshots.ts';
import { blocked, type StageEnd } from '../work.ts';
import { createExaminer } from './examine.ts';
import { lookAtContacts } from './look.ts';
import { takeBack } from './take-back.ts';

interface UndoJobDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly events: Events;
  readonly snapshots: Snapshots;
}

/** What an undo has to do by itself now; `review` waits for a person. */
type WorkingPhase = Extract<UndoPhase, 'look' | 'undo'>;
const isWorking = (phase: UndoPhase): phase is WorkingPhase => phase === 'look' || phase === 'undo';

/** Works on an undo until a person is needed, it is done, or it is told to stop. */
export async function runUndo(deps: UndoJobDeps, importId: number, signal: AbortSignal): Promise<void> {
  const { store, clock, events } = deps;
  const undo = store.undos.get(importId);
  const { phase, status } = undo;
  if (status !== 'running' || !isWorking(phase)) return;
  const end = await runPhase(deps, undo, phase, signal);
  switch (end.kind) {
    case 'stopped':
      return;
    case 'blocked':
      store.undos.move(importId, { phase, status: 'paused', reason: end.problem, finishedAt: null });
      return;
    case 'finished': {
      const next = phaseAfter(store, importId, phase);
      const finishedAt = next.phase === 'done' ? clock.now() : null;
      store.undos.move(importId, { ...next, reason: null, finishedAt });
      events.changed(jobIdOf.undo(importId));
      events.changed(jobIdOf.import(importId));
      return;
    }
    default:
      unreachable(end);
  }
}

/** Where there is nothing to take back, nobody has to say yes to it. */
function phaseAfter(
  store: Store,
  importId: number,
  phase: WorkingPhase,
): { readonly phase: UndoPhase; readonly status: JobStatus } {
  const isPlanned = store.undos.counts(importId).some(({ state }) => state === 'planned' || state === 'inDoubt');
  return phase === 'look' && isPlanned ? { phase: 'review', status: 'waiting' } : { phase: 'done', status: 'done' };
}

async function runPhase(
  deps: UndoJobDeps,
  { importId, accountId }: StoredUndo,
  phase: WorkingPhase,
  signal: AbortSignal,
): Promise<StageEnd> {
  const { store, sessions } = deps;
  const job = jobIdOf.undo(importId);
  const onRows = (count: number) => {
    deps.snapshots.meterOf(job).add(count, deps.clock.monotonic());
    deps.events.changed(job);
  };
  const opened = await sessions.open(accountId);
  if (!opened.ok) return blocked(opened.error);
  const session = opened.value;
  const examiner = await createExaminer(deps, { source: store.imports.get(importId), session, signal });
  if (!examiner.ok) return examiner.error;
  const options = { importId, accountId, session, examiner: examiner.value, signal, onRows };
  return phase === 'look' ? lookAtContacts(deps, options) : takeBack(deps, options);
}
