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

const draft = (number: string, name = 'Ana Souza') => ({
  internalName: name,
  number,
  serviceId: practice.serviceId,
});

async function create(number: string, more: object = {}): Promise<string> {
  await practice.setWhatsapp(number, true);
  return idOf((await api.post('contacts', { ...draft(number), ...more })).body);
}

describe('POST /contacts', () => {
  it('answers 200 with the contact, bare, named as posted and checked against WhatsApp', async () => {
    await practice.setWhatsapp('5511971230001', true);
    const { status, body } = await api.post('contacts', draft('5511971230001'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      internalName: 'Ana Souza',
      name: 'Ana Souza',
      serviceId: practice.serviceId,
      idFromService: '5511971230001@c.us',
      data: { number: '5511971230001', valid: true },
    });
  });

  it('creates a number without WhatsApp as well, and says that it is not valid', async () => {
    await practice.setWhatsapp('5511971230002', false);
    const { status, body } = await api.post('contacts', draft('5511971230002'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ idFromService: null, data: { number: '5511971230002', valid: false } });
  });

  it('is an upsert per connection and number: same id and creation, new name, the rest kept', async () => {
    const number = mobile(11, 1);
    const first = await api.post('contacts', { ...draft(number), note: 'VIP' });
    const second = await api.post('contacts', draft(number, 'Outra Pessoa'));
    expect(idOf(second.body)).toBe(idOf(first.body));
    expect(second.body).toMatchObject({ internalName: 'Outra Pessoa', name: 'Outra Pessoa', note: 'VIP' });
    expect(find(second.body, 'createdAt')).toBe(find(first.body, 'createdAt'));
    expect((await practice.summary()).effects).toMatchObject({ contactCreated: 1, contactChanged: 1 });
  });

  it('keeps people of two connections apart', async () => {
    const number = mobile(11, 2);
    const other = practice.services[1]?.id;
    const first = await api.post('contacts', draft(number));
    const second = await api.post('contacts', { ...draft(number), serviceId: other });
    expect(idOf(second.body)).not.toBe(idOf(first.body));
  });

  it('drops the ninth digit where WhatsApp knows the number without it', async () => {
    const long = await api.post('contacts', draft('5541971230003'));
    const short = await api.post('contacts', draft('554171230003'));
    expect(find(long.body, 'data', 'number')).toBe('554171230003');
    expect(idOf(short.body)).toBe(idOf(long.body));
  });

  it('takes the number with nine digits where WhatsApp keeps the ninth', async () => {
    const { body } = await api.post('contacts', draft('552171230004'));
    expect(find(body, 'data', 'number')).toBe('5521971230004');
  });

  it.each([
    ['a field that is not documented', { colour: 'blue' }],
    ['a number that is no text', { number: 5511971230005 }],
    ['letters in the number', { number: '+55 11 97123-0005' }],
    ['no name', { internalName: undefined }],
    ['a connection that is not there', { serviceId: 'nowhere' }],
    ['a tag that is not there', { tagIds: ['nowhere'] }],
    ['a custom field without a value', { customFields: [{ id: 'x' }] }],
  ])('refuses %s', async (_, change) => {
    const { status, body } = await api.post('contacts', { ...draft('5511971230005'), ...change });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'BadRequestHttpError', status: 400 });
    expect((await practice.summary()).effects).toEqual({});
  });

  it('refuses what is no JSON', async () => {
    expect((await api.post('contacts', '{"internalName":')).status).toBe(400);
  });

  it('takes custom fields in both ways in which the collection writes them', async () => {
    const [city, segment] = columnOf((await api.get('custom-fields')).body, 'id');
    const id = await create(mobile(11, 3), {
      customFields: [
        { id: city, value: 'Santos' },
        { customFieldId: segment, value: 'VIP' },
      ],
    });
    const { body } = await api.get(`contacts/${id}?include[0]=customFieldValues`);
    expect(find(body, 'customFieldValues')).toEqual([
      { customFieldId: city, value: 'Santos' },
      { customFieldId: segment, value: 'VIP' },
    ]);
  });

  it('creates a group without a number', async () => {
    const { status, body } = await api.post('contacts', {
      serviceId: practice.serviceId,
      internalName: 'Equipe',
      isGroup: true,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ isGroup: true });
  });
});

describe('GET /contacts', () => {
  it('answers in the recorded envelope, fifteen a page, whatever `limit` asks', async () => {
    const { body } = await api.get('contacts?limit=20');
    expect(body).toMatchObject({ total: 34, limit: 15, skip: 0, currentPage: 1, lastPage: 3, from: 0, to: 15 });
    expect(rowsOf(body)).toHaveLength(15);
  });

  it('counts `to` by the window, not by the rows', async () => {
    const { body } = await api.get(`contacts?where[data.number]=5579966390482`);
    expect(body).toMatchObject({ total: 1, from: 0, to: 15 });
  });

  it('goes through all pages without losing or repeating anybody', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => api.get(`contacts?perPage=10&page=${page}`)));
    const ids = pages.flatMap(({ body }) => columnOf(body, 'id'));
    expect(new Set(ids).size).toBe(34);
    expect(ids).toHaveLength(34);
  });

  it('gives at most its largest page, and says so in `limit`', async () => {
    const { body } = await api.get('contacts?perPage=3000');
    expect(body).toMatchObject({ limit: 500 });
  });

  it('is found by the last eight digits within the connection', async () => {
    const id = await create('5541971230006');
    const { body } = await api.get(
      `contacts?where[data.number][$iLike]=%2571230006%25&where[serviceId]=${practice.serviceId}`,
    );
    expect(columnOf(body, 'id')).toEqual([id]);
  });

  it('is found once after it was renamed, and not at all after it was deleted', async () => {
    const found = async () => find((await api.get('contacts?where[data.number][$iLike]=%2571230008%25')).body, 'data');
    const id = await create('5511971230008');
    await api.put(`contacts/${id}`, { internalName: 'Beatriz' });
    expect(await found()).toMatchObject([{ id, internalName: 'Beatriz' }]);
    await api.delete(`contacts/${id}`);
    expect(await found()).toEqual([]);
  });

  it('does not mind an include of nothing, as the collection itself sends it', async () => {
    const id = await create(mobile(11, 13));
    const { status, body } = await api.get(`contacts/${id}?include[0]=tags&include[1]=`);
    expect([status, find(body, 'tags')]).toEqual([200, []]);
  });

  it('speaks the JSON language too, and both in one address', async () => {
    const id = await create('5511971230007', { internalName: 'Zélia' });
    const asked = { where: { internalName: { $iLike: 'zéli%' } }, page: 1, perPage: 5 };
    expect(columnOf((await api.query('contacts', asked)).body, 'id')).toEqual([id]);
    const query = encodeURIComponent(JSON.stringify({ where: { serviceId: practice.serviceId } }));
    const mixed = await api.get(`contacts?query=${query}&perPage=2&where[internalName]=Z%C3%A9lia`);
    expect(columnOf(mixed.body, 'id')).toEqual([id]);
  });

  it('includes tags and custom fields where it is asked to, and not else', async () => {
    const asked = { where: { 'data.number': '5579966390482' }, include: ['tags', { model: 'customFieldValues' }] };
    const [row] = rowsOf((await api.query('contacts', asked)).body);
    expect(find(row, 'tags', '0')).toMatchObject({ label: 'Cliente', backgroundColor: '#40C3FF' });
    expect(find(row, 'customFieldValues', '0', 'value')).toBe('Aracaju');
    const [bare] = rowsOf((await api.get('contacts?where[data.number]=5579966390482')).body);
    expect(find(bare, 'tags')).toBeUndefined();
  });

  it('names the fields inside their values where the inner include asks', async () => {
    const include = [{ model: 'customFieldValues', include: [{ model: 'customField' }] }];
    const asked = { where: { 'data.number': '5579966390482' }, include };
    const [row] = rowsOf((await api.query('contacts', asked)).body);
    expect(find(row, 'customFieldValues', '0', 'customField', 'name')).toBe('Cidade');
  });

  it('orders by any column, both ways, in each of the three notations', async () => {
    const names = async (order: string) => columnOf((await api.get(`contacts?perPage=50&${order}`)).body, 'name');
    const upwards = await names('order[0][0]=name&order[0][1]=ASC');
    expect(upwards).toEqual([...upwards].sort((a, b) => String(a).localeCompare(String(b))));
    expect(await names('order[0]=name,ASC')).toEqual(upwards);
    expect(await names('order[0]=name,DESC')).toEqual([...upwards].reverse());
    const asked = { order: [['name', 'asc']], perPage: 50 };
    expect(columnOf((await api.query('contacts', asked)).body, 'name')).toEqual(upwards);
  });

  it('orders what is equal by creation, or against it, so that pages do not shift', async () => {
    const ids = async (order: string) => columnOf((await api.get(`contacts?perPage=50&order[0]=${order}`)).body, 'id');
    const upwards = await ids('isGroup,ASC');
    expect(upwards).toEqual(await ids('createdAt,ASC'));
    expect(await ids('isGroup,DESC')).toEqual([...upwards].reverse());
  });

  it.each([
    ['$eq', { name: { $eq: 'Wagner' } }, 1],
    ['$ne', { name: { $ne: 'Wagner' } }, 33],
    ['$in', { name: { $in: ['Wagner', 'Caio'] } }, 2],
    ['a list', { name: ['Wagner', 'Caio'] }, 2],
    ['$like with its case', { name: { $like: 'wagner' } }, 0],
    ['$iLike without', { name: { $iLike: 'wagner' } }, 1],
    ['$or', { $or: [{ name: 'Wagner' }, { name: 'Caio' }] }, 2],
    ['$or as an object', { $or: { name: 'Wagner', internalName: 'Caio' } }, 2],
    ['$and', { $and: [{ name: 'Wagner' }, { name: 'Caio' }] }, 0],
    ['null', { archivedAt: null }, 34],
    ['a boolean', { isGroup: false }, 34],
    ['$gte on a date', { createdAt: { $gte: '2000-01-01T00:00:00.000Z' } }, 34],
    ['$lte on a date', { createdAt: { $lte: '2000-01-01T00:00:00.000Z' } }, 0],
    ['a path into data', { 'data.valid': false }, 1],
  ])('understands %s', async (_, where, total) => {
    expect((await api.query('contacts', { where })).body).toMatchObject({ total });
  });

  it.each([
    ['a column that is not there', 'contacts?where[colour]=blue'],
    ['an operator that is not there', 'contacts?where[name][$near]=Ana'],
    ['an include that is not there', 'contacts?include[0]=horoscope'],
    ['an order by nothing', 'contacts?order[0]=colour,ASC'],
    ['a query that is no JSON', 'contacts?query={where'],
    ['a page that is no number', 'contacts?page=two'],
  ])('refuses %s', async (_, path) => {
    expect(await api.get(path)).toMatchObject({ status: 400, body: { error: 'BadRequestHttpError' } });
  });

  it('does not mind parameters that mean nothing to it', async () => {
    expect((await api.get('contacts?number=5579966390482')).body).toMatchObject({ total: 34 });
  });
});

describe('one contact', () => {
  it('is given bare, and is not found under an id that nobody has', async () => {
    const id = await create(mobile(11, 4));
    expect((await api.get(`contacts/${id}`)).body).toMatchObject({ id, internalName: 'Ana Souza' });
    expect(await api.get('contacts/nobody')).toMatchObject({ status: 404, body: { status: 404 } });
  });

  it('changes by PUT what is given, and keeps the rest', async () => {
    const id = await create(mobile(11, 5), { note: 'VIP' });
    const { status, body } = await api.put(`contacts/${id}`, { internalName: 'Beatriz' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, internalName: 'Beatriz', note: 'VIP' });
    expect(find(body, 'tags')).toBeUndefined();
  });

  it('has its tags replaced by PUT, and its custom fields changed one by one', async () => {
    const tags = columnOf((await api.get('tags')).body, 'id');
    const [city, segment] = columnOf((await api.get('custom-fields')).body, 'id');
    const id = await create(mobile(11, 6), { tagIds: [tags[0]], customFields: [{ id: city, value: 'Santos' }] });
    await api.put(`contacts/${id}`, { tagIds: [tags[1]], customFields: [{ id: segment, value: 'VIP' }] });
    const { body } = await api.get(`contacts/${id}?include[0]=tags&include[1]=customFieldValues`);
    expect(columnOf(find(body, 'tags'), 'id')).toEqual([tags[1]]);
    expect(columnOf(find(body, 'customFieldValues'), 'value')).toEqual(['Santos', 'VIP']);
  });

  it('refuses a PUT of what is not documented, and of nobody', async () => {
    const id = await create(mobile(11, 7));
    expect((await api.put(`contacts/${id}`, { colour: 'blue' })).status).toBe(400);
    expect((await api.put('contacts/nobody', { internalName: 'Ana' })).status).toBe(404);
  });

  it('is deleted with the text OK, and a second time with the recorded error', async () => {
    const id = await create(mobile(11, 8));
    expect(await api.delete(`contacts/${id}`)).toMatchObject({ status: 200, body: 'OK' });
    expect(await api.delete(`contacts/${id}`)).toMatchObject({
      status: 500,
      body: { error: 'HttpError', message: "Cannot read property 'id' of null", status: 500 },
    });
    expect((await api.get(`contacts/${id}`)).status).toBe(404);
  });

  it('comes back as a new one when it is created again', async () => {
    const number = mobile(11, 9);
    const id = await create(number);
    await api.delete(`contacts/${id}`);
    expect(await create(number)).not.toBe(id);
  });
});

describe('DELETE /contacts/many', () => {
  it('deletes the ones named, and does not mind those that are gone', async () => {
    const ids = [await create(mobile(11, 10)), await create(mobile(11, 11)), await create(mobile(11, 12))];
    const { status, body } = await api.delete('contacts/many', { where: { id: [ids[0], ids[1], 'nobody'] } });
    expect([status, body]).toEqual([200, 'OK']);
    expect((await api.query('contacts', { where: { id: { $in: ids } } })).body).toMatchObject({ total: 1 });
    expect((await practice.summary()).effects['contactDeleted']).toBe(2);
  });

  it('refuses a body that names nobody in particular', async () => {
    expect((await api.delete('contacts/many', { where: {} })).status).toBe(400);
    expect((await api.delete('contacts/many', { where: { id: 'all' } })).status).toBe(400);
  });
});
