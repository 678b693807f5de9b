import { z } from 'zod';
import { contentSchema } from '../campaign/content.ts';
import { exclusionsSchema, usualExclusions } from '../campaign/exclusions.ts';
import { paceSchema } from '../pace/limits.ts';
import { problemSchema } from '../problem.ts';
import { deliveryStateSchema } from '../recipient/delivery.ts';
import { reportFilterSchema } from '../report/filter.ts';
import { campaignIdSchema, importIdSchema, procedure } from './errors.ts';

/** What is done with a message whose answer was lost: looked up in the account, or always left to a person. */
export const inDoubtRuleSchema = z.enum(['settle', 'hold']);
export type InDoubtRule = z.infer<typeof inDoubtRuleSchema>;

export const deliveryCountSchema = z.object({
  state: deliveryStateSchema,
  problem: z.string().nullable(),
  count: z.int().nonnegative(),
});
export type DeliveryCount = z.infer<typeof deliveryCountSchema>;

export const deliveryFilterSchema = reportFilterSchema.extend({
  states: z.array(deliveryStateSchema).optional(),
  problem: z.string().nullable().optional(),
});
export type DeliveryFilter = z.infer<typeof deliveryFilterSchema>;

export const deliveryViewSchema = z.object({
  id: z.int(),
  line: z.int(),
  name: z.string(),
  phone: z.string(),
  text: z.string(),
  /** Which of the texts of the campaign, from 0. */
  version: z.int(),
  state: deliveryStateSchema,
  problem: problemSchema.nullable(),
  attempts: z.int(),
  sentAt: z.number().nullable(),
  deliveredAt: z.number().nullable(),
  readAt: z.number().nullable(),
  repliedAt: z.number().nullable(),
  optedOutAt: z.number().nullable(),
  updatedAt: z.number().nullable(),
});
export type DeliveryView = z.infer<typeof deliveryViewSchema>;

/** `enlist` freezes the text of each recipient; `send` sends. Receipts come in after that as well. */
export const campaignPhaseSchema = z.enum(['enlist', 'send', 'done']);
export type CampaignPhase = z.infer<typeof campaignPhaseSchema>;

export const campaignDetailSchema = z.object({
  id: campaignIdSchema,
  importId: importIdSchema,
  name: z.string(),
  content: contentSchema,
  exclusions: exclusionsSchema,
  seed: z.int(),
  beginsEarly: z.boolean(),
  /** The campaign that this one repeats or follows up. */
  follows: campaignIdSchema.nullable(),
  pace: paceSchema,
  inDoubt: inDoubtRuleSchema,
  openTicket: z.boolean(),
  phase: campaignPhaseSchema,
  counts: z.array(deliveryCountSchema),
  /** How many `jobs.retry` would put back in the queue: failed, and certainly without effect. */
  toRetry: z.int().nonnegative(),
  /** What the limits of today have seen, for a forecast: messages of the account, and of the connection. */
  soFar: z.object({
    ofAccount: z.int().nonnegative(),
    ofConnection: z.int().nonnegative(),
    earlierDays: z.int().nonnegative(),
  }),
  /** The last outcomes, newest first, for the strip of the monitor. */
  latest: z.array(deliveryViewSchema),
  /** Accepted messages per minute of the last hour, oldest first. */
  perMinute: z.array(z.object({ at: z.number(), count: z.int() })),
  /** How many answered so far, and how many opted out over it. */
  heard: z.object({ replied: z.int().nonnegative(), optedOut: z.int().nonnegative() }),
  /** What came back in each minute of the last hour, oldest first. */
  outcomesPerMinute: z.array(
    z.object({ at: z.number(), delivered: z.int(), read: z.int(), replied: z.int(), failed: z.int() }),
  ),
});
export type CampaignDetail = z.infer<typeof campaignDetailSchema>;

export const previewSchema = z.object({
  /** Recipients this import would give. */
  total: z.int(),
  /** The recipient at `offset`, as it would be written to; null where there is none. */
  recipient: z
    .object({
      line: z.int(),
      name: z.string(),
      phone: z.string(),
      text: z.string(),
      /** Which of the texts of the campaign, from 0. */
      version: z.int(),
      problem: problemSchema.nullable(),
    })
    .nullable(),
});

export type Preview = z.infer<typeof previewSchema>;

export const audienceSchema = z.object({
  recipients: z.int(),
  /** Who is in the audience and left out, by why: opt-outs and exclusions. Missing values stand in `missing`. */
  leftOut: z.array(z.object({ problem: problemSchema, count: z.int() })),
  optedOut: z.int(),
  /** How many recipients lack a value that the template needs, by variable. */
  missing: z.array(z.object({ name: z.string(), count: z.int() })),
  /** UTF-16 code units of the longest text. */
  longest: z.int(),
  /** What the template may say: as written in `{{ }}`. */
  variables: z.array(z.string()),
});
export type Audience = z.infer<typeof audienceSchema>;

const one = z.object({ campaignId: campaignIdSchema });
const compose = z.object({
  importId: importIdSchema,
  content: contentSchema,
  exclusions: exclusionsSchema.default(usualExclusions),
  /** Any number: the same one gives the same choice among versions and variants in preview and campaign. */
  seed: z.int().min(0).max(2_147_483_647).default(0),
});

export const campaigns = {
  /** Problems: templateEmpty, templateBroken, templateUnknownVariable. */
  preview: procedure.input(compose.extend({ offset: z.int().nonnegative() })).output(previewSchema),

  /** Renders the template for every recipient, to say before the start what would be missing. */
  audience: procedure.input(compose).output(audienceSchema),

  /** Makes the campaign and starts it. Problems: those of the template, importNotReady, nobodyToSendTo. */
  create: procedure
    .input(
      compose.extend({
        name: z.string().trim().min(1).max(200),
        pace: paceSchema,
        inDoubt: inDoubtRuleSchema,
        openTicket: z.boolean(),
        /** Begins on the rows that are ready while the import still creates the others. */
        beginsEarly: z.boolean().default(false),
        follows: campaignIdSchema.nullable().default(null),
      }),
    )
    .output(one),

  get: procedure.input(one).output(campaignDetailSchema),

  rows: procedure
    .input(
      z.object({
        campaignId: campaignIdSchema,
        filter: deliveryFilterSchema,
        offset: z.int().nonnegative(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(deliveryViewSchema) })),

  /** Failed, held and skipped recipients by cause, most first; one example of each problem with its facts. */
  failures: procedure
    .input(one)
    .output(z.array(z.object({ state: deliveryStateSchema, problem: problemSchema, count: z.int() }))),

  /** Changes the pace of a campaign, while it runs as well. */
  setPace: procedure.input(z.object({ campaignId: campaignIdSchema, pace: paceSchema })),

  /**
   * A person's word on held messages: `sent` counts them as accepted, `send` puts them back in the queue,
   * `drop` leaves them unsent. Null decides all of the campaign.
   */
  decide: procedure
    .input(
      z.object({
        campaignId: campaignIdSchema,
        deliveryId: z.int().nullable(),
        decision: z.enum(['sent', 'send', 'drop']),
      }),
    )
    .output(z.object({ decided: z.int() })),

  /**
   * One message to a number of the user's own, with the values of the first recipient. What became of it, `messages.receipt`
   * tells by its id in the account.
   */
  test: procedure
    .input(compose.extend({ number: z.string().min(1).max(40) }))
    .output(z.object({ text: z.string(), messageId: z.string() })),
};
