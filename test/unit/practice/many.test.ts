import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestClock } from '../../support/clock.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, columnOf, find, mobile, rowsOf } from './client.ts';

const time = createTestClock();
let practice: Practice;
let api: ReturnType<typeof clientOf>;
let city: unknown;
beforeAll(async () => {
  practice = await startPractice({ seed: 7, clock: time.clock });
  api = clientOf(practice);
  [city] = columnOf((await api.get('custom-fields')).body, 'id');
});
beforeEach(async () => {
  await practice.setDialect('usual');
  await practice.reset();
});
afterAll(() => practice.close());

const draft = (n: number, more: object = {}) => ({
  ...{ internalName: `Pessoa ${n}`, number: mobile(11, n), serviceId: practice.serviceId },
  ...more,
});
const bad = () => draft(9, { number: 'não tem' });
const post = (drafts: readonly unknown[]) => api.post('contacts/many', drafts);
const created = async () => (await practice.summary()).effects['contactCreated'] ?? 0;
const fieldsOf = async (n: number) => {
  const asked = { where: { 'data.number': mobile(11, n) }, include: ['customFieldValues'] };
  return find((await api.query('contacts', asked)).body, 'data', '0', 'customFieldValues');
};

describe('POST /contacts/many', () => {
  it('creates all, and answers with them in the order of the drafts', async () => {
    const { status, body } = await post([draft(1), draft(2), draft(3)]);
    expect(status).toBe(200);
    expect(columnOf(body, 'internalName')).toEqual(['Pessoa 1', 'Pessoa 2', 'Pessoa 3']);
    expect(new Set(columnOf(body, 'id')).size).toBe(3);
    expect(await created()).toBe(3);
  });

  it('is an upsert, as one by one', async () => {
    const [first] = columnOf((await post([draft(1)])).body, 'id');
    const { body } = await post([draft(1, { internalName: 'Outra' }), draft(2)]);
    expect(columnOf(body, 'id')[0]).toBe(first);
    expect((await practice.summary()).effects).toMatchObject({ contactCreated: 2, contactChanged: 1 });
  });

  it('keeps custom fields and tags', async () => {
    const [tag] = columnOf((await api.get('tags')).body, 'id');
    const { body } = await post([draft(1, { customFields: [{ id: city, value: 'Santos' }], tagIds: [tag] })]);
    expect(await fieldsOf(1)).toEqual([{ customFieldId: city, value: 'Santos' }]);
    const id = String(columnOf(body, 'id')[0]);
    expect(columnOf(find((await api.get(`contacts/${id}?include[0]=tags`)).body, 'tags'), 'id')).toEqual([tag]);
  });

  it('creates the others where one is bad, and says so at its place', async () => {
    const { body } = await post([draft(1), bad(), draft(2)]);
    expect(rowsOf(body)).toMatchObject([
      { internalName: 'Pessoa 1' },
      { error: 'BadRequestHttpError', message: 'Invalid number' },
      { internalName: 'Pessoa 2' },
    ]);
    expect(await created()).toBe(2);
  });

  it('takes one person only once, in whichever forms of the number', async () => {
    const { body } = await post([draft(1, { number: '5541971230001' }), draft(2, { number: '554171230001' })]);
    expect(rowsOf(body)).toMatchObject([{ internalName: 'Pessoa 1' }, { message: 'Duplicate number' }]);
    expect(await created()).toBe(1);
  });

  it('refuses what is no list, and more than it takes at once', async () => {
    expect((await api.post('contacts/many', draft(1))).status).toBe(400);
    expect((await post(Array.from({ length: 101 }, (_, n) => draft(n)))).status).toBe(413);
    expect(await created()).toBe(0);
  });
});

describe('in other accounts', () => {
  it.each([
    ['many-in-data', { data: [{ internalName: 'Pessoa 1' }, { message: 'Invalid number' }] }],
    ['many-created-errors', { created: [{ internalName: 'Pessoa 1' }], errors: [{ message: 'Invalid number' }] }],
    ['many-created-failed', { created: [{ internalName: 'Pessoa 1' }], failed: [{ message: 'Invalid number' }] }],
    ['many-count', { count: 1 }],
  ] as const)('%s', async (dialect, expected) => {
    await practice.setDialect(dialect);
    expect((await post([draft(1), bad()])).body).toMatchObject(expected);
    expect(await created()).toBe(1);
  });

  it('says OK and nothing else, or nothing at all', async () => {
    await practice.setDialect('many-ok');
    expect(await post([draft(1)])).toMatchObject({ status: 200, body: 'OK' });
    await practice.setDialect('many-no-content');
    expect(await post([draft(2)])).toMatchObject({ status: 204, body: '' });
    expect(await created()).toBe(2);
  });

  it('queues a job, whose contacts can be seen a little later', async () => {
    await practice.setDialect('many-queued');
    expect(await post([draft(1)])).toMatchObject({ status: 202, body: { status: 'queued' } });
    const asked = { where: { 'data.number': mobile(11, 1) } };
    expect((await api.query('contacts', asked)).body).toMatchObject({ total: 0 });
    await time.advance(2_000);
    expect((await api.query('contacts', asked)).body).toMatchObject({ total: 1 });
  });

  it('drops custom fields without a word, or refuses them', async () => {
    const withCity = [draft(1, { customFields: [{ id: city, value: 'Santos' }] })];
    await practice.setDialect('many-refuses-fields');
    expect(rowsOf((await post(withCity)).body)).toMatchObject([{ message: '"customFields" is not allowed' }]);
    await practice.setDialect('many-drops-fields');
    await post(withCity);
    expect(await fieldsOf(1)).toEqual([]);
  });

  it('creates nobody where one is bad', async () => {
    await practice.setDialect('many-all-or-none');
    expect(await post([draft(1), bad()])).toMatchObject({ status: 400, body: { message: 'Invalid number' } });
    expect(await created()).toBe(0);
  });

  it('takes few at once', async () => {
    await practice.setDialect('many-few-413');
    expect((await post(Array.from({ length: 11 }, (_, n) => draft(n)))).status).toBe(413);
    await practice.setDialect('many-few-400');
    expect((await post(Array.from({ length: 8 }, (_, n) => draft(n)))).status).toBe(400);
    expect((await post(Array.from({ length: 7 }, (_, n) => draft(n)))).status).toBe(200);
  });

  it('does not know it', async () => {
    await practice.setDialect('many-absent');
    expect(await post([draft(1)])).toMatchObject({ status: 404, body: { message: 'Route not found' } });
  });
});
