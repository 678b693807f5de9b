import type { Ticket, TicketsAsked } from '#main/digisac/ticket.ts';
import type { TicketFilter } from '#shared/lookup/tickets.ts';
import { ProblemError } from '#shared/problem.ts';
import type { TicketView } from '#shared/rpc/tickets.ts';
import { valueOrEnd } from '../account/session.ts';
import { type LookupDeps, promptly, sessionOf } from './patience.ts';
import { readTicketPage } from './ticket-pages.ts';

const toView = (ticket: Ticket): TicketView => ({
  ...ticket,
  topics: ticket.topics && [...ticket.topics],
  transfers: ticket.transfers && [...ticket.transfers],
});

/** Tickets of an account as somebody looks for them. */
export function createTicketLookup(deps: LookupDeps) {
  return {
    async page(
      ask: {
        readonly accountId: number;
        readonly filter: TicketFilter;
        readonly order: TicketsAsked['order'];
        readonly page: number;
      },
      signal: AbortSignal,
    ): Promise<{ tickets: TicketView[]; total: number | null; isLast: boolean }> {
      const { accountId, filter, order, page } = ask;
      const session = await sessionOf(deps, accountId);
      const { tickets, total, isLast } = await promptly(deps, session, signal, async (within) =>
        valueOrEnd(await readTicketPage(session, { filter, order, page, kind: 'prompt', signal: within })),
      );
      return { tickets: tickets.map(toView), total, isLast };
    },

    async of(
      { accountId, contactId }: { readonly accountId: number; readonly contactId: string },
      signal: AbortSignal,
    ): Promise<TicketView[]> {
      const session = await sessionOf(deps, accountId);
      const found = await promptly(deps, session, signal, async (within) =>
        valueOrEnd(await session.read((s) => session.digisac.ticketsOf(contactId, s), within, 'prompt')),
      );
      return found.map(toView);
    },

    async get(
      { accountId, ticketId }: { readonly accountId: number; readonly ticketId: string },
      signal: AbortSignal,
    ): Promise<TicketView> {
      const session = await sessionOf(deps, accountId);
      const found = await promptly(deps, session, signal, async (within) =>
        valueOrEnd(await session.read((s) => session.digisac.ticket(ticketId, s), within, 'prompt')),
      );
      if (found === null) throw new ProblemError({ kind: 'ticketGone' });
      const contactId = found.contact?.id;
      if (found.transfers !== null || contactId === undefined) return toView(found);
      // Who handed it on stands with the tickets of its contact.
      const all = await this.of({ accountId, contactId }, signal);
      return { ...toView(found), transfers: all.find(({ id }) => id === ticketId)?.transfers ?? null };
    },
  };
}
