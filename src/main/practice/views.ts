import type { Account } from './account.ts';
import { dateOf } from './dates.ts';
import type { Dialect } from './dialect.ts';
import { ackAt } from './messages.ts';
import type { Include } from './query.ts';
import { fieldsOf, tagsOf } from './related.ts';
import type { Contact, CustomField, Message, Service, Tag, Template, User } from './things.ts';

// Things as the account shows them: the keys that were recorded, and what is seen beside them in newer accounts.

export type View = Readonly<Record<string, unknown>>;

export function serviceView(service: Service, account: Account, dialect: Dialect): View {
  return {
    id: service.id,
    name: service.name,
    type: service.type,
    isArchived: service.archivedAtMs !== null,
    archivedAt: dateOf(service.archivedAtMs, dialect),
    data: { myId: `${service.number}@c.us`, status: statusOf(service, dialect), syncCount: 3 },
    settings: { keepOnline: true },
    ...{ botId: null, defaultDepartmentId: account.departments[0]?.id ?? null, accountId: account.accountId },
    createdAt: dateOf(service.createdAtMs, dialect),
    updatedAt: dateOf(service.createdAtMs, dialect),
    deletedAt: null,
  };
}

function statusOf(service: Service, { serviceStatus }: Dialect): View {
  const { isConnected, number, name } = service;
  const isStarting = service.starting != null;
  const isOnQrPage = !isConnected && !isStarting && !service.isShutDown;
  if (serviceStatus === 'empty' || (serviceStatus === 'emptyWhenOff' && !isConnected)) return {};
  return {
    isConnected,
    ...{ isStarted: isConnected || isOnQrPage, isStarting, isLoading: isStarting, isWebConnected: isConnected },
    ...{ isPhoneConnected: isConnected, isPhoneAuthed: isConnected, isConflicted: false, isOnQrPage },
    ...{ isQrCodeExpired: false, qrCodeUrl: null, isCharging: true, batteryLevel: 80 },
    mode: isConnected ? 'MAIN' : 'QR',
    state: isConnected ? 'NORMAL' : 'TIMEOUT',
    ...{ myNumber: number, myName: name, waVersion: '2.3000.0' },
  };
}

export function contactView(
  contact: Contact,
  include: readonly Include[],
  { account, dialect }: { readonly account: Account; readonly dialect: Dialect },
): View {
  const { id, serviceId, number, isGroup } = contact;
  const updatedAt = dateOf(contact.updatedAtMs, dialect);
  return {
    ...{ id, internalName: contact.internalName, name: contact.name, alternativeName: contact.alternativeName },
    ...{ status: 'offline', isMe: false, isGroup, isBroadcast: false, unread: 0, isSilenced: contact.isSilenced },
    ...{ isMyContact: false, hadChat: contact.valid === null, visible: true, unsubscribed: contact.unsubscribed },
    ...{ note: contact.note, lastMessageAt: null, lastMessageId: null, lastContactMessageAt: null },
    currentTicketId: account.openTicket(id)?.id ?? null,
    ...{ accountId: account.accountId, serviceId, personId: contact.personId ?? null },
    ...{ defaultDepartmentId: contact.departmentId, defaultUserId: contact.userId },
    createdAt: dateOf(contact.createdAtMs, dialect),
    updatedAt,
    ...{
      deletedAt: null,
      archivedAt: null,
      block: contact.isBlocked ?? false,
      dataBlock: null,
      hsmExpirationTime: null,
    },
    idFromService: isGroup ? `${id}@g.us` : contact.valid === false ? null : `${number}@c.us`,
    data: {
      number,
      // Absent, not null, where the contact has chatted.
      ...(contact.valid === null ? {} : { valid: contact.valid }),
      ...{ unread: false, webchat: {}, whatsapp: { isBlocked: false }, botIsRunning: false, lastSyncAt: updatedAt },
      ...(isGroup ? { participants: contact.members ?? [] } : {}),
    },
    ...included(contact, include, account, dialect),
  };
}

function included(contact: Contact, include: readonly Include[], account: Account, dialect: Dialect): View {
  const parts = include.map((one): [string, unknown] => {
    const { model, include: inner } = one;
    if (model === 'tags') return ['tags', tagsOf(contact, one, account).map(tagIn(dialect))];
    if (model === 'person') return ['person', personView(account, contact.personId ?? null, inner)];
    if (model === 'customFieldValues') {
      const values = fieldsOf(contact, one, account).map(([id, value]) => ({
        ...(dialect.fieldValues === 'customFields' ? { id } : { customFieldId: id }),
        value,
        ...(inner.some((deep) => deep.model === 'customField') ? { customField: fieldView(account.field(id)) } : {}),
      }));
      return [dialect.fieldValues, values];
    }
    const service = model === 'service' ? account.service(contact.serviceId) : null;
    return [model, service ? serviceView(service, account, dialect) : null];
  });
  return Object.fromEntries(parts);
}

const tagIn = (dialect: Dialect) => (tag: Tag) => tagView(tag, dialect);

export const tagView = (tag: Tag, dialect: Dialect): View => ({
  id: tag.id,
  [dialect.tagName]: tag.label,
  backgroundColor: tag.backgroundColor,
});

/** Somebody of the directory, with her organisations where they are asked for. */
export function personView(account: Account, id: string | null, include: readonly Include[]): View | null {
  const person = account.persons.find((one) => one.id === id);
  if (!person) return null;
  const organizations = account.organisations.filter((one) => person.organisationIds.includes(one.id));
  const isAsked = include.some(({ model }) => model === 'organizations');
  return { id: person.id, name: person.name, document: null, ...(isAsked ? { organizations } : {}) };
}

export const fieldView = (field: CustomField | null): View | null =>
  field && { id: field.id, name: field.name, type: field.type, allowed: 'contacts' };

export const userView = (user: User, account: Account): View => ({
  ...{ id: user.id, name: user.name, email: user.email, accountId: account.accountId },
  ...{
    phoneNumber: null,
    status: user.isOnline ? 'online' : 'offline',
    archivedAt: null,
    isSuperAdmin: false,
    language: 'pt-BR',
  },
  clientsStatus: {},
});

/** A message, flat, without its relations. */
export function messageView(message: Message, nowMs: number, account: Account, dialect: Dialect): View {
  const { id, isFromMe, contactId, serviceId } = message;
  const ack = ackAt(message, nowMs);
  const hasFailed = isFromMe && ack === -1;
  return {
    ...{ id, isFromMe, sent: isFromMe, type: message.type },
    timestamp: dateOf(message.timestampMs, dialect),
    data: {
      ack: ackIn(ack, hasFailed, dialect),
      ...{ isNew: !isFromMe, isFirst: false },
      ...(message.dontOpenTicket === null ? {} : { dontOpenTicket: message.dontOpenTicket }),
      ...(hasFailed ? { error: failureOf(message) } : {}),
    },
    ...{ visible: true, accountId: account.accountId, contactId, serviceId },
    ...{ fromId: isFromMe ? null : contactId, toId: isFromMe ? contactId : null, userId: message.userId },
    ...{ ticketId: message.ticketId, ticketUserId: null, ticketDepartmentId: null, quotedMessageId: null },
    ...{ origin: message.origin, text: message.text, obfuscated: false, files: null, quotedMessage: null },
    isFromBot: message.origin === 'bot',
    ...(message.hsmId === null ? {} : { hsmId: message.hsmId }),
  };
}

const reEngagement = {
  message: '(#131047) Re-engagement message',
  error_data: { details: 'Message failed to send because more than 24 hours have passed since the last reply' },
};

function failureOf({ fate }: Message): View {
  const code = fate?.kind === 'fails' ? fate.code : null;
  const said = fate?.kind === 'fails' ? fate.said : undefined;
  if (said) return { message: `(#${code}) ${said.message}`, error_data: { details: said.details } };
  if (code === null || code === 131_047) return reEngagement;
  return { message: `(#${code}) Message refused`, error_data: { details: 'Refused after it was accepted' } };
}

function ackIn(ack: number, hasFailed: boolean, dialect: Dialect): number | string {
  if (dialect.ack === 'text') return String(ack);
  return dialect.ack === 'word' && hasFailed ? 'error' : ack;
}

export function templateView(template: Template, account: Account): View {
  const { id, name, serviceId, status, category, header, body, footer, buttons, asText } = template;
  const components = [
    ...(header === null ? [] : [{ type: 'HEADER', ...header }]),
    { type: 'BODY', text: body },
    ...(footer === null ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
  ];
  return {
    ...{ id, name, internalName: name, status, serviceId, category, language: 'pt_BR', messageType: 'text_only' },
    ...{ namespace: '', accountId: account.accountId, archivedAt: null },
    components: asText ? JSON.stringify(components) : components,
  };
}
