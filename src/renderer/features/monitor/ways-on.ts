import { type WaysOn, waysOn } from '#shared/recipient/ways-on.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { restOf } from '../../ui/job-rest.ts';

/** What a person can go on with. Null: it is on its way, goes on by itself, or there is nothing left to go on with. */
export function waysOnNow(
  job: Pick<JobSnapshot, 'status' | 'phase' | 'reason' | 'counts'>,
  toRetry: number,
): WaysOn | null {
  if (job.status === 'running' || restOf(job)?.kind === 'until') return null;
  const ways = waysOn(job, toRetry);
  return ways.queued === 0 && ways.failed === 0 && ways.held === 0 ? null : ways;
}
