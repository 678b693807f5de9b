import { z } from 'zod';
import { contactColumnSchema, contactFilterSchema } from '../lookup/contacts.ts';
import { ticketColumnSchema, ticketFilterSchema } from '../lookup/tickets.ts';

/** Tickets that are named one by one; more are asked for by what they have in common. */
export const mostTickets = 2_000;

const format = z.enum(['csv', 'xlsx']);
const serviceId = z.string().min(1).nullable();
/** Null: unknown, and to be asked for. */
const ticketNameSchema = z.object({ id: z.string().min(1).nullable(), protocol: z.string().min(1).nullable() });
export type TicketName = z.infer<typeof ticketNameSchema>;

/** What is exported. */
export const exportWishSchema = z.discriminatedUnion('what', [
  /** Contacts, as Malote lists them. With the chosen columns, and a column for each of the custom fields, by their ids. */
  z.object({
    what: z.literal('contacts'),
    format,
    /** Null: of all connections. */
    serviceId,
    filter: contactFilterSchema,
    columns: z.array(contactColumnSchema).min(1),
    fieldIds: z.array(z.string().min(1)).max(200),
  }),
  /** Contacts of a connection in the account's own file; where the account makes none, as Malote lists them. */
  z.object({ what: z.literal('contactsOfAccount'), serviceId: z.string().min(1) }),
  z.object({
    what: z.literal('tickets'),
    format,
    filter: ticketFilterSchema,
    columns: z.array(ticketColumnSchema).min(1),
  }),
  /** The account's own history of tickets; where the account makes none, as Malote lists them. */
  z.object({ what: z.literal('history'), serviceId }),
  /** Conversations of tickets: a file each, and of several an archive. */
  z.object({
    what: z.literal('conversations'),
    as: z.enum(['txt', 'pdf']),
    of: z.union([
      z.object({ filter: ticketFilterSchema }),
      z.object({ tickets: z.array(ticketNameSchema).min(1).max(mostTickets) }),
    ]),
  }),
]);
export type ExportWish = z.infer<typeof exportWishSchema>;
export type ExportWhat = ExportWish['what'];

export const exportFormatSchema = z.enum(['csv', 'xlsx', 'txt', 'pdf', 'zip']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** What kind of file comes of it. */
export function formatOf(wish: ExportWish): ExportFormat {
  switch (wish.what) {
    case 'contacts':
    case 'tickets':
      return wish.format;
    case 'contactsOfAccount':
    case 'history':
      return 'csv';
    case 'conversations':
      return 'tickets' in wish.of && wish.of.tickets.length === 1 ? wish.as : 'zip';
  }
}

/** What is kept of a wish when it is fulfilled: whom somebody looked for is not. */
export function withoutSearch(wish: ExportWish): ExportWish {
  if (wish.what !== 'contacts') return wish;
  if (wish.filter.by === 'name') return { ...wish, filter: { by: 'name', text: '…' } };
  if (wish.filter.by === 'chosen') return { ...wish, filter: { by: 'chosen', ids: [] } };
  return wish.filter.by === 'number' ? { ...wish, filter: { by: 'number', digits: '0000' } } : wish;
}
