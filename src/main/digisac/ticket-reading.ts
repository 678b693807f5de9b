import { z } from 'zod';
import { count, digits, flag, id, list, moment, part, word } from './answers.ts';
import type { NamedRef, Ticket, TicketTransfer } from './ticket.ts';

const named = { id, name: word, label: word };

const ticketSchema = z.object({
  id,
  isOpen: flag,
  protocol: id,
  origin: word,
  startedAt: moment,
  endedAt: moment,
  closedAt: moment,
  createdAt: moment,
  updatedAt: moment,
  contactId: id,
  contact: part({
    ...{ id, internalName: word, name: word, alternativeName: word, number: digits, idFromService: digits },
    data: part({ number: digits }),
    serviceId: id,
    service: part(named),
  }),
  departmentId: id,
  department: part(named),
  userId: id,
  user: part(named),
  ticketTopics: list,
  topics: list,
  metrics: part({ ticketTime: count, waitingTime: count, messagingTime: count, ticketTransferCount: count }),
  ticketTransfers: list,
});
type Row = z.infer<typeof ticketSchema>;

/** A ticket as accounts show it; null where it has no id. Facts, section 9. */
export function toTicket(value: unknown): Ticket | null {
  const parsed = ticketSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null) return null;
  const row = parsed.data;
  const { isOpen, protocol, origin, metrics } = row;
  return {
    ...{ id: parsed.data.id, protocol, isOpen, origin },
    contact: contactOf(row),
    department: refOf(row.department?.id ?? row.departmentId, row.department),
    user: refOf(row.user?.id ?? row.userId, row.user),
    topics: (row.ticketTopics ?? row.topics)?.flatMap((topic) => toNamedRef(topic) ?? []) ?? null,
    openedAtMs: row.startedAt ?? row.createdAt,
    closedAtMs: row.endedAt ?? row.closedAt,
    updatedAtMs: row.updatedAt,
    metrics:
      metrics === undefined
        ? null
        : {
            ticketSeconds: metrics.ticketTime,
            waitingSeconds: metrics.waitingTime,
            messagingSeconds: metrics.messagingTime,
            transfers: metrics.ticketTransferCount,
          },
    transfers:
      row.ticketTransfers === null ? null : inOrder(row.ticketTransfers.flatMap((one) => toTransfer(one) ?? [])),
  };
}

const refOf = (id: string | null, from: { readonly name: string | null; readonly label: string | null } | undefined) =>
  id === null ? null : { id, name: from?.name ?? from?.label ?? null };

function contactOf({ contact, contactId }: Row): Ticket['contact'] {
  const ownId = contact?.id ?? contactId;
  if (ownId === null) return null;
  return {
    id: ownId,
    name: contact?.internalName ?? contact?.name ?? contact?.alternativeName ?? null,
    number: contact?.data?.number ?? contact?.number ?? contact?.idFromService ?? null,
    service: refOf(contact?.service?.id ?? contact?.serviceId ?? null, contact?.service),
  };
}

const namedSchema = z.object(named);

/** Null where it has no id. */
export function toNamedRef(value: unknown): NamedRef | null {
  const parsed = namedSchema.safeParse(value);
  return parsed.success ? refOf(parsed.data.id, parsed.data) : null;
}

const transferSchema = z.object({
  ...{ action: word, fromDistribution: flag, byUserId: id, createdAt: moment, startedAt: moment },
  byUser: part(named),
});

function toTransfer(value: unknown): TicketTransfer | null {
  const parsed = transferSchema.safeParse(value);
  if (!parsed.success) return null;
  const { action, fromDistribution, byUser, byUserId, createdAt, startedAt } = parsed.data;
  return {
    action: action?.toLowerCase() ?? null,
    byUser: refOf(byUser?.id ?? byUserId, byUser),
    isFromDistribution: fromDistribution,
    atMs: startedAt ?? createdAt,
  };
}

/** As they came, where one of them does not say when it was. */
const inOrder = (transfers: readonly TicketTransfer[]): readonly TicketTransfer[] =>
  transfers.every(({ atMs }) => atMs !== null)
    ? [...transfers].sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0))
    : transfers;
