import type { OutgoingMessage } from '#main/digisac/digisac.ts';
import type { CollectionRequest, Place } from './request.ts';

const text = 'Olá!';
const toContact = ({ contactId, serviceId }: Place): OutgoingMessage => ({
  ...{ contactId, serviceId, text, dontOpenTicket: false },
});
const period = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2026, 11, 31) };
const dates = { startPeriod: '2026-01-01T00:00:00.000Z', endPeriod: '2026-12-31T00:00:00.000Z' };
const anything = { departmentId: null, userId: null, serviceId: null, status: 'all', by: 'opened' } as const;
const webhook = { name: 'Recibos', url: 'https://example.com/x', events: ['message.created'], isActive: true };

/** "Mensagens", "Conexões", "Agora", "Estatísticas", "Integrações", "Webhooks", "Autorização" and what belongs to the account. */
export const otherRequests: readonly CollectionRequest[] = [
  {
    ...{ title: 'Enviar mensagem', of: 'popular', refused: 'messageRefused' },
    ...{ method: 'POST', path: '/messages', by: 'sendMessage' },
    play: (client, at) => client.sendMessage(toContact(at)),
    body: ({ contactId, serviceId }) => ({ contactId, serviceId, type: 'chat', origin: 'bot', text }),
  },
  {
    ...{ title: 'Enviar mensagem SEM abrir o chamado', of: 'popular', refused: 'messageRefused' },
    ...{ method: 'POST', path: '/messages', by: 'sendMessage' },
    play: (client, at) => client.sendMessage({ ...toContact(at), dontOpenTicket: true }),
    body: ({ contactId, serviceId }) => ({
      ...{ contactId, serviceId, type: 'chat', origin: 'bot', dontOpenTicket: true, text },
    }),
  },
  {
    ...{ title: 'Enviar comentário', of: 'popular', refused: 'messageRefused' },
    ...{ method: 'POST', path: '/messages', by: 'sendMessage' },
    play: (client, at) => client.sendMessage({ ...toContact(at), isComment: true }),
    body: ({ contactId, serviceId }) => ({ contactId, serviceId, type: 'comment', origin: 'bot', text }),
  },
  {
    ...{ title: 'Enviar de mensagem usando bot e sem abrir chamado', of: 'popular', refused: 'messageRefused' },
    ...{ method: 'POST', path: '/messages', by: 'sendMessage' },
    play: (client, { number, serviceId }) => client.sendMessage({ number, serviceId, text, dontOpenTicket: true }),
    body: ({ number, serviceId }) => ({ number, serviceId, type: 'chat', origin: 'bot', dontOpenTicket: true, text }),
  },
  {
    ...{ title: 'Buscar mensagem', of: 'full', method: 'GET', path: '/messages/{messageId}', by: 'message' },
    absent: { value: null },
    given: async (client, at) => {
      const sent = await client.sendMessage(toContact(at));
      return sent.ok ? { messageId: sent.value.id } : {};
    },
    play: (client, { messageId }) => client.message(messageId),
  },
  {
    ...{ title: 'Listar mensagens', of: 'full', method: 'GET', path: '/messages', by: 'messagesOf' },
    play: (client, { contactId }) => client.messagesOf({ contactIds: [contactId], sinceMs: 0 }),
    query: ({ contactId }) => ({ where: { contactId } }),
  },
  {
    ...{ title: 'Listar templates', of: 'full' },
    ...{ method: 'GET', path: '/whatsapp-business-templates', by: 'approvedTemplates' },
    play: (client) => client.approvedTemplates(),
    query: () => ({ page: '1' }),
  },
  {
    ...{ title: 'Listar respostas rápidas', of: 'full', method: 'GET', path: '/quick-replies', by: 'quickReplies' },
    play: (client) => client.quickReplies(),
    query: () => ({ page: '1' }),
  },
  {
    ...{ title: 'Buscar conexões ativas', of: 'full', method: 'GET', path: '/services', by: 'services' },
    play: (client) => client.services(),
    query: () => ({ where: { archivedAt: { $eq: null } }, page: 1 }),
  },
  {
    ...{ title: 'Buscar conexão', of: 'full', method: 'GET', path: '/services/{serviceId}', by: 'servicePhase' },
    absent: { value: null },
    play: (client, { serviceId }) => client.servicePhase(serviceId),
  },
  {
    ...{ title: 'Iniciar conexão', of: 'popular', refused: 'serviceRefused' },
    ...{ method: 'POST', path: '/services/{serviceId}/start', by: 'startService' },
    play: (client, { serviceId }) => client.startService(serviceId),
  },
  {
    ...{ title: 'Reiniciar conexão', of: 'popular', refused: 'serviceRefused' },
    ...{ method: 'POST', path: '/services/{serviceId}/restart', by: 'restartService' },
    play: (client, { serviceId }) => client.restartService(serviceId),
  },
  {
    ...{ title: 'Desligar conexão', of: 'full', refused: 'serviceRefused' },
    ...{ method: 'POST', path: '/services/{serviceId}/shutdown', by: 'shutdownService' },
    play: (client, { serviceId }) => client.shutdownService(serviceId),
  },
  {
    ...{ title: 'Buscar todos os dados (Agora)', of: 'popular', method: 'GET', path: '/now/resume', by: 'nowResume' },
    play: (client) => client.nowResume(),
  },
  {
    ...{ title: 'Buscar atendentes (Agora)', of: 'popular' },
    ...{ method: 'GET', path: '/now/attendance-resume', by: 'attendanceResume' },
    play: (client) => client.attendanceResume(),
  },
  {
    ...{ title: 'Buscar departamentos (Agora)', of: 'full' },
    ...{ method: 'GET', path: '/now/departments-resume', by: 'departmentsResume' },
    play: (client) => client.departmentsResume(),
  },
  {
    ...{ title: 'Buscar estatísticas por usuário', of: 'popular' },
    ...{ method: 'GET', path: '/dashboard/general', by: 'statistics' },
    play: (client, { userId }) => client.statistics({ ...period, ...anything, userId }),
    query: ({ userId }) => ({ ...dates, userId }),
  },
  {
    ...{ title: 'Buscar estatísticas por departamento + usuário', of: 'popular' },
    ...{ method: 'GET', path: '/dashboard/general', by: 'statistics' },
    play: (client, { userId, departmentId }) => client.statistics({ ...period, ...anything, userId, departmentId }),
    query: ({ userId, departmentId }) => ({ ...dates, grouping: '', departmentId, userId }),
  },
  {
    ...{ title: 'Buscar estatísticas por período', of: 'full' },
    ...{ method: 'GET', path: '/dashboard/general', by: 'statistics' },
    play: (client) => client.statistics({ ...period, ...anything, status: 'closed', by: 'closed' }),
    query: () => ({ ...dates, status: 'close', periodType: 'close' }),
  },
  {
    ...{ title: 'Listar usuários com seus departamentos', of: 'full', method: 'GET', path: '/users', by: 'users' },
    play: (client) => client.users(),
    query: () => ({ include: [{ model: 'departments', attributes: ['id', 'name'] }] }),
  },
  {
    ...{ title: 'Listar departamentos', of: 'full', method: 'GET', path: '/departments', by: 'departments' },
    play: (client) => client.departments(),
    query: () => ({ page: '1' }),
  },
  {
    ...{ title: 'Listar integrações', of: 'popular', method: 'GET', path: '/integrations', by: 'integrations' },
    play: (client) => client.integrations(),
    query: () => ({ page: '1' }),
  },
  {
    ...{ title: 'Meus dados', of: 'full', method: 'GET', path: '/me', by: 'me', provesAccount: true },
    play: (client) => client.me(),
    query: () => ({ 'include[0]': 'roles' }),
  },
  {
    ...{ title: 'Listar webhooks', of: 'full', method: 'GET', path: '/me/webhooks', by: 'webhooks' },
    play: (client) => client.webhooks(),
    query: () => ({ page: '1' }),
  },
  {
    ...{ title: 'Criar webhook', of: 'popular', refused: 'webhookRefused' },
    ...{ method: 'POST', path: '/me/webhooks', by: 'createWebhook' },
    play: (client, { userId }) => client.createWebhook({ ...webhook, owner: { id: userId, accountId: 'conta' } }),
    body: ({ userId }) => ({
      ...{ active: true, name: 'Recibos', url: 'https://example.com/x', events: ['message.created'] },
      ...{ type: 'general', userId, accountId: 'conta' },
    }),
  },
  {
    ...{ title: 'Editar webhook', of: 'full', refused: 'webhookRefused' },
    ...{ method: 'PUT', path: '/me/webhooks/{webhookId}', by: 'updateWebhook' },
    given: async (client, { userId }) => {
      const made = await client.createWebhook({ ...webhook, owner: { id: userId, accountId: null } });
      return made.ok ? { webhookId: made.value.id } : {};
    },
    play: (client, { webhookId }) => client.updateWebhook({ ...webhook, id: webhookId }, { isActive: false }),
    body: () => ({
      ...{ active: false, name: 'Recibos', url: 'https://example.com/x', events: ['message.created'] },
      type: 'general',
    }),
  },
  {
    ...{ title: 'Excluir webhook', of: 'beyond', refused: 'webhookRefused', absent: { value: null } },
    ...{ method: 'DELETE', path: '/me/webhooks/{webhookId}', by: 'deleteWebhook' },
    given: async (client, { userId }) => {
      const made = await client.createWebhook({ ...webhook, owner: { id: userId, accountId: null } });
      return made.ok ? { webhookId: made.value.id } : {};
    },
    play: (client, { webhookId }) => client.deleteWebhook(webhookId),
  },
  {
    ...{ title: 'Teste Webhook', of: 'popular', method: 'POST', path: 'elsewhere:', by: 'testWebhook' },
    play: (client, { webhookUrl }) => client.testWebhook(webhookUrl),
    body: () => ({ teste: 'teste' }),
  },
  {
    ...{ title: 'Gerar Token de acesso', of: 'popular', refused: 'loginRefused', unauthorized: 'loginRefused' },
    ...{ method: 'POST', path: '/oauth/token', by: 'byPassword', isRead: true },
    play: (client, { email, password }) => client.byPassword({ email, password }),
    body: ({ email, password }) => ({
      ...{ client_id: 'api', client_secret: 'secret', grant_type: 'password', username: email, password },
    }),
  },
  {
    ...{ title: 'Renovar Token de acesso', of: 'beyond', refused: 'tokenRefused', isRead: true },
    ...{ method: 'POST', path: '/oauth/token', by: 'byRefreshToken' },
    play: (client, { refreshToken }) => client.byRefreshToken(refreshToken),
    body: ({ refreshToken }) => ({
      ...{ client_id: 'api', client_secret: 'secret', grant_type: 'refresh_token', refresh_token: refreshToken },
    }),
  },
  {
    ...{ title: 'Listar tokens', of: 'full', method: 'GET', path: '/me/tokens', by: 'personalTokens' },
    play: (client) => client.personalTokens(),
    query: () => ({ page: '1' }),
  },
  {
    ...{ title: 'Criar token', of: 'full', refused: 'personalTokenRefused' },
    ...{ method: 'POST', path: '/me/tokens', by: 'createPersonalToken' },
    play: (client) => client.createPersonalToken('Malote'),
    body: () => ({ name: 'Malote' }),
  },
  {
    ...{ title: 'Excluir token', of: 'full', refused: 'personalTokenRefused', absent: { value: null } },
    ...{ method: 'DELETE', path: '/me/tokens/{tokenId}', by: 'deletePersonalToken' },
    given: async (client) => {
      const made = await client.createPersonalToken('Malote');
      return made.ok ? { tokenId: made.value.id } : {};
    },
    play: (client, { tokenId }) => client.deletePersonalToken(tokenId),
  },
];
