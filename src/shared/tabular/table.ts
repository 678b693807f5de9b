import { z } from 'zod';

/**
 * What Malote can read as text. Everything else is named to the user as such, never guessed at. `cp850` is what
 * Excel saves under "CSV (MS-DOS)", `macintosh` under "CSV (Macintosh)".
 */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'macintosh', 'cp850'] as const;
export const encodingSchema = z.enum(encodings);
export type Encoding = z.infer<typeof encodingSchema>;

export const delimiters = [';', ',', '\t', '|'] as const;
export const delimiterSchema = z.enum(delimiters);
export type Delimiter = z.infer<typeof delimiterSchema>;

/**
 * Where the header is. `headerRow` counts the rows of the table from 0 (blank lines are not rows);
 * -1 means that there is no header, and the columns are named by their position. Two `headerLines` mean that the row above
 * holds names of groups of columns; one where it is left out.
 */
const headerPlace = { headerRow: z.int().min(-1), headerLines: z.literal(2).optional() };

/** How a file is read. `sheet` is '' where the file has one table without a name. */
export const dialectSchema = z.discriminatedUnion('format', [
  z.object({
    format: z.literal('text'),
    encoding: encodingSchema,
    delimiter: delimiterSchema,
    ...headerPlace,
  }),
  z.object({ format: z.literal('workbook'), sheet: z.string(), ...headerPlace }),
]);
export type Dialect = z.infer<typeof dialectSchema>;

/** How sure a finding is, from 0 to 1. Below `doubtful` the face asks the user to look. */
export const doubtful = 0.8;

/** What was found out about a file, each finding with its certainty, before anything was asked. */
export const findingsSchema = z.object({
  dialect: dialectSchema,
  certainty: z.object({ encoding: z.number(), delimiter: z.number(), header: z.number() }),
  /** Names of all sheets of a workbook; empty for text. */
  sheets: z.array(z.string()),
  header: z.array(z.string()),
  /** The first rows below the header, as they will be staged. */
  head: z.array(z.array(z.string())),
});
export type Findings = z.infer<typeof findingsSchema>;

/**
 * One row of a table. `line` is where it starts in the file, as the user's editor or Excel counts (from 1);
 * `cells` are the texts as they came, as many as the row has.
 */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The most columns a sheet may have. Beyond it the file is not a list of people. */
export const mostColumns = 1_000;
