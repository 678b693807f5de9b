import { z } from 'zod';

/** `read` writes what the account gives beside its place; `finish` makes it the file that was asked for. */
export const exportPhaseSchema = z.enum(['read', 'finish', 'done']);
export type ExportPhase = z.infer<typeof exportPhaseSchema>;

/**
 * Up to where an export has come: the question it is at, the page of its answer that comes next, and how many things of that
 * page are written already.
 */
export const exportPlaceSchema = z.object({
  question: z.int().nonnegative(),
  page: z.int().positive(),
  done: z.int().nonnegative(),
});
export type ExportPlace = z.infer<typeof exportPlaceSchema>;
export const firstPlace: ExportPlace = { question: 0, page: 1, done: 0 };

/**
 * What was looked up once, when an export began: what it asks, and what ids are called. A file that is written in two goes must
 * not have another head in the second.
 */
export const exportPlanSchema = z.object({
  /** People in one question, where contacts are asked for by them. */
  people: z.array(z.array(z.string())),
  /** Organisations by person. */
  organisations: z.record(z.string(), z.array(z.string())),
  services: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  fields: z.array(z.object({ id: z.string(), name: z.string() })),
  /** The account made no file of its own: these are Malote's lists. */
  isOurs: z.boolean(),
  /** First row of the page that was asked for first: an account that does not turn pages gives it for ever. */
  mark: z.string().nullable(),
});
export type ExportPlan = z.infer<typeof exportPlanSchema>;
