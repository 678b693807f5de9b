import type { Account } from '../account.ts';
import { type Answer, notFound, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { contactColumns, ticketColumns } from '../columns.ts';
import { type Test, testOf } from '../filter.ts';
import { isText } from '../json.ts';
import { answerList, oneAnswer } from '../listing.ts';
import { type Include, parseQuery } from '../query.ts';
import type { Ticket } from '../things.ts';
import { ticketView } from '../ticket-view.ts';

export const ticketModels = [
  ...['contact', 'department', 'user', 'ticketTopics', 'ticketTransfers', 'firstMessage', 'account'],
] as const;

export const listTickets: Route = (ask) => {
  const within = periodOf(ask);
  if (isText(within)) return refusal(400, within);
  const isIgnored = ask.dialect.ticketFilters === 'ignored';
  return answerList(isIgnored ? withoutFilters(ask) : ask, {
    columns: ticketColumns,
    models: [...ticketModels],
    candidates: () => filtered(ask.account.tickets.all(), isIgnored ? () => true : within),
    related: (include) => relatedTickets(include, ask.account),
    view: (ticket, include) => ticketView(ticket, include, ask),
    remember: (find) => ask.account.tickets.remember(`${ask.account.version()} ${search(ask)}`, find),
  });
};

/** What decides which tickets are found, in which order. */
function search({ parameters }: Ask): string {
  const others = [...parameters].filter(([key]) => key !== 'page' && key !== 'perPage');
  return JSON.stringify(others).replace(/\\"page\\":\d+|\\"perPage\\":\d+/g, '');
}

/** The question of an account that understands only how to page. */
function withoutFilters(ask: Ask): Ask {
  const query = parseQuery(ask.parameters);
  if (isText(query)) return ask;
  const paging = { page: query.page, ...(query.perPage === null ? {} : { perPage: query.perPage }) };
  const include = query.include.map(({ model }) => ({ model, required: false }));
  return { ...ask, parameters: new URLSearchParams({ query: JSON.stringify({ ...paging, include }) }) };
}

function* filtered<T>(items: Iterable<T>, test: Test<T>): Iterable<T> {
  for (const item of items) if (test(item)) yield item;
}

/** Of the tickets that were opened in it. */
function periodOf({ parameters, dialect }: Ask): Test<Ticket> | string {
  const [from, to] = ['startPeriod', 'endPeriod'].map((key) => parameters.get(key));
  if (from == null && to == null) return () => true;
  const [fromMs, toMs] = [from, to].map((text) => Date.parse(text ?? '') - dialect.clockSkewMs);
  if (fromMs === undefined || toMs === undefined || Number.isNaN(fromMs) || Number.isNaN(toMs)) {
    return 'startPeriod and endPeriod must be dates';
  }
  return ({ openedAtMs }) => openedAtMs >= fromMs && openedAtMs <= toMs;
}

/** Which tickets the includes of a question leave in the list: by their contact alone. */
export function relatedTickets(include: readonly Include[], account: Account): Test<Ticket> | string {
  const tests: Test<Ticket>[] = [];
  for (const { model, where, isRequired } of include) {
    if (model !== 'contact') {
      if (where !== undefined) return `${model} has no such column`;
      continue;
    }
    const test =
      where === undefined
        ? () => true
        : testOf([{ value: where, isBracket: false }], contactColumns, { clockSkewMs: 0, findsBooleans: true });
    if (isText(test)) return test;
    if (!isRequired) continue;
    tests.push(({ contactId }) => {
      const contact = account.contacts.get(contactId);
      return contact !== null && test(contact);
    });
  }
  return (ticket) => tests.every((test) => test(ticket));
}

export const getTicket: Route = (ask): Answer => {
  const query = parseQuery(ask.parameters);
  if (isText(query)) return refusal(400, query);
  const unknown = query.include.find(({ model }) => !ticketModels.some((known) => known === model));
  if (unknown) return refusal(400, `${unknown.model} is not associated`);
  const ticket = ask.account.tickets.get(ask.id);
  return ticket ? oneAnswer(ask, 200, ticketView(ticket, query.include, ask)) : notFound('Ticket');
};
