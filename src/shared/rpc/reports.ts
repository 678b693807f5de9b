import { z } from 'zod';
import { problemSchema } from '../problem.ts';
import { deliveryStateSchema } from '../recipient/delivery.ts';
import { figuresSchema } from '../report/figures.ts';
import { languageSchema } from '../sentences/languages.ts';
import { campaignIdSchema, importIdSchema, jobIdSchema, procedure } from './errors.ts';
import { jobStatusSchema } from './jobs.ts';

export const reportFormatSchema = z.enum(['csv', 'xlsx', 'pdf', 'html']);
export type ReportFormat = z.infer<typeof reportFormatSchema>;

/** Those that hold rows. */
export const sheetFormatSchema = z.enum(['csv', 'xlsx']);
export type SheetFormat = z.infer<typeof sheetFormatSchema>;

/** What came of a campaign, as every face shows it (law 8). Moments are Unix milliseconds. */
export const campaignReportSchema = z.object({
  campaignId: campaignIdSchema,
  importId: importIdSchema,
  name: z.string(),
  accountName: z.string(),
  status: jobStatusSchema,
  /** Of the hours of the day. */
  timeZone: z.string(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  /** The texts as they are written, by version; one where there was nothing to compare. */
  texts: z.array(z.string()),
  figures: figuresSchema,
  /** Why some did not get it, most first. */
  causes: z.array(z.object({ state: deliveryStateSchema, problem: problemSchema, count: z.int() })),
});
export type CampaignReport = z.infer<typeof campaignReportSchema>;

export const reports = {
  /** The numbers of a campaign. Each opens its rows in `campaigns.rows`. Problems: jobUnknown. */
  campaign: procedure.input(z.object({ campaignId: campaignIdSchema })).output(campaignReportSchema),

  /**
   * Every row of the sheet with its outcome, one line each; PDF and HTML: what came of a campaign, on a page. Without a
   * path it goes to the data folder. Cells that a spreadsheet would run as a formula are defused, but for `raw` (CSV only):
   * there each cell is as it came, to be imported again. Problems: jobUnknown, reportNotWritten, reportOfCampaignsOnly, diskFull.
   */
  write: procedure
    .input(
      z.object({
        job: jobIdSchema,
        format: reportFormatSchema,
        raw: z.boolean().default(false),
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
        format: sheetFormatSchema,
        path: z.string().nullable(),
        language: languageSchema,
      }),
    )
    .output(z.object({ path: z.string(), rows: z.int() })),
};
