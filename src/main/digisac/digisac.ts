import type { ContactsWhich } from '#shared/audience/definition.ts';
import type { Payload } from '#shared/campaign/payload.ts';
import type { Receipt } from '#shared/recipient/delivery.ts';
import type { Verdict } from '#shared/recipient/row.ts';
import type { Result } from '#shared/result.ts';
import type { Service } from '#shared/rpc/accounts.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';
import type { SeenMessage } from '#shared/settle/evidence.ts';
import type {
  DepartmentNow,
  DeskNow,
  DeskUser,
  Integration,
  PersonalToken,
  Statistics,
  StatisticsAsked,
  Webhook,
  WhoIsAtWork,
} from './desk.ts';
import type { Failure } from './failure.ts';
import type { NamedRef, Ticket, TicketPage, TicketsAsked } from './ticket.ts';

/** The answer of one request. The signal gives up waiting: for a request with an effect that is `unknown`. */
export type Answer<T> = Promise<Result<T, Failure>>;

export interface AccountUser {
  readonly name: string;
  readonly isAdmin: boolean;
}

export interface Tag {
  readonly id: string;
  readonly label: string;
}

export interface CustomField {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** A contact as the account shows it. */
export interface AccountContact {
  readonly id: string;
  /** Digits; the account may have dropped the ninth. */
  readonly number: string;
  /** `internalName`, else `name`. */
  readonly name: string;
  /** `data.valid`: false only where the account says that the number is not on WhatsApp; null: it does not say. */
  readonly valid: boolean | null;
  readonly serviceId: string | null;
  /** Of custom fields, by their id; null where the answer did not include them. */
  readonly fields: Readonly<Record<string, string>> | null;
  /** Null where the answer did not include them. */
  readonly tagIds: readonly string[] | null;
  /** By the account's clock, Unix milliseconds; null where it does not tell. */
  readonly createdAtMs: number | null;
  /** Null where there is none, or the account does not tell. */
  readonly openTicketId: string | null;
  readonly departmentId: string | null;
  /** At the desk; null where the account does not tell. */
  readonly isBlocked: boolean | null;
}

/** Which contacts are asked for. An account may not understand it, and give others: whoever asks looks again. */
export type ContactsAsked =
  | Exclude<ContactsWhich, { by: 'organisation' | 'person' }>
  /** With a value in one of these custom fields, by their names. */
  | { readonly by: 'fields'; readonly names: readonly string[] }
  | { readonly by: 'people'; readonly personIds: readonly string[] }
  /** With this in one of their names; with these digits in their number. */
  | { readonly by: 'name'; readonly text: string }
  | { readonly by: 'number'; readonly digits: string }
  | { readonly by: 'unsubscribed' | 'blocked' };

/** A contact as a question for many shows it. Null: the account does not say. */
export interface FoundContact extends AccountContact {
  readonly personId: string | null;
  readonly isUnsubscribed: boolean | null;
}

/** A person of the account's directory, who may have several contacts. */
export interface PersonOfAccount {
  readonly id: string;
  readonly name: string;
  /** Null where the account does not say. */
  readonly organisationIds: readonly string[] | null;
}

/** What a new contact is made of. */
export interface ContactDraft {
  readonly number: string;
  readonly name: string;
  readonly serviceId: string;
  readonly departmentId: string | null;
  /** By id of the custom field. Left out of the request when empty. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What `contacts/many` said of one draft. `untold`: it has to be looked up. */
export type ManyAnswer =
  | { readonly kind: 'created'; readonly contact: AccountContact }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'untold' };

export interface ExistsAnswer {
  /** As asked. */
  readonly number: string;
  /** `unknown` where the answer says nothing clear about this number: never "no" on doubt. */
  readonly verdict: Verdict;
  /** The canonical number in the answer, digits, or null. */
  readonly waNumber: string | null;
}

export interface ContactPage {
  readonly contacts: readonly AccountContact[];
  /** All that match, where the account tells. */
  readonly total: number | null;
  /** The page size that the account really used. */
  readonly pageSize: number;
  readonly isLast: boolean;
}

/** Messages of contacts, newest first. */
export interface MessagesRead {
  readonly messages: readonly (SeenMessage & {
    readonly contactId: string;
    readonly receipt: Receipt;
    /** The account's reason of a failed message, without numbers; null where there is none. */
    readonly detail: string | null;
  })[];
  /** No message since the asked moment can be missing. */
  readonly complete: boolean;
}

/** What a webhook posted. `event` as the account names it, `test` for its own trial. Only messages are understood. */
export interface WebhookPost {
  readonly event: string;
  /** `key` is the same where the same is told again. */
  readonly messages: readonly (MessagesRead['messages'][number] & { readonly key: string })[];
}

/** Messages of a whole account since a moment, oldest first. */
export interface InboxRead {
  readonly messages: MessagesRead['messages'];
  /** By the account's clock: nothing older than this needs to be read again. Null where there was nothing to read. */
  readonly heardToMs: number | null;
  /** Nothing after it was left for the next reading. */
  readonly complete: boolean;
}

export interface MessageStatus {
  readonly id: string;
  readonly receipt: Receipt;
  readonly detail: string | null;
}

/** An approved template, and the connection that it belongs to, where the account tells. */
export interface AccountTemplate extends ApprovedTemplate {
  readonly serviceId: string | null;
}

/** Of a connection, as far as the account tells: on its way to being connected, or what it waits for. */
export type ServicePhase = 'connected' | 'starting' | 'qrCode' | 'conflict' | 'phoneAway' | 'stopped' | 'unknown';

/** A group of a connection. */
export interface AccountGroup {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number | null;
}

/**
 * Takes the bytes of a file as they come, each piece before the next is read: nothing is held in memory. What it throws
 * ends the request, and is thrown by it.
 */
export type Sink = (piece: Uint8Array) => Promise<void>;

/**
 * What became of a file that was asked for. `whole`: the account ended it. `later`: it made none, and said that one will
 * come another way (a job, an e-mail); nothing went into the sink. A failure may come after some of it did: then what the
 * sink has is a part.
 */
export type Exported = { readonly kind: 'whole'; readonly bytes: number } | { readonly kind: 'later' };

/** A file as it leaves: its bytes as letters of raw base64, in pieces that all messages share. */
export interface OutgoingFile {
  readonly base64: readonly Uint8Array[];
  readonly mimetype: string;
  readonly name: string;
}

/** What one message is made of. By contact, or by number where there is no contact yet: the account then makes one. */
export type OutgoingMessage = ({ readonly contactId: string } | { readonly number: string }) & OutgoingContent;

interface OutgoingContent {
  readonly serviceId: string;
  /** Empty where an attachment says it all. Of an approved template: as the recipient will see it; it is not sent. */
  readonly text: string;
  readonly dontOpenTicket: boolean;
  /** A note at the contact, for colleagues only. */
  readonly isComment?: true;
  readonly file?: OutgoingFile;
  /** Replies to touch, three at most. */
  readonly buttons?: readonly string[];
  readonly approved?: Pick<Payload, 'hsmId' | 'parameters'>;
}

/**
 * The requests that Malote makes, one function each; `signal` comes last everywhere. It never retries: that is the
 * engine's business. Source of each: the API collection, and section 12 of the API facts for what is tolerated.
 */
export interface Digisac {
  /** Server clock minus this machine's, in milliseconds, from the last Date header; null before the first answer. */
  readonly clockSkewMs: () => number | null;
  readonly me: (signal?: AbortSignal) => Answer<AccountUser>;
  readonly services: (signal?: AbortSignal) => Answer<readonly Service[]>;
  /** Null where it does not exist any more, or is archived. */
  readonly service: (id: string, signal?: AbortSignal) => Answer<Service | null>;
  /** How far a connection has come. Null as with `service`. */
  readonly servicePhase: (id: string, signal?: AbortSignal) => Answer<ServicePhase | null>;
  /** They only begin it: `servicePhase` tells when it is done. Doing it twice is doing it once. */
  readonly startService: (id: string, signal?: AbortSignal) => Answer<null>;
  readonly restartService: (id: string, signal?: AbortSignal) => Answer<null>;
  readonly shutdownService: (id: string, signal?: AbortSignal) => Answer<null>;

  /** Contacts of a connection, by creation: the whole account, page by page from 1. */
  readonly contactPage: (ask: { serviceId: string; page: number }, signal?: AbortSignal) => Answer<ContactPage>;
  /** Contacts of a connection whose number ends like this one (its last eight digits); the caller compares in full. */
  readonly contactsLike: (
    ask: { serviceId: string; number: string },
    signal?: AbortSignal,
  ) => Answer<readonly AccountContact[]>;
  /** A page of the contacts that are asked for, from 1: with tags and fields as far as the account gives them along. */
  readonly contactsWhere: (
    /** Without a connection: of all of them. */
    ask: { serviceId: string | null; asked: ContactsAsked; page: number },
    signal?: AbortSignal,
  ) => Answer<{
    readonly contacts: readonly FoundContact[];
    /** What the page held, others and groups among it; and what tells it from another page. */
    readonly rows: number;
    readonly mark: string | null;
    readonly total: number | null;
    readonly isLast: boolean;
  }>;
  readonly people: (signal?: AbortSignal) => Answer<readonly PersonOfAccount[]>;
  readonly organisations: (signal?: AbortSignal) => Answer<readonly { readonly id: string; readonly name: string }[]>;
  /** With custom fields and tags. Null where it does not exist. */
  readonly contact: (id: string, signal?: AbortSignal) => Answer<AccountContact | null>;
  /** Up to 20 at once, with custom fields and tags. Who is not in the answer has to be asked for alone: see `contact`. */
  readonly contactsById: (ids: readonly string[], signal?: AbortSignal) => Answer<readonly AccountContact[]>;
  /** An upsert per (connection, number): overwrites the name of a contact that exists. */
  readonly createContact: (draft: ContactDraft, signal?: AbortSignal) => Answer<AccountContact>;
  /** In the order of the drafts. At most 50, no number twice. */
  readonly createContacts: (drafts: readonly ContactDraft[], signal?: AbortSignal) => Answer<readonly ManyAnswer[]>;
  /** Changes what is given, keeps the rest. */
  readonly updateContact: (
    id: string,
    change: {
      readonly name?: string;
      readonly fields?: Readonly<Record<string, string>>;
      /** The account's own mark of people who want no campaigns. */
      readonly unsubscribed?: boolean;
      /** Null: none. */
      readonly departmentId?: string | null;
      /** All that it is to have: whether an account adds or replaces is not known. Rather `tagContacts`. */
      readonly tagIds?: readonly string[];
    },
    signal?: AbortSignal,
  ) => Answer<AccountContact>;
  /** At the desk, not on the phone. Doing it twice is doing it once. */
  readonly setBlocked: (
    id: string,
    ask: { readonly isBlocked: boolean; readonly description: string },
    signal?: AbortSignal,
  ) => Answer<null>;
  /** At most 50. Those that are gone already do not matter; what an account leaves of the others has to be read. */
  readonly deleteContacts: (ids: readonly string[], signal?: AbortSignal) => Answer<null>;
  /** Of all connections; of departments, where some are given. Null where the answer holds no number. A read. */
  readonly countContacts: (
    ask: { readonly departmentIds: readonly string[] },
    signal?: AbortSignal,
  ) => Answer<number | null>;
  /** The account's own file of a connection's contacts, by name. A read. */
  readonly exportContactsCsv: (
    ask: { readonly serviceId: string; readonly serviceType: string },
    sink: Sink,
    signal?: AbortSignal,
  ) => Answer<Exported>;

  /** Without members. Doing it twice makes two: after a lost answer `groupsNamed` tells. */
  readonly createGroup: (
    draft: { readonly serviceId: string; readonly name: string },
    signal?: AbortSignal,
  ) => Answer<AccountGroup>;
  /** Groups of this very name, newest first. */
  readonly groupsNamed: (
    ask: { readonly serviceId: string; readonly name: string },
    signal?: AbortSignal,
  ) => Answer<readonly AccountGroup[]>;
  /** Who is in it, by number, digits. Null where the account does not tell, or there is no such group. */
  readonly groupMembers: (
    groupId: string,
    signal?: AbortSignal,
  ) => Answer<readonly { readonly number: string; readonly isAdmin: boolean | null }[] | null>;
  /** By number, digits. Doing it twice is doing it once. */
  readonly addMembers: (groupId: string, numbers: readonly string[], signal?: AbortSignal) => Answer<null>;
  /** Makes members (by their contacts) admins of the group, or takes it from them. Doing it twice is doing it once. */
  readonly promoteMembers: (groupId: string, contactIds: readonly string[], signal?: AbortSignal) => Answer<null>;
  readonly demoteMembers: (groupId: string, contactIds: readonly string[], signal?: AbortSignal) => Answer<null>;
  /** Once it is gone, doing it again is an error of the account whose effect nobody knows: it is read whether it is gone. */
  readonly deleteContact: (id: string, signal?: AbortSignal) => Answer<null>;
  /** Are these numbers on WhatsApp? At most 50, in the order asked. A read. */
  readonly exists: (
    ask: { serviceId: string; numbers: readonly string[]; encoding: 'plain' | 'indexed' },
    signal?: AbortSignal,
  ) => Answer<readonly ExistsAnswer[]>;

  readonly tags: (signal?: AbortSignal) => Answer<readonly Tag[]>;
  readonly createTag: (label: string, signal?: AbortSignal) => Answer<Tag>;
  /** Adds the tag to contacts, keeping the ones they have. Doing it twice is doing it once. */
  readonly tagContacts: (tagId: string, contactIds: readonly string[], signal?: AbortSignal) => Answer<null>;
  /** Takes the tag from contacts, keeping their others. Doing it twice is doing it once. */
  readonly untagContacts: (tagId: string, contactIds: readonly string[], signal?: AbortSignal) => Answer<null>;
  readonly customFields: (signal?: AbortSignal) => Answer<readonly CustomField[]>;
  readonly createCustomField: (name: string, signal?: AbortSignal) => Answer<CustomField>;
  readonly departments: (signal?: AbortSignal) => Answer<readonly { readonly id: string; readonly name: string }[]>;

  /**
   * What was said in the whole account since a moment (by its clock): replies are listened for in it. `replies` asks for
   * received messages alone, which not every account understands; `all` for whatever was said.
   */
  readonly inbox: (
    ask: { readonly sinceMs: number; readonly which: 'replies' | 'all' },
    signal?: AbortSignal,
  ) => Answer<InboxRead>;
  /** Of all connections, approved or not; what cannot be read as one is left out. */
  readonly approvedTemplates: (signal?: AbortSignal) => Answer<readonly AccountTemplate[]>;
  readonly quickReplies: (
    signal?: AbortSignal,
  ) => Answer<readonly { readonly id: string; readonly title: string; readonly text: string }[]>;

  /** A 2xx with an id is accepted, which is not delivered. 2xx without one is `unexpected`, effect unknown. */
  readonly sendMessage: (
    message: OutgoingMessage,
    signal?: AbortSignal,
  ) => Answer<{ readonly id: string; readonly openedTicket: boolean; readonly receipt: Receipt }>;
  /** Null where it does not exist. */
  readonly message: (id: string, signal?: AbortSignal) => Answer<MessageStatus | null>;
  /** What was said with up to 20 contacts since a moment of the server's clock (Unix milliseconds). */
  readonly messagesOf: (
    ask: { contactIds: readonly string[]; sinceMs: number },
    signal?: AbortSignal,
  ) => Answer<MessagesRead>;
  /**
   * Which of up to 20 contacts have anything said in them, events of the desk (a ticket opened or closed) among it.
   * Of the others nobody knows where the reading is not complete.
   */
  readonly contactsWithMessages: (
    contactIds: readonly string[],
    signal?: AbortSignal,
  ) => Answer<{ readonly contactIds: ReadonlySet<string>; readonly complete: boolean }>;

  /** A page of the tickets that are asked for: with contact, department, user and topics. */
  readonly ticketPage: (asked: TicketsAsked, signal?: AbortSignal) => Answer<TicketPage>;
  /** With contact, department, user and topics. Null where it does not exist. */
  readonly ticket: (id: string, signal?: AbortSignal) => Answer<Ticket | null>;
  /** All tickets of a contact, newest first, with who opened, handed on and closed each of them. */
  readonly ticketsOf: (contactId: string, signal?: AbortSignal) => Answer<readonly Ticket[]>;
  /** Null: none is open. */
  readonly openTicketOf: (contactId: string, signal?: AbortSignal) => Answer<Ticket | null>;
  /** The open tickets of up to 20 contacts. Of the others nobody knows where it is not complete. */
  readonly openTicketsOf: (
    contactIds: readonly string[],
    signal?: AbortSignal,
  ) => Answer<{ readonly tickets: readonly Ticket[]; readonly complete: boolean }>;
  /**
   * Hands the open ticket on, or opens one where none is. Without a user it waits in the department. Its comment is for
   * colleagues. The id where the answer holds it. Opening twice leaves one ticket, and two transfers: read before again.
   */
  readonly transferTicket: (
    contactId: string,
    to: { readonly departmentId: string; readonly userId: string | null; readonly comment: string },
    signal?: AbortSignal,
  ) => Answer<{ readonly ticketId: string | null }>;
  /** Many tickets at once, by their own ids, at most 50. */
  readonly bulkTransfer: (
    ticketIds: readonly string[],
    to: { readonly departmentId: string; readonly userId: string | null; readonly comment: string },
    signal?: AbortSignal,
  ) => Answer<null>;
  /** Closes the open ticket of a contact. Where none is open an account may refuse it. */
  readonly closeTicket: (
    contactId: string,
    closing: { readonly topicIds: readonly string[]; readonly comment: string },
    signal?: AbortSignal,
  ) => Answer<null>;
  /** Subjects to close a ticket with. */
  readonly ticketTopics: (signal?: AbortSignal) => Answer<readonly { readonly id: string; readonly name: string }[]>;

  /** The account's own history of tickets, CSV: of one connection, or of all (null). A read. */
  readonly exportHistoryCsv: (
    ask: { readonly serviceId: string | null },
    sink: Sink,
    signal?: AbortSignal,
  ) => Answer<Exported>;
  /** The conversation of one ticket as plain text, by its protocol. A read. */
  readonly exportTicketText: (protocol: string, sink: Sink, signal?: AbortSignal) => Answer<Exported>;
  /** The conversation of one ticket as PDF. */
  readonly exportTicketPdf: (ticketId: string, sink: Sink, signal?: AbortSignal) => Answer<Exported>;

  readonly nowResume: (signal?: AbortSignal) => Answer<DeskNow>;
  readonly attendanceResume: (signal?: AbortSignal) => Answer<readonly WhoIsAtWork[]>;
  readonly departmentsResume: (signal?: AbortSignal) => Answer<readonly DepartmentNow[]>;
  readonly statistics: (asked: StatisticsAsked, signal?: AbortSignal) => Answer<Statistics>;
  /** Who attends, without those who are archived. */
  readonly users: (signal?: AbortSignal) => Answer<readonly DeskUser[]>;
  readonly integrations: (signal?: AbortSignal) => Answer<readonly Integration[]>;

  /** Whose token it is. */
  readonly owner: (signal?: AbortSignal) => Answer<NamedRef & { readonly accountId: string | null }>;
  readonly webhooks: (signal?: AbortSignal) => Answer<readonly Webhook[]>;
  /** For the user `owner` of the token. Doing it twice makes two: after a lost answer `webhooks` tells. */
  readonly createWebhook: (
    draft: Omit<Webhook, 'id'> & { readonly owner: { readonly id: string; readonly accountId: string | null } },
    signal?: AbortSignal,
  ) => Answer<Webhook>;
  /** Changes what is given, keeps the rest. */
  readonly updateWebhook: (
    webhook: Webhook,
    change: Partial<Omit<Webhook, 'id'>>,
    signal?: AbortSignal,
  ) => Answer<Webhook>;
  /** Not documented: an account may have no such request; then it can be switched off. */
  readonly deleteWebhook: (id: string, signal?: AbortSignal) => Answer<null>;
  /**
   * Posts `{"teste":"teste"}` from this machine to where a webhook leads, without any token. Any status is an answer;
   * a failure means that nobody is there.
   */
  readonly testWebhook: (url: string, signal?: AbortSignal) => Answer<{ readonly status: number }>;

  readonly personalTokens: (signal?: AbortSignal) => Answer<readonly PersonalToken[]>;
  /** A permanent token; its secret is never shown again. Doing it twice makes two. */
  readonly createPersonalToken: (
    name: string,
    signal?: AbortSignal,
  ) => Answer<PersonalToken & { readonly token: string }>;
  readonly deletePersonalToken: (id: string, signal?: AbortSignal) => Answer<null>;
}

/** What a password, or a refresh token, is exchanged for. Lasts for `expiresInMs`; null: the account does not say. */
export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresInMs: number | null;
}

/** Signing in, which needs no token. The password goes nowhere but to the account, and is kept nowhere. */
export interface SignIn {
  readonly byPassword: (
    who: { readonly email: string; readonly password: string },
    signal?: AbortSignal,
  ) => Answer<SignedIn>;
  /** A refused refresh token is `tokenRefused`: the password is needed again. */
  readonly byRefreshToken: (refreshToken: string, signal?: AbortSignal) => Answer<SignedIn>;
  readonly close: () => Promise<void>;
}
