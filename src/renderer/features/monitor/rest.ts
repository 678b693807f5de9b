import { opensAt } from '#shared/pace/opens-at.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { countOf } from './outcomes.ts';

/** Why nothing leaves right now, and what it takes to go on. */
export type Rest =
  /** It goes on at this moment by itself: a limit of its own pace. */
  | { readonly kind: 'until'; readonly atMs: number }
  /** It goes on by itself as soon as the account can. */
  | { readonly kind: 'account' }
  /** Until a person says so. */
  | { readonly kind: 'person' };

/** Null: it is on its way, or over. */
export function restOf({ status, reason }: Pick<JobSnapshot, 'status' | 'reason'>): Rest | null {
  if (status === 'running') return reason === null ? null : { kind: 'account' };
  if (status !== 'paused') return null;
  const atMs = opensAt(reason);
  return atMs === null ? { kind: 'person' } : { kind: 'until', atMs };
}

type Situation = Pick<JobSnapshot, 'status' | 'reason'>;

/** What waits for its time can be kept from going on by itself; told to go on now, it would only wait again. */
export const canPause = (job: Situation): boolean => job.status === 'running' || restOf(job)?.kind === 'until';
export const canResume = (job: Situation): boolean => restOf(job)?.kind === 'person' || job.status === 'failed';

/** Where a campaign that nobody works on can go on, each with how many recipients that concerns. */
export interface WaysOn {
  readonly queued: number;
  readonly failed: number;
  readonly held: number;
}

/** Null: it is on its way, goes on by itself, or there is nothing left to go on with. */
export function waysOn(job: Pick<JobSnapshot, 'status' | 'reason' | 'counts'>, toRetry: number): WaysOn | null {
  const isOver = job.status === 'done' || job.status === 'cancelled';
  if (!isOver && !canResume(job)) return null;
  const ways = {
    queued: isOver ? 0 : countOf(job.counts, ['queued', 'sending', 'inDoubt']),
    failed: job.status === 'done' || job.status === 'paused' ? toRetry : 0,
    held: countOf(job.counts, ['held']),
  };
  return ways.queued + ways.failed + ways.held > 0 ? ways : null;
}
