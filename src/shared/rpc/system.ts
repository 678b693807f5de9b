import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { copySchema } from '../copies.ts';
import { problemSchema } from '../problem.ts';
import { procedure } from './errors.ts';
import { jobSnapshotSchema } from './jobs.ts';

/** What changed since the last event: faces ask for the rest. Sent at most a few times a second. */
export const engineEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('jobs'), jobs: z.array(jobSnapshotSchema) }),
  z.object({ type: z.literal('accounts') }),
  z.object({ type: z.literal('settings') }),
]);
export type EngineEvent = z.infer<typeof engineEventSchema>;

export const system = {
  /** The first event tells all jobs that are not over; each later one what changed. */
  watch: procedure.output(eventIterator(engineEventSchema)),

  doctor: procedure.output(
    z.object({
      version: z.string(),
      node: z.string(),
      sqlite: z.string(),
      dataFolder: z.string(),
      databaseBytes: z.int(),
      /** Migrations done. */
      schema: z.int(),
      /** Of the database, newest first. */
      copies: z.array(copySchema),
      checks: z.array(z.object({ name: z.string(), problem: problemSchema.nullable() })),
    }),
  ),
  /** Where the sample sheets are, for the first start. */
  samples: procedure.output(z.array(z.object({ name: z.string(), path: z.string() }))),
};
