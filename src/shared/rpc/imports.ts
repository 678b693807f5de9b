import { z } from 'zod';
import { blanksRuleSchema, existingRuleSchema, tagRuleSchema } from '../contacts/rules.ts';
import { guessSchema, mappingSchema } from '../mapping/mapping.ts';
import { legalBasisSchema } from '../privacy/legal-basis.ts';
import { problemSchema } from '../problem.ts';
import { originSchema, rowStateSchema, verdictSchema } from '../recipient/row.ts';
import { keepRuleSchema } from '../review/keep.ts';
import { mendedSchema } from '../tabular/mended.ts';
import { dialectSchema, findingsSchema } from '../tabular/table.ts';
import { accountIdSchema, importIdSchema, procedure } from './errors.ts';

const importOptions = {
  accountId: accountIdSchema.nullable(),
  serviceId: z.string().nullable(),
  /** Two digits, for numbers without one. */
  defaultArea: z
    .string()
    .regex(/^[1-9]\d$/)
    .nullable(),
  /** ISO 3166-1 alpha-2, for numbers without a country code. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Labels put on every contact of this import. */
  tags: z.array(z.string().trim().min(1)).max(50),
  departmentId: z.string().nullable(),
  /** Of contacts that were there before, where a column has no rule of its own. */
  existing: existingRuleSchema,
  blanks: blanksRuleSchema,
  tagRule: tagRuleSchema,
  /** Of several rows with one person. */
  keep: keepRuleSchema,
  /** On what ground these people may be written to (LGPD art. 7), with a note in the user's words; null: not told. */
  legalBasis: legalBasisSchema.nullable(),
  legalNote: z.string().max(500),
};

/** What an older Malote did not ask yet is as it was then. */
export const importOptionsSchema = z.object({
  ...importOptions,
  blanks: blanksRuleSchema.default('leave'),
  tagRule: tagRuleSchema.default('add'),
  keep: keepRuleSchema.default('first'),
  legalBasis: legalBasisSchema.nullable().default(null),
  legalNote: z.string().max(500).default(''),
});
/** What is left out stays: so there is no default in it. */
export const importOptionsChangeSchema = z.object(importOptions).partial();
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** How many rows are in one situation. The sum of all of them is the number of rows of the sheet, always (law 3). */
export const rowCountSchema = z.object({
  state: rowStateSchema,
  problem: z.string().nullable(),
  verdict: verdictSchema.nullable(),
  origin: originSchema.nullable(),
  count: z.int().nonnegative(),
});
export type RowCount = z.infer<typeof rowCountSchema>;

/** Rows in a situation; what is left out does not matter. Null asks for "none". */
export const rowFilterSchema = z.object({
  states: z.array(rowStateSchema).optional(),
  problem: z.string().nullable().optional(),
  verdict: verdictSchema.nullable().optional(),
  origin: originSchema.nullable().optional(),
});
export type RowFilter = z.infer<typeof rowFilterSchema>;

/** Whether a filter lets through what is in this situation. */
export const isInFilter = (
  filter: RowFilter,
  situation: Pick<RowCount, 'problem'> & {
    readonly state: string;
    readonly verdict: string | null;
    readonly origin: string | null;
  },
): boolean =>
  (!filter.states?.length || filter.states.some((state) => state === situation.state)) &&
  (filter.problem === undefined || filter.problem === situation.problem) &&
  (filter.verdict === undefined || filter.verdict === situation.verdict) &&
  (filter.origin === undefined || filter.origin === situation.origin);

/** By which column rows stand in order, and which way; blank cells come last either way. */
export const rowOrderSchema = z.object({ column: z.int().nonnegative().max(999), descending: z.boolean() });
export type RowOrder = z.infer<typeof rowOrderSchema>;

export const rowViewSchema = z.object({
  rowNo: z.int(),
  line: z.int(),
  cells: z.array(z.string()),
  /** Columns whose cells a person put right, with what came. */
  written: z.record(z.string(), z.string()),
  state: rowStateSchema,
  problem: problemSchema.nullable(),
  /** What was changed to make the number of it, such as `countryAdded`: keys of the sentences. */
  notes: z.array(z.string()),
  /** E.164 digits without plus. */
  phone: z.string().nullable(),
  name: z.string(),
  tags: z.array(z.string()),
  verdict: verdictSchema.nullable(),
  /** When the account told whether the number is on WhatsApp, Unix milliseconds: it may be an answer of weeks ago. */
  toldAt: z.int().nullable(),
  origin: originSchema.nullable(),
});
export type RowView = z.infer<typeof rowViewSchema>;

/** Where an import stands. `map` and `review` wait for a person; the others work. */
export const importPhaseSchema = z.enum(['stage', 'map', 'normalise', 'review', 'check', 'create', 'done']);
export type ImportPhase = z.infer<typeof importPhaseSchema>;

/** Of a sheet of problems that came back: what it corrects, and how much of it was corrected. */
const correctingSchema = z.object({
  importId: importIdSchema,
  fileName: z.string(),
  /** Null while the sheet is still being read. */
  corrected: z.int().nullable(),
  rows: z.int(),
});

export const importDetailSchema = z.object({
  id: importIdSchema,
  /** A list is no file: Malote made it of people chosen elsewhere. */
  kind: z.enum(['sheet', 'list']),
  fileName: z.string(),
  fileBytes: z.int(),
  findings: findingsSchema.nullable(),
  guesses: z.array(guessSchema),
  mapping: mappingSchema,
  corrections: correctingSchema.nullable(),
  options: importOptionsSchema,
  phase: importPhaseSchema,
  rows: z.int(),
  /** Lines that did not come in order, and were read all the same. */
  mended: mendedSchema,
  counts: z.array(rowCountSchema),
  /** What still stands between this import and its creation, in the order in which to mend it. */
  missing: z.array(problemSchema),
});
export type ImportDetail = z.infer<typeof importDetailSchema>;

/** What *Criar* is about to do, from what is known now. */
export const creationPlanSchema = z.object({
  /** Rows that will be created or matched. */
  contacts: z.int(),
  unverified: z.int(),
  leftOut: z.int(),
  newTags: z.array(z.string()),
  newFields: z.array(z.string()),
  requests: z.int(),
});
export type CreationPlan = z.infer<typeof creationPlanSchema>;

/** One value of a contact: what is there, what the sheet says, and what it will be. `label`: the name of a field. */
const comparedValueSchema = z.object({
  what: z.enum(['name', 'field', 'tags']),
  label: z.string(),
  there: z.string(),
  sheet: z.string(),
  becomes: z.string(),
  /** Of this value; null for tags, which have a rule of their own. */
  rule: existingRuleSchema.nullable(),
});
export type ComparedValue = z.infer<typeof comparedValueSchema>;

export const comparisonSchema = z.object({
  /** Null: the account has nobody with this number. `isOwn`: this import made it. */
  contact: z.object({ name: z.string(), isOwn: z.boolean() }).nullable(),
  values: z.array(comparedValueSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

const one = z.object({ importId: importIdSchema });

export const imports = {
  /**
   * Starts reading a sheet, and answers when its first rows are understood; staging goes on in the background.
   * `path` is a file on this machine (a host turns a dropped file into one). Problems: all of the file.
   */
  stage: procedure
    .input(
      z.object({
        path: z.string().min(1),
        fileName: z.string().min(1).max(500),
        accountId: accountIdSchema.nullable(),
        /** Wishes of the user; what is left out is found out. */
        sheet: z.string().optional(),
        encoding: z.string().optional(),
        delimiter: z.string().optional(),
      }),
    )
    .output(one),

  get: procedure.input(one).output(importDetailSchema),

  /** Reads the sheet again in another way. What was mapped stays where the columns are the same. */
  restage: procedure.input(z.object({ importId: importIdSchema, dialect: dialectSchema })).output(importDetailSchema),

  /** Sets what is given, and normalises the rows anew in the background when numbers or duplicates may change. */
  configure: procedure
    .input(
      z.object({
        importId: importIdSchema,
        mapping: mappingSchema.optional(),
        options: importOptionsChangeSchema.optional(),
      }),
    )
    .output(importDetailSchema),

  rows: procedure
    .input(
      z.object({
        importId: importIdSchema,
        filter: rowFilterSchema,
        /** Part of a cell, or of the number, without regard to capitals and accents. */
        search: z.string().max(200).default(''),
        /** Null: as in the sheet. */
        order: rowOrderSchema.nullable().default(null),
        offset: z.int().nonnegative(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(rowViewSchema) })),

  /** Asks the account which numbers are on WhatsApp: reads only. Paced; `jobs.pause` holds it. */
  check: procedure.input(one),

  plan: procedure.input(one).output(creationPlanSchema),

  /** What the contact of a row has, what the sheet says and what it will be. Reads only. Problems: those of the account. */
  compare: procedure.input(z.object({ importId: importIdSchema, rowNo: z.int().positive() })).output(comparisonSchema),

  /** Creates the contacts, tags and fields. Problems: importNotReady and those of the account. */
  create: procedure.input(one),

  /** Takes the import and its rows out of the log. Only where nothing was created. */
  discard: procedure.input(one),
};
