import { z } from 'zod';
import { languageSchema } from '../sentences/languages.ts';
import { importIdSchema, jobIdSchema, procedure } from './errors.ts';

export const reportFormatSchema = z.enum(['csv', 'xlsx']);
export type ReportFormat = z.infer<typeof reportFormatSchema>;

export const reports = {
  /**
   * Every row of the sheet with its outcome, one line each. Without a path it goes to the data folder. Cells that
   * a spreadsheet would run as a formula are defused. Problems: jobUnknown, reportNotWritten, diskFull.
   */
  write: procedure
    .input(
      z.object({
        job: jobIdSchema,
        format: reportFormatSchema,
        path: z.string().nullable(),
        language: languageSchema,
      }),
    )
    .output(z.object({ path: z.string(), rows: z.int() })),

  /**
   * The rows of an import with which something is wrong, as the same sheet, with the reason of each: to be corrected and
   * imported again, where only corrected rows are taken. As `write` otherwise.
   */
  problems: procedure
    .input(
      z.object({
        importId: importIdSchema,
        format: reportFormatSchema,
        path: z.string().nullable(),
        language: languageSchema,
      }),
    )
    .output(z.object({ path: z.string(), rows: z.int() })),
};
