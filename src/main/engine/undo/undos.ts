import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import type { UndoState } from '#shared/recipient/undo.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { UndoDetail } from '#shared/rpc/undos.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import type { Jobs } from '../jobs.ts';
import { inSlices } from '../slice.ts';
import type { Work } from '../work.ts';

const rowsAtOnce = 250;
/** What an undo that is asked for again looks at anew. */
const lookedAtAnew: readonly UndoState[] = ['kept', 'failed', 'cancelled', 'planned'];

/** What the undo of an import is and does when somebody asks; the work itself is the job's. */
export function createUndos(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly sessions: Sessions;
  readonly work: Work;
  readonly jobs: Jobs;
}) {
  const { store, clock, events, sessions, work, jobs } = deps;

  /** A campaign that still has something to send would send it to nobody. */
  function refuseWhileInUse(importId: number): void {
    const open = store.campaigns
      .list()
      .find(
        ({ importId: its, status }) =>
          its === importId && status !== 'done' && status !== 'cancelled' && status !== 'failed',
      );
    if (!open) return;
    const campaign = jobIdOf.campaign(open.id);
    throw new ProblemError({ kind: 'importInUse', job: jobIdOf.import(importId), campaign });
  }

  /** Has the import come to its end, and is there anything of it on the account? Its account. */
  function accountOf(importId: number): number {
    const job = jobIdOf.import(importId);
    const source = store.imports.find(importId);
    if (!source) throw new ProblemError({ kind: 'jobUnknown', job });
    const nothing = new ProblemError({ kind: 'nothingToUndo', job });
    if (source.status === 'cancelled' && source.phase !== 'create') throw nothing;
    if (source.phase !== 'done' && source.status !== 'cancelled')
      throw new ProblemError({ kind: 'importNotReady', job });
    const isAnything = store.rows.counts(importId).some(({ origin }) => origin !== null);
    if (source.accountId === null || !isAnything) throw nothing;
    return source.accountId;
  }

  async function requeue(importId: number): Promise<void> {
    for (const state of lookedAtAnew) {
      await inSlices(deps, {
        signal: new AbortController().signal,
        step: () => {
          const rows = store.undos.inState(importId, state, rowsAtOnce);
          if (rows.length > 0) {
            store.transact(() =>
              store.undos.apply(
                importId,
                rows.map((row) => ({ row, to: 'queued' })),
              ),
            );
          }
          return rows.length > 0 ? 'more' : 'done';
        },
      });
    }
  }

  return {
    detail(importId: number): UndoDetail | null {
      const undo = store.undos.find(importId);
      return undo && { importId, phase: undo.phase, counts: [...store.undos.counts(importId)] };
    },

    async look(importId: number): Promise<void> {
      const accountId = accountOf(importId);
      refuseWhileInUse(importId);
      const opened = await sessions.open(accountId);
      if (!opened.ok) throw new ProblemError(opened.error);
      const job = jobIdOf.undo(importId);
      const known = store.undos.find(importId);
      if (known?.status === 'running') return;
      await work.stop(job);
      if (known === null) store.undos.create({ importId, accountId, nowMs: clock.now() });
      else if (known.phase === 'undo' && known.status === 'paused') return jobs.resume(job);
      else {
        await requeue(importId);
        store.undos.move(importId, { phase: 'look', status: 'running', reason: null, finishedAt: null });
      }
      events.changed(jobIdOf.import(importId));
      jobs.start(job);
    },

    async start(importId: number): Promise<void> {
      const job = jobIdOf.undo(importId);
      const undo = store.undos.find(importId);
      if (!undo) throw new ProblemError({ kind: 'jobUnknown', job });
      if (undo.phase !== 'review') throw new ProblemError({ kind: 'jobWrongState', job, state: undo.status });
      refuseWhileInUse(importId);
      await work.stop(job);
      store.undos.move(importId, { phase: 'undo', status: 'running', reason: null, finishedAt: null });
      events.changed(jobIdOf.import(importId));
      jobs.start(job);
    },
  };
}
