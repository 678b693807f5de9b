import { z } from 'zod';
import { problemSchema } from '../problem.ts';
import { accountIdSchema, campaignIdSchema, importIdSchema, jobIdSchema, procedure } from './errors.ts';

/** `waiting` needs a person (mapping, review); `paused` says why in `reason`. */
export const jobStatusSchema = z.enum(['running', 'waiting', 'paused', 'done', 'cancelled', 'failed']);
export type JobStatus = z.infer<typeof jobStatusSchema>;

/** One line of any list of jobs, and all that a progress bar needs. Every face shows this, and nothing else (law 8). */
export const jobSnapshotSchema = z.object({
  job: jobIdSchema,
  kind: z.enum(['import', 'campaign', 'undo', 'action', 'export']),
  name: z.string(),
  accountId: accountIdSchema.nullable(),
  accountName: z.string(),
  /** Null: it is of no import. */
  importId: importIdSchema.nullable(),
  campaignId: campaignIdSchema.nullable(),
  status: jobStatusSchema,
  phase: z.string(),
  reason: problemSchema.nullable(),
  /** Rows of the sheet, recipients of the campaign, contacts that the import made or changed, whoever an action is for, or what an export is to hold. */
  total: z.int(),
  /** By state; the sum is `total`. */
  counts: z.record(z.string(), z.int()),
  /** Of the current phase. `total` is null while it is not known (a file being read). */
  progress: z.object({ done: z.int(), total: z.int().nullable() }),
  /** Things done per minute, over the last minute; null before there is anything to measure. */
  perMinute: z.number().nullable(),
  /** What the pace allows per minute; null where nothing bounds it. */
  allowedPerMinute: z.number().nullable(),
  remainingMs: z.number().nullable(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
});
export type JobSnapshot = z.infer<typeof jobSnapshotSchema>;

const one = z.object({ job: jobIdSchema });

export const jobs = {
  /** Newest first. */
  list: procedure.output(z.array(jobSnapshotSchema)),
  /** Problems: jobUnknown. */
  get: procedure.input(one).output(jobSnapshotSchema),

  pause: procedure.input(one).output(jobSnapshotSchema),
  resume: procedure.input(one).output(jobSnapshotSchema),
  cancel: procedure.input(one).output(jobSnapshotSchema),
  /** Puts what failed without effect back in the queue, and goes on. */
  retry: procedure.input(one).output(z.object({ retried: z.int() })),
};
