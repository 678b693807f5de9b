import { jsonAnswer, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { namedColumns } from '../columns.ts';
import { answerList } from '../listing.ts';
import type { Named, Ticket, User } from '../things.ts';
import { metricsOf } from '../ticket-view.ts';

// What is going on at the desk, counted from its tickets. The keys of the answers are this account's own: no source has them.

const openNow = ({ account }: Ask): readonly Ticket[] =>
  [...account.tickets.all()].filter(({ closedAtMs }) => closedAtMs === null);

const counts = (tickets: readonly Ticket[]) => {
  const waiting = tickets.filter(({ userId }) => userId === null).length;
  return { openTickets: tickets.length, waitingTickets: waiting, inAttendance: tickets.length - waiting };
};

const online = (users: readonly User[]): number => users.filter(({ isOnline }) => isOnline).length;

export const nowResume: Route = (ask) => {
  const { users } = ask.account;
  return jsonAnswer(200, { tickets: counts(openNow(ask)), users: { online: online(users), total: users.length } });
};

export const nowAttendance: Route = (ask) => {
  const { account } = ask;
  const open = openNow(ask);
  return jsonAnswer(
    200,
    account.users.map(({ id, name, isOnline, departmentIds }) => ({
      ...{ id, name, status: isOnline ? 'online' : 'offline' },
      departments: account.departments.filter((department) => departmentIds.includes(department.id)),
      openTickets: open.filter(({ userId }) => userId === id).length,
    })),
  );
};

export const nowDepartments: Route = (ask) => {
  const { account } = ask;
  const open = openNow(ask);
  return jsonAnswer(
    200,
    account.departments.map(({ id, name }) => ({
      ...{ id, name },
      ...counts(open.filter(({ departmentId }) => departmentId === id)),
      onlineUsers: online(account.users.filter(({ departmentIds }) => departmentIds.includes(id))),
    })),
  );
};

const known = [
  ...['startPeriod', 'endPeriod', 'grouping', 'departmentId', 'userId', 'serviceId', 'periodType', 'status'],
  ...['departmentParticipation', 'userParticipation'],
];

/** The numbers of a period. `all` stands for none of a filter. */
export const dashboard: Route = (ask) => {
  const { account, parameters, dialect } = ask;
  const unknown = [...parameters.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) return refusal(400, `"${unknown}" is not allowed`);
  const [fromMs = Number.NaN, toMs = Number.NaN] = ['startPeriod', 'endPeriod'].map(
    (key) => Date.parse(parameters.get(key) ?? '') - dialect.clockSkewMs,
  );
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) return refusal(400, 'startPeriod and endPeriod are required');
  const wanted = (key: string): string | null => {
    const value = parameters.get(key);
    return value === null || value === '' || value === 'all' ? null : value;
  };
  const isClosing = wanted('periodType')?.startsWith('close') === true;
  const status = wanted('status');
  const tickets = [...account.tickets.all()].filter((ticket) => {
    const moment = isClosing ? ticket.closedAtMs : ticket.openedAtMs;
    const isOpen = ticket.closedAtMs === null;
    return (
      moment !== null &&
      moment >= fromMs &&
      moment <= toMs &&
      (status === null || isOpen === (status === 'open')) &&
      fits(wanted('departmentId'), ticket.departmentId) &&
      fits(wanted('userId'), ticket.userId) &&
      fits(wanted('serviceId'), account.contacts.get(ticket.contactId)?.serviceId ?? null)
    );
  });
  return jsonAnswer(200, summary(ask, tickets));
};

const fits = (wanted: string | null, found: string | null): boolean => wanted === null || wanted === found;

function summary({ account, at: { atMs } }: Ask, tickets: readonly Ticket[]) {
  const metrics = tickets.map((ticket) => metricsOf(ticket, atMs));
  const average = (of: (one: (typeof metrics)[number]) => number | null) => {
    const values = metrics.flatMap((one) => of(one) ?? []);
    return values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  };
  const contactIds = new Set(tickets.map(({ contactId }) => contactId));
  const ids = new Set(tickets.map(({ id }) => id));
  const messages = [...contactIds].flatMap((id) => account.messages.ofContact(id));
  const own = messages.filter(({ ticketId, type }) => ticketId !== null && ids.has(ticketId) && type !== 'ticket');
  const open = tickets.filter(({ closedAtMs }) => closedAtMs === null).length;
  return {
    ...{ totalTickets: tickets.length, openTickets: open, closedTickets: tickets.length - open },
    totalContacts: contactIds.size,
    sentMessages: own.filter(({ isFromMe }) => isFromMe).length,
    receivedMessages: own.filter(({ isFromMe }) => !isFromMe).length,
    waitingTimeAvg: average(({ waitingTime }) => waitingTime),
    messagingTimeAvg: average(({ messagingTime }) => messagingTime),
    ticketTimeAvg: average(({ ticketTime }) => ticketTime),
    ticketTransferCount: metrics.reduce((sum, one) => sum + one.ticketTransferCount, 0),
  };
}

export const listTopics: Route = (ask) =>
  answerList<Named>(ask, {
    columns: namedColumns,
    models: [],
    candidates: () => ask.account.topics,
    view: ({ id, name }) => ({ id, name, archivedAt: null }),
  });

export const listIntegrations: Route = (ask) =>
  answerList<Named>(ask, {
    columns: namedColumns,
    models: [],
    candidates: () => ask.account.integrations,
    view: ({ id }) => ({ ...ask.account.integrations.find((one) => one.id === id), active: true, archivedAt: null }),
  });
