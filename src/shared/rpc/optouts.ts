import { z } from 'zod';
import { optOutSourceSchema, toldSchema } from '../optout/source.ts';
import { languageSchema } from '../sentences/languages.ts';
import { importIdSchema, procedure } from './errors.ts';
import { sheetFormatSchema } from './reports.ts';

export const optOutSchema = z.object({
  /** E.164 digits without plus; blank where the person's data was erased. */
  phone: z.string(),
  /** 0: of every account. */
  accountId: z.int().nonnegative(),
  addedAt: z.number(),
  source: optOutSourceSchema,
  /** The person's own words, or where the list has it; null where there are none. */
  said: z.string().nullable(),
  /** What came of marking the contact in the account; null: not yet, or nothing to mark. */
  told: toldSchema.nullable(),
});
export type OptOutView = z.infer<typeof optOutSchema>;

/** An account, or 0 for all of them. */
const ofAccount = z.int().nonnegative().default(0);

/** Which part of the register: of one account, with what holds for all of them; null: everything. */
const filter = {
  accountId: z.int().nonnegative().nullable().default(null),
  /** Digits of the number, or words that were said. */
  search: z.string().max(100).default(''),
  /** None: all. */
  sources: z.array(optOutSourceSchema).default([]),
};

export const optouts = {
  /** Newest first. `known`: how many there are of each source, whatever the filter. */
  list: procedure.input(z.object({ ...filter, offset: z.int().nonnegative(), limit: z.int().min(1).max(500) })).output(
    z.object({
      total: z.int(),
      optOuts: z.array(optOutSchema),
      known: z.array(z.object({ source: optOutSourceSchema, count: z.int() })),
    }),
  ),
  /** Law 5: what is still queued for this person is skipped at once, in every campaign. Problems: those of a number. */
  add: procedure
    .input(z.object({ accountId: ofAccount, number: z.string().min(1).max(60) }))
    .output(z.object({ skipped: z.int() })),
  /** Off the register of one account (0: of what holds for all), or off it altogether (null). Problems: those of a number. */
  remove: procedure
    .input(z.object({ accountId: z.int().nonnegative().nullable().default(null), number: z.string().min(1).max(60) }))
    .output(z.object({ removed: z.boolean() })),
  /**
   * Everybody in a sheet, by its columns of the number, with its line and, where the sheet tells, its date. It is waited for
   * until it is read, and need not be understood further. Problems: jobUnknown, noNumberColumn, those of the sheet.
   */
  takeIn: procedure
    .input(z.object({ accountId: ofAccount, importId: importIdSchema }))
    .output(z.object({ added: z.int(), known: z.int(), skipped: z.int(), unreadable: z.int() })),
  /** The register as a sheet. Without a path it goes to the data folder. Problems: reportNotWritten, diskFull. */
  export: procedure
    .input(z.object({ ...filter, format: sheetFormatSchema, path: z.string().nullable(), language: languageSchema }))
    .output(z.object({ path: z.string(), rows: z.int() })),
};
