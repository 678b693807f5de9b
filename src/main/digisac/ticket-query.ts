import { err, ok } from '#shared/result.ts';
import { isLastPage, oneOf } from './answers.ts';
import { type Ask, brackets, jsonQuery, readPage } from './ask.ts';
import type { Digisac } from './digisac.ts';
import { notFiltered } from './failure.ts';
import { markOf, pageSize, walkPages } from './pages.ts';
import type { Ticket, TicketsAsked } from './ticket.ts';
import { toTicket } from './ticket-reading.ts';

type Queries = Pick<Digisac, 'ticketPage' | 'ticket' | 'ticketsOf' | 'openTicketOf' | 'openTicketsOf'>;

/** 4,000 tickets of one contact. */
const mostPages = 20;

const attributes = ['id', 'name'];
const contact = {
  model: 'contact',
  attributes: ['id', 'name', 'alternativeName', 'internalName', 'serviceId', 'data'],
  required: true,
};
const service = { model: 'service', attributes: ['id', 'name', 'type'], required: true };
const around = ['user', 'department', 'ticketTopics'].map((model) => ({ model, attributes }));
const orders = {
  newest: [
    ['updatedAt', 'DESC'],
    ['id', 'DESC'],
  ],
  oldest: [
    ['createdAt', 'ASC'],
    ['id', 'ASC'],
  ],
} as const;

/**
 * Source: API collection, "Chamados" and "Histórico de chamados"; facts, sections 2 and 9, section 12 rows 7 and 8. Filters
 * are JSON, because booleans in brackets are missed by some accounts, and what comes is looked at again.
 */
export function createTicketQueries(ask: Ask): Queries {
  const page = (path: string, signal?: AbortSignal) =>
    ask({ method: 'GET', route: '/tickets', path: `/tickets${path}`, read: readPage }, signal);

  const openTicketsOf: Digisac['openTicketsOf'] = async (contactIds, signal) => {
    if (contactIds.length === 0) return ok({ tickets: [], complete: true });
    const where = { isOpen: true, contactId: { $in: contactIds } };
    const include = [contact, ...around];
    const walked = await walkPages({
      mostPages,
      ask: (number) =>
        page(jsonQuery({ where, include, order: orders.newest, page: number, perPage: pageSize }), signal),
    });
    if (!walked.ok) return walked;
    const tickets = walked.value.rows.map(toTicket);
    const isWhole = walked.value.stopped !== 'cut' && tickets.every((one) => one?.contact != null);
    const own = tickets.filter(
      (one) => one !== null && one.isOpen !== false && contactIds.includes(one.contact?.id ?? ''),
    );
    return ok({ tickets: own.flatMap((one) => one ?? []), complete: isWhole });
  };

  return {
    openTicketsOf,

    openTicketOf: async (contactId, signal) => {
      const read = await openTicketsOf([contactId], signal);
      if (!read.ok) return read;
      const [ticket] = read.value.tickets;
      if (ticket !== undefined) return ok(ticket);
      return read.value.complete ? ok(null) : err(notFiltered('GET /tickets'));
    },

    ticketPage: async (asked, signal) => {
      const answer = await page(pathOf(asked), signal);
      if (!answer.ok) return answer;
      const { rows, total } = answer.value;
      return ok({
        tickets: rows.flatMap((row) => toTicket(row) ?? []).filter((ticket) => isAsked(ticket, asked)),
        rows: rows.length,
        mark: markOf(answer.value),
        total,
        isLast: isLastPage(answer.value, asked.page),
      });
    },

    ticket: (id, signal) =>
      ask<Ticket | null>(
        {
          method: 'GET',
          route: '/tickets/{id}',
          path: `/tickets/${encodeURIComponent(id)}${brackets([
            ['include[0][model]', 'contact'],
            ['include[0][include][0]', 'service'],
            ['include[1]', 'department'],
            ['include[2]', 'user'],
            ['include[3]', 'ticketTopics'],
          ])}`,
          read: ({ json }) => {
            const ticket = toTicket(oneOf(json));
            return ticket && { value: ticket };
          },
          absent: { value: null },
        },
        signal,
      ),

    ticketsOf: async (contactId, signal) => {
      const byUser = { model: 'byUser', attributes };
      const include = [...around, { model: 'ticketTransfers', include: [byUser] }];
      const walked = await walkPages({
        mostPages,
        ask: (number) =>
          page(
            jsonQuery({ where: { contactId }, include, order: orders.newest, page: number, perPage: pageSize }),
            signal,
          ),
      });
      if (!walked.ok) return walked;
      const tickets = walked.value.rows.flatMap((row) => toTicket(row) ?? []);
      const own = tickets.filter((one) => one.contact === null || one.contact.id === contactId);
      return own.length === 0 && walked.value.stopped === 'cut' ? err(notFiltered('GET /tickets')) : ok(own);
    },
  };
}

function pathOf({ which, serviceId, period, order, page, ...columns }: TicketsAsked): string {
  const { departmentId, contactId, userId, protocol } = columns;
  const where = {
    ...(which === 'all' ? {} : { isOpen: which === 'open' }),
    ...given({ departmentId, contactId, userId, protocol }),
  };
  const include = [{ ...contact, where: { visible: true, ...given({ serviceId }) }, include: [service] }, ...around];
  const query = { distinct: true, where, include, order: orders[order], page, perPage: pageSize };
  if (period === undefined) return jsonQuery(query);
  return brackets([
    ['query', JSON.stringify(query)],
    ['startPeriod', new Date(period.fromMs).toISOString()],
    ['endPeriod', new Date(period.toMs).toISOString()],
  ]);
}

const given = (parts: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

/** The account may not have understood a filter. What it does not say counts as fitting. */
function isAsked(ticket: Ticket, asked: TicketsAsked): boolean {
  const is = (found: string | null | undefined, wanted: string | undefined) =>
    wanted === undefined || found === null || found === undefined || found === wanted;
  return (
    (asked.which === 'all' || ticket.isOpen === null || ticket.isOpen === (asked.which === 'open')) &&
    is(ticket.contact?.id, asked.contactId) &&
    is(ticket.contact?.service?.id, asked.serviceId) &&
    is(ticket.protocol, asked.protocol) &&
    // A ticket that waits has nobody, which is no answer of another.
    (asked.departmentId === undefined || ticket.department?.id === asked.departmentId) &&
    (asked.userId === undefined || ticket.user?.id === asked.userId) &&
    isWithin(ticket, asked.period)
  );
}

/** Which of its moments an account means by a period is not known: either will do. */
function isWithin({ openedAtMs, closedAtMs }: Ticket, period: TicketsAsked['period']): boolean {
  if (period === undefined || (openedAtMs === null && closedAtMs === null)) return true;
  return [openedAtMs, closedAtMs].some((ms) => ms !== null && ms >= period.fromMs && ms <= period.toMs);
}
