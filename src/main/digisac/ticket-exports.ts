import { jsonQuery } from './ask.ts';
import type { Digisac } from './digisac.ts';
import type { Download } from './download.ts';

type Exports = Pick<Digisac, 'exportHistoryCsv' | 'exportTicketText' | 'exportTicketPdf'>;

/** As the collection has them: what the columns of the file are made of. */
const message = {
  model: 'firstMessage',
  attributes: [
    ...['id', 'type', 'text', 'timestamp', 'isFromMe', 'sent', 'data', 'accountId', 'serviceId', 'contactId', 'fromId'],
    ...['toId', 'userId', 'ticketId', 'isFromBot', 'isFromSync', 'visible', 'ticketUserId', 'ticketDepartmentId'],
    ...['origin', 'botId', 'campaignId'],
  ],
};
const contact = {
  model: 'contact',
  attributes: [
    ...['id', 'accountId', 'name', 'alternativeName', 'internalName', 'serviceId', 'data', 'note', 'personId'],
    'status',
  ],
  required: true,
  include: [
    { model: 'service', attributes: ['id', 'name', 'type', 'accountId', 'botId', 'archivedAt'], required: true },
    { model: 'tags', attributes: ['id', 'label', 'accountId'] },
    { model: 'person', attributes: ['id', 'name', 'document', 'accountId'] },
  ],
};
// Of users only what the file shows, though the collection asks for all that an account knows of them.
const user = { model: 'user', attributes: ['id', 'name', 'email'] };
const department = { model: 'department', attributes: ['id', 'name', 'accountId', 'archivedAt', 'distributionId'] };
const topics = { model: 'ticketTopics', attributes: ['id', 'name', 'archivedAt'] };

/** Source: API collection, "Exportar histórico de chamados" in CSV, TXT and PDF. */
export function createTicketExports(download: Download): Exports {
  return {
    exportHistoryCsv: ({ serviceId }, sink, signal) => {
      const ofService = { visible: true, ...(serviceId === null ? {} : { serviceId }) };
      const query = jsonQuery({
        distinct: true,
        order: [['updatedAt', 'DESC']],
        where: {},
        include: [message, { ...contact, where: ofService }, user, department, topics],
      });
      const route = '/tickets/export-history';
      return download({ method: 'POST', route, path: `${route}${query}` }, sink, signal);
    },

    exportTicketText: (protocol, sink, signal) =>
      download({ method: 'POST', route: '/tickets/export', path: '/tickets/export', body: { protocol } }, sink, signal),

    exportTicketPdf: (ticketId, sink, signal) =>
      download(
        {
          method: 'GET',
          route: '/pdf/tickets/{id}/pt-BR',
          path: `/pdf/tickets/${encodeURIComponent(ticketId)}/pt-BR?pdf=1&lng=pt-BR`,
          from: 'site',
          begins: '%PDF',
        },
        sink,
        signal,
      ),
  };
}
