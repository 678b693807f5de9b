import type { Ticket } from '#main/digisac/ticket.ts';
import type { Looked, TicketFacts } from '#shared/actions/plan.ts';
import type { ActionVerb, Wish } from '#shared/actions/wish.ts';
import { ok, type Result } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import { readContacts, type WholeContact } from '../import/read-contacts.ts';
import { inParallel } from '../parallel.ts';
import type { StageEnd } from '../work.ts';

/** Contacts in one question. */
export const lookedAtAtOnce = 20;
const readsAtOnce = 4;

/** A contact and its open ticket, as they are now. */
export interface Seen extends Looked {
  readonly contact: WholeContact | null;
}

const ofTickets: ReadonlySet<ActionVerb> = new Set(['openTicket', 'transferTicket', 'closeTicket']);
export const isOfTickets = ({ verb }: Wish): boolean => ofTickets.has(verb);

const factsOf = (ticket: Ticket): TicketFacts => ({
  id: ticket.id,
  departmentId: ticket.department?.id ?? null,
  userId: ticket.user?.id ?? null,
});

/** Contacts as they are now, by their ids, up to twenty; with their open tickets where the action is about those. Reads only. */
export async function lookAt(
  session: Session,
  wish: Wish,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Seen>, StageEnd>> {
  const contacts = await readContacts(session, ids, signal);
  if (!contacts.ok) return contacts;
  const there = ids.filter((id) => contacts.value.get(id));
  const tickets = isOfTickets(wish) ? await openTickets(session, there, signal) : ok(new Map<string, Ticket>());
  if (!tickets.ok) return tickets;
  return ok(
    new Map(
      ids.map((id) => {
        const ticket = tickets.value.get(id);
        return [
          id,
          {
            contact: contacts.value.get(id) ?? null,
            ticket: ticket === undefined ? null : factsOf(ticket),
          },
        ];
      }),
    ),
  );
}

/** Their open tickets: in one question, and whoever is not in its answer alone where that is not complete. */
async function openTickets(
  session: Session,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Ticket>, StageEnd>> {
  const found = new Map<string, Ticket>();
  if (ids.length === 0) return ok(found);
  const asked = await session.read((s) => session.digisac.openTicketsOf(ids, s), signal);
  if (asked.kind === 'ended') return { ok: false, error: asked.end };
  if (asked.kind === 'answered') {
    for (const ticket of asked.value.tickets) if (ticket.contact !== null) found.set(ticket.contact.id, ticket);
    if (asked.value.complete) return ok(found);
  }
  let end: StageEnd | null = null;
  await inParallel(
    ids.filter((id) => !found.has(id)),
    readsAtOnce,
    async (id) => {
      if (end !== null || signal.aborted) return;
      const read = valueOrEnd(await session.read((s) => session.digisac.openTicketOf(id, s), signal));
      if (!read.ok) end = read.error;
      else if (read.value !== null) found.set(id, read.value);
    },
  );
  return end === null ? ok(found) : { ok: false, error: end };
}
