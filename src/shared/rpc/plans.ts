import { z } from 'zod';
import { contentSchema } from '../campaign/content.ts';
import { exclusionsSchema } from '../campaign/exclusions.ts';
import { paceSchema } from '../pace/limits.ts';
import { planLackSchema, planStepSchema } from '../plan/follow.ts';
import { planSchema } from '../plan/schema.ts';
import { mostPlanBytes } from '../plan/size.ts';
import { problemSchema } from '../problem.ts';
import { inDoubtRuleSchema } from './campaigns.ts';
import { accountIdSchema, importIdSchema, procedure } from './errors.ts';

const key = z.string().regex(/^[0-9a-f]{64}$/);
const fileName = z.string().min(1).max(500);
const path = z.string().min(1);
/** Of the machine of whoever opens it, for a plan that names none. */
const timeZone = z.string().min(1).max(100);
const one = z.object({ importId: importIdSchema });

/** A plan file that was read. */
export const openedPlanSchema = z.object({
  fileName,
  plan: planSchema,
  /** Null where the plan has no campaign. */
  pace: paceSchema.nullable(),
  /** Where it stands on this machine; null where that is not known. */
  folder: z.string().nullable(),
  /** The sheet that it names, where it is there. */
  sheet: z.object({ path, fileName }).nullable(),
});
export type OpenedPlan = z.infer<typeof openedPlanSchema>;

/** The plan that an import follows. `lacks`: what it asks for and is not there, until it is heeded. */
export const followedPlanSchema = z.object({
  fileName,
  lacks: z.array(planLackSchema),
  hasCampaign: z.boolean(),
});
export type FollowedPlan = z.infer<typeof followedPlanSchema>;

/** The campaign of a plan, as far as it can be made of what is there. */
export const plannedCampaignSchema = z.object({
  /** Null: the plan says none. */
  name: z.string().nullable(),
  content: contentSchema,
  exclusions: exclusionsSchema,
  pace: paceSchema,
  /** Null where the sheet could not be read again: then there is none to be kept to. */
  seed: z.int().nonnegative().nullable(),
  inDoubt: inDoubtRuleSchema,
  openTicket: z.boolean(),
  beginsEarly: z.boolean(),
  /** Files that it names and that a person has to give, by their names. */
  wants: z.object({ attach: z.string().nullable(), textFile: z.string().nullable() }),
  /** What could not be found in the account, such as a template. */
  problem: problemSchema.nullable(),
});
export type PlannedCampaign = z.infer<typeof plannedCampaignSchema>;

/**
 * Plans that were begun, so that one that is carried out again goes on where it was; and those that an import follows. Problem of
 * all that name an import: jobUnknown.
 */
export const plans = {
  find: procedure.input(z.object({ key })).output(z.object({ importId: importIdSchema.nullable() })),
  /** Under a key that is there already it takes its place. Problems: jobUnknown. */
  begin: procedure.input(z.object({ key, importId: importIdSchema })),

  /** Reads a plan and does nothing else. Problems: of the plan, with line and column; planTooLarge, planNotUtf8, those of a file. */
  open: procedure
    .input(
      z.object({
        fileName,
        from: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('text'), text: z.string().max(mostPlanBytes) }),
          /** A file of this machine. */
          z.object({ kind: z.literal('file'), path }),
        ]),
        timeZone,
      }),
    )
    .output(openedPlanSchema),

  /**
   * Starts reading a sheet as `imports.stage` does, and sets the import up as the plan says. What the plan names and is not there is
   * left as it would be without a plan, and told. `step`: where a person goes on. Problems: all of the file.
   */
  stage: procedure
    .input(
      z.object({
        opened: openedPlanSchema.pick({ fileName: true, plan: true, folder: true }),
        path,
        fileName,
        /** For a plan that names no account. */
        accountId: accountIdSchema.nullable(),
      }),
    )
    .output(z.object({ importId: importIdSchema, step: planStepSchema })),

  /** Null: this import follows no plan. */
  get: procedure.input(one).output(followedPlanSchema.nullable()),

  /** Null where no plan is followed, or it has no campaign. Problems: those of the account, where the plan names a template. */
  campaign: procedure.input(one.extend({ timeZone })).output(plannedCampaignSchema.nullable()),

  /** Looks again for the account, connection and department that the plan names. Problems: jobWrongState, once contacts are made. */
  retry: procedure.input(one),

  /** A person has seen what the plan lacks at this step. */
  heed: procedure.input(one.extend({ step: planStepSchema })),

  /** The import stays as it is set up, and follows no plan any more. */
  letGo: procedure.input(one),
};
