import { z } from 'zod';
import { ticketFilterSchema } from '../lookup/tickets.ts';
import { accountIdSchema, procedure } from './errors.ts';

const namedSchema = z.object({ id: z.string(), name: z.string().nullable() });
const moment = z.number().nullable();
const seconds = z.number().nullable();

/** A ticket of the desk. Null: the account does not say. Moments: Unix milliseconds. */
export const ticketViewSchema = z.object({
  id: z.string(),
  protocol: z.string().nullable(),
  isOpen: z.boolean().nullable(),
  origin: z.string().nullable(),
  contact: namedSchema.extend({ number: z.string().nullable(), service: namedSchema.nullable() }).nullable(),
  department: namedSchema.nullable(),
  user: namedSchema.nullable(),
  topics: z.array(namedSchema).nullable(),
  openedAtMs: moment,
  closedAtMs: moment,
  updatedAtMs: moment,
  metrics: z
    .object({
      ticketSeconds: seconds,
      waitingSeconds: seconds,
      messagingSeconds: seconds,
      transfers: z.number().nullable(),
    })
    .nullable(),
  /** Who opened, handed on and closed it, in that order. */
  transfers: z
    .array(
      z.object({
        /** The account's own word: `open`, `transfer`, `close`. */
        action: z.string().nullable(),
        byUser: namedSchema.nullable(),
        isFromDistribution: z.boolean().nullable(),
        atMs: moment,
      }),
    )
    .nullable(),
});
export type TicketView = z.infer<typeof ticketViewSchema>;

const inAccount = z.object({ accountId: accountIdSchema });

/** Tickets of the account, looked up there. Nothing of it is kept. Problems: those of the account. */
export const tickets = {
  /** A page, as large as the account makes it. Its total is null where the account does not tell how many are meant. */
  page: procedure
    .input(
      inAccount.extend({
        filter: ticketFilterSchema,
        order: z.enum(['newest', 'oldest']).default('newest'),
        page: z.int().positive().default(1),
      }),
    )
    .output(z.object({ tickets: z.array(ticketViewSchema), total: z.int().nullable(), isLast: z.boolean() })),

  /** All of one contact, newest first, with who opened, handed on and closed each. */
  of: procedure.input(inAccount.extend({ contactId: z.string().min(1) })).output(z.array(ticketViewSchema)),

  /** With who opened, handed on and closed it. Problems: ticketGone. */
  get: procedure.input(inAccount.extend({ ticketId: z.string().min(1).max(100) })).output(ticketViewSchema),
};
