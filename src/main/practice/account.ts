import type { Beginning } from './beginning.ts';
import { idOf } from './chance.ts';
import { createContacts } from './contacts.ts';
import type { Effect, Entry } from './effects.ts';
import type { Journal } from './journal.ts';
import { createMessages } from './messages.ts';
import type { People } from './people.ts';
import type { Contact, CustomField, MadeToken, Service, Tag, Template, Ticket, Webhook } from './things.ts';
import { ticketFrom } from './ticket.ts';
import { createTickets } from './tickets.ts';
import type { Moment } from './time.ts';

/** Where entries are kept beyond the life of the process. */
export interface Keeper {
  readonly keep: (entry: Entry) => void;
}

/**
 * What the account holds. It changes by effects alone: each is kept first, then done and counted, and at the next start
 * the kept ones are done again. So what a test counts here is what an answer, lost or not, had really changed.
 */
export function createAccount(options: {
  readonly seed: number;
  readonly beginning: Beginning;
  readonly people: People;
  readonly journal: Journal;
  readonly keeper: Keeper;
}) {
  const { seed, beginning, people, journal, keeper } = options;
  const contacts = createContacts();
  const messages = createMessages();
  const services = new Map(beginning.services.map((service) => [service.id, service] as const));
  const tags = new Map(beginning.tags.map((tag) => [tag.id, tag] as const));
  const fields = new Map(beginning.fields.map((field) => [field.id, field] as const));
  const tickets = createTickets(beginning.manyTickets);
  const webhooks = new Map<string, Webhook>();
  const tokens = new Map<string, MadeToken>();
  const seqs = { contact: 0, message: 0, ticket: 0, tag: 0, field: 0, webhook: 0, token: 0 };
  /** Counts what happened: what was found before the last of it may not hold any more. */
  let version = 0;
  begin();

  function begin(): void {
    for (const contact of beginning.contacts) {
      contacts.put(contact);
      if (contact.valid !== null) people.know(contact.number, contact.valid);
    }
    for (const service of beginning.services) people.know(service.number, true);
    for (const ticket of beginning.tickets) tickets.put(ticket);
    for (const message of beginning.messages) messages.add(message);
    seqs.contact = beginning.contacts.length;
    seqs.message = beginning.messages.length;
    seqs.ticket = beginning.tickets.length + (beginning.manyTickets?.count ?? 0);
    seqs.tag = beginning.tags.length;
    seqs.field = beginning.fields.length;
  }

  /** Ids go on where they were, also when the thing itself is gone. */
  const count = (kind: keyof typeof seqs, seq: number) => {
    seqs[kind] = Math.max(seqs[kind], seq + 1);
  };

  function change(effect: Effect): void {
    switch (effect.kind) {
      case 'contactCreated':
        count('contact', effect.contact.seq);
        contacts.put(effect.contact);
        break;
      case 'contactChanged':
        contacts.put(effect.contact);
        break;
      case 'contactDeleted':
        contacts.remove(effect.id);
        break;
      case 'contactTagged':
      case 'contactUntagged':
        retag(effect.id, effect.tagId, effect.kind === 'contactTagged');
        break;
      case 'messageAccepted':
      case 'messageReceived':
        count('message', effect.message.seq);
        messages.add(effect.message);
        break;
      case 'ticketOpened':
        seqs.ticket += 1;
        tickets.put(ticketFrom(effect.ticket));
        break;
      case 'ticketChanged':
        tickets.put(effect.ticket);
        break;
      case 'tagCreated':
        seqs.tag += 1;
        tags.set(effect.tag.id, effect.tag);
        break;
      case 'fieldCreated':
        seqs.field += 1;
        fields.set(effect.field.id, effect.field);
        break;
      case 'serviceSwitched':
        switchService(effect.id, effect.isConnected);
        break;
      case 'serviceStarted':
        changeService(effect.id, { isConnected: false, isShutDown: false, starting: effect });
        break;
      case 'serviceShutDown':
        changeService(effect.id, { isConnected: false, isShutDown: true, starting: null });
        break;
      case 'webhookKept':
        seqs.webhook += webhooks.has(effect.webhook.id) ? 0 : 1;
        webhooks.set(effect.webhook.id, effect.webhook);
        break;
      case 'webhookDeleted':
        webhooks.delete(effect.id);
        break;
      case 'tokenMade':
        seqs.token += 1;
        tokens.set(effect.token.id, effect.token);
        break;
      case 'tokenDeleted':
        tokens.delete(effect.id);
        break;
      case 'personKnown':
        people.know(effect.number, effect.hasWhatsapp);
        break;
      default:
        effect satisfies never;
    }
  }

  function retag(contactId: string, tagId: string, isTagged: boolean): void {
    const contact = contacts.get(contactId);
    if (!contact) return;
    const others = contact.tagIds.filter((id) => id !== tagId);
    contacts.put({ ...contact, tagIds: isTagged ? [...others, tagId] : others });
  }

  function changeService(id: string, change: Partial<Service>): void {
    const service = services.get(id);
    if (service) services.set(id, { ...service, ...change });
  }

  function switchService(id: string, isConnected: boolean): void {
    changeService(id, { isConnected, starting: null });
  }

  return {
    accountId: beginning.accountId,
    departments: beginning.departments,
    quickReplies: beginning.quickReplies,
    templates: beginning.templates,
    template: (id: string): Template | null => beginning.templates.find((one) => one.id === id) ?? null,
    users: beginning.users,
    persons: beginning.persons,
    organisations: beginning.organisations,
    people,
    contacts,
    messages,
    service: (id: string): Service | null => services.get(id) ?? null,
    services: (): readonly Service[] => [...services.values()],
    tag: (id: string): Tag | null => tags.get(id) ?? null,
    tags: (): readonly Tag[] => [...tags.values()],
    field: (id: string): CustomField | null => fields.get(id) ?? null,
    fields: (): readonly CustomField[] => [...fields.values()],
    openTicket: (contactId: string): Ticket | null => tickets.openOf(contactId),
    tickets,
    topics: beginning.topics,
    integrations: beginning.integrations,
    webhook: (id: string): Webhook | null => webhooks.get(id) ?? null,
    webhooks: (): readonly Webhook[] => [...webhooks.values()],
    tokens: (): readonly MadeToken[] => [...tokens.values()],
    version: (): number => version,

    /** The next of a kind: a number that counts up, and the id that goes with it. `ahead` of those not yet done. */
    next(kind: keyof typeof seqs, ahead = 0): { readonly seq: number; readonly id: string } {
      const seq = seqs[kind] + ahead;
      return { seq, id: idOf(seed, kind, seq) };
    },

    /** Keeps and does what one request brought about. */
    commit(at: Moment, effects: readonly Effect[], messageArrivedMs: number | null = null): void {
      const entry: Entry = { at, messageArrivedMs, effects };
      keeper.keep(entry);
      this.replay(entry);
    },

    /** An entry of an earlier life. */
    replay(entry: Entry): void {
      version += 1;
      journal.count(entry);
      for (const effect of entry.effects) change(effect);
    },

    /** Connections that were started get where they are going. */
    arrive(nowMs: number): void {
      for (const { id, starting } of services.values()) {
        if (!starting || starting.untilMs > nowMs) continue;
        const isShutDown = starting.ends === 'disconnected';
        changeService(id, { isConnected: starting.ends === 'connected', isShutDown, starting: null });
      }
    },

    /** A connection goes off, or on again, for this life of the account only: an outage is not for ever. */
    switchForNow: switchService,

    /** A message arrived and was turned away, or nobody knows: it counts for the pace all the same. */
    turnAway(at: Moment, arrivedMs: number): void {
      this.commit(at, [], arrivedMs);
    },
  };
}

export type Account = ReturnType<typeof createAccount>;

/** A contact as it is with a change, and when that was. */
export const withChange = (contact: Contact, change: Partial<Contact>, at: Moment): Contact => ({
  ...contact,
  ...change,
  updatedAtMs: at.atMs,
});
