import type { Account } from '../account.ts';
import { type Answer, notFound, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { wrongBody } from '../body.ts';
import { canonicalIn, wrongNumber } from '../drafts.ts';
import type { Effect } from '../effects.ts';
import { at, isBoolean, isFields, isList, isText, listOf, orNull, textAt } from '../json.ts';
import { createdAnswer } from '../listing.ts';
import { emptyMessage } from '../received.ts';
import type { Contact, Fate, Message, Service } from '../things.ts';
import { protocolOf, ticketFrom } from '../ticket.ts';
import { blankContact } from '../upsert.ts';
import { messageView } from '../views.ts';
import { refusedByWhatsapp, wrongTemplate } from './official.ts';
import { fileOf, kindOf, partsOf, textOf, wrongParts } from './parts.ts';

/** As recorded. */
export const disconnected = (serviceId: string): Answer => refusal(400, `Service (${serviceId}) disconnected.`);

const isFlag = (value: unknown) => isBoolean(value) || value === 'true' || value === 'false';
const oneOfTexts = (texts: readonly string[]) => (value: unknown) => isText(value) && texts.includes(value);

const messageShape = {
  text: isText,
  type: oneOfTexts(['chat', 'comment', 'file', 'text']),
  contactId: isText,
  number: isText,
  serviceId: isText,
  userId: orNull(isText),
  origin: oneOfTexts(['bot', 'user']),
  // The collection spells it both ways, and gives it as a text.
  dontOpenTicket: isFlag,
  dontOpenticket: isFlag,
  dontSendUserName: isFlag,
  file: isFields,
  files: isList,
  hsmId: isText,
  parameters: listOf(isFields),
  uploadingFiles: isBoolean,
  replyTo: orNull(isText),
  quotedMessageId: orNull(isText),
  interactiveMessage: isFields,
  departmentId: isText,
  ticketDepartmentId: isText,
  ticketId: isText,
};

export const createMessage: Route = (ask) => {
  const problem =
    wrongBody(ask.body, messageShape, []) ??
    wrongContent(ask.body) ??
    wrongParts(ask.body) ??
    wrongTemplate(ask) ??
    wrongNumber(ask, ask.body);
  if (problem !== null) return turnedAway(ask, refusal(400, problem));
  const target = targetOf(ask);
  if ('status' in target) return turnedAway(ask, target);
  const { contact, service, isNew } = target;
  if (!service.isConnected) return turnedAway(ask, disconnected(service.id));

  const ticket = openTicket(ask, contact);
  const message = messageTo(ask, contact, ticket.id);
  const effects: Effect[] = [
    ...(isNew ? [{ kind: 'contactCreated', contact } as const] : []),
    ...ticket.effects,
    // A comment is for the colleagues: nothing leaves.
    { kind: message.type === 'comment' ? 'messageReceived' : 'messageAccepted', message },
    ...replyEffects(ask.account, message, contact, ticket.effects.length),
  ];
  ask.account.commit(ask.at, effects, ask.arrivedMs);
  return createdAnswer(ask, messageView(message, ask.at.atMs, ask.account, ask.dialect));
};

function turnedAway(ask: Ask, answer: Answer): Answer {
  ask.account.turnAway(ask.at, ask.arrivedMs);
  return answer;
}

function wrongContent(body: unknown): string | null {
  const hasContent = ['text', 'file', 'hsmId', 'interactiveMessage'].some((key) => at(body, key) !== undefined);
  if (!hasContent || textAt(body, 'text') === '') return '"text" is required';
  const hasTarget = isText(at(body, 'contactId')) || (isText(at(body, 'number')) && isText(at(body, 'serviceId')));
  return hasTarget ? null : '"contactId" is required';
}

interface Target {
  readonly contact: Contact;
  readonly service: Service;
  readonly isNew: boolean;
}

/** Whom it goes to: a contact, or a number, for which a contact comes into being. */
function targetOf(ask: Ask): Target | Answer {
  const { account, body, dialect } = ask;
  const serviceId = textAt(body, 'serviceId');
  const contactId = textAt(body, 'contactId');
  if (contactId !== null) {
    const contact = account.contacts.get(contactId);
    const service = account.service(contact?.serviceId ?? '');
    if (!contact || !service) return notFound('Contact');
    if (ask.isRefused(contact.number)) return refusal(400, 'Invalid number');
    // Unproven anywhere, so the witness does not let it pass.
    if (serviceId !== null && serviceId !== service.id) return refusal(400, 'Contact belongs to another service');
    return { contact, service, isNew: false };
  }
  const service = account.service(serviceId ?? '');
  if (!service) return refusal(400, 'Service not found');
  const number = canonicalIn(dialect)(textAt(body, 'number') ?? '');
  const known = account.contacts.ofPerson(service.id, number);
  const contact = known ?? blankContact({ account, serviceId: service.id, number, at: ask.at });
  return { contact, service, isNew: known === null };
}

const isAsked = (value: unknown) => value === true || value === 'true';

const asksForNoTicket = (body: unknown): boolean | null => {
  const asked = at(body, 'dontOpenTicket') ?? at(body, 'dontOpenticket');
  return asked === undefined ? null : isAsked(asked);
};

/** A message opens a ticket unless it asks not to, or one is open: then it goes into that one. */
function openTicket(ask: Ask, contact: Contact): { readonly id: string | null; readonly effects: readonly Effect[] } {
  const { account, body, dialect } = ask;
  const open = account.openTicket(contact.id);
  if (open) return { id: open.id, effects: [] };
  const isComment = textAt(body, 'type') === 'comment';
  if (isComment || (asksForNoTicket(body) && dialect.dontOpenTicket === 'honoured')) return { id: null, effects: [] };
  const { seq, id } = account.next('ticket');
  const ticket = ticketFrom({
    ...{ id, contactId: contact.id, openedAtMs: ask.at.atMs, protocol: protocolOf(ask.at.atMs, seq) },
    departmentId: contact.departmentId ?? account.departments[0]?.id ?? null,
  });
  const notice: Message = {
    ...emptyMessage(account, contact, ask.at.atMs, 0),
    ...{ type: 'ticket', ticketId: ticket.id, text: '' },
  };
  return {
    id: ticket.id,
    effects: [
      { kind: 'ticketOpened', ticket },
      { kind: 'messageReceived', message: notice },
    ],
  };
}

function messageTo(ask: Ask, contact: Contact, ticketId: string | null): Message {
  const { account, body, dialect } = ask;
  const isTicketNew = ticketId !== null && account.openTicket(contact.id) === null;
  const type = textAt(body, 'type') ?? 'chat';
  const file = fileOf(body);
  return {
    ...emptyMessage(account, contact, ask.at.atMs, isTicketNew ? 1 : 0),
    text: signed(ask, textOf(ask)),
    type: type === 'comment' ? 'comment' : file ? kindOf(file) : textAt(body, 'hsmId') === null ? 'chat' : 'hsm',
    isFromMe: true,
    origin: textAt(body, 'origin') ?? 'user',
    userId: textAt(body, 'userId'),
    hsmId: textAt(body, 'hsmId'),
    ticketId,
    dontOpenTicket: dialect.dontOpenTicket === 'honoured' ? asksForNoTicket(body) : null,
    fate: type === 'comment' ? null : fateOf(ask, contact),
    ...partsOf(body, file),
  };
}

function signed({ account, body, dialect }: Ask, text: string): string {
  const user = account.users.find(({ id }) => id === textAt(body, 'userId')) ?? account.users[0];
  const isSigned = dialect.userName === 'prefixed' && textAt(body, 'origin') === 'user';
  return isSigned && user && !isAsked(at(body, 'dontSendUserName')) ? `*${user.name}:*\n${text}` : text;
}

const failsAfterMs = 1_500;

function fateOf(ask: Ask, contact: Contact): Fate {
  const { account, fate } = ask;
  if (fate?.kind === 'fails') return { ...fate, afterMs: failsAfterMs };
  const refused = refusedByWhatsapp(ask, contact);
  if (refused !== null) return { kind: 'fails', afterMs: failsAfterMs, ...refused };
  if (fate?.kind === 'pends' || contact.valid === false) return { kind: 'pends' };
  return account.people.fateOf(contact.number, account.messages.sentTo(contact.number) + 1);
}

/** What the person will answer is known now, and seen later. */
function replyEffects(account: Account, message: Message, contact: Contact, noticesAhead: number): readonly Effect[] {
  if (message.fate?.kind !== 'arrives' || message.type === 'comment') return [];
  const reply = account.people.replyTo(contact.number, account.messages.sentTo(contact.number) + 1);
  if (reply === null) return [];
  const appearsAtMs = message.timestampMs + reply.afterMs;
  const ahead = noticesAhead > 0 ? 2 : 1;
  const received = { ...emptyMessage(account, contact, appearsAtMs, ahead), text: reply.text };
  return [{ kind: 'messageReceived', message: { ...received, ticketId: message.ticketId } }];
}
