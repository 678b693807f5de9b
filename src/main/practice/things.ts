/** A connection: one WhatsApp number of the account. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly number: string;
  readonly isConnected: boolean;
  readonly archivedAtMs: number | null;
  readonly createdAtMs: number;
  /** On its way after a start: when it gets there, and what it finds. Left out: it is not. */
  readonly starting?: { readonly untilMs: number; readonly ends: StartEnd } | null;
  /** Of one that is off: left out, it shows its QR code. */
  readonly isShutDown?: boolean;
}

/** What a connection comes to after it was started. */
export type StartEnd = 'connected' | 'qrCode' | 'disconnected';

export interface Contact {
  readonly id: string;
  /** Counts up with creation: keeps the order of what was created in the same millisecond. */
  readonly seq: number;
  readonly serviceId: string;
  /** Canonical digits; empty for a group. */
  readonly number: string;
  readonly internalName: string;
  readonly name: string;
  readonly alternativeName: string | null;
  readonly note: string | null;
  readonly departmentId: string | null;
  readonly userId: string | null;
  readonly unsubscribed: boolean;
  readonly isSilenced: boolean;
  /** Left out: no; an account that was kept before it knew of this has none. */
  readonly isBlocked?: boolean;
  /** Who it is in the account's directory; left out: nobody. */
  readonly personId?: string | null;
  readonly isGroup: boolean;
  /** Of a group; left out: nobody. */
  readonly members?: readonly { readonly number: string; readonly isAdmin: boolean }[];
  /** Null where the account does not say: whoever has written is known to be there. */
  readonly valid: boolean | null;
  readonly tagIds: readonly string[];
  /** Values by the id of their custom field. */
  readonly fields: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Not seen before: what a queued job creates comes later. */
  readonly appearsAtMs: number;
}

/** What becomes of a message that was accepted, decided when it is: its receipts then follow from the time alone. */
export type Fate =
  | { readonly kind: 'arrives'; readonly sentMs: number; readonly deliveredMs: number; readonly readMs: number | null }
  /** The phone is off, or the number is not on WhatsApp: accepted, and pending for ever. */
  | { readonly kind: 'pends' }
  /** `code` is what WhatsApp's official API would give for it; null for the one of a message outside the 24 hours. */
  | {
      readonly kind: 'fails';
      readonly afterMs: number;
      readonly code: number | null;
      /** What the API says of it; left out: something that fits the code. */
      readonly said?: { readonly message: string; readonly details: string };
    };

/** A fate that trouble has decided, whoever the message is for. */
export type DecidedFate = { readonly kind: 'pends' } | { readonly kind: 'fails'; readonly code: number | null };

export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly contactId: string;
  readonly serviceId: string;
  /** The contact's number at that time, canonical digits. */
  readonly number: string;
  readonly text: string;
  readonly type: string;
  readonly isFromMe: boolean;
  readonly origin: string | null;
  readonly userId: string | null;
  readonly hsmId: string | null;
  readonly ticketId: string | null;
  /** As asked; null where it was not asked. */
  readonly dontOpenTicket: boolean | null;
  readonly timestampMs: number;
  readonly appearsAtMs: number;
  /** Null for what came in. */
  readonly fate: Fate | null;
  /** What it carried beside its text, where it did. */
  readonly file?: SentFile;
  /** Of an approved template, as they were sent. */
  readonly parameters?: readonly unknown[];
  /** Titles of the replies to touch. */
  readonly buttons?: readonly string[];
}

/** A file that came with a message: the account keeps what tells it, not its bytes. */
export interface SentFile {
  /** SHA-256, hex. */
  readonly hash: string;
  readonly bytes: number;
  readonly mimetype: string;
  readonly name: string | null;
}

/** An approved template of the official connection, or one that is not approved. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly serviceId: string;
  readonly status: 'APPROVED' | 'PENDING' | 'REJECTED';
  readonly category: 'MARKETING' | 'UTILITY';
  readonly header: { readonly format: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT'; readonly text?: string } | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly { readonly type: 'QUICK_REPLY' | 'URL'; readonly text: string; readonly url?: string }[];
  /** Some accounts give the components as a text of JSON. */
  readonly asText: boolean;
}

export interface QuickReply {
  readonly id: string;
  readonly text: string;
}

export interface Ticket {
  readonly id: string;
  readonly contactId: string;
  readonly protocol: string;
  /** `automatic`, or `manual` where somebody of the desk opened it. */
  readonly origin: string;
  readonly openedAtMs: number;
  /** Null: it is open. */
  readonly closedAtMs: number | null;
  readonly updatedAtMs: number;
  readonly departmentId: string | null;
  readonly userId: string | null;
  readonly topicIds: readonly string[];
  readonly comments: string | null;
  /** Until somebody attended to it, and between messages, in seconds; null where that did not come about. */
  readonly waitingSeconds: number | null;
  readonly messagingSeconds: number | null;
  readonly transfers: readonly TicketTransfer[];
}

/** Opened, handed on, closed: by whom of the desk, null where by nobody. */
export interface TicketTransfer {
  readonly action: 'open' | 'transfer' | 'close';
  readonly byUserId: string | null;
  readonly atMs: number;
}

export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly isActive: boolean;
  readonly type: string;
  readonly userId: string | null;
  readonly createdAtMs: number;
}

/** A site that is shown inside the account. */
export interface Integration extends Named {
  readonly url: string;
}

/** A token made by its user; works like the personal one. */
export interface MadeToken extends Named {
  readonly secret: string;
  readonly createdAtMs: number;
}

export interface Tag {
  readonly id: string;
  readonly label: string;
  readonly backgroundColor: string;
}

export interface CustomField {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Somebody of the directory, with the organisations that she belongs to. */
export interface Person extends Named {
  readonly organisationIds: readonly string[];
}

export interface User extends Named {
  readonly email: string;
  readonly isAdmin: boolean;
  readonly departmentIds: readonly string[];
  readonly isOnline: boolean;
}
