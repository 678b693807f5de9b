import { type Answer, csvAnswer, jsonAnswer, notFound, refusal, textAnswer } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { wrongBody } from '../body.ts';
import { contactColumns, ticketColumns } from '../columns.ts';
import { type Test, testOf } from '../filter.ts';
import { at, isFields, isList, isNumber, isText, textAt } from '../json.ts';
import { parseQuery } from '../query.ts';
import type { Contact, Ticket } from '../things.ts';
import { metricsOf } from '../ticket-view.ts';
import { relatedTickets, ticketModels } from './tickets.ts';

const later = jsonAnswer(200, { message: 'The file will be sent by e-mail', status: 'processing' });

const cell = (value: string): string => (/[";,\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const lineOf = (cells: readonly string[], separator = ';'): string => `${cells.map(cell).join(separator)}\n`;
const dateText = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString().slice(0, 19).replace('T', ' '));

export const exportHistory: Route = (ask) => {
  if (ask.dialect.exports === 'later') return later;
  const { account } = ask;
  const query = parseQuery(ask.parameters);
  if (isText(query)) return refusal(400, query);
  const unknown = query.include.find(({ model }) => !ticketModels.some((known) => known === model));
  if (unknown) return refusal(400, `${unknown.model} is not associated`);
  const test = testOf(query.where, ticketColumns, { clockSkewMs: ask.dialect.clockSkewMs, findsBooleans: true });
  const related = relatedTickets(query.include, account);
  if (isText(test) || isText(related)) return refusal(400, isText(test) ? test : String(related));
  return csvAnswer(historyLines(ask, (ticket) => test(ticket) && related(ticket)));
};

function* historyLines(ask: Ask, isAsked: Test<Ticket>): Iterable<string> {
  const { account } = ask;
  const names = (list: readonly { readonly id: string; readonly name: string }[]) =>
    new Map(list.map(({ id, name }) => [id, name]));
  const [departments, users, topics] = [account.departments, account.users, account.topics].map(names);
  yield lineOf(['Protocolo', 'Contato', 'Número', 'Departamento', 'Atendente', 'Abertura', 'Fechamento', 'Assuntos']);
  for (const ticket of account.tickets.all()) {
    if (!isAsked(ticket)) continue;
    const contact = account.contacts.get(ticket.contactId);
    yield lineOf([
      ...[ticket.protocol, contact?.internalName ?? '', contact?.number ?? ''],
      ...[departments?.get(ticket.departmentId ?? '') ?? '', users?.get(ticket.userId ?? '') ?? ''],
      ...[dateText(ticket.openedAtMs), dateText(ticket.closedAtMs)],
      ticket.topicIds.map((id) => topics?.get(id) ?? '').join(', '),
    ]);
  }
}

/** The conversation of one ticket, by its protocol. */
export const exportTicket: Route = (ask) => {
  const problem = wrongBody(ask.body, { protocol: isText }, ['protocol']);
  if (problem !== null) return refusal(400, problem);
  const wanted = textAt(ask.body, 'protocol');
  for (const ticket of ask.account.tickets.all()) {
    if (ticket.protocol === wanted) return textAnswer(200, conversation(ask, ticket));
  }
  return notFound('Ticket');
};

function conversation({ account, at: { atMs } }: Ask, ticket: Ticket): string {
  const contact = account.contacts.get(ticket.contactId);
  const head = [`Protocolo: ${ticket.protocol}`, `Contato: ${contact?.internalName ?? ''}`];
  const lines = account.messages
    .ofContact(ticket.contactId)
    .filter((message) => message.ticketId === ticket.id && message.appearsAtMs <= atMs && message.type !== 'ticket')
    .map(({ timestampMs, isFromMe, text }) => {
      return `[${dateText(timestampMs)}] ${isFromMe ? 'Atendimento' : (contact?.internalName ?? '')}: ${text}`;
    });
  const seconds = metricsOf(ticket, atMs).ticketTime;
  return `${[...head, `Duração: ${seconds} s`, '', ...lines].join('\n')}\n`;
}

/** Of one page, with the protocol on it. */
export const exportTicketPdf: Route = (ask): Answer => {
  const ticket = ask.account.tickets.get(ask.id);
  if (!ticket) return notFound('Ticket');
  if (ask.parameters.get('pdf') !== '1') return refusal(400, '"pdf" is required');
  return { status: 200, type: 'application/pdf', body: pdfOf(`Protocolo ${ticket.protocol}`), headers: {} };
};

function pdfOf(text: string): string {
  const content = `BT /F1 18 Tf 72 760 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}`;
  return `${body}${table}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
}

const exportShape = {
  where: isFields,
  include: isList,
  order: isList,
  page: isNumber,
  perPage: isNumber,
  type: (value: unknown) => value === 'comma' || value === 'semiColon',
  serviceType: isText,
};

export const exportContacts: Route = (ask) => {
  const { account, body } = ask;
  const problem = wrongBody(body, exportShape, ['where', 'type']);
  if (problem !== null) return refusal(400, problem);
  if (ask.dialect.exports === 'later') return later;
  const where = [{ value: at(body, 'where'), isBracket: false }];
  const test = testOf(where, contactColumns, { clockSkewMs: ask.dialect.clockSkewMs, findsBooleans: true });
  if (isText(test)) return refusal(400, test);
  const separator = textAt(body, 'type') === 'comma' ? ',' : ';';
  const contacts = [...account.contacts.all()].filter((one) => one.appearsAtMs <= ask.at.atMs && test(one));
  contacts.sort((a, b) => a.name.localeCompare(b.name));
  return csvAnswer(contactLines(ask, contacts, separator));
};

function* contactLines({ account }: Ask, contacts: readonly Contact[], separator: string): Iterable<string> {
  yield lineOf(['Nome', 'Número', 'Conexão', 'Tags'], separator);
  for (const { name, number, serviceId, tagIds } of contacts) {
    const labels = tagIds.map((id) => account.tag(id)?.label ?? '').join(', ');
    yield lineOf([name, number, account.service(serviceId)?.name ?? '', labels], separator);
  }
}
