import { z } from 'zod';
import { problemSchema } from '../problem.ts';
import { scheduleSchema } from '../routine/schedule.ts';
import { accountIdSchema, campaignIdSchema, importIdSchema, procedure } from './errors.ts';

/** From where the people of a routine come. */
export const routineSourceSchema = z.discriminatedUnion('kind', [
  /** The newest sheet of a folder of this machine that the routine has not used yet. */
  z.object({ kind: z.literal('folder'), path: z.string().trim().min(1).max(2_000), pattern: z.string().max(200) }),
  /** Whoever is in a saved audience at that time. `name`: as it was called when the routine was set up. */
  z.object({ kind: z.literal('audience'), audienceId: z.int().positive(), name: z.string().max(200) }),
  /** The contacts of the campaign that it repeats. */
  z.object({ kind: z.literal('same') }),
]);
export type RoutineSource = z.infer<typeof routineSourceSchema>;

export const routineSetupSchema = z.object({
  schedule: scheduleSchema,
  source: routineSourceSchema,
  /** A person looks at the numbers before each send. */
  asks: z.boolean(),
});
export type RoutineSetup = z.infer<typeof routineSetupSchema>;

/**
 * How far one run is. `missed`: nobody was there at its time, and a person says whether it still goes; `asking`: all is
 * read and checked, and a person says whether it is sent. `nothing`: there was no new sheet, or nobody in the audience; `busy`: the run before was
 * not over; `declined`: a person said no.
 */
export const runStates = [
  'missed',
  'reading',
  'normalising',
  'checking',
  'asking',
  'creating',
  'sending',
  'done',
  'declined',
  'nothing',
  'busy',
  'failed',
] as const;
export const runStateSchema = z.enum(runStates);
export type RunState = z.infer<typeof runStateSchema>;

export const routineRunSchema = z.object({
  id: z.int(),
  dueAt: z.number(),
  state: runStateSchema,
  reason: problemSchema.nullable(),
  fileName: z.string().nullable(),
  importId: importIdSchema.nullable(),
  campaignId: campaignIdSchema.nullable(),
  endedAt: z.number().nullable(),
  /** Contacts of its import that a message can go to, or messages of its campaign; null before they are known. */
  people: z.int().nullable(),
});
export type RoutineRun = z.infer<typeof routineRunSchema>;

export const routineViewSchema = routineSetupSchema.extend({
  id: z.int(),
  name: z.string(),
  accountId: accountIdSchema,
  accountName: z.string(),
  isPaused: z.boolean(),
  /** What it says, beginning with its first text. */
  headline: z.string(),
  nextAt: z.number(),
  /** The one that is under way, else the last one. */
  run: routineRunSchema.nullable(),
});
export type RoutineView = z.infer<typeof routineViewSchema>;

const one = z.object({ routineId: z.int().positive() });

/** What goes out again and again by itself. Problems: routineUnknown. */
export const routines = {
  list: procedure.output(z.array(routineViewSchema)),

  /**
   * Makes a routine that repeats what a campaign says, how it was read and its pace; or changes when, from where and
   * whether it asks. Problems: jobUnknown, timeZoneInvalid, folderNotFound, audienceGone (or of another account)
   */
  save: procedure
    .input(
      routineSetupSchema.extend({
        name: z.string().trim().min(1).max(150),
        of: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('new'), campaignId: campaignIdSchema }),
          z.object({ kind: z.literal('known'), routineId: z.int().positive() }),
        ]),
      }),
    )
    .output(one),

  pause: procedure.input(one),
  resume: procedure.input(one),
  /** What it has sent stays in the log. A run that is under way is left to itself. */
  remove: procedure.input(one),

  /** Begins a run at once, beside the schedule. Problems: routineBusy. */
  runNow: procedure.input(one).output(z.object({ runId: z.int() })),

  /** A person's word on a run that was missed or that asks. Problems: routineUnknown, where it does not wait for one. */
  answer: procedure.input(z.object({ runId: z.int().positive(), goes: z.boolean() })),

  /** Newest first. */
  history: procedure
    .input(one.extend({ limit: z.int().min(1).max(200).default(50) }))
    .output(z.array(routineRunSchema)),
};
