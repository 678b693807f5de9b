import type { TicketPage, TicketsAsked } from '#main/digisac/ticket.ts';
import type { TicketFilter } from '#shared/lookup/tickets.ts';
import type { Asked, Session } from '../account/session.ts';

/** A page of the tickets that are meant. Its total is null where the account told of others too. */
export async function readTicketPage(
  session: Session,
  ask: {
    readonly filter: TicketFilter;
    readonly order: TicketsAsked['order'];
    readonly page: number;
    readonly kind: 'prompt' | 'background';
    readonly signal: AbortSignal;
  },
): Promise<Asked<TicketPage>> {
  const { filter, order, page, kind, signal } = ask;
  const asked: TicketsAsked = { which: filter.which, order, page, ...given(filter) };
  const read = await session.read((s) => session.digisac.ticketPage(asked, s), signal, kind);
  if (read.kind !== 'answered') return read;
  const { tickets, rows, total } = read.value;
  return { kind: 'answered', value: { ...read.value, total: tickets.length === rows ? total : null } };
}

function given({ serviceId, departmentId, userId, contactId, protocol, period }: TicketFilter) {
  return {
    ...(serviceId === null ? {} : { serviceId }),
    ...(departmentId === null ? {} : { departmentId }),
    ...(userId === null ? {} : { userId }),
    ...(contactId === null ? {} : { contactId }),
    ...(protocol === null ? {} : { protocol }),
    ...(period === null ? {} : { period }),
  };
}
