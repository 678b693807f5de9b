import type { ContactsWhich } from '#shared/audience/definition.ts';
import type { Payload } from '#shared/campaign/payload.ts';
import type { Receipt } from '#shared/recipient/delivery.ts';
import type { Verdict } from '#shared/recipient/row.ts';
import type { Result } from '#shared/result.ts';
import type { Service } from '#shared/rpc/accounts.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';
import type { SeenMessage } from '#shared/settle/evidence.ts';
import type { Failure } from './failure.ts';

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
}

/** Which contacts of a connection are asked for. An account may not understand it, and give others: whoever asks looks again. */
export type ContactsAsked =
  | Exclude<ContactsWhich, { by: 'organisation' | 'person' }>
  | { readonly by: 'people'; readonly personIds: readonly string[] }
  | { readonly by: 'unsubscribed' | 'blocked' };

/** A contact as a question for many shows it. Null: the account does not say. */
export interface FoundContact extends AccountContact {
  readonly personId: string | null;
  readonly isUnsubscribed: boolean | null;
  readonly isBlocked: boolean | null;
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

  /** Contacts of a connection, by creation: the whole account, page by page from 1. */
  readonly contactPage: (ask: { serviceId: string; page: number }, signal?: AbortSignal) => Answer<ContactPage>;
  /** Contacts of a connection whose number ends like this one (its last eight digits); the caller compares in full. */
  readonly contactsLike: (
    ask: { serviceId: string; number: string },
    signal?: AbortSignal,
  ) => Answer<readonly AccountContact[]>;
  /** A page of the contacts that are asked for, from 1: with tags and fields as far as the account gives them along. */
  readonly contactsWhere: (
    ask: { serviceId: string; asked: ContactsAsked; page: number },
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
    },
    signal?: AbortSignal,
  ) => Answer<AccountContact>;
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
}
