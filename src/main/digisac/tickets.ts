import { z } from 'zod';
import { flag, id, part } from './answers.ts';
import { type Ask, readDone } from './ask.ts';
import type { Digisac } from './digisac.ts';
import { walkNamed } from './named.ts';

type Tickets = Pick<Digisac, 'transferTicket' | 'bulkTransfer' | 'closeTicket' | 'ticketTopics'>;
type Target = Parameters<Digisac['transferTicket']>[1];

/**
 * Source: API collection, "Transferência de chamado", "Abertura de chamado", "Transferência em massa", "Fechar chamado",
 * "Fechar um chamado com assunto"; facts, section 9 and section 12 row 32: a 2xx is done, what it did is read.
 */
export function createTickets(ask: Ask): Tickets {
  const refused = (detail: string) => ({ kind: 'ticketRefused', detail }) as const;

  return {
    transferTicket: (contactId, to, signal) =>
      ask(
        {
          method: 'POST',
          route: '/contacts/{id}/ticket/transfer',
          path: `/contacts/${encodeURIComponent(contactId)}/ticket/transfer`,
          body: targetBody(to),
          read: (answer) => readDone(answer) && { value: { ticketId: ticketIdIn(answer.json) } },
          refused,
          conceal: [to.comment],
        },
        signal,
      ),

    bulkTransfer: (ticketIds, to, signal) =>
      ask(
        {
          method: 'POST',
          route: '/contacts/ticket/bulk-transfer',
          path: '/contacts/ticket/bulk-transfer',
          body: { ...targetBody(to), ticketsSelectedId: ticketIds },
          read: readDone,
          refused,
          conceal: [to.comment],
        },
        signal,
      ),

    closeTicket: (contactId, { topicIds, comment }, signal) => {
      // As documented, closing alone has no body.
      const isBare = topicIds.length === 0 && comment === '';
      const body = { ticketTopicIds: topicIds, comments: comment };
      return ask(
        {
          method: 'POST',
          route: '/contacts/{id}/ticket/close',
          path: `/contacts/${encodeURIComponent(contactId)}/ticket/close`,
          ...(isBare ? {} : { body }),
          read: readDone,
          refused: (detail) => ({ kind: 'ticketNotClosed', detail }),
          conceal: [comment],
        },
        signal,
      );
    },

    ticketTopics: (signal) =>
      walkNamed(ask, '/ticket-topics', signal, ({ id: own, name }) => (name === null ? null : { id: own, name })),
  };
}

const targetBody = ({ departmentId, userId, comment }: Target) => ({
  departmentId,
  ...(userId === null ? {} : { userId }),
  comments: comment,
});

const transferredSchema = z.object({
  ...{ id, ticketId: id, currentTicketId: id, protocol: id, isOpen: flag },
  ticket: part({ id }),
});

/** An id at the root may be the contact's: it is the ticket's where a ticket's own keys stand beside it. */
function ticketIdIn(json: unknown): string | null {
  const { data } = transferredSchema.safeParse(json);
  if (data === undefined) return null;
  const isTicket = data.protocol !== null || data.isOpen !== null;
  return data.ticket?.id ?? data.ticketId ?? data.currentTicketId ?? (isTicket ? data.id : null);
}
