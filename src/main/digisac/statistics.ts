import { recordOf } from './answers.ts';
import { type Ask, brackets } from './ask.ts';
import type { Statistics, StatisticsAsked } from './desk.ts';
import type { Digisac } from './digisac.ts';
import { figureOf, figuresIn } from './figures.ts';

/** Source: API collection, "Estatísticas de atendimento". What they answer is not documented: facts, section 9. */
export function createStatistics(ask: Ask): Pick<Digisac, 'statistics'> {
  return {
    statistics: (asked, signal) =>
      ask(
        {
          method: 'GET',
          route: '/dashboard/general',
          path: `/dashboard/general${brackets(parametersOf(asked))}`,
          read: ({ json }) => (recordOf(json) === null ? null : { value: toStatistics(json) }),
        },
        signal,
      ),
  };
}

function parametersOf(asked: StatisticsAsked): readonly (readonly [string, string])[] {
  const { fromMs, toMs, departmentId, userId, serviceId, status, by } = asked;
  const either = (key: string, value: string | null) => (value === null ? [] : [[key, value] as const]);
  return [
    ['startPeriod', new Date(fromMs).toISOString()],
    ['endPeriod', new Date(toMs).toISOString()],
    // By department the collection sends it along, empty.
    ...either('grouping', departmentId === null ? null : ''),
    ...either('departmentId', departmentId),
    ...either('userId', userId),
    ...either('serviceId', serviceId),
    ...either('periodType', by === 'closed' ? 'close' : null),
    ...either('status', status === 'all' ? null : status === 'open' ? 'open' : 'close'),
  ];
}

function toStatistics(json: unknown): Statistics {
  const figures = figuresIn(json);
  const figure = (...names: readonly string[]) => figureOf(figures, names);
  return {
    tickets: figure('totalTickets', 'ticketsCount', 'ticketCount', 'tickets', 'total', 'count'),
    open: figure('openTickets', 'openTicketsCount', 'ticketsOpen', 'totalOpen', 'open', 'opened'),
    closed: figure('closedTickets', 'closedTicketsCount', 'ticketsClosed', 'totalClosed', 'closed', 'close'),
    contacts: figure('totalContacts', 'contactsCount', 'contacts'),
    messagesSent: figure('sentMessages', 'messagesSent', 'sentMessagesCount', 'totalSent'),
    messagesReceived: figure('receivedMessages', 'messagesReceived', 'receivedMessagesCount', 'totalReceived'),
    waitingSeconds: figure('waitingTimeAvg', 'avgWaitingTime', 'averageWaitingTime', 'waitingTime'),
    messagingSeconds: figure('messagingTimeAvg', 'avgMessagingTime', 'averageMessagingTime', 'messagingTime'),
    ticketSeconds: figure('ticketTimeAvg', 'avgTicketTime', 'averageTicketTime', 'ticketTime'),
    figures,
  };
}
