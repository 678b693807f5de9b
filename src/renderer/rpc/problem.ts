import { ORPCError } from '@orpc/client';
import { type Problem, ProblemError, problemSchema } from '#shared/problem.ts';

/** The expected problem that a call to the engine ended with; null where it was something unexpected. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.problem;
  if (!(error instanceof ORPCError) || error.code !== 'PROBLEM') return null;
  return problemSchema.safeParse(error.data).data ?? null;
}
