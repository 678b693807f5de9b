import type { Ticket } from './things.ts';

/** Tickets that came to be before anybody asked, made when somebody does: the n-th is always the same. */
export interface ManyTickets {
  readonly count: number;
  readonly at: (n: number) => Ticket;
  /** Null: none of these. */
  readonly indexOf: (id: string) => number | null;
}

/** The tickets of the account, in the order in which they came to be, and the open one of each contact. */
export function createTickets(many: ManyTickets | null) {
  const byId = new Map<string, Ticket>();
  const open = new Map<string, string>();
  let last: { readonly key: string; readonly tickets: readonly Ticket[] } = { key: '', tickets: [] };

  const get = (id: string): Ticket | null => {
    const own = byId.get(id);
    if (own) return own;
    const n = many?.indexOf(id) ?? null;
    return n === null ? null : (many?.at(n) ?? null);
  };

  return {
    /** New, or as it is now: it keeps its place. */
    put(ticket: Ticket): void {
      byId.set(ticket.id, ticket);
      if (ticket.closedAtMs === null) open.set(ticket.contactId, ticket.id);
      else if (open.get(ticket.contactId) === ticket.id) open.delete(ticket.contactId);
    },
    get,
    /** What was found under this key, where it was the last that was looked for. */
    remember(key: string, find: () => readonly Ticket[]): readonly Ticket[] {
      if (last.key !== key) last = { key, tickets: find() };
      return last.tickets;
    },
    openOf: (contactId: string): Ticket | null => get(open.get(contactId) ?? ''),
    *all(): Iterable<Ticket> {
      for (let n = 0; n < (many?.count ?? 0); n += 1) {
        const ticket = many?.at(n);
        if (ticket && !byId.has(ticket.id)) yield ticket;
      }
      yield* byId.values();
    },
  };
}
