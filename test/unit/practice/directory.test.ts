import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, columnOf, find, idOf, mobile, rowsOf } from './client.ts';

let practice: Practice;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
  practice = await startPractice({ seed: 7 });
  api = clientOf(practice);
});
beforeEach(() => practice.reset());
afterAll(() => practice.close());

describe('services', () => {
  it('are one that can send, one that is off and one given up', async () => {
    const { body } = await api.get('services');
    expect(columnOf(body, 'name')).toEqual(['Vendas', 'Suporte', 'Vendas (antigo)']);
    expect(columnOf(body, 'type')).toEqual(['whatsapp', 'whatsapp', 'whatsapp']);
    expect(columnOf(body, 'data', 'status', 'isConnected')).toEqual([true, false, false]);
    expect(columnOf(body, 'archivedAt')).toEqual([null, null, expect.any(String)]);
  });

  it('leave the archived one out when the collection’s own question is asked', async () => {
    const asked = { where: { archivedAt: { $eq: null } }, order: [['name', 'asc']], page: 1, perPage: 50 };
    expect(columnOf((await api.query('services', asked)).body, 'name')).toEqual(['Suporte', 'Vendas']);
  });

  it('tell their own number', async () => {
    const { body } = await api.get(`services/${practice.serviceId}`);
    expect(body).toMatchObject({ data: { myId: '5511955501001@c.us', status: { myNumber: '5511955501001' } } });
    expect((await api.get('services/nowhere')).status).toBe(404);
  });

  it('show at once that they went off, and on again', async () => {
    const isConnected = async () =>
      find((await api.get(`services/${practice.serviceId}`)).body, 'data', 'status', 'isConnected');
    await practice.disconnect();
    expect(await isConnected()).toBe(false);
    await practice.connect(practice.serviceId);
    expect(await isConnected()).toBe(true);
  });
});

describe('tags', () => {
  it('are labels with a colour', async () => {
    expect(columnOf((await api.get('tags?perPage=40')).body, 'label')).toEqual(['Cliente', 'VIP', 'Revenda']);
    const { status, body } = await api.post('tags', { label: 'Novo', backgroundColor: '#40C3FF', departments: [] });
    expect([status, find(body, 'label')]).toEqual([200, 'Novo']);
    expect(rowsOf((await api.get('tags')).body)).toHaveLength(4);
    expect((await api.post('tags', { name: 'Novo' })).status).toBe(400);
  });

  it('are added to many contacts, and taken away, without touching the others', async () => {
    const [client, vip] = columnOf((await api.get('tags')).body, 'id');
    const contact = async (n: number, tagIds: readonly unknown[]) =>
      idOf(
        (
          await api.post('contacts', {
            internalName: 'Ana',
            number: mobile(11, n),
            serviceId: practice.serviceId,
            tagIds,
          })
        ).body,
      );
    const ids = [await contact(1, [client]), await contact(2, [])];
    const tagsOf = async (id: string) =>
      columnOf(find((await api.get(`contacts/${id}?include[0]=tags`)).body, 'tags'), 'id');
    const where = { where: { id: [...ids, 'nobody'] } };
    expect(await api.post(`tags/${vip}/contacts`, where)).toMatchObject({ status: 200, body: 'OK' });
    expect(await Promise.all(ids.map(tagsOf))).toEqual([[client, vip], [vip]]);
    await api.post(`tags/${vip}/contacts`, where);
    expect((await practice.summary()).effects['contactTagged']).toBe(2);
    await api.delete(`tags/${vip}/contacts`, where);
    expect(await Promise.all(ids.map(tagsOf))).toEqual([[client], []]);
  });

  it('are refused where there is no such tag, or nobody to tag', async () => {
    const [client] = columnOf((await api.get('tags')).body, 'id');
    expect((await api.post('tags/nothing/contacts', { where: { id: [] } })).status).toBe(404);
    expect((await api.post(`tags/${client}/contacts`, { id: [] })).status).toBe(400);
  });
});

describe('the rest of the account', () => {
  it('has custom fields, and takes new ones', async () => {
    expect(columnOf((await api.get('custom-fields?perPage=40')).body, 'name')).toEqual(['Cidade', 'Segmento']);
    const { body } = await api.post('custom-fields', { name: 'Loja', type: 'text', allowed: 'contacts' });
    expect(body).toMatchObject({ name: 'Loja', type: 'text', allowed: 'contacts' });
    expect(columnOf((await api.get('custom-fields')).body, 'name')).toEqual(['Cidade', 'Segmento', 'Loja']);
  });

  it('has departments, users, and no templates', async () => {
    expect(columnOf((await api.get('departments')).body, 'name')).toEqual(['Comercial', 'Suporte', 'Financeiro']);
    const asked = {
      where: { archivedAt: null },
      include: [{ model: 'departments', attributes: ['id'] }],
      perPage: 100,
    };
    expect(columnOf((await api.query('users', asked)).body, 'name')).toEqual(['Marina', 'Otávio', 'Bianca']);
    expect((await api.get('whatsapp-business-templates?perPage=1')).body).toMatchObject({ data: [], total: 0 });
  });

  it('tells who the token belongs to, secrets that nobody must show included', async () => {
    const { body } = await api.get('me?include[0]=departments&include[1]=roles');
    expect(body).toMatchObject({ name: 'Marina', roles: [{ isAdmin: true }], otpSecretKey: expect.any(String) });
  });

  it('keeps only the attributes that were asked for', async () => {
    const { body } = await api.query('departments', { attributes: ['name'] });
    expect(rowsOf(body)[0]).toEqual({ name: 'Comercial' });
  });
});
