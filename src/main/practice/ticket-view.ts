import type { Account } from './account.ts';
import { dateOf } from './dates.ts';
import type { Dialect } from './dialect.ts';
import type { Include } from './query.ts';
import type { Named, Ticket } from './things.ts';
import { contactView, messageView, userView, type View } from './views.ts';

/** Of a ticket, as long as it has lasted until now. */
export function metricsOf(ticket: Ticket, nowMs: number) {
  const ticketTime = Math.round(((ticket.closedAtMs ?? nowMs) - ticket.openedAtMs) / 1_000);
  return {
    ticketTime,
    waitingTime: ticket.waitingSeconds ?? ticketTime,
    messagingTime: ticket.messagingSeconds,
    ticketTransferCount: ticket.transfers.filter(({ action }) => action === 'transfer').length,
  };
}

export function ticketView(
  ticket: Ticket,
  include: readonly Include[],
  {
    account,
    dialect,
    at: { atMs },
  }: { readonly account: Account; readonly dialect: Dialect; readonly at: { readonly atMs: number } },
): View {
  const { id, contactId, protocol, origin, departmentId, userId } = ticket;
  return {
    ...{ id, isOpen: ticket.closedAtMs === null, protocol, origin, contactId, departmentId, userId },
    comments: ticket.comments,
    startedAt: dateOf(ticket.openedAtMs, dialect),
    endedAt: dateOf(ticket.closedAtMs, dialect),
    createdAt: dateOf(ticket.openedAtMs, dialect),
    updatedAt: dateOf(ticket.updatedAtMs, dialect),
    accountId: account.accountId,
    metrics: metricsOf(ticket, atMs),
    ...Object.fromEntries(include.map((one) => [one.model, included(ticket, one, { account, dialect, atMs })])),
  };
}

const named = (list: readonly Named[], id: string | null): Named | null => list.find((one) => one.id === id) ?? null;

function included(
  ticket: Ticket,
  include: Include,
  { account, dialect, atMs }: { readonly account: Account; readonly dialect: Dialect; readonly atMs: number },
): unknown {
  const user = (id: string | null) => {
    const found = account.users.find((one) => one.id === id);
    return found ? userView(found, account) : null;
  };
  switch (include.model) {
    case 'contact': {
      const contact = account.contacts.get(ticket.contactId);
      return contact && contactView(contact, include.include, { account, dialect });
    }
    case 'department':
      return named(account.departments, ticket.departmentId);
    case 'user':
      return user(ticket.userId);
    case 'ticketTopics':
      return ticket.topicIds.flatMap((id) => named(account.topics, id) ?? []);
    case 'ticketTransfers':
      return ticket.transfers.map(({ action, byUserId, atMs: doneAtMs }) => ({
        ...{ action, fromDistribution: false, byUserId, createdAt: dateOf(doneAtMs, dialect) },
        ...(include.include.some(({ model }) => model === 'byUser') ? { byUser: user(byUserId) } : {}),
      }));
    case 'firstMessage': {
      const [message] = account.messages.ofContact(ticket.contactId).filter(({ ticketId }) => ticketId === ticket.id);
      return message ? messageView(message, atMs, account, dialect) : null;
    }
    default:
      return null;
  }
}
