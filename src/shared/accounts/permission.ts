import { z } from 'zod';

/** What a user of an account may be kept from. Learned from refusals alone: no request tells it before. */
export const permissions = [
  'contacts',
  'tagContacts',
  'blockContacts',
  'deleteContacts',
  'groups',
  'messages',
  'transferTickets',
  'closeTickets',
  'tickets',
  'exports',
  'connections',
  'now',
  'statistics',
  'users',
  'integrations',
  'webhooks',
  'tokens',
] as const;
export type Permission = (typeof permissions)[number];

/** Which requests of the client need it: a refusal of one of them says it of all. */
const requestsOf: Readonly<Record<Permission, readonly string[]>> = {
  contacts: ['createContact', 'createContacts', 'updateContact'],
  tagContacts: ['tagContacts', 'untagContacts', 'createTag'],
  blockContacts: ['setBlocked'],
  deleteContacts: ['deleteContact', 'deleteContacts'],
  groups: ['createGroup', 'addMembers', 'promoteMembers', 'demoteMembers'],
  messages: ['sendMessage'],
  transferTickets: ['transferTicket', 'bulkTransfer'],
  closeTickets: ['closeTicket'],
  tickets: ['ticketPage', 'ticket', 'ticketsOf'],
  exports: ['exportContactsCsv', 'exportHistoryCsv', 'exportTicketText', 'exportTicketPdf'],
  connections: ['startService', 'restartService', 'shutdownService'],
  now: ['nowResume', 'attendanceResume', 'departmentsResume'],
  statistics: ['statistics'],
  users: ['users'],
  integrations: ['integrations'],
  webhooks: ['webhooks', 'createWebhook', 'updateWebhook', 'deleteWebhook'],
  tokens: ['personalTokens', 'createPersonalToken', 'deletePersonalToken'],
};

const byRequest = new Map(
  permissions.flatMap((permission) => requestsOf[permission].map((request) => [request, permission] as const)),
);

/** The permission that a request needs, by the name of its function; null where nobody asks for one. */
export const permissionOf = (request: string): Permission | null => byRequest.get(request) ?? null;

const deniedSchema = z.object({
  ok: z.literal(false),
  error: z.object({ problem: z.object({ kind: z.literal('permissionDenied'), detail: z.string() }) }),
});
const grantedSchema = z.object({ ok: z.literal(true) });

/** What the account said to an answered request that its user may not make; null where it said anything else. */
export const denialIn = (answer: unknown): string | null =>
  deniedSchema.safeParse(answer).data?.error.problem.detail ?? null;

export const isGranted = (answer: unknown): boolean => grantedSchema.safeParse(answer).success;
