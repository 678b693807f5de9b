import type { Route } from './ask.ts';
import { restartService, shutdownService, startService } from './routes/connections.ts';
import {
  blockContact,
  countContacts,
  createContact,
  deleteContact,
  deleteContacts,
  getContact,
  listContacts,
  updateContact,
} from './routes/contacts.ts';
import { dashboard, listIntegrations, listTopics, nowAttendance, nowDepartments, nowResume } from './routes/desk.ts';
import {
  createField,
  getMe,
  getService,
  listDepartments,
  listFields,
  listOrganisations,
  listPeople,
  listQuickReplies,
  listServices,
  listTemplates,
  listUsers,
} from './routes/directory.ts';
import { contactsExist } from './routes/exists.ts';
import { exportContacts, exportHistory, exportTicket, exportTicketPdf } from './routes/exports.ts';
import { addMembers, demoteMembers, promoteMembers } from './routes/groups.ts';
import { createContacts } from './routes/many.ts';
import { getMessage, listMessages } from './routes/messages.ts';
import {
  createToken,
  createWebhook,
  deleteToken,
  deleteWebhook,
  getWebhook,
  listTokens,
  listWebhooks,
  updateWebhook,
} from './routes/own.ts';
import { createMessage } from './routes/send-message.ts';
import { createTag, listTags, tagContacts, untagContacts } from './routes/tags.ts';
import { closeTicket, transferTicket, transferTickets } from './routes/ticket-moves.ts';
import { getTicket, listTickets } from './routes/tickets.ts';

/** Every request that the account knows, by the name under which faults and tests speak of it. */
const routes = {
  'services.list': ['GET', 'services', listServices],
  'services.get': ['GET', 'services/:id', getService],
  'services.start': ['POST', 'services/:id/start', startService],
  'services.restart': ['POST', 'services/:id/restart', restartService],
  'services.shutdown': ['POST', 'services/:id/shutdown', shutdownService],
  'contacts.list': ['GET', 'contacts', listContacts],
  'contacts.exists': ['GET', 'contacts/exists', contactsExist],
  'contacts.get': ['GET', 'contacts/:id', getContact],
  'contacts.create': ['POST', 'contacts', createContact],
  'contacts.createMany': ['POST', 'contacts/many', createContacts],
  'contacts.update': ['PUT', 'contacts/:id', updateContact],
  'contacts.deleteMany': ['DELETE', 'contacts/many', deleteContacts],
  'contacts.block': ['POST', 'contacts/:id/block', blockContact],
  'contacts.count': ['POST', 'contacts/count', countContacts],
  'contacts.exportCsv': ['POST', 'contacts/export/csv', exportContacts],
  'contacts.addMembers': ['POST', 'contacts/:id/add-members', addMembers],
  'contacts.promoteMembers': ['POST', 'contacts/:id/promote-members', promoteMembers],
  'contacts.demoteMembers': ['POST', 'contacts/:id/demote-members', demoteMembers],
  'contacts.transferTicket': ['POST', 'contacts/:id/ticket/transfer', transferTicket],
  'contacts.closeTicket': ['POST', 'contacts/:id/ticket/close', closeTicket],
  'tickets.transferMany': ['POST', 'contacts/ticket/bulk-transfer', transferTickets],
  'tickets.list': ['GET', 'tickets', listTickets],
  'tickets.get': ['GET', 'tickets/:id', getTicket],
  'tickets.exportHistory': ['POST', 'tickets/export-history', exportHistory],
  'tickets.export': ['POST', 'tickets/export', exportTicket],
  'tickets.exportPdf': ['GET', 'site:pdf/tickets/:id/pt-BR', exportTicketPdf],
  'topics.list': ['GET', 'ticket-topics', listTopics],
  'contacts.delete': ['DELETE', 'contacts/:id', deleteContact],
  'messages.create': ['POST', 'messages', createMessage],
  'messages.list': ['GET', 'messages', listMessages],
  'messages.get': ['GET', 'messages/:id', getMessage],
  'tags.list': ['GET', 'tags', listTags],
  'tags.create': ['POST', 'tags', createTag],
  'tags.addContacts': ['POST', 'tags/:id/contacts', tagContacts],
  'tags.removeContacts': ['DELETE', 'tags/:id/contacts', untagContacts],
  'fields.list': ['GET', 'custom-fields', listFields],
  'fields.create': ['POST', 'custom-fields', createField],
  'departments.list': ['GET', 'departments', listDepartments],
  'people.list': ['GET', 'people', listPeople],
  'organisations.list': ['GET', 'organizations', listOrganisations],
  'users.list': ['GET', 'users', listUsers],
  'quickReplies.list': ['GET', 'quick-replies', listQuickReplies],
  'templates.list': ['GET', 'whatsapp-business-templates', listTemplates],
  'integrations.list': ['GET', 'integrations', listIntegrations],
  'now.resume': ['GET', 'now/resume', nowResume],
  'now.attendance': ['GET', 'now/attendance-resume', nowAttendance],
  'now.departments': ['GET', 'now/departments-resume', nowDepartments],
  'dashboard.general': ['GET', 'dashboard/general', dashboard],
  'webhooks.list': ['GET', 'me/webhooks', listWebhooks],
  'webhooks.get': ['GET', 'me/webhooks/:id', getWebhook],
  'webhooks.create': ['POST', 'me/webhooks', createWebhook],
  'webhooks.update': ['PUT', 'me/webhooks/:id', updateWebhook],
  'webhooks.delete': ['DELETE', 'me/webhooks/:id', deleteWebhook],
  'tokens.list': ['GET', 'me/tokens', listTokens],
  'tokens.create': ['POST', 'me/tokens', createToken],
  'tokens.delete': ['DELETE', 'me/tokens/:id', deleteToken],
  me: ['GET', 'me', getMe],
} as const satisfies Readonly<Record<string, readonly [method: string, path: string, route: Route]>>;

/** The names of the routes, and of the one that needs no token. */
export type RouteName = keyof typeof routes | 'oauth.token';

export const isRouteName = (value: unknown): value is RouteName =>
  value === 'oauth.token' || (typeof value === 'string' && Object.hasOwn(routes, value));

export interface Match {
  readonly name: RouteName;
  readonly route: Route;
  readonly id: string;
}

// Fixed paths are tried before those with an id: `contacts/exists` is no contact.
const fixed = new Map<string, Match>();
const withId = new Map<string, Match>();
for (const [name, [method, path, route]] of Object.entries(routes)) {
  if (!isRouteName(name)) continue;
  const table = path.includes(':id') ? withId : fixed;
  table.set(`${method} ${path}`, { name, route, id: '' });
}

/** The route of a path below the base of the API, without its query; null where the account knows none. */
export function matchRoute(method: string, path: string): Match | null {
  const exact = fixed.get(`${method} ${path}`);
  if (exact) return exact;
  const parts = path.split('/');
  for (const [place, id] of parts.entries()) {
    const found = withId.get(`${method} ${parts.with(place, ':id').join('/')}`);
    if (found && id !== '') return { ...found, id };
  }
  return null;
}
