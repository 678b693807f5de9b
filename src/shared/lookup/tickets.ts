import { z } from 'zod';

const idSchema = z.string().min(1).max(100).nullable().default(null);

/** Which tickets of an account are looked up. Null: it does not matter. */
export const ticketFilterSchema = z.object({
  which: z.enum(['open', 'closed', 'all']).default('all'),
  serviceId: idSchema,
  departmentId: idSchema,
  userId: idSchema,
  contactId: idSchema,
  protocol: idSchema,
  /** Opened or closed in it, both ends included; Unix milliseconds. */
  period: z.object({ fromMs: z.int(), toMs: z.int() }).nullable().default(null),
});
export type TicketFilter = z.infer<typeof ticketFilterSchema>;

export const anyTicket: TicketFilter = {
  which: 'all',
  serviceId: null,
  departmentId: null,
  userId: null,
  contactId: null,
  protocol: null,
  period: null,
};

export const ticketColumnSchema = z.enum([
  'protocol',
  'state',
  'contact',
  'number',
  'connection',
  'department',
  'user',
  'topics',
  'opened',
  'closed',
  'duration',
  'waiting',
  'messaging',
  'transfers',
  'origin',
  'id',
]);
export type TicketColumn = z.infer<typeof ticketColumnSchema>;
export const ticketColumns = ticketColumnSchema.options;
/** Where nobody chose any. */
export const usualTicketColumns = ticketColumnSchema.exclude(['messaging', 'transfers', 'origin', 'id']).options;
