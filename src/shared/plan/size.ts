import type { ProblemOf } from '../problem.ts';

/** Larger is no plan of a person. */
export const mostPlanBytes = 1_000_000;

export const tooLarge: ProblemOf<'planTooLarge'> = { kind: 'planTooLarge', megabytes: mostPlanBytes / 1_000_000 };
