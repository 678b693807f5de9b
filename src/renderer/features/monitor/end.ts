import { estimateSpan, type SentSoFar } from '#shared/pace/estimate.ts';
import type { Pace } from '#shared/pace/limits.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { countOf } from './outcomes.ts';

/**
 * When a running campaign ends: as its measured speed has it, and never before its hours, days and limits allow, of
 * which today has used up `soFar`. `fromMs`: when it goes on. Null where nobody can say, or it would take more than a
 * year. Unix milliseconds.
 */
export function endOf(
  job: Pick<JobSnapshot, 'counts' | 'remainingMs'>,
  { pace, soFar }: { readonly pace: Pace; readonly soFar: SentSoFar },
  nowMs: number,
  fromMs = nowMs,
): number | null {
  const left = countOf(job.counts, ['queued', 'sending', 'inDoubt']);
  if (left === 0) return job.remainingMs === null ? null : nowMs + job.remainingMs;
  const startAt = Math.max(pace.startAt ?? fromMs, fromMs);
  const span = estimateSpan({ pace: { ...pace, startAt }, messages: left, nowMs, soFar });
  return span && Math.max(span.lastMs, fromMs + (job.remainingMs ?? 0));
}
