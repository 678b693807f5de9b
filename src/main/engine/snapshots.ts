import type { StoredAction } from '#main/store/actions.ts';
import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { StoredExport } from '#main/store/exports.ts';
import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import type { StoredUndo } from '#main/store/undos.ts';
import { openActionStates } from '#shared/actions/state.ts';
import type { Clock } from '#shared/clock.ts';
import type { Pace } from '#shared/pace/limits.ts';
import type { Problem } from '#shared/problem.ts';
import type { DeliveryState } from '#shared/recipient/delivery.ts';
import type { RowState } from '#shared/recipient/row.ts';
import type { UndoState } from '#shared/recipient/undo.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { createMeter, type Meter } from './meter.ts';

type Progress = JobSnapshot['progress'];

/** Row states that the creation of contacts still has work with, and those it is done with. */
const toCreate = ['normalised', 'checked', 'creating', 'inDoubt', 'linked'] as const satisfies readonly RowState[];
const created = ['noWhatsapp', 'ready', 'failed', 'held'] as const satisfies readonly RowState[];
const toTakeBack = ['planned', 'working', 'inDoubt'] as const satisfies readonly UndoState[];
const toSend = ['queued', 'sending', 'inDoubt'] as const satisfies readonly DeliveryState[];

/**
 * What every face shows of a job: window, command line and report ask here and nowhere else (law 8).
 * The meters measure how fast a job goes; they live as long as this process.
 */
export function createSnapshots(deps: {
  readonly store: Store;
  readonly clock: Clock;
  /** What stands in the way of an account's jobs right now. */
  readonly troubleOf: (accountId: number, work: 'messages' | 'contacts') => Problem | null;
}) {
  const { store, clock, troubleOf } = deps;
  const meters = new Map<JobId, Meter>();

  function meterOf(job: JobId): Meter {
    const known = meters.get(job);
    if (known) return known;
    const meter = createMeter();
    meters.set(job, meter);
    return meter;
  }

  const accountName = (accountId: number | null): string =>
    accountId === null ? '' : (store.accounts.find(accountId)?.name ?? '');

  /** A job that runs has no reason of its own to stand still; its account may have one. */
  const reasonOf = (
    job: Pick<StoredImport, 'accountId' | 'status' | 'reason'>,
    work: 'messages' | 'contacts',
  ): Problem | null =>
    job.status === 'running' && job.accountId !== null ? (job.reason ?? troubleOf(job.accountId, work)) : job.reason;

  function ofImport(source: StoredImport): JobSnapshot {
    const job = jobIdOf.import(source.id);
    const counts: Record<string, number> = {};
    for (const { state, count } of store.rows.counts(source.id)) counts[state] = (counts[state] ?? 0) + count;
    const sum = (states: readonly string[]) => states.reduce((total, state) => total + (counts[state] ?? 0), 0);
    const progressOf = (): Progress => {
      switch (source.phase) {
        case 'stage':
          return { done: source.bytesRead, total: source.fileBytes };
        case 'normalise':
          return { done: source.normalisedTo, total: source.rowTotal };
        case 'check': {
          const total = sum(['normalised', 'checked', 'noWhatsapp']);
          return { done: total - sum(['normalised']), total };
        }
        case 'create':
          return { done: sum(created), total: sum(created) + sum(toCreate) };
        default:
          return { done: source.rowTotal, total: source.rowTotal };
      }
    };
    return {
      job,
      kind: 'import',
      name: source.fileName,
      accountId: source.accountId,
      accountName: accountName(source.accountId),
      importId: source.id,
      campaignId: null,
      status: source.status,
      phase: source.phase,
      reason: reasonOf(source, 'contacts'),
      total: source.rowTotal,
      counts,
      ...speedOf(job, progressOf(), null, source.status === 'running'),
      createdAt: source.createdAt,
      finishedAt: source.finishedAt,
    };
  }

  function ofCampaign(campaign: StoredCampaign): JobSnapshot {
    const job = jobIdOf.campaign(campaign.id);
    const counts: Record<string, number> = {};
    for (const { state, count } of store.deliveries.counts(campaign.id)) counts[state] = (counts[state] ?? 0) + count;
    const total = Object.values(counts).reduce((all, count) => all + count, 0);
    const open = toSend.reduce((all, state) => all + (counts[state] ?? 0), 0);
    const source = store.imports.get(campaign.importId);
    const progress: Progress =
      campaign.phase === 'enlist'
        ? { done: campaign.enlistedTo, total: source.rowTotal }
        : { done: total - open, total };
    return {
      job,
      kind: 'campaign',
      name: campaign.name,
      accountId: campaign.accountId,
      accountName: accountName(campaign.accountId),
      importId: campaign.importId,
      campaignId: campaign.id,
      status: campaign.status,
      phase: campaign.phase,
      reason: reasonOf(campaign, 'messages'),
      total,
      counts,
      ...speedOf(
        job,
        progress,
        campaign.phase === 'send' ? allowedPerMinute(campaign.pace) : null,
        campaign.status === 'running',
      ),
      createdAt: campaign.createdAt,
      finishedAt: campaign.finishedAt,
    };
  }

  function ofUndo(undo: StoredUndo): JobSnapshot {
    const job = jobIdOf.undo(undo.importId);
    const source = store.imports.get(undo.importId);
    const counts: Record<string, number> = {};
    for (const { state, count } of store.undos.counts(undo.importId)) counts[state] = (counts[state] ?? 0) + count;
    const sum = (states: readonly string[]) => states.reduce((all, state) => all + (counts[state] ?? 0), 0);
    const total = sum(Object.keys(counts));
    const progressOf = (): Progress => {
      if (undo.phase !== 'look') return { done: total - sum(toTakeBack), total };
      return { done: total - sum(['queued']), total: undo.enlistedTo < source.rowTotal ? null : total };
    };
    return {
      job,
      kind: 'undo',
      name: source.fileName,
      accountId: undo.accountId,
      accountName: accountName(undo.accountId),
      importId: undo.importId,
      campaignId: null,
      status: undo.status,
      phase: undo.phase,
      reason: reasonOf(undo, 'contacts'),
      total,
      counts,
      ...speedOf(job, progressOf(), null, undo.status === 'running'),
      createdAt: undo.createdAt,
      finishedAt: undo.finishedAt,
    };
  }

  function ofAction(action: StoredAction): JobSnapshot {
    const job = jobIdOf.action(action.id);
    const counts: Record<string, number> = {};
    for (const { state, count } of store.actions.counts(action.id)) counts[state] = (counts[state] ?? 0) + count;
    const sum = (states: readonly string[]) => states.reduce((all, state) => all + (counts[state] ?? 0), 0);
    const total = sum(Object.keys(counts));
    const progressOf = (): Progress => {
      if (action.phase !== 'find') return { done: total - sum(openActionStates), total };
      const isEnlisted = store.actions.isEnlisted(action.id);
      return { done: total - sum(['queued']), total: isEnlisted ? total : null };
    };
    return {
      ...{ job, kind: 'action', name: action.name, importId: null, campaignId: null },
      accountId: action.accountId,
      accountName: accountName(action.accountId),
      status: action.status,
      phase: action.phase,
      reason: reasonOf(action, 'contacts'),
      total,
      counts,
      ...speedOf(job, progressOf(), action.phase === 'act' ? action.perMinute : null, action.status === 'running'),
      createdAt: action.createdAt,
      finishedAt: action.finishedAt,
    };
  }

  function ofExport(one: StoredExport): JobSnapshot {
    const job = jobIdOf.export(one.id);
    const { written, failed } = one;
    const done = written + failed;
    const total = one.phase === 'read' ? Math.max(done, one.total ?? done) : done;
    return {
      ...{ job, kind: 'export', name: one.name, importId: null, campaignId: null },
      accountId: one.accountId,
      accountName: accountName(one.accountId),
      status: one.status,
      phase: one.phase,
      reason: reasonOf(one, 'contacts'),
      total,
      counts: { written, failed, open: total - done },
      ...speedOf(
        job,
        { done, total: one.phase === 'read' && one.total === null ? null : total },
        null,
        one.status === 'running',
      ),
      createdAt: one.createdAt,
      finishedAt: one.finishedAt,
    };
  }

  function speedOf(
    job: JobId,
    progress: Progress,
    allowed: number | null,
    isRunning: boolean,
  ): Pick<JobSnapshot, 'progress' | 'perMinute' | 'allowedPerMinute' | 'remainingMs'> {
    const measured = isRunning ? (meters.get(job)?.perMinute(clock.monotonic()) ?? null) : null;
    // Before there is a measure, what the pace allows is the best guess.
    const expected = measured && measured > 0 ? Math.min(measured, allowed ?? measured) : allowed;
    const left = progress.total === null ? null : progress.total - progress.done;
    const remainingMs =
      isRunning && expected && expected > 0 && left !== null ? Math.round((left * 60_000) / expected) : null;
    return { progress, perMinute: measured, allowedPerMinute: allowed, remainingMs };
  }

  return {
    meterOf,
    ofImport,
    ofCampaign,
    /** Null where there is no such job. */
    find(job: JobId): JobSnapshot | null {
      const id = Number(job.slice(1));
      if (job.startsWith('u')) {
        const undo = store.undos.find(id);
        return undo && ofUndo(undo);
      }
      if (job.startsWith('a')) {
        const action = store.actions.find(id);
        return action && ofAction(action);
      }
      if (job.startsWith('e')) {
        const one = store.exports.find(id);
        return one && ofExport(one);
      }
      if (job.startsWith('i')) {
        const source = store.imports.find(id);
        return source && ofImport(source);
      }
      const campaign = store.campaigns.find(id);
      return campaign && ofCampaign(campaign);
    },
    /** All jobs, newest first. */
    list: (): readonly JobSnapshot[] =>
      [
        ...store.imports.list().map(ofImport),
        ...store.campaigns.list().map(ofCampaign),
        ...store.undos.list().map(ofUndo),
        ...store.actions.list().map(ofAction),
        ...store.exports.list().map(ofExport),
      ].sort((a, b) => b.createdAt - a.createdAt || b.job.localeCompare(a.job)),
  };
}

export const allowedPerMinute = (pace: Pace): number => (pace.rate.count * 60_000) / pace.rate.windowMs;

export type Snapshots = ReturnType<typeof createSnapshots>;
