/** Something with an id and, where the account gives it along, a name. */
export interface NamedRef {
  readonly id: string;
  readonly name: string | null;
}

/** Whom a ticket is about. */
interface TicketContact extends NamedRef {
  /** Digits; null where the account does not say. */
  readonly number: string | null;
  readonly service: NamedRef | null;
}

/** Opened, handed on or closed: by whom, where the account tells. */
export interface TicketTransfer {
  /** In the account's own word: `open`, `transfer`, `close` …; null where it does not say. */
  readonly action: string | null;
  /** Null: nobody (a robot, a distribution), or not told. */
  readonly byUser: NamedRef | null;
  readonly isFromDistribution: boolean | null;
  readonly atMs: number | null;
}

/** A ticket of the desk (pt-BR: chamado). Null everywhere: the account does not say, or was not asked. Moments: Unix milliseconds. */
export interface Ticket {
  readonly id: string;
  readonly protocol: string | null;
  readonly isOpen: boolean | null;
  readonly origin: string | null;
  readonly contact: TicketContact | null;
  readonly department: NamedRef | null;
  /** Who attends to it. */
  readonly user: NamedRef | null;
  readonly topics: readonly NamedRef[] | null;
  readonly openedAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly updatedAtMs: number | null;
  /** How long it took, in seconds, and how often it was handed on. */
  readonly metrics: {
    readonly ticketSeconds: number | null;
    readonly waitingSeconds: number | null;
    readonly messagingSeconds: number | null;
    readonly transfers: number | null;
  } | null;
  /** Who opened, handed on and closed it, in that order; null where it was not asked for, or not told. */
  readonly transfers: readonly TicketTransfer[] | null;
}

/** Which tickets are asked for. What is left out does not matter. An account may give others along: they are left out here. */
export interface TicketsAsked {
  readonly which: 'open' | 'closed' | 'all';
  readonly serviceId?: string;
  readonly departmentId?: string;
  readonly contactId?: string;
  readonly userId?: string;
  readonly protocol?: string;
  /** Opened or closed in it, both ends included; Unix milliseconds. */
  readonly period?: { readonly fromMs: number; readonly toMs: number };
  /** `oldest` keeps its pages still while new tickets come: for exports. */
  readonly order: 'newest' | 'oldest';
  /** From 1. */
  readonly page: number;
}

export interface TicketPage {
  readonly tickets: readonly Ticket[];
  /** What the page held, others among it; and what tells it from another page. */
  readonly rows: number;
  readonly mark: string | null;
  /** All that match, where the account tells. */
  readonly total: number | null;
  readonly isLast: boolean;
}
