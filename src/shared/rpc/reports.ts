import { z } from 'zod';
import { languageSchema } from '../sentences/languages.ts';
import { jobIdSchema, procedure } from './errors.ts';

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
};
