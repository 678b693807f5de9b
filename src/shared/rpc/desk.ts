import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { servicePhaseSchema, turnSchema } from '../accounts/connection.ts';
import { permissions } from '../accounts/permission.ts';
import { problemSchema } from '../problem.ts';
import { daySchema } from '../routine/schedule.ts';
import { serviceSchema } from './accounts.ts';
import { accountIdSchema, procedure } from './errors.ts';

const one = z.object({ accountId: accountIdSchema });
const ref = z.object({ id: z.string(), name: z.string() });
const figure = z.number().nullable();

export const connectionSchema = serviceSchema.extend({ phase: servicePhaseSchema });
export type Connection = z.infer<typeof connectionSchema>;

export const turnStepSchema = z.object({
  phase: servicePhaseSchema,
  state: z.enum(['waiting', 'done', 'wantsPerson', 'gaveUp']),
  waitedMs: z.number(),
});
export type TurnStep = z.infer<typeof turnStepSchema>;

export const deskNowSchema = z.object({
  at: z.number(),
  /** Null: the account does not tell. */
  desk: z.object({ open: figure, waiting: figure, attended: figure, usersOnline: figure }).nullable(),
  people: z
    .array(
      z.object({
        user: ref,
        isOnline: z.boolean().nullable(),
        open: figure,
        departments: z.array(z.string()).nullable(),
      }),
    )
    .nullable(),
  departments: z
    .array(z.object({ department: ref, open: figure, waiting: figure, attended: figure, usersOnline: figure }))
    .nullable(),
  /** Why something is missing. */
  problem: problemSchema.nullable(),
});
export type DeskNow = z.infer<typeof deskNowSchema>;

export const statisticsSchema = z.object({
  tickets: figure,
  open: figure,
  closed: figure,
  contacts: figure,
  messagesSent: figure,
  messagesReceived: figure,
  /** On the average, seconds. */
  waitingSeconds: figure,
  messagingSeconds: figure,
  ticketSeconds: figure,
});
export type Statistics = z.infer<typeof statisticsSchema>;

export const statisticsAskedSchema = one.extend({
  /** Both are included. */
  from: daySchema,
  to: daySchema,
  timeZone: z.string().max(100),
  departmentId: z.string().nullable(),
  userId: z.string().nullable(),
  serviceId: z.string().nullable(),
  /** By which moment a ticket belongs to the period. */
  by: z.enum(['opened', 'closed']),
  split: z.enum(['period', 'user', 'department']),
});
export type StatisticsAsked = z.infer<typeof statisticsAskedSchema>;

const splitSchema = z.object({
  total: statisticsSchema,
  /** `key`: the first day of a period, or an id. */
  rows: z.array(statisticsSchema.extend({ key: z.string(), name: z.string() })),
});
export type SplitStatistics = z.infer<typeof splitSchema>;

export const refusedPermissionSchema = z.object({
  permission: z.enum(permissions),
  /** In the account's words. */
  detail: z.string(),
  refusedAt: z.number(),
});
export type RefusedPermission = z.infer<typeof refusedPermissionSchema>;

export const deedKinds = [
  'startConnection',
  'restartConnection',
  'shutdownConnection',
  'addWebhook',
  'activateWebhook',
  'deactivateWebhook',
  'testWebhook',
  'removeWebhook',
  'addToken',
  'removeToken',
] as const;
export const deedSchema = z.object({
  id: z.int(),
  deed: z.enum(deedKinds),
  subject: z.string(),
  begunAt: z.number(),
  /** Null: nobody knows what became of it. */
  endedAt: z.number().nullable(),
  problem: problemSchema.nullable(),
});
export type Deed = z.infer<typeof deedSchema>;

const tokenSchema = z.object({ id: z.string(), name: z.string(), createdAt: z.number().nullable() });

export const desk = {
  /** As they are now. Problems here and below: those of the account. */
  connections: procedure.input(one).output(z.array(connectionSchema)),
  /**
   * Starts, restarts or shuts down a connection, and tells how it goes until it is where it should be, waits for a person,
   * or does not get there in three minutes. Problems: serviceRefused.
   */
  turn: procedure.input(one.extend({ serviceId: z.string(), turn: turnSchema })).output(eventIterator(turnStepSchema)),

  now: procedure.input(one).output(deskNowSchema),
  /** The account's own numbers. Problems: timeZoneInvalid. */
  statistics: procedure.input(statisticsAskedSchema).output(splitSchema),
  /** Who attends. */
  users: procedure.input(one).output(z.array(ref)),
  integrations: procedure
    .input(one)
    .output(z.array(ref.extend({ url: z.string().nullable(), isActive: z.boolean().nullable() }))),

  /** What the account did not allow. */
  refused: procedure.input(one).output(z.array(refusedPermissionSchema)),
  /** Forgets a refusal, so that what it is about may be tried again. */
  tryAgain: procedure.input(one.extend({ permission: z.enum(permissions) })),

  /** What was done to the account itself, newest first. */
  deeds: procedure.input(one).output(z.array(deedSchema)),

  /** Permanent tokens of the user. Their secrets are never told. */
  tokens: procedure.input(one).output(z.array(tokenSchema)),
  /** Makes a permanent token and goes on with it: the account needs no password any more. Problems: personalTokenRefused. */
  keepSignedIn: procedure.input(one.extend({ name: z.string().trim().min(1).max(100) })),
  removeToken: procedure.input(one.extend({ id: z.string(), name: z.string() })),
};
