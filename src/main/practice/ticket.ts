import type { Ticket, TicketTransfer } from './things.ts';

/** `2026112700017`: the day, and a number that counts up. */
export const protocolOf = (openedAtMs: number, n: number): string =>
  `${new Date(openedAtMs).toISOString().slice(0, 10).replaceAll('-', '')}${String(n).padStart(5, '0')}`;

/** A whole ticket of what is known about it: opened by nobody of the desk, and waiting. */
export function ticketFrom(known: Pick<Ticket, 'id' | 'contactId' | 'openedAtMs'> & Partial<Ticket>): Ticket {
  return {
    ...{ protocol: '', origin: 'automatic', closedAtMs: null, updatedAtMs: known.openedAtMs },
    ...{ departmentId: null, userId: null, topicIds: [], comments: null },
    ...{ waitingSeconds: null, messagingSeconds: null },
    transfers: [{ action: 'open', byUserId: null, atMs: known.openedAtMs }],
    ...known,
  };
}

const secondsBetween = (fromMs: number, toMs: number): number => Math.max(0, Math.round((toMs - fromMs) / 1_000));

const withStep = (ticket: Ticket, step: TicketTransfer): Pick<Ticket, 'transfers' | 'updatedAtMs'> => ({
  transfers: [...ticket.transfers, step],
  updatedAtMs: step.atMs,
});

/** Handed on. Whoever gets it attends to it; a department lets it wait. */
export function transferred(
  ticket: Ticket,
  to: { readonly departmentId: string; readonly userId: string | null; readonly comments: string | null },
  by: { readonly userId: string | null; readonly atMs: number },
): Ticket {
  const isAttended = ticket.waitingSeconds !== null || to.userId === null;
  return {
    ...ticket,
    ...to,
    waitingSeconds: isAttended ? ticket.waitingSeconds : secondsBetween(ticket.openedAtMs, by.atMs),
    ...withStep(ticket, { action: 'transfer', byUserId: by.userId, atMs: by.atMs }),
  };
}

export const closed = (
  ticket: Ticket,
  how: { readonly topicIds: readonly string[]; readonly comments: string | null },
  by: { readonly userId: string | null; readonly atMs: number },
): Ticket => ({
  ...ticket,
  ...how,
  closedAtMs: by.atMs,
  ...withStep(ticket, { action: 'close', byUserId: by.userId, atMs: by.atMs }),
});
