import { z } from 'zod';
import { exportPhaseSchema } from '../export/state.ts';
import { exportFormatSchema, exportWishSchema } from '../export/wish.ts';
import { problemSchema } from '../problem.ts';
import { languageSchema } from '../sentences/languages.ts';
import { accountIdSchema, exportIdSchema, procedure } from './errors.ts';

const exportDetailSchema = z.object({
  exportId: exportIdSchema,
  accountId: accountIdSchema,
  name: z.string(),
  wish: exportWishSchema,
  format: exportFormatSchema,
  phase: exportPhaseSchema,
  /** Where it is to be; once it is done, where it is. */
  path: z.string(),
  written: z.int(),
  failed: z.int(),
  /** Null where the account does not tell. */
  total: z.int().nullable(),
  /** It lacks something, and its name says so. */
  isPartial: z.boolean(),
  /** The account stopped showing pages before the end. */
  isCut: z.boolean(),
  /** The account made no file of its own: these are Malote's lists. */
  isOurs: z.boolean(),
  /** The first of what it lacks. */
  gaps: z.array(z.object({ protocol: z.string().nullable(), ticketId: z.string().nullable(), problem: problemSchema })),
});
export type ExportDetail = z.infer<typeof exportDetailSchema>;

const one = z.object({ exportId: exportIdSchema });

/** Files made of what the account lists: each is a job, `e12`, and is paused, resumed and cancelled like any other. */
export const exportJobs = {
  /**
   * Begins it. Without a path it goes to the data folder, where hosts hand it out. Problems: noAccount, targetThere,
   * folderNotFound, optionInvalid (a path that ends otherwise than such files do, or is being written by another export).
   */
  create: procedure
    .input(
      z.object({
        accountId: accountIdSchema,
        name: z.string().trim().min(1).max(200),
        wish: exportWishSchema,
        path: z.string().min(1).nullable(),
        overwrites: z.boolean().default(false),
        language: languageSchema,
        timeZone: z.string().min(1).max(60),
      }),
    )
    .output(z.object({ exportId: exportIdSchema })),

  /** Problems: jobUnknown. */
  get: procedure.input(one).output(exportDetailSchema),
};
