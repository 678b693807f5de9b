import { type Problem, problemSchema } from '#shared/problem.ts';

/** A problem as its two columns: the kind, to filter and count by, and the whole where it has facts. */
export function problemColumns(problem: Problem | null): { problem: string | null; facts: string | null } {
  if (!problem) return { problem: null, facts: null };
  return { problem: problem.kind, facts: Object.keys(problem).length > 1 ? JSON.stringify(problem) : null };
}

export function toProblem(columns: { readonly problem: string | null; readonly facts: string | null }): Problem | null {
  if (columns.problem === null) return null;
  return problemSchema.parse(columns.facts === null ? { kind: columns.problem } : JSON.parse(columns.facts));
}

/** A problem in one JSON column. */
export const problemJson = (problem: Problem | null): string | null => (problem ? JSON.stringify(problem) : null);
export const parseProblemJson = (json: string | null): Problem | null =>
  json === null ? null : problemSchema.parse(JSON.parse(json));
