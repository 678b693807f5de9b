import { estimateSpan } from '#shared/pace/estimate.ts';
import type { Pace } from '#shared/pace/limits.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { countOf } from './outcomes.ts';

/**
 * When a running campaign ends: as its measured speed has it, and never before its hours, days and daily limit allow.
 * Null where nobody can say, or it would take more than a year. Unix milliseconds.
 */
export function endOf(job: Pick<JobSnapshot, 'counts' | 'remainingMs'>, pace: Pace, nowMs: number): number | null {
  const left = countOf(job.counts, ['queued', 'sending', 'inDoubt']);
  if (left === 0) return job.remainingMs === null ? null : nowMs + job.remainingMs;
  const span = estimateSpan({ pace, messages: left, nowMs });
  return span && Math.max(span.lastMs, nowMs + (job.remainingMs ?? 0));
}
