import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema } from '../problem.ts';

/**
 * The one declared error of the contract: an expected problem as a value. Whatever else goes wrong in the engine
 * reaches a face without text, so that nothing leaks (law 7).
 */
export const procedure = oc.errors({ PROBLEM: { data: problemSchema } });

export const importIdSchema = z.int().positive();
export const campaignIdSchema = z.int().positive();
export const accountIdSchema = z.int().positive();

export const exportIdSchema = z.int().positive();

/**
 * How people and scripts name a job: `i12` is an import, `u12` takes it back, `c5` is a campaign, `a7` a bulk action, `e3` an
 * export.
 */
export const jobIdSchema = z.string().regex(/^[aceiu][1-9]\d*$/);
export type JobId = z.infer<typeof jobIdSchema>;

export const jobIdOf = {
  import: (id: number): JobId => `i${id}`,
  campaign: (id: number): JobId => `c${id}`,
  /** By the import that it takes back. */
  undo: (importId: number): JobId => `u${importId}`,
  action: (id: number): JobId => `a${id}`,
  export: (id: number): JobId => `e${id}`,
};
