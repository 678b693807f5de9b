import type { Account } from '../account.ts';
import { type Answer, jsonAnswer, notFound, okAnswer, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { wrongBody } from '../body.ts';
import type { Effect } from '../effects.ts';
import { at, isList, isText, listOf, orNull, textAt } from '../json.ts';
import { oneAnswer } from '../listing.ts';
import { emptyMessage } from '../received.ts';
import type { Contact, Ticket } from '../things.ts';
import { closed, protocolOf, ticketFrom, transferred } from '../ticket.ts';
import { ticketView } from '../ticket-view.ts';
import { contactView } from '../views.ts';

const targetShape = {
  departmentId: isText,
  userId: orNull(isText),
  comments: orNull(isText),
  byUserId: orNull(isText),
};

/** A department that is here, and somebody of the desk, where one is named. */
function wrongTarget(body: unknown, account: Account): string | null {
  const userId = textAt(body, 'userId');
  if (!account.departments.some(({ id }) => id === textAt(body, 'departmentId'))) return 'Department not found';
  return userId === null || account.users.some(({ id }) => id === userId) ? null : 'User not found';
}

const targetOf = (body: unknown) => ({
  departmentId: textAt(body, 'departmentId') ?? '',
  userId: textAt(body, 'userId'),
  comments: textAt(body, 'comments') || null,
});

/** Whoever's token it is, unless somebody else is named. */
const byWhom = ({ account, body, at: { atMs } }: Ask) => ({
  userId: textAt(body, 'byUserId') ?? account.users[0]?.id ?? null,
  atMs,
});

/** Hands the open ticket on, or opens one. */
export const transferTicket: Route = (ask) => {
  const { account, body } = ask;
  const contact = account.contacts.get(ask.id);
  if (!contact) return notFound('Contact');
  const problem = wrongBody(body, targetShape, ['departmentId']) ?? wrongTarget(body, account);
  if (problem !== null) return refusal(400, problem);
  const open = account.openTicket(contact.id);
  const ticket = open ? transferred(open, targetOf(body), byWhom(ask)) : opened(ask, contact);
  account.commit(ask.at, [
    open ? { kind: 'ticketChanged', ticket } : { kind: 'ticketOpened', ticket },
    notice(account, contact, ticket, 0),
  ]);
  if (ask.dialect.ticketAnswer === 'ok') return okAnswer;
  const answered = ask.dialect.ticketAnswer === 'ticket' ? ticketView(ticket, [], ask) : contactView(contact, [], ask);
  return oneAnswer(ask, 200, answered);
};

function opened(ask: Ask, contact: Contact): Ticket {
  const { account, body } = ask;
  const { seq, id } = account.next('ticket');
  const { userId, atMs } = byWhom(ask);
  const target = targetOf(body);
  return ticketFrom({
    ...{ id, contactId: contact.id, openedAtMs: atMs, protocol: protocolOf(atMs, seq), origin: 'manual' },
    ...target,
    waitingSeconds: target.userId === null ? null : 0,
    transfers: [{ action: 'open', byUserId: userId, atMs }],
  });
}

/** What stands in the conversation when a ticket is opened, handed on or closed. */
function notice(account: Account, contact: Contact, ticket: Ticket, ahead: number): Effect {
  const text = ticket.comments ?? '';
  const message = { ...emptyMessage(account, contact, ticket.updatedAtMs, ahead), type: 'ticket', text };
  return { kind: 'messageReceived', message: { ...message, ticketId: ticket.id } };
}

export const transferTickets: Route = (ask): Answer => {
  const { account, body } = ask;
  const shape = { ...targetShape, ticketsSelectedId: listOf(isText) };
  const problem = wrongBody(body, shape, ['departmentId', 'ticketsSelectedId']) ?? wrongTarget(body, account);
  if (problem !== null) return refusal(400, problem);
  const ids = at(body, 'ticketsSelectedId');
  const tickets = (isList(ids) ? [...new Set(ids.filter(isText))] : []).map((id) => account.tickets.get(id));
  const known = tickets.flatMap((ticket) => (ticket && ticket.closedAtMs === null ? [ticket] : []));
  if (known.length < tickets.length) return notFound('Ticket');
  const moved = known.map((ticket) => transferred(ticket, targetOf(body), byWhom(ask)));
  const effects = moved.flatMap((ticket, i): readonly Effect[] => {
    const contact = account.contacts.get(ticket.contactId);
    return [{ kind: 'ticketChanged', ticket }, ...(contact ? [notice(account, contact, ticket, i)] : [])];
  });
  account.commit(ask.at, effects);
  return okAnswer;
};

const isTopics = (value: unknown): value is unknown => isText(value) || listOf(isText)(value);

export const closeTicket: Route = (ask) => {
  const { account, body } = ask;
  const contact = account.contacts.get(ask.id);
  if (!contact) return notFound('Contact');
  // Closing alone has no body.
  const shape = { ticketTopicIds: isTopics, comments: orNull(isText), byUserId: orNull(isText) };
  const problem = body === undefined ? null : wrongBody(body, shape, []);
  if (problem !== null) return refusal(400, problem);
  const given = at(body, 'ticketTopicIds');
  const topicIds = [given].flat().filter(isText);
  if (topicIds.some((id) => !account.topics.some((topic) => topic.id === id))) return refusal(400, 'Topic not found');
  const open = account.openTicket(contact.id);
  if (!open) return ask.dialect.closeWithoutTicket === 'done' ? okAnswer : refusal(400, 'Contact has no open ticket');
  const ticket = closed(open, { topicIds, comments: textAt(body, 'comments') || open.comments }, byWhom(ask));
  account.commit(ask.at, [{ kind: 'ticketChanged', ticket }, notice(account, contact, ticket, 0)]);
  return jsonAnswer(200, { success: true });
};
