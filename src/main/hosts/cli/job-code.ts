import { type JobId, jobIdSchema } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { UsageError } from './faults.ts';

/** `i12` or `c5`. What is no code is not quoted: it may be anything. */
export function readJob(code: string): JobId {
  const job = jobIdSchema.safeParse(code.trim().toLowerCase());
  if (!job.success) throw new UsageError('cli.usage.jobCode');
  return job.data;
}

/** Campaigns are made of imports. */
export function importNumber(job: JobId): number {
  if (!job.startsWith('i')) throw new UsageError('cli.usage.importCode', { job });
  return Number(job.slice(1));
}

/** The import that a job is of; a bulk action is of none. */
export function importOfJob({ importId }: Pick<JobSnapshot, 'importId'>): number {
  if (importId === null) throw new UsageError('cli.usage.jobCode');
  return importId;
}

/** Messages, and what is in doubt about them, are of campaigns. */
export function campaignNumber(job: JobId): number {
  if (!job.startsWith('c')) throw new UsageError('cli.usage.campaignCode', { job });
  return Number(job.slice(1));
}
