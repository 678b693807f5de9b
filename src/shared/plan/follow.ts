import { z } from 'zod';
import { type Problem, type ProblemKind, problemSchema } from '../problem.ts';

/** Where in the window a person sees to it. */
export const planStepSchema = z.enum(['sheet', 'columns', 'review', 'create']);
export type PlanStep = z.infer<typeof planStepSchema>;

/** What a plan asks for and an import could not be given, with the step where it belongs. */
export const planLackSchema = z.object({ step: planStepSchema, problem: problemSchema });
export type PlanLack = z.infer<typeof planLackSchema>;

const steps: Partial<Record<ProblemKind, PlanStep>> = {
  sheetNotFound: 'sheet',
  encodingUnknown: 'sheet',
  columnUnknown: 'columns',
  targetUnknown: 'columns',
  optionInvalid: 'columns',
  accountUnknown: 'review',
  noService: 'review',
  serviceUnknown: 'review',
  planUsed: 'review',
};

/** What concerns neither the sheet nor its columns nor the connection is of the contacts, such as their department. */
export const lackOf = (problem: Problem): PlanLack => ({ step: steps[problem.kind] ?? 'create', problem });

/** Is it something of the account, which may have it by now? */
export const isOfAccount = (problem: Problem): boolean => !notOfAccount.has(problem.kind);

const notOfAccount: ReadonlySet<ProblemKind> = new Set([
  'sheetNotFound',
  'encodingUnknown',
  'columnUnknown',
  'targetUnknown',
  'optionInvalid',
  'planUsed',
]);

/** Where a person goes on: the first step that needs one, else the review. */
export function stepToGoOn(lacks: readonly PlanLack[], { hasNumber }: { readonly hasNumber: boolean }): PlanStep {
  const has = (step: PlanStep) => lacks.some((lack) => lack.step === step);
  if (has('sheet')) return 'sheet';
  return has('columns') || !hasNumber ? 'columns' : 'review';
}
