import { anyTicket, type TicketFilter } from '#shared/lookup/tickets.ts';

/** A filter as it stands in the form. */
export interface TicketDraft {
  readonly which: TicketFilter['which'];
  readonly departmentId: string | null;
  readonly userId: string | null;
  readonly protocol: string;
  /** Days of this machine. */
  readonly from: string;
  readonly to: string;
}

export const noTicketDraft: TicketDraft = {
  ...{ which: 'all', departmentId: null, userId: null, protocol: '', from: '', to: '' },
};

const dayMs = 86_400_000;
/** 1 January 2100: later than any ticket. */
const farMs = 4_102_444_800_000;

/** `null` ends of the period are open. */
export function ticketFilterOf(draft: TicketDraft, serviceId: string | null): TicketFilter {
  const { which, departmentId, userId, protocol, from, to } = draft;
  const startOf = (day: string): number | null => (day === '' ? null : new Date(`${day}T00:00:00`).getTime());
  const [fromMs, toMs] = [startOf(from), startOf(to)];
  const period =
    fromMs === null && toMs === null ? null : { fromMs: fromMs ?? 0, toMs: toMs === null ? farMs : toMs + dayMs - 1 };
  return { ...anyTicket, which, serviceId, departmentId, userId, protocol: protocol.trim() || null, period };
}
