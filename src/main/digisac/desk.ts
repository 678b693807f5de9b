import type { NamedRef } from './ticket.ts';

/** One number of the account's own overview, by its key (`openTickets`, `metrics.waitingTime`), as it stands there. */
export interface Figure {
  readonly key: string;
  readonly value: number;
}

/** What is going on at the desk. What an account shows is nowhere written down: known keys are read, all are kept. */
export interface DeskNow {
  /** Tickets that are open, those of them that nobody attends to yet, and those that somebody does. */
  readonly open: number | null;
  readonly waiting: number | null;
  readonly attended: number | null;
  readonly usersOnline: number | null;
  readonly figures: readonly Figure[];
}

/** Somebody of the desk, at work or not. Null where the account does not say. */
export interface WhoIsAtWork {
  readonly user: NamedRef;
  readonly isOnline: boolean | null;
  /** Tickets that she attends to now. */
  readonly open: number | null;
  readonly departments: readonly NamedRef[] | null;
  readonly figures: readonly Figure[];
}

export interface DepartmentNow {
  readonly department: NamedRef;
  readonly open: number | null;
  readonly waiting: number | null;
  readonly attended: number | null;
  readonly usersOnline: number | null;
  readonly figures: readonly Figure[];
}

/** What statistics are asked about. Null: whichever. Both ends of the period are included, Unix milliseconds. */
export interface StatisticsAsked {
  readonly fromMs: number;
  readonly toMs: number;
  readonly departmentId: string | null;
  readonly userId: string | null;
  readonly serviceId: string | null;
  readonly status: 'open' | 'closed' | 'all';
  /** By which moment a ticket belongs to the period. */
  readonly by: 'opened' | 'closed';
}

/** The account's own statistics. Null where they do not say. */
export interface Statistics {
  readonly tickets: number | null;
  readonly open: number | null;
  readonly closed: number | null;
  /** Contacts of these tickets. */
  readonly contacts: number | null;
  readonly messagesSent: number | null;
  readonly messagesReceived: number | null;
  /** On the average, in seconds: until somebody answered, between messages, from opening to closing. */
  readonly waitingSeconds: number | null;
  readonly messagingSeconds: number | null;
  readonly ticketSeconds: number | null;
  /** Whatever numbers there are, known ones among them. */
  readonly figures: readonly Figure[];
}

/** Somebody who attends. Never what an account knows of her beside it. */
export interface DeskUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** Null where the account does not say. */
  readonly departmentIds: readonly string[] | null;
  readonly isOnline: boolean | null;
}

/** A site that is shown inside Digisac. */
export interface Integration {
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
  readonly isActive: boolean | null;
}

export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** `message.created`, `message.updated`, `ticket.created` … */
  readonly events: readonly string[];
  readonly isActive: boolean;
}

/** A token of the user. Its secret is shown by the account once, when it is made. */
export interface PersonalToken {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number | null;
}
