import { opensAt } from '#shared/pace/opens-at.ts';
import type { ProblemKind } from '#shared/problem.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';

/** Why nothing leaves right now, and what it takes to go on. */
export type Rest =
  /** It goes on at this moment by itself: a limit of its own pace. */
  | { readonly kind: 'until'; readonly atMs: number }
  /** It goes on by itself as soon as the account can. */
  | { readonly kind: 'account' }
  /** Until a person says so. */
  | { readonly kind: 'person' };

type Situation = Pick<JobSnapshot, 'status' | 'reason'>;

/** Null: it is on its way, or over. */
export function restOf({ status, reason }: Situation): Rest | null {
  if (status === 'running') return reason === null ? null : { kind: 'account' };
  if (status !== 'paused') return null;
  const atMs = opensAt(reason);
  return atMs === null ? { kind: 'person' } : { kind: 'until', atMs };
}

/** What waits for its time can be kept from going on by itself; told to go on now, it would only wait again. */
export const canPause = (job: Situation): boolean => job.status === 'running' || restOf(job)?.kind === 'until';
export const canResume = (job: Situation): boolean => restOf(job)?.kind === 'person' || job.status === 'failed';

/** Its hour went by with nobody there: whether it still goes out is asked, and no key press answers by the way. */
export const isLate = ({ reason }: Pick<JobSnapshot, 'reason'>): boolean => reason?.kind === 'startMissed';

/** Reasons that nobody has to do anything about: it goes on by itself, or as soon as it is told to. */
const calm: ReadonlySet<ProblemKind> = new Set([
  'pausedByUser',
  'interrupted',
  'outsideWindow',
  'dailyLimitReached',
  'notYetTime',
  'maxReached',
  'slowedDown',
]);

/** How loudly a job's reason is told. */
export function toneOfRest({ status, reason }: Situation): 'bad' | 'warn' | 'calm' {
  if (status === 'failed') return 'bad';
  return reason !== null && calm.has(reason.kind) ? 'calm' : 'warn';
}
