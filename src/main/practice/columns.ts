import type { Column, Columns } from './filter.ts';
import { ackAt } from './messages.ts';
import type {
  Contact,
  CustomField,
  Message,
  Named,
  Person,
  QuickReply,
  Service,
  Tag,
  Template,
  Ticket,
} from './things.ts';

// What lists can be asked about. A column that is not here does not exist, and asking for it is refused.

const date = <T>(read: (item: T) => number | null): Column<T> => ({ read, isDate: true });

const columns = <T>(
  reads: Readonly<Record<string, (item: T) => unknown>>,
  dates: Readonly<Record<string, Column<T>>> = {},
): Columns<T> =>
  new Map([...Object.entries(reads).map(([key, read]) => [key, { read }] as const), ...Object.entries(dates)]);

export const contactColumns: Columns<Contact> = columns<Contact>(
  {
    id: (contact) => contact.id,
    serviceId: (contact) => contact.serviceId,
    'data.number': (contact) => contact.number,
    'data.valid': (contact) => contact.valid,
    idFromService: (contact) => (contact.valid === false ? null : `${contact.number}@c.us`),
    internalName: (contact) => contact.internalName,
    name: (contact) => contact.name,
    alternativeName: (contact) => contact.alternativeName,
    note: (contact) => contact.note,
    defaultDepartmentId: (contact) => contact.departmentId,
    defaultUserId: (contact) => contact.userId,
    personId: (contact) => contact.personId ?? null,
    block: (contact) => contact.isBlocked ?? false,
    unsubscribed: (contact) => contact.unsubscribed,
    isSilenced: (contact) => contact.isSilenced,
    isGroup: (contact) => contact.isGroup,
    isBroadcast: () => false,
    isMe: () => false,
    visible: () => true,
  },
  {
    createdAt: date((contact) => contact.createdAtMs),
    updatedAt: date((contact) => contact.updatedAtMs),
    archivedAt: date(() => null),
    deletedAt: date(() => null),
  },
);

/** Of accounts that do not let contacts be found by these. */
export const plainContactColumns: Columns<Contact> = new Map(
  [...contactColumns].filter(([key]) => !['personId', 'block', 'unsubscribed'].includes(key)),
);

export const messageColumns = (nowMs: number, received: 'found' | 'missed'): Columns<Message> =>
  columns<Message>(
    {
      id: (message) => message.id,
      contactId: (message) => message.contactId,
      serviceId: (message) => message.serviceId,
      ticketId: (message) => message.ticketId,
      text: (message) => message.text,
      type: (message) => message.type,
      origin: (message) => message.origin,
      isFromMe: (message) => message.isFromMe || received === 'missed',
      isFromBot: (message) => message.origin === 'bot',
      userId: (message) => message.userId,
      hsmId: (message) => message.hsmId,
      sent: (message) => message.isFromMe,
      visible: () => true,
      'data.ack': (message) => ackAt(message, nowMs),
    },
    {
      timestamp: date((message) => message.timestampMs),
      createdAt: date((message) => message.timestampMs),
      updatedAt: date((message) => message.timestampMs),
    },
  );

export const serviceColumns: Columns<Service> = columns<Service>(
  {
    id: (service) => service.id,
    name: (service) => service.name,
    type: (service) => service.type,
    'data.status.isConnected': (service) => service.isConnected,
  },
  {
    archivedAt: date((service) => service.archivedAtMs),
    createdAt: date((service) => service.createdAtMs),
    deletedAt: date(() => null),
  },
);

export const tagColumns: Columns<Tag> = columns<Tag>({ id: (tag) => tag.id, label: (tag) => tag.label });

export const namedColumns: Columns<Named> = columns<Named>(
  { id: (one) => one.id, name: (one) => one.name },
  { archivedAt: date(() => null), createdAt: date(() => 0), deletedAt: date(() => null) },
);

export const personColumns: Columns<Person> = columns<Person>({ id: (one) => one.id, name: (one) => one.name });

export const fieldColumns: Columns<CustomField> = columns<CustomField>(
  { id: (field) => field.id, name: (field) => field.name, type: (field) => field.type },
  { createdAt: date(() => 0) },
);

export const templateColumns: Columns<Template> = columns<Template>(
  {
    id: (template) => template.id,
    name: (template) => template.name,
    status: (template) => template.status,
    serviceId: (template) => template.serviceId,
    category: (template) => template.category,
  },
  { archivedAt: date(() => null), createdAt: date(() => 0), deletedAt: date(() => null) },
);

export const quickReplyColumns: Columns<QuickReply> = columns<QuickReply>(
  { id: (reply) => reply.id, text: (reply) => reply.text },
  { archivedAt: date(() => null), createdAt: date(() => 0), deletedAt: date(() => null) },
);

export const ticketColumns: Columns<Ticket> = columns<Ticket>(
  {
    id: (ticket) => ticket.id,
    isOpen: (ticket) => ticket.closedAtMs === null,
    protocol: (ticket) => ticket.protocol,
    origin: (ticket) => ticket.origin,
    contactId: (ticket) => ticket.contactId,
    departmentId: (ticket) => ticket.departmentId,
    userId: (ticket) => ticket.userId,
  },
  {
    startedAt: date((ticket) => ticket.openedAtMs),
    createdAt: date((ticket) => ticket.openedAtMs),
    endedAt: date((ticket) => ticket.closedAtMs),
    updatedAt: date((ticket) => ticket.updatedAtMs),
  },
);
