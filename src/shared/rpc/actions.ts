import { z } from 'zod';
import { actionPhaseSchema, actionStateSchema } from '../actions/state.ts';
import { actionSourceSchema, actionTargetSchema } from '../actions/target.ts';
import { wishSchema } from '../actions/wish.ts';
import { problemSchema } from '../problem.ts';
import { accountIdSchema, procedure } from './errors.ts';

export const actionIdSchema = z.int().positive();

/** How many contacts are in one situation. The sum of all of them is whoever was chosen, always. */
const actionCountSchema = z.object({
  state: actionStateSchema,
  problem: z.string().nullable(),
  count: z.int().nonnegative(),
});
export type ActionCount = z.infer<typeof actionCountSchema>;

const actionDetailSchema = z.object({
  actionId: actionIdSchema,
  accountId: accountIdSchema,
  name: z.string(),
  wish: wishSchema,
  from: actionSourceSchema,
  phase: actionPhaseSchema,
  counts: z.array(actionCountSchema),
  /** Where what is deleted was saved; null where nothing was, yet. */
  savedAt: z.string().nullable(),
  perMinute: z.int(),
});
export type ActionDetail = z.infer<typeof actionDetailSchema>;

const actionItemSchema = z.object({
  itemNo: z.int(),
  /** Of the contact, or as it was written where no number could be read. */
  name: z.string(),
  /** E.164 digits, or blank. */
  phone: z.string(),
  contactId: z.string().nullable(),
  state: actionStateSchema,
  problem: problemSchema.nullable(),
});
export type ActionItem = z.infer<typeof actionItemSchema>;

const namedSchema = z.object({ id: z.string(), name: z.string() });

/** Requests with an effect, per minute: a steady pace that no account was seen to mind. */
export const usualActionPace = 300;

const one = z.object({ actionId: actionIdSchema });

/** Bulk actions on the account: each is a job, `a12`, and is paused, resumed, cancelled and retried like any other. */
export const actions = {
  /** What a form offers to choose from. Problems: those of the account. */
  choices: procedure
    .input(z.object({ accountId: accountIdSchema }))
    .output(z.object({ users: z.array(namedSchema), topics: z.array(namedSchema) })),

  /**
   * A draft: looks whom it is about and what there is to do to each, with reads alone; then it waits for `start`.
   * Problems: noAccount, jobUnknown, importNotReady, importUndone, nobodyChosen, those of the account.
   */
  create: procedure
    .input(
      z.object({
        accountId: accountIdSchema,
        name: z.string().trim().min(1).max(200),
        wish: wishSchema,
        target: actionTargetSchema,
        perMinute: z.int().min(1).max(600).default(usualActionPace),
      }),
    )
    .output(z.object({ actionId: actionIdSchema })),

  /** Problems: jobUnknown. */
  get: procedure.input(one).output(actionDetailSchema),

  /** In the order of the list; no states: all of them. */
  rows: procedure
    .input(
      one.extend({
        states: z.array(actionStateSchema).default([]),
        offset: z.int().nonnegative(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(actionItemSchema) })),

  /**
   * Does it. `confirm` is how many contacts there is something to do to, as whoever starts it has seen: another number is
   * refused. Problems: jobWrongState, confirmWrong.
   */
  start: procedure.input(one.extend({ confirm: z.int().nonnegative() })),

  /** What a person found out about all that is held: it was done, or it is to be done again. */
  decide: procedure.input(one.extend({ as: z.enum(['done', 'again']) })).output(z.object({ decided: z.int() })),

  /** A draft that nobody started is forgotten. Problems: jobWrongState. */
  discard: procedure.input(one),
};
