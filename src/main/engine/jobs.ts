import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { opensAt } from '#shared/pace/opens-at.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import type { RowState } from '#shared/recipient/row.ts';
import { unreachable } from '#shared/result.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Events } from './events.ts';
import { inSlices } from './slice.ts';
import type { Snapshots } from './snapshots.ts';
import { refuseIfUndone } from './undo/undone.ts';
import type { Work } from './work.ts';

const rowsAtOnce = 250;

/** A start that nobody was there for by this much is not made up for without asking. */
const missedAfterMs = 600_000;

type Status = 'running' | 'waiting' | 'paused' | 'done' | 'cancelled' | 'failed';

/** A job, whichever of the kinds it is; an undo has the number of its import. */
interface Job {
  readonly id: JobId;
  readonly kind: JobSnapshot['kind'];
  readonly number: number;
  readonly status: Status;
  readonly phase: string;
  readonly reason: Problem | null;
  readonly accountId: number | null;
}

/** Rows of a cancelled import that had not come to their end, and where they go. */
const cancelledRows: readonly (readonly [RowState, RowState])[] = [
  ['staged', 'excluded'],
  ['normalised', 'excluded'],
  ['checked', 'excluded'],
  ['inDoubt', 'held'],
  ['linked', 'failed'],
];

/**
 * Starts, pauses, resumes and cancels jobs. What a job does is its runner's business; here stands who may become
 * what, and that everything under way is awaited before a job counts as stopped.
 */
export function createJobs(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly work: Work;
  readonly events: Events;
  readonly snapshots: Snapshots;
  readonly runImport: (importId: number, signal: AbortSignal) => Promise<void>;
  readonly runCampaign: (campaignId: number, signal: AbortSignal) => Promise<void>;
  readonly runUndo: (importId: number, signal: AbortSignal) => Promise<void>;
  readonly runAction: (actionId: number, signal: AbortSignal) => Promise<void>;
  readonly runExport: (exportId: number, signal: AbortSignal) => Promise<void>;
  /** What is left of the file of a cancelled export goes. */
  readonly dropExport: (exportId: number) => Promise<void>;
}) {
  const { store, clock, work, events, snapshots } = deps;
  const runners = {
    ...{ import: deps.runImport, campaign: deps.runCampaign, undo: deps.runUndo, action: deps.runAction },
    export: deps.runExport,
  };
  /** Campaigns that go on by themselves when their hour comes: the ones that ran in this process. */
  const waiting = new Set<number>();

  const tables = {
    import: store.imports,
    campaign: store.campaigns,
    undo: store.undos,
    action: store.actions,
    export: store.exports,
  };

  function find(id: JobId): Job {
    const number = Number(id.slice(1));
    const kind = kindOf(id);
    const found = tables[kind].find(number);
    if (!found) throw new ProblemError({ kind: 'jobUnknown', job: id });
    const { status, phase, reason, accountId } = found;
    return { id, kind, number, status, phase, reason, accountId };
  }

  function move(
    job: Job,
    to: { readonly status: Status; readonly reason: Problem | null; readonly finishedAt?: number },
  ) {
    const { status, reason, finishedAt = null } = to;
    const { number } = job;
    switch (job.kind) {
      case 'import':
        store.imports.move(number, { phase: store.imports.get(number).phase, status, reason, finishedAt });
        break;
      case 'campaign':
        store.campaigns.move(number, { phase: store.campaigns.get(number).phase, status, reason, finishedAt });
        break;
      case 'undo':
        store.undos.move(number, { phase: store.undos.get(number).phase, status, reason, finishedAt });
        break;
      case 'action':
        store.actions.move(number, { phase: store.actions.get(number).phase, status, reason, finishedAt });
        break;
      case 'export':
        store.exports.move(number, { phase: store.exports.get(number).phase, status, reason, finishedAt });
        break;
      default:
        unreachable(job.kind);
    }
    events.changed(job.id);
  }

  const wrongState = (job: Job) => new ProblemError({ kind: 'jobWrongState', job: job.id, state: job.status });

  /** Works on a job that stands as running in the store; `first` is part of that work, and comes before the rest. */
  function start(id: JobId, first: (signal: AbortSignal) => Promise<void> = async () => undefined): void {
    const { kind, number } = find(id);
    if (kind === 'campaign') waiting.add(number);
    snapshots.meterOf(id).reset();
    work.start(id, async (signal) => {
      await first(signal);
      await runners[kind](number, signal);
    });
  }

  async function pause(id: JobId): Promise<void> {
    const job = find(id);
    if (job.status === 'paused') {
      // Paused by a limit of its pace: now it is by a person, and stays so.
      if (opensAt(job.reason) !== null) move(job, { status: 'paused', reason: { kind: 'pausedByUser' } });
      return;
    }
    if (job.status !== 'running') throw wrongState(job);
    await work.stop(id);
    // It may have come to its end meanwhile.
    if (find(id).status === 'running') move(job, { status: 'paused', reason: { kind: 'pausedByUser' } });
  }

  async function resume(id: JobId): Promise<void> {
    const job = find(id);
    if (job.status === 'running' && work.isRunning(id)) return;
    if (job.status === 'done' || job.status === 'waiting') return;
    if (job.status === 'cancelled') throw wrongState(job);
    if (job.kind === 'campaign') refuseIfUndone(store, store.campaigns.get(job.number).importId);
    await work.stop(id);
    if (job.kind === 'campaign') store.campaigns.resetTaken(job.number);
    move(job, { status: 'running', reason: null });
    start(id);
  }

  /** Every row of a cancelled import comes to an end, with that as its reason (law 3). */
  async function endRows(importId: number): Promise<void> {
    for (const [from, to] of cancelledRows) {
      const problem: Problem = to === 'held' ? { kind: 'contactInDoubt' } : { kind: 'importCancelled' };
      await eachPage(
        () => store.rows.inState(importId, from, rowsAtOnce),
        (rows) =>
          store.rows.apply(
            importId,
            rows.map((row) => ({ row, to, problem })),
          ),
      );
    }
  }

  /** Every contact of a cancelled undo comes to an end as well; of what is in doubt, another undo finds out. */
  async function endUndoRows(importId: number): Promise<void> {
    store.transact(() => store.undos.doubtWorking(importId));
    for (const from of ['queued', 'planned', 'inDoubt'] as const) {
      await inSlices(deps, {
        signal: new AbortController().signal,
        step: () => {
          const rows = store.undos.inState(importId, from, rowsAtOnce);
          const changes = rows.map((row) => ({ row, to: 'cancelled', problem: { kind: 'undoCancelled' } }) as const);
          if (changes.length > 0) store.transact(() => store.undos.apply(importId, changes));
          return changes.length > 0 ? 'more' : 'done';
        },
      });
    }
  }

  /** Every contact of a cancelled action comes to an end as well; whether what is in doubt was done, a person finds out. */
  async function endItems(actionId: number): Promise<void> {
    store.transact(() => store.actions.doubtSending(actionId));
    for (const from of ['queued', 'planned', 'inDoubt'] as const) {
      await inSlices(deps, {
        signal: new AbortController().signal,
        step: () => {
          const items = store.actions.inState(actionId, from, rowsAtOnce);
          const end =
            from === 'inDoubt'
              ? ({ to: 'held', problem: { kind: 'actionInDoubt' } } as const)
              : ({ to: 'cancelled', problem: { kind: 'actionCancelled' } } as const);
          const changes = items.map((item) => ({ item, ...end }));
          if (changes.length > 0) store.transact(() => store.actions.apply(actionId, changes));
          return changes.length > 0 ? 'more' : 'done';
        },
      });
    }
  }

  async function endDeliveries(campaignId: number): Promise<void> {
    await inSlices(deps, {
      signal: new AbortController().signal,
      step: () => (store.deliveries.cancelSome(campaignId, rowsAtOnce, clock.now()) > 0 ? 'more' : 'done'),
    });
    for (const delivery of store.deliveries.inState(campaignId, 'inDoubt', Number.MAX_SAFE_INTEGER)) {
      store.deliveries.move(delivery.id, 'inDoubt', 'held', {
        problem: { kind: 'messageInDoubt' },
        nowMs: clock.now(),
      });
    }
  }

  async function cancel(id: JobId): Promise<void> {
    const job = find(id);
    if (job.status === 'cancelled') return;
    if (job.status === 'done') throw wrongState(job);
    await work.stop(id);
    if (find(id).status === 'done') return;
    const ends = {
      import: endRows,
      campaign: endDeliveries,
      undo: endUndoRows,
      action: endItems,
      export: deps.dropExport,
    };
    await ends[job.kind](job.number);
    move(job, { status: 'cancelled', reason: null, finishedAt: clock.now() });
  }

  /** Pages of rows, each in one transaction, giving way between them. */
  async function eachPage(
    page: () => readonly StoredRow[],
    act: (rows: readonly StoredRow[]) => void,
  ): Promise<number> {
    let count = 0;
    await inSlices(deps, {
      signal: new AbortController().signal,
      step: () => {
        const rows = page();
        if (rows.length === 0) return 'done';
        store.transact(() => act(rows));
        count += rows.length;
        return 'more';
      },
    });
    return count;
  }

  async function retry(id: JobId): Promise<number> {
    const job = find(id);
    if (job.status === 'cancelled' || job.status === 'failed') throw wrongState(job);
    if (job.kind === 'undo') return retryUndo(job);
    if (job.kind === 'action') return retryAction(job);
    // What it lacks is exported anew, under another name.
    if (job.kind === 'export') throw wrongState(job);
    refuseIfUndone(store, job.kind === 'import' ? job.number : store.campaigns.get(job.number).importId);
    if (job.kind === 'import') {
      if (job.phase !== 'create' && job.phase !== 'done') throw wrongState(job);
      await work.stop(id);
      const retried = await eachPage(
        () =>
          store.rows.page({
            importId: job.number,
            filter: { states: ['failed', 'held'] },
            offset: 0,
            limit: rowsAtOnce,
          }).rows,
        (rows) =>
          store.rows.apply(
            job.number,
            rows.map((row) => ({ row, to: 'checked', set: { pending: null } })),
          ),
      );
      if (retried > 0 || job.status === 'running') {
        store.imports.move(job.number, { phase: 'create', status: 'running', reason: null, finishedAt: null });
        start(id);
      }
      return retried;
    }
    await work.stop(id);
    let retried = 0;
    await inSlices(deps, {
      signal: new AbortController().signal,
      step: () => {
        const some = store.deliveries.retrySome(job.number, rowsAtOnce, clock.now());
        retried += some;
        return some > 0 ? 'more' : 'done';
      },
    });
    if (retried > 0 || job.status === 'running') await goOn(job.number);
    return retried;
  }

  async function retryUndo(job: Job): Promise<number> {
    if (job.phase !== 'undo' && job.phase !== 'done') throw wrongState(job);
    await work.stop(job.id);
    let retried = 0;
    await inSlices(deps, {
      signal: new AbortController().signal,
      step: () => {
        const rows = store.undos.inState(job.number, 'failed', rowsAtOnce);
        if (rows.length === 0) return 'done';
        store.transact(() =>
          store.undos.apply(
            job.number,
            rows.map((row) => ({ row, to: 'planned' })),
          ),
        );
        retried += rows.length;
        return 'more';
      },
    });
    if (retried > 0 || job.status === 'running') {
      store.undos.move(job.number, { phase: 'undo', status: 'running', reason: null, finishedAt: null });
      start(job.id);
    }
    return retried;
  }

  async function retryAction(job: Job): Promise<number> {
    if (job.phase !== 'act' && job.phase !== 'done') throw wrongState(job);
    await work.stop(job.id);
    let retried = 0;
    await inSlices(deps, {
      signal: new AbortController().signal,
      step: () => {
        const items = store.actions.inState(job.number, 'failed', rowsAtOnce);
        if (items.length === 0) return 'done';
        store.transact(() =>
          store.actions.apply(
            job.number,
            items.map((item) => ({ item, to: 'planned' })),
          ),
        );
        retried += items.length;
        return 'more';
      },
    });
    if (retried > 0 || job.status === 'running') {
      store.actions.move(job.number, { phase: 'act', status: 'running', reason: null, finishedAt: null });
      start(job.id);
    }
    return retried;
  }

  /** A campaign has something to send again: it begins anew, so that the account is asked about it first. */
  async function goOn(campaignId: number): Promise<void> {
    await work.stop(jobIdOf.campaign(campaignId));
    const { phase } = store.campaigns.get(campaignId);
    const next = phase === 'enlist' ? 'enlist' : 'send';
    store.campaigns.move(campaignId, { phase: next, status: 'running', reason: null, finishedAt: null });
    start(jobIdOf.campaign(campaignId));
  }

  async function resumePaused(test: (reason: Problem, accountId: number | null) => boolean): Promise<void> {
    const all = [
      ...store.imports.list().map((source) => ({ ...source, job: jobIdOf.import(source.id) })),
      ...store.campaigns.list().map((campaign) => ({ ...campaign, job: jobIdOf.campaign(campaign.id) })),
      ...store.undos.list().map((undo) => ({ ...undo, job: jobIdOf.undo(undo.importId) })),
      ...store.actions.list().map((action) => ({ ...action, job: jobIdOf.action(action.id) })),
      ...store.exports.list().map((one) => ({ ...one, job: jobIdOf.export(one.id) })),
    ];
    for (const { job, accountId, status, reason } of all) {
      if (status === 'paused' && reason !== null && test(reason, accountId)) await resume(job);
    }
  }

  /**
   * A campaign was set for a moment at which no Malote was open, or the machine slept: hours later it may be the wrong
   * thing to send, so a person is asked.
   */
  function missStarts(): void {
    for (const { id, status, reason, phase } of store.campaigns.list()) {
      if (status !== 'paused' || reason?.kind !== 'notYetTime') continue;
      if (clock.now() - Date.parse(reason.startsAt) < missedAfterMs) continue;
      const missed = { kind: 'startMissed', startsAt: reason.startsAt } as const;
      store.campaigns.move(id, { phase, status, reason: missed, finishedAt: null });
      events.changed(jobIdOf.campaign(id));
    }
  }

  /** Campaigns whose hour has come go on by themselves, as long as this process lives. */
  function lookAtTheClock(): void {
    missStarts();
    for (const campaignId of waiting) {
      const campaign = store.campaigns.find(campaignId);
      const at = campaign?.status === 'paused' ? opensAt(campaign.reason) : null;
      if (at === null || at > clock.now()) continue;
      store.campaigns.move(campaignId, {
        phase: campaign?.phase ?? 'send',
        status: 'running',
        reason: null,
        finishedAt: null,
      });
      start(jobIdOf.campaign(campaignId));
    }
  }

  return {
    find,
    /** It stands still, with the reason. */
    stand: (id: JobId, reason: Problem): void => move(find(id), { status: 'paused', reason }),
    start,
    pause,
    resume,
    cancel,
    retry,
    goOn,
    lookAtTheClock,
    /** Also those that were waiting for their hour when the last process ended. */
    expectHours(): void {
      for (const campaign of store.campaigns.list()) {
        if (campaign.status === 'paused' && opensAt(campaign.reason) !== null) waiting.add(campaign.id);
      }
    },

    /** An account can be used again: what stood still for want of its token goes on. */
    accountIsBack: (accountId: number): Promise<void> =>
      resumePaused(
        (reason, its) => its === accountId && ['tokenRefused', 'tokenMissing', 'signInEnded'].includes(reason.kind),
      ),

    /** What a process that died left, whichever one it was: also one that died while it was getting up. */
    resumeInterrupted: (): Promise<void> => resumePaused((reason) => reason.kind === 'interrupted'),
  };
}

const kinds = { i: 'import', c: 'campaign', u: 'undo', a: 'action', e: 'export' } as const;
const isLetter = (letter: string): letter is keyof typeof kinds => Object.hasOwn(kinds, letter);

function kindOf(id: JobId): Job['kind'] {
  const letter = id.slice(0, 1);
  if (!isLetter(letter)) throw new Error(`no kind of job begins with ${letter}`);
  return kinds[letter];
}

export type Jobs = ReturnType<typeof createJobs>;
