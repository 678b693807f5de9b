import { describe, expect, it } from 'vitest';
import type { ContactDraft, Digisac } from '#main/digisac/digisac.ts';
import { aClient, aServer, says, saysText, token } from './scripted.ts';

const aContact = (id: string, over: object = {}) => ({
  id,
  internalName: 'Ana Souza',
  name: 'Aninha',
  serviceId: 's1',
  data: { number: '5511987654321', valid: true },
  ...over,
});
const aDraft = (over: Partial<ContactDraft> = {}): ContactDraft => ({
  number: '5511987654321',
  name: 'Ana Souza',
  serviceId: 's1',
  departmentId: null,
  fields: {},
  ...over,
});

/** What a client asks of an account that gives these answers, and what it makes of them. */
async function ask<T>(question: (digisac: Digisac) => Promise<T>, ...bodies: unknown[]) {
  const server = await aServer(...bodies.map((body) => says(200, body)));
  const answer = await question(aClient(server.origin).digisac);
  const queryOf = (index = 0): unknown => JSON.parse(server.got[index]?.query.get('query') ?? 'null');
  return { answer, got: server.got, queryOf };
}

describe('me', () => {
  const secrets = { internalChatToken: 's3cret', otpSecretKey: 's3cret', accountId: 'x' };

  it('tells who the token belongs to, and nothing else', async () => {
    const { answer, got } = await ask((d) => d.me(), { id: 'u1', name: 'Ana', roles: [{ isAdmin: true }], ...secrets });
    expect(answer).toEqual({ ok: true, value: { name: 'Ana', isAdmin: true } });
    expect(`${got[0]?.path}?${got[0]?.query}`).toBe('/me?include%5B0%5D=roles');
  });

  it.each([
    [{ id: 'u1', name: 'Ana', roles: [{ isAdmin: false }] }, false],
    [{ id: 'u1', name: 'Ana', isSuperAdmin: true }, true],
    [{ data: { id: 'u1', name: 'Ana' } }, false],
  ])('knows an administrator: %j', async (body, isAdmin) => {
    expect((await ask((d) => d.me(), body)).answer).toEqual({ ok: true, value: { name: 'Ana', isAdmin } });
  });

  it('does not let a secret out in a shape that it does not understand', async () => {
    const { answer } = await ask((d) => d.me(), { name: 'Ana', ...secrets });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unexpected' } });
    expect(JSON.stringify(answer)).not.toMatch(/s3cret|Ana/);
  });
});

describe('services', () => {
  it('are those that are not archived, whatever the account filters', async () => {
    const { answer, queryOf } = await ask((d) => d.services(), {
      data: [
        { id: 's1', name: 'Vendas', type: 'whatsapp', data: { status: {} } },
        { id: 's2', name: 'Antigo', type: 'whatsapp', archivedAt: '2026-01-01T00:00:00Z' },
        { name: 'nobody' },
      ],
      total: 3,
      limit: 200,
      currentPage: 1,
      lastPage: 1,
    });
    expect(answer).toMatchObject({ ok: true, value: [{ id: 's1', connected: 'unknown' }] });
    expect(queryOf()).toEqual({
      where: { archivedAt: { $eq: null } },
      order: [['name', 'asc']],
      page: 1,
      perPage: 200,
    });
  });

  it('one by one: null where it is gone or archived', async () => {
    const server = await aServer(
      says(200, { id: 's1', name: 'Vendas', type: 'whatsapp', data: { status: { isConnected: true } } }),
      says(200, { id: 's1', type: 'whatsapp', archivedAt: '2026-01-01' }),
      says(404, { message: 'Service not found' }),
      says(200, { nothing: true }),
    );
    const { digisac } = aClient(server.origin);
    expect(await digisac.service('s1')).toMatchObject({ ok: true, value: { connected: 'yes' } });
    expect(await digisac.service('s1')).toEqual({ ok: true, value: null });
    expect(await digisac.service('s1')).toEqual({ ok: true, value: null });
    expect(await digisac.service('s1')).toMatchObject({ ok: false, error: { kind: 'unexpected' } });
  });
});

describe('contacts, page by page', () => {
  it('come by creation, of one connection', async () => {
    const { answer, queryOf } = await ask((d) => d.contactPage({ serviceId: 's1', page: 2 }), {
      data: [aContact('c1'), aContact('c2', { serviceId: 's2' })],
      total: 33,
      limit: 30,
      currentPage: 2,
      lastPage: 2,
    });
    expect(queryOf()).toEqual({
      where: { serviceId: 's1' },
      order: [
        ['createdAt', 'ASC'],
        ['id', 'ASC'],
      ],
      page: 2,
      perPage: 200,
    });
    expect(answer).toEqual({
      ok: true,
      value: {
        contacts: [
          {
            id: 'c1',
            number: '5511987654321',
            name: 'Ana Souza',
            valid: true,
            serviceId: 's1',
            fields: null,
            tagIds: null,
            createdAtMs: null,
            openTicketId: null,
            departmentId: null,
            isBlocked: null,
          },
        ],
        total: 33,
        pageSize: 30,
        isLast: true,
      },
    });
  });

  it('end where an account gives the first page for ever', async () => {
    const server = await aServer(says(200, [aContact('c1')]));
    const { digisac } = aClient(server.origin);
    expect(await digisac.contactPage({ serviceId: 's1', page: 1 })).toMatchObject({ value: { isLast: false } });
    expect(await digisac.contactPage({ serviceId: 's1', page: 2 })).toMatchObject({
      value: { contacts: [], isLast: true },
    });
  });
});

describe('contacts whose number ends alike', () => {
  const alike = (digisac: Digisac) => digisac.contactsLike({ serviceId: 's1', number: '5511987654321' });

  it('are asked for in the notation that every account knows', async () => {
    const { got } = await ask(alike, []);
    expect(got[0]?.path).toBe('/contacts');
    expect(Object.fromEntries(got[0]?.query ?? [])).toEqual({
      'where[data.number][$iLike]': '%87654321%',
      'where[serviceId]': 's1',
      perPage: '200',
      page: '1',
    });
  });

  it('are filtered again: by connection and by ending', async () => {
    const { answer } = await ask(alike, {
      data: [
        aContact('c1'),
        aContact('c2', { data: { number: '551187654321' } }),
        aContact('c3', { serviceId: 's2' }),
        aContact('c4', { data: { number: '5511987654322' } }),
        aContact('c5', { data: {}, idFromService: '552187654321@c.us' }),
        { noId: true },
      ],
      lastPage: 1,
    });
    expect(answer).toMatchObject({ ok: true, value: [{ id: 'c1' }, { id: 'c2' }, { id: 'c5' }] });
  });

  it('are read to the last page', async () => {
    const { answer } = await ask(
      alike,
      { data: [aContact('c1')], lastPage: 2 },
      { data: [aContact('c2')], lastPage: 2 },
    );
    expect(answer).toMatchObject({ ok: true, value: [{ id: 'c1' }, { id: 'c2' }] });
  });

  it('are not known where the account gives everybody', async () => {
    const everybody = Array.from({ length: 5 }, (_, index) => ({ data: [aContact(`c${index}`)], lastPage: 900 }));
    const { answer, got } = await ask(alike, ...everybody);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unexpected', effect: 'none' } });
    expect(got).toHaveLength(5);
  });

  it('are nobody, where a short list does not turn pages', async () => {
    const page = [aContact('c1', { data: { number: '5511987654322' } })];
    expect((await ask(alike, page, page)).answer).toEqual({ ok: true, value: [] });
  });
});

describe('one contact', () => {
  it('comes with its tags and fields', async () => {
    const { answer, got } = await ask((d) => d.contact('c/1'), {
      ...aContact('c/1'),
      tags: [{ id: 't1', label: 'vip' }, { id: 't2' }],
      customFieldValues: [
        { id: 'v1', customFieldId: 'f1', value: 'azul' },
        { id: 'v2', customField: { id: 'f2' }, value: 7 },
        { customFieldId: 'f3', value: null },
      ],
    });
    expect(got[0]?.path).toBe('/contacts/c%2F1');
    expect([...(got[0]?.query.values() ?? [])]).toEqual(['tags', 'customFieldValues']);
    expect(answer).toMatchObject({ ok: true, value: { tagIds: ['t1', 't2'], fields: { f1: 'azul', f2: '7' } } });
  });

  it('has fields under the other name as well', async () => {
    const { answer } = await ask((d) => d.contact('c1'), {
      data: { ...aContact('c1'), customFields: [{ id: 'f1', value: 'azul' }] },
    });
    expect(answer).toMatchObject({ ok: true, value: { fields: { f1: 'azul' }, tagIds: null } });
  });

  it('is null where the account says that there is none', async () => {
    const server = await aServer(says(404, { message: 'Contact not found' }), saysText(404, 'page not found'));
    const { digisac } = aClient(server.origin);
    expect(await digisac.contact('c1')).toEqual({ ok: true, value: null });
    expect(await digisac.contact('c1')).toMatchObject({ ok: false, error: { kind: 'trouble' } });
  });
});

describe('a new contact', () => {
  it('carries what is given, and leaves out what is not', async () => {
    const bare = await ask((d) => d.createContact(aDraft()), aContact('c1'));
    expect(bare.got[0]).toMatchObject({
      method: 'POST',
      path: '/contacts',
      body: { internalName: 'Ana Souza', number: '5511987654321', serviceId: 's1' },
    });
    expect(Object.keys(bare.got[0]?.body ?? {})).toHaveLength(3);
    const full = await ask(
      (d) => d.createContact(aDraft({ departmentId: 'd1', fields: { f1: 'azul' } })),
      aContact('c1'),
    );
    expect(full.got[0]?.body).toEqual({
      internalName: 'Ana Souza',
      number: '5511987654321',
      serviceId: 's1',
      defaultDepartmentId: 'd1',
      customFields: [{ id: 'f1', value: 'azul' }],
    });
  });

  it('may come back with another number, and without WhatsApp', async () => {
    const { answer } = await ask(
      (d) => d.createContact(aDraft()),
      aContact('c1', { data: { number: '551187654321', valid: false } }),
    );
    expect(answer).toMatchObject({ ok: true, value: { id: 'c1', number: '551187654321', valid: false } });
  });

  it.each([
    [409, 'conflict', 409],
    [400, 'Contato já cadastrado', 409],
    [422, 'This contact already exists', 409],
    [400, 'number exists', 409],
    [400, 'Number does not exist on WhatsApp', 400],
    [400, 'O número não existe', 400],
    [422, 'name is required', 422],
  ])('that is refused with %i %j is seen as %i', async (status, message, seen) => {
    const server = await aServer(says(status, { message }));
    expect(await aClient(server.origin).digisac.createContact(aDraft())).toMatchObject({
      ok: false,
      error: { kind: 'rejected', effect: 'none', status: seen, problem: { kind: 'contactRefused' } },
    });
  });

  it('that is refused is not named in the reason', async () => {
    const server = await aServer(says(400, { message: 'Ana Souza / 5511987654321: cor azul inválida' }));
    const { digisac } = aClient(server.origin);
    expect(await digisac.createContact(aDraft({ fields: { f1: 'azul' } }))).toMatchObject({
      ok: false,
      error: { problem: { kind: 'contactRefused', detail: '••• / •••: cor ••• inválida' } },
    });
  });

  it('is in doubt where the answer holds none', async () => {
    expect((await ask((d) => d.createContact(aDraft()), { ok: true })).answer).toMatchObject({
      ok: false,
      error: { kind: 'unexpected', effect: 'unknown' },
    });
  });
});

describe('many new contacts', () => {
  const bia = aDraft({ number: '5521976543210', name: 'Bia' });

  it('go as a bare list', async () => {
    const { got, answer } = await ask(
      (d) => d.createContacts([aDraft({ fields: { f1: 'x' } }), bia]),
      [aContact('c1')],
    );
    expect(got[0]).toMatchObject({
      method: 'POST',
      path: '/contacts/many',
      body: [
        {
          internalName: 'Ana Souza',
          number: '5511987654321',
          serviceId: 's1',
          customFields: [{ id: 'f1', value: 'x' }],
        },
        { internalName: 'Bia', number: '5521976543210', serviceId: 's1' },
      ],
    });
    expect(answer).toMatchObject({ ok: true, value: [{ kind: 'created', contact: { id: 'c1' } }, { kind: 'untold' }] });
  });

  it.each([
    ['OK', saysText(200, 'OK')],
    ['nothing', saysText(204, '')],
  ])('are untold where the account says %s', async (_, script) => {
    const server = await aServer(script);
    expect(await aClient(server.origin).digisac.createContacts([aDraft(), bia])).toEqual({
      ok: true,
      value: [{ kind: 'untold' }, { kind: 'untold' }],
    });
  });

  it('are refused where the account has no such route', async () => {
    const server = await aServer(says(404, { message: 'Route not found' }));
    expect(await aClient(server.origin).digisac.createContacts([aDraft()])).toMatchObject({
      ok: false,
      error: { kind: 'rejected', status: 404, effect: 'none' },
    });
  });
});

describe('a change of a contact', () => {
  it('carries only what changes', async () => {
    const name = await ask((d) => d.updateContact('c1', { name: 'Ana' }), aContact('c1'));
    expect(name.got[0]).toMatchObject({ method: 'PUT', path: '/contacts/c1', body: { internalName: 'Ana' } });
    const fields = await ask((d) => d.updateContact('c1', { fields: { f1: 'azul' } }), aContact('c1'));
    expect(fields.got[0]?.body).toEqual({ customFields: [{ id: 'f1', value: 'azul' }] });
  });
});

describe('whether numbers are on WhatsApp', () => {
  const asked = (encoding: 'plain' | 'indexed') => (digisac: Digisac) =>
    digisac.exists({ serviceId: 's1', numbers: ['5511987654321', '5521976543210'], encoding });

  it('is asked in both writings, encoded', async () => {
    const plain = await ask(asked('plain'), []);
    expect(plain.got[0]?.query.getAll('numbers[]')).toEqual(['5511987654321', '5521976543210']);
    expect(`${plain.got[0]?.query}`).toBe('numbers%5B%5D=5511987654321&numbers%5B%5D=5521976543210&serviceId=s1');
    const indexed = await ask(asked('indexed'), []);
    expect([...(indexed.got[0]?.query.keys() ?? [])]).toEqual(['numbers[0]', 'numbers[1]', 'serviceId']);
  });

  it('is told in the order asked', async () => {
    const { answer } = await ask(asked('plain'), { '5521976543210': false, '5511987654321': true });
    expect(answer).toEqual({
      ok: true,
      value: [
        { number: '5511987654321', verdict: 'yes', waNumber: '5511987654321' },
        { number: '5521976543210', verdict: 'no', waNumber: null },
      ],
    });
  });

  it('is not understood in a text', async () => {
    const server = await aServer(saysText(200, 'OK'));
    expect(await asked('plain')(aClient(server.origin).digisac)).toMatchObject({
      ok: false,
      error: { kind: 'unexpected', effect: 'none' },
    });
  });
});

describe('tags, custom fields and departments', () => {
  it('are listed whole, archived ones left out', async () => {
    const pages = [
      {
        data: [
          { id: 't1', label: 'vip' },
          { id: 't2', name: 'lead' },
        ],
        lastPage: 2,
      },
      {
        data: [{ id: 't3', title: 'novo' }, { id: 't4', label: 'x', archivedAt: '2026-01-01' }, { id: 't5' }],
        lastPage: 2,
      },
    ];
    const { answer, got } = await ask((d) => d.tags(), ...pages);
    expect(answer).toEqual({
      ok: true,
      value: [
        { id: 't1', label: 'vip' },
        { id: 't2', label: 'lead' },
        { id: 't3', label: 'novo' },
      ],
    });
    expect(got.map(({ query }) => query.get('page'))).toEqual(['1', '2']);
  });

  it('leave out the fields of tickets and people', async () => {
    const { answer } = await ask((d) => d.customFields(), {
      data: [
        { id: 'f1', name: 'Cor', type: 'text', allowed: 'contacts' },
        { id: 'f2', name: 'Motivo', type: 'text', allowed: 'tickets' },
        { id: 'f3', name: 'Data', type: 'date', allowed: ['people', 'contacts'] },
        { id: 'f4', name: 'Livre' },
      ],
      lastPage: 1,
    });
    expect(answer).toEqual({
      ok: true,
      value: [
        { id: 'f1', name: 'Cor', type: 'text' },
        { id: 'f3', name: 'Data', type: 'date' },
        { id: 'f4', name: 'Livre', type: 'text' },
      ],
    });
  });

  it('name departments', async () => {
    const { answer } = await ask((d) => d.departments(), [{ id: 'd1', name: 'Vendas' }], []);
    expect(answer).toEqual({ ok: true, value: [{ id: 'd1', name: 'Vendas' }] });
  });

  it('are not understood where no list comes', async () => {
    expect((await ask((d) => d.tags(), { tags: [] })).answer).toMatchObject({
      ok: false,
      error: { kind: 'unexpected' },
    });
  });

  it('are created as documented', async () => {
    const tag = await ask((d) => d.createTag('vip'), { id: 't1', label: 'vip' });
    expect([tag.got[0]?.path, tag.got[0]?.body]).toEqual([
      '/tags',
      { label: 'vip', backgroundColor: '#40C3FF', departments: [] },
    ]);
    expect(tag.answer).toEqual({ ok: true, value: { id: 't1', label: 'vip' } });
    const field = await ask((d) => d.createCustomField('Cor'), { data: { id: 'f1', name: 'Cor' } });
    expect([field.got[0]?.path, field.got[0]?.body]).toEqual([
      '/custom-fields',
      { name: 'Cor', type: 'text', allowed: 'contacts' },
    ]);
    expect(field.answer).toEqual({ ok: true, value: { id: 'f1', name: 'Cor', type: 'text' } });
  });

  it('are refused with their name and the reason', async () => {
    const server = await aServer(says(400, { message: 'too long' }));
    const { digisac } = aClient(server.origin);
    expect(await digisac.createTag('vip')).toMatchObject({
      error: { problem: { kind: 'tagRefused', tag: 'vip', detail: 'too long' } },
    });
    expect(await digisac.createCustomField('Cor')).toMatchObject({
      error: { problem: { kind: 'fieldRefused', field: 'Cor', detail: 'too long' } },
    });
  });

  it.each([
    ['OK', saysText(200, 'OK')],
    ['nothing', saysText(204, '')],
    ['something', says(200, { updated: 2 })],
  ])('are put on contacts, whatever is said: %s', async (_, script) => {
    const server = await aServer(script);
    expect(await aClient(server.origin).digisac.tagContacts('t1', ['c1', 'c2'])).toEqual({ ok: true, value: null });
    expect(server.got[0]).toMatchObject({
      method: 'POST',
      path: '/tags/t1/contacts',
      body: { where: { id: ['c1', 'c2'] } },
    });
  });

  it('are in doubt on contacts where an error is inside', async () => {
    expect((await ask((d) => d.tagContacts('t1', ['c1']), { error: 'half done' })).answer).toMatchObject({
      ok: false,
      error: { kind: 'unexpected', effect: 'unknown' },
    });
  });
});

describe('whatever goes wrong', () => {
  it('shows neither the token nor anything personal', async () => {
    const echo = { message: `Bearer ${token}: Ana Souza, 5511987654321, ana@example.com said "Olá Ana"` };
    for (const status of [400, 401, 403, 404, 409, 429, 500]) {
      const server = await aServer(says(status, echo));
      const { digisac } = aClient(server.origin);
      const answers = [
        await digisac.me(),
        await digisac.createContact(aDraft()),
        await digisac.createContacts([aDraft()]),
        await digisac.updateContact('c1', { name: 'Ana Souza' }),
        await digisac.sendMessage({ contactId: 'c1', serviceId: 's1', text: 'Olá Ana', dontOpenTicket: true }),
        await digisac.exists({ serviceId: 's1', numbers: ['5511987654321'], encoding: 'plain' }),
      ];
      expect(answers.every((answer) => !answer.ok)).toBe(true);
      expect(JSON.stringify(answers)).not.toMatch(/0123456789abcdef|5511987654321|ana@|Olá Ana/);
      expect(JSON.stringify(answers[1])).not.toContain('Ana Souza');
    }
  });
});
