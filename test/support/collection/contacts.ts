import { type CollectionRequest, nowhere } from './request.ts';

const draft = { name: 'Nova Pessoa', departmentId: null, fields: {} };
const unwrap = async <T>(answer: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false }>) => {
  const given = await answer;
  if (!given.ok) throw new Error('what has to be there first was refused');
  return given.value;
};

/** "Contatos", "Grupos WhatsApp", "WhatsApp", "Tags", "Campos personalizados", "Pessoas" and "Organizações". */
export const contactRequests: readonly CollectionRequest[] = [
  {
    ...{ title: 'Busca de contatos que possuem X campos personalizados preenchidos', of: 'popular' },
    ...{ method: 'GET', path: '/contacts', by: 'contactsWhere' },
    play: (client) =>
      client.contactsWhere({ serviceId: null, asked: { by: 'fields', names: ['Cidade', 'Segmento'] }, page: 1 }),
    query: () => ({
      include: [
        { model: 'tags' },
        {
          model: 'customFieldValues',
          include: [{ model: 'customField', where: { $or: [{ name: 'Cidade' }, { name: 'Segmento' }] } }],
        },
      ],
    }),
  },
  {
    ...{ title: 'Buscar contatos vinculados a Organização', of: 'popular' },
    ...{ method: 'GET', path: '/contacts', by: 'contactsWhere' },
    play: (client, { serviceId, personId }) =>
      client.contactsWhere({ serviceId, asked: { by: 'people', personIds: [personId] }, page: 1 }),
    query: ({ serviceId, personId }) => ({
      where: { serviceId },
      include: [{ model: 'tags' }, {}, { model: 'person', required: true, where: { id: { $in: [personId] } } }],
    }),
  },
  {
    ...{ title: 'Editar campo personalizado de um contato', of: 'popular', refused: 'fieldsRefused' },
    ...{ method: 'PUT', path: '/contacts/{contactId}', by: 'updateContact' },
    play: (client, { contactId, fieldId }) => client.updateContact(contactId, { fields: { [fieldId]: 'Santos' } }),
    body: ({ fieldId }) => ({ customFields: [{ id: fieldId, value: 'Santos' }] }),
  },
  {
    ...{ title: 'Incluir tags em um contato existente', of: 'popular', refused: 'fieldsRefused' },
    ...{ method: 'PUT', path: '/contacts/{contactId}', by: 'updateContact' },
    play: (client, { contactId, tagId }) => client.updateContact(contactId, { tagIds: [tagId] }),
    body: ({ tagId }) => ({ tagIds: [tagId] }),
  },
  {
    ...{ title: 'Editar contato', of: 'full', refused: 'fieldsRefused' },
    ...{ method: 'PUT', path: '/contacts/{contactId}', by: 'updateContact' },
    play: (client, { contactId, departmentId }) => client.updateContact(contactId, { departmentId }),
    body: ({ departmentId }) => ({ defaultDepartmentId: departmentId }),
  },
  {
    ...{ title: 'Cadastrar contato', of: 'popular', refused: 'contactRefused' },
    ...{ method: 'POST', path: '/contacts', by: 'createContact' },
    play: (client, { serviceId, number }) => client.createContact({ ...draft, serviceId, number }),
    body: ({ serviceId, number }) => ({ internalName: 'Nova Pessoa', number, serviceId }),
  },
  {
    ...{ title: 'Cadastrar múltiplos contatos', of: 'popular', refused: 'contactRefused' },
    ...{ method: 'POST', path: '/contacts/many', by: 'createContacts' },
    play: (client, { serviceId, number }) => client.createContacts([{ ...draft, serviceId, number }]),
    body: ({ serviceId, number }) => [{ internalName: 'Nova Pessoa', number, serviceId }],
  },
  {
    ...{ title: 'Exportar contatos', of: 'popular', refused: 'exportRefused', isRead: true, isFile: true },
    ...{ method: 'POST', path: '/contacts/export/csv', by: 'exportContactsCsv' },
    play: (client, { serviceId }) => client.exportContactsCsv({ serviceId, serviceType: 'whatsapp' }, nowhere),
    body: ({ serviceId }) => ({
      where: { visible: true, isGroup: { $eq: false }, isBroadcast: { $eq: false }, serviceId },
      include: ['avatar', 'tags', { model: 'service', required: true }, 'person'],
      order: [['name', 'ASC']],
      ...{ page: 1, perPage: 1_000_000, type: 'semiColon', serviceType: 'whatsapp' },
    }),
  },
  {
    ...{ title: 'Desbloquear contato', of: 'popular', refused: 'blockRefused' },
    ...{ method: 'POST', path: '/contacts/{contactId}/block', by: 'setBlocked' },
    play: (client, { contactId }) => client.setBlocked(contactId, { isBlocked: false, description: 'engano' }),
    body: () => ({ block: false, description: 'engano' }),
  },
  {
    ...{ title: 'Bloquear contato', of: 'full', refused: 'blockRefused' },
    ...{ method: 'POST', path: '/contacts/{contactId}/block', by: 'setBlocked' },
    play: (client, { contactId }) => client.setBlocked(contactId, { isBlocked: true, description: 'ofensas' }),
    body: () => ({ block: true, description: 'ofensas' }),
  },
  {
    ...{ title: 'Excluir contato', of: 'popular', refused: 'contactNotDeleted', absent: { value: null } },
    ...{ method: 'DELETE', path: '/contacts/{contactId}', by: 'deleteContact' },
    play: (client, { contactId }) => client.deleteContact(contactId),
  },
  {
    ...{ title: 'Exclui múltiplos contatos', of: 'full', refused: 'contactNotDeleted' },
    ...{ method: 'DELETE', path: '/contacts/many', by: 'deleteContacts' },
    play: (client, { contactId, otherContactId }) => client.deleteContacts([contactId, otherContactId]),
    body: ({ contactId, otherContactId }) => ({ where: { id: [contactId, otherContactId] } }),
  },
  {
    ...{ title: 'Total de contatos com filtros', of: 'full', isRead: true },
    ...{ method: 'POST', path: '/contacts/count', by: 'countContacts' },
    play: (client, { departmentId }) => client.countContacts({ departmentIds: [departmentId] }),
    body: ({ departmentId }) => ({ query: { isFiltered: true, departmentIds: [departmentId] } }),
  },
  {
    ...{ title: 'Listar contatos da conexão', of: 'full' },
    ...{ method: 'GET', path: '/contacts', by: 'contactPage' },
    play: (client, { serviceId }) => client.contactPage({ serviceId, page: 1 }),
    query: ({ serviceId }) => ({ where: { serviceId }, page: 1 }),
  },
  {
    ...{ title: 'Buscar contato', of: 'full', absent: { value: null } },
    ...{ method: 'GET', path: '/contacts/{contactId}', by: 'contact' },
    play: (client, { contactId }) => client.contact(contactId),
    query: () => ({ 'include[0]': 'tags' }),
  },
  {
    ...{ title: 'Buscar contato por número de uma conexão específica', of: 'full' },
    ...{ method: 'GET', path: '/contacts', by: 'contactsLike' },
    play: (client, { serviceId, number }) => client.contactsLike({ serviceId, number }),
    query: ({ serviceId, number }) => ({
      'where[data.number][$iLike]': `%${number.slice(-8)}%`,
      'where[serviceId]': serviceId,
    }),
  },
  {
    ...{ title: 'Buscar contatos vinculados ao Campo Personalizado', of: 'full' },
    ...{ method: 'GET', path: '/contacts', by: 'contactsWhere' },
    play: (client, { serviceId, fieldId }) =>
      client.contactsWhere({
        serviceId,
        asked: { by: 'field', fieldId, name: 'Cidade', test: 'filled', value: '' },
        page: 1,
      }),
    query: () => ({
      include: [
        {},
        { model: 'customFieldValues', include: [{ model: 'customField', where: { $or: [{ name: 'Cidade' }] } }] },
      ],
    }),
  },
  {
    ...{ title: 'Validação WhatsApp', of: 'popular' },
    ...{ method: 'GET', path: '/contacts/exists', by: 'exists' },
    play: (client, { serviceId, number }) => client.exists({ serviceId, numbers: [number], encoding: 'plain' }),
    query: ({ serviceId, number }) => ({ 'numbers[]': number, serviceId }),
  },
  {
    ...{ title: 'Criar novo grupo', of: 'popular', refused: 'groupRefused' },
    ...{ method: 'POST', path: '/contacts', by: 'createGroup' },
    play: (client, { serviceId }) => client.createGroup({ serviceId, name: 'Clientes da praia' }),
    body: ({ serviceId }) => ({ serviceId, internalName: 'Clientes da praia', isGroup: true }),
  },
  {
    ...{ title: 'Adicionar participante', of: 'full', refused: 'groupRefused' },
    ...{ method: 'POST', path: '/contacts/{groupId}/add-members', by: 'addMembers' },
    given: async (client, { serviceId }) => ({
      groupId: (await unwrap(client.createGroup({ serviceId, name: 'Clientes' }))).id,
    }),
    play: (client, { groupId, number }) => client.addMembers(groupId, [number]),
    body: ({ number }) => [{ number }],
  },
  {
    ...{ title: 'Atribuir cargo de administrador', of: 'popular', refused: 'groupRefused' },
    ...{ method: 'POST', path: '/contacts/{groupId}/promote-members', by: 'promoteMembers' },
    given: async (client, { serviceId, contactId }) => {
      const { id: groupId } = await unwrap(client.createGroup({ serviceId, name: 'Clientes' }));
      const contact = await unwrap(client.contact(contactId));
      await unwrap(client.addMembers(groupId, [contact?.number ?? '']));
      return { groupId };
    },
    play: (client, { groupId, contactId }) => client.promoteMembers(groupId, [contactId]),
    body: ({ contactId }) => [contactId],
  },
  {
    ...{ title: 'Remover permissões de administrador', of: 'full', refused: 'groupRefused' },
    ...{ method: 'POST', path: '/contacts/{groupId}/demote-members', by: 'demoteMembers' },
    given: async (client, { serviceId, contactId }) => {
      const { id: groupId } = await unwrap(client.createGroup({ serviceId, name: 'Clientes' }));
      const contact = await unwrap(client.contact(contactId));
      await unwrap(client.addMembers(groupId, [contact?.number ?? '']));
      return { groupId };
    },
    play: (client, { groupId, contactId }) => client.demoteMembers(groupId, [contactId]),
    body: ({ contactId }) => [contactId],
  },
  {
    ...{ title: 'Listar tags', of: 'full', method: 'GET', path: '/tags', by: 'tags' },
    play: (client) => client.tags(),
    query: () => ({ page: '1' }),
  },
  {
    ...{ title: 'Criar tag', of: 'full', method: 'POST', path: '/tags', by: 'createTag', refused: 'tagRefused' },
    play: (client) => client.createTag('Praia'),
    body: () => ({ label: 'Praia', backgroundColor: '#40C3FF', departments: [] }),
  },
  {
    ...{
      title: 'Adiciona uma tag a múltiplos contatos',
      of: 'full',
      method: 'POST',
      path: '/tags/{tagId}/contacts',
      by: 'tagContacts',
    },
    play: (client, { tagId, contactId }) => client.tagContacts(tagId, [contactId]),
    body: ({ contactId }) => ({ where: { id: [contactId] } }),
  },
  {
    ...{
      title: 'Remove uma tag de múltiplos contatos',
      of: 'full',
      method: 'DELETE',
      path: '/tags/{tagId}/contacts',
      by: 'untagContacts',
    },
    play: (client, { tagId, contactId }) => client.untagContacts(tagId, [contactId]),
    body: ({ contactId }) => ({ where: { id: [contactId] } }),
  },
  {
    ...{ title: 'Listar campos personalizados', of: 'full', method: 'GET', path: '/custom-fields', by: 'customFields' },
    play: (client) => client.customFields(),
    query: () => ({ page: '1' }),
  },
  {
    ...{ title: 'Criar campo personalizado', of: 'full', refused: 'fieldRefused' },
    ...{ method: 'POST', path: '/custom-fields', by: 'createCustomField' },
    play: (client) => client.createCustomField('Praia'),
    body: () => ({ name: 'Praia', type: 'text', allowed: 'contacts' }),
  },
  {
    ...{ title: 'Listar pessoas', of: 'full', method: 'GET', path: '/people', by: 'people' },
    play: (client) => client.people(),
    query: () => ({ include: [{ model: 'organizations' }] }),
  },
  {
    ...{ title: 'Listar organizações', of: 'full', method: 'GET', path: '/organizations', by: 'organisations' },
    play: (client) => client.organisations(),
    query: () => ({ page: '1' }),
  },
];
