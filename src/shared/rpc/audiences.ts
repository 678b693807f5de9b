import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { audienceDefinitionSchema, outcomeKindSchema } from '../audience/definition.ts';
import { refusalKinds } from '../audience/refusal.ts';
import { contentSchema } from '../campaign/content.ts';
import { exclusionsSchema, usualExclusions } from '../campaign/exclusions.ts';
import { problemSchema } from '../problem.ts';
import { accountIdSchema, campaignIdSchema, importIdSchema, procedure } from './errors.ts';

const leftOutCountSchema = z.object({ problem: problemSchema, count: z.int().positive() });

/** Where the reading of an audience stands: `contacts` of the account so far, in the source that is being read. */
const readingSchema = z.object({
  type: z.literal('reading'),
  source: z.int(),
  sources: z.int(),
  contacts: z.int(),
});

const countedSchema = z.object({
  type: z.literal('counted'),
  /** Everybody who is meant: those left out, and the recipients. */
  people: z.int(),
  recipients: z.int(),
  /** Most first. */
  leftOut: z.array(leftOutCountSchema),
});
export type AudienceCounted = z.infer<typeof countedSchema>;

const countingSchema = z.discriminatedUnion('type', [readingSchema, countedSchema]);
export type AudienceCounting = z.infer<typeof countingSchema>;

const makingSchema = z.discriminatedUnion('type', [
  readingSchema,
  z.object({ type: z.literal('making'), done: z.int(), of: z.int() }),
  z.object({ type: z.literal('made'), importId: importIdSchema, people: z.int() }),
]);
export type AudienceMaking = z.infer<typeof makingSchema>;

const sourcesSchema = z.object({
  imports: z.array(
    z.object({
      importId: importIdSchema,
      name: z.string(),
      /** Rows that have their contact. */
      people: z.int(),
      createdAt: z.number(),
      /** Of the connection that was asked for: from another one nobody can be written to. */
      isHere: z.boolean(),
    }),
  ),
  campaigns: z.array(
    z.object({
      campaignId: campaignIdSchema,
      name: z.string(),
      createdAt: z.number(),
      versions: z.int(),
      isHere: z.boolean(),
      /** Failures and skips by cause. */
      causes: z.array(z.object({ outcome: outcomeKindSchema, problem: z.string(), count: z.int() })),
    }),
  ),
});
export type AudienceSources = z.infer<typeof sourcesSchema>;

const savedSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  definition: audienceDefinitionSchema,
  savedAt: z.number(),
});
export type SavedAudience = z.infer<typeof savedSchema>;

const leftOutSchema = z.object({
  rowNo: z.int(),
  line: z.int(),
  name: z.string(),
  phone: z.string(),
  problem: problemSchema,
});
export type LeftOut = z.infer<typeof leftOutSchema>;

const refusalsSchema = z.object({
  /** Null: the account could not be asked just now; what was known counts. */
  problem: problemSchema.nullable(),
  readings: z.array(
    z.object({
      kind: z.enum(refusalKinds),
      readAt: z.number(),
      /** False: this account does not tell. */
      wasTold: z.boolean(),
    }),
  ),
});
export type AccountRefusals = z.infer<typeof refusalsSchema>;

const here = z.object({ accountId: accountIdSchema, serviceId: z.string().min(1) });

/** Whom to write to: chosen from sheets, from the account's contacts and from what became of former campaigns. */
export const audiences = {
  /** What can be chosen from, newest first. */
  sources: procedure.input(here).output(sourcesSchema),

  /** The directory of the account. Problems: those of the account. */
  directory: procedure.input(z.object({ accountId: accountIdSchema })).output(
    z.object({
      people: z.array(z.object({ id: z.string(), name: z.string() })),
      organisations: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  ),

  /**
   * How many are meant, and how many of them could be written to now; told as it goes. Texts are not written yet, so who
   * got the same one lately is not known. Problems: audienceSourceGone, importUndone, contactsNotTold, those of the account.
   */
  count: procedure
    .input(z.object({ definition: audienceDefinitionSchema, exclusions: exclusionsSchema.default(usualExclusions) }))
    .output(eventIterator(countingSchema)),

  /** Makes a list of the people, for a campaign. Problems: those of `count`, audienceEmpty. */
  make: procedure
    .input(z.object({ definition: audienceDefinitionSchema, name: z.string().trim().min(1).max(200) }))
    .output(eventIterator(makingSchema)),

  /** Who of an import or list would not get this message, and why; by `kind` of the problem, or all of them. */
  leftOut: procedure
    .input(
      z.object({
        importId: importIdSchema,
        content: contentSchema,
        exclusions: exclusionsSchema,
        seed: z.int().min(0).max(2_147_483_647),
        kind: z.string().nullable(),
        offset: z.int().nonnegative(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(leftOutSchema) })),

  /** Who the account itself says must not be written to: asked anew where it is some minutes since. */
  refusals: procedure.input(z.object({ importId: importIdSchema })).output(refusalsSchema),

  /** By name. */
  saved: procedure.output(z.array(savedSchema)),
  /** Takes the place of one whose name differs in capitals and accents at most. */
  save: procedure
    .input(z.object({ name: z.string().trim().min(1).max(200), definition: audienceDefinitionSchema }))
    .output(z.object({ id: z.int().positive() })),
  remove: procedure.input(z.object({ id: z.int().positive() })),
};
