import { type CollectionRequest, nowhere } from './request.ts';

const period = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2026, 11, 31) };
const contact = (where: object) => [
  { model: 'contact', required: true, where: { visible: true, ...where } },
  {},
  {},
  {},
];
const aroundTickets = [{ model: 'firstMessage' }, { model: 'contact', required: true }, {}, {}, {}];

/** "Chamados", "Histórico de chamados" and "Assuntos de chamado". */
export const ticketRequests: readonly CollectionRequest[] = [
  {
    ...{ title: 'Buscar chamados do contato', of: 'popular' },
    ...{ method: 'GET', path: '/tickets', by: 'ticketPage' },
    play: (client, { contactId }) => client.ticketPage({ which: 'all', contactId, order: 'newest', page: 1 }),
    query: ({ contactId }) => ({ where: { contactId } }),
  },
  {
    ...{ title: 'Buscar pelo contactid todos os chamados do cliente trazendo quem encerrou/transferiu', of: 'popular' },
    ...{ method: 'GET', path: '/tickets', by: 'ticketsOf' },
    play: (client, { contactId }) => client.ticketsOf(contactId),
    query: ({ contactId }) => ({
      where: { contactId },
      include: [{}, {}, {}, { model: 'ticketTransfers', include: [{ model: 'byUser' }] }],
    }),
  },
  {
    ...{ title: 'Transferência de chamado', of: 'popular', refused: 'ticketRefused' },
    ...{ method: 'POST', path: '/contacts/{attendedId}/ticket/transfer', by: 'transferTicket' },
    play: (client, { attendedId, departmentId, userId }) =>
      client.transferTicket(attendedId, { departmentId, userId, comment: 'segue com você' }),
    body: ({ departmentId, userId }) => ({ departmentId, userId, comments: 'segue com você' }),
  },
  {
    ...{ title: 'Transferência em massa', of: 'full', refused: 'ticketRefused' },
    ...{ method: 'POST', path: '/contacts/ticket/bulk-transfer', by: 'bulkTransfer' },
    play: (client, { ticketId, departmentId, userId }) =>
      client.bulkTransfer([ticketId], { departmentId, userId, comment: 'segue com você' }),
    body: ({ ticketId, departmentId, userId }) => ({
      ...{ departmentId, userId, comments: 'segue com você', ticketsSelectedId: [ticketId] },
    }),
  },
  {
    ...{ title: 'Abertura de chamado', of: 'popular', refused: 'ticketRefused' },
    ...{ method: 'POST', path: '/contacts/{contactId}/ticket/transfer', by: 'transferTicket' },
    play: (client, { contactId, departmentId }) =>
      client.transferTicket(contactId, { departmentId, userId: null, comment: 'da campanha' }),
    body: ({ departmentId }) => ({ departmentId, comments: 'da campanha' }),
  },
  {
    ...{ title: 'Fechar chamado', of: 'popular', refused: 'ticketNotClosed' },
    ...{ method: 'POST', path: '/contacts/{attendedId}/ticket/close', by: 'closeTicket' },
    play: (client, { attendedId }) => client.closeTicket(attendedId, { topicIds: [], comment: '' }),
  },
  {
    ...{ title: 'Fechar um chamado com assunto', of: 'popular', refused: 'ticketNotClosed' },
    ...{ method: 'POST', path: '/contacts/{attendedId}/ticket/close', by: 'closeTicket' },
    play: (client, { attendedId, topicId }) =>
      client.closeTicket(attendedId, { topicIds: [topicId], comment: 'resolvido' }),
    body: ({ topicId }) => ({ ticketTopicIds: [topicId], comments: 'resolvido' }),
  },
  {
    ...{ title: 'Buscar chamados abertos por contactid', of: 'full' },
    ...{ method: 'GET', path: '/tickets', by: 'openTicketOf' },
    play: (client, { attendedId }) => client.openTicketOf(attendedId),
    query: ({ attendedId }) => ({ where: { isOpen: true, contactId: { $in: [attendedId] } } }),
  },
  {
    ...{ title: 'Buscar chamados abertos por departamento', of: 'popular' },
    ...{ method: 'GET', path: '/tickets', by: 'ticketPage' },
    play: (client, { departmentId }) => client.ticketPage({ which: 'open', departmentId, order: 'newest', page: 1 }),
    query: ({ departmentId }) => ({ where: { isOpen: true, departmentId }, include: contact({}), page: 1 }),
  },
  {
    ...{ title: 'Buscar por um chamado específico', of: 'popular', absent: { value: null } },
    ...{ method: 'GET', path: '/tickets/{ticketId}', by: 'ticket' },
    play: (client, { ticketId }) => client.ticket(ticketId),
    query: () => ({
      ...{ 'include[0][model]': 'contact', 'include[1]': 'department', 'include[2]': 'user' },
      'include[3]': 'ticketTopics',
    }),
  },
  {
    ...{ title: 'Buscar chamados por período', of: 'popular' },
    ...{ method: 'GET', path: '/tickets', by: 'ticketPage' },
    play: (client) => client.ticketPage({ which: 'all', period, order: 'oldest', page: 1 }),
    query: () => ({ startPeriod: '2026-01-01T00:00:00.000Z', endPeriod: '2026-12-31T00:00:00.000Z' }),
  },
  {
    ...{ title: 'Buscar chamados abertos por conexão', of: 'full' },
    ...{ method: 'GET', path: '/tickets', by: 'ticketPage' },
    play: (client, { serviceId }) => client.ticketPage({ which: 'open', serviceId, order: 'newest', page: 1 }),
    query: ({ serviceId }) => ({ where: { isOpen: true }, include: contact({ serviceId }), distinct: true }),
  },
  {
    ...{ title: 'Buscar chamados fechados por conexão', of: 'popular' },
    ...{ method: 'GET', path: '/tickets', by: 'ticketPage' },
    play: (client, { serviceId }) => client.ticketPage({ which: 'closed', serviceId, order: 'newest', page: 1 }),
    query: ({ serviceId }) => ({ where: { isOpen: false }, include: contact({ serviceId }), distinct: true }),
  },
  {
    ...{ title: 'Buscar chamados abertos + fechados por conexão', of: 'popular' },
    ...{ method: 'GET', path: '/tickets', by: 'ticketPage' },
    play: (client, { serviceId }) => client.ticketPage({ which: 'all', serviceId, order: 'newest', page: 1 }),
    query: ({ serviceId }) => ({ include: contact({ serviceId }), distinct: true }),
  },
  {
    ...{ title: 'Buscar todos os chamados da plataforma', of: 'popular' },
    ...{ method: 'GET', path: '/tickets', by: 'ticketPage' },
    play: (client) => client.ticketPage({ which: 'all', order: 'newest', page: 1 }),
    query: () => ({ distinct: true, where: {}, include: contact({}) }),
  },
  {
    ...{ title: 'Exportar histórico de chamados em PDF', of: 'popular', refused: 'exportRefused', isFile: true },
    ...{ method: 'GET', path: 'site:/pdf/tickets/{ticketId}/pt-BR', by: 'exportTicketPdf' },
    play: (client, { ticketId }) => client.exportTicketPdf(ticketId, nowhere),
    query: () => ({ pdf: '1', lng: 'pt-BR' }),
  },
  {
    ...{ title: 'Exportar histórico de chamados em TXT', of: 'popular', refused: 'exportRefused', isFile: true },
    ...{ method: 'POST', path: '/tickets/export', by: 'exportTicketText', isRead: true },
    play: (client, { protocol }) => client.exportTicketText(protocol, nowhere),
    body: ({ protocol }) => ({ protocol }),
  },
  {
    ...{ title: 'Exportar histórico de chamados em CSV', of: 'popular', refused: 'exportRefused', isFile: true },
    ...{ method: 'POST', path: '/tickets/export-history', by: 'exportHistoryCsv', isRead: true },
    play: (client) => client.exportHistoryCsv({ serviceId: null }, nowhere),
    query: () => ({ distinct: true, where: {}, include: aroundTickets }),
  },
  {
    ...{ title: 'Exportar histórico de chamados de uma conexão específica em CSV', of: 'popular', isFile: true },
    ...{ method: 'POST', path: '/tickets/export-history', by: 'exportHistoryCsv', isRead: true },
    refused: 'exportRefused',
    play: (client, { serviceId }) => client.exportHistoryCsv({ serviceId }, nowhere),
    query: ({ serviceId }) => ({
      include: [{ model: 'firstMessage' }, { where: { visible: true, serviceId } }, {}, {}, {}],
    }),
  },
  {
    ...{ title: 'Listar assuntos de fechamento', of: 'full' },
    ...{ method: 'GET', path: '/ticket-topics', by: 'ticketTopics' },
    play: (client) => client.ticketTopics(),
    query: () => ({ page: '1' }),
  },
];
