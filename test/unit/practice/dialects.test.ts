import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changed, usualDialect, wrongChange } from '#main/practice/dialect.ts';
import { dialects } from '#main/practice/dialects.ts';
import { createTestClock } from '../../support/clock.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, columnOf, find, idOf, mobile, rowsOf } from './client.ts';

const time = createTestClock();
let practice: Practice;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
  practice = await startPractice({ seed: 7, clock: time.clock, habits: { replies: 0, optOuts: 0 } });
  api = clientOf(practice);
});
beforeEach(async () => {
  await practice.setDialect('usual');
  await practice.reset();
});
afterAll(() => practice.close());

const draft = (number: string, more: object = {}) => ({
  ...{ internalName: 'Ana', number, serviceId: practice.serviceId },
  ...more,
});
const create = (number: string, more: object = {}) => api.post('contacts', draft(number, more));
const send = (contactId: string, more: object = {}) =>
  api.post('messages', { text: 'Olá!', contactId, origin: 'bot', dontOpenTicket: true, ...more });

describe('every named dialect', () => {
  it.each(Object.entries(dialects))(
    '%s is one that the account can have, and differs from the usual',
    (name, change) => {
      expect(wrongChange(change)).toBeNull();
      if (name !== 'usual') expect(changed(usualDialect, change)).not.toEqual(usualDialect);
    },
  );

  it('is asked for alone or together: the later one wins', async () => {
    await practice.setDialect(['created-201', 'bare-lists', { created: '200' }]);
    expect((await create(mobile(11, 1))).status).toBe(200);
    expect(Array.isArray((await api.get('contacts')).body)).toBe(true);
  });

  it('is refused where there is no such one', async () => {
    const post = (dialect: unknown) =>
      fetch(new URL('/practice/dialect', practice.address), {
        method: 'POST',
        headers: { authorization: `Bearer ${practice.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ dialect }),
      });
    for (const dialect of [
      'klingon',
      { ack: 'smoke' },
      { exists: { shape: 'round' } },
      { colour: 'blue' },
      ['usual', 1],
    ]) {
      expect((await post(dialect)).status).toBe(400);
    }
  });
});

describe('an account that', () => {
  it('drops the ninth digit everywhere, or nowhere', async () => {
    await practice.setDialect('ninth-digit-dropped');
    expect(find((await create('5511971230001')).body, 'data', 'number')).toBe('551171230001');
    await practice.setDialect('ninth-digit-kept');
    expect(find((await create('554171230002')).body, 'data', 'number')).toBe('5541971230002');
  });

  it.each([
    ['usual', [0, 1], [-1, 'number']],
    ['ack-text', ['0', '1'], ['-1', 'string']],
    ['ack-word', [0, 1], ['error', 'string']],
  ] as const)('writes receipts as %s', async (dialect, [pending, sent], [failed]) => {
    await practice.setDialect(dialect);
    const contact = idOf((await create(mobile(11, 2))).body);
    await practice.setWhatsapp(mobile(11, 2), true);
    const first = await send(contact);
    expect(find(first.body, 'data', 'ack')).toBe(pending);
    await practice.setFaults([{ kind: 'failsLater' }]);
    const second = await send(contact);
    await practice.setFaults([]);
    await time.advance(2_000);
    expect(find((await api.get(`messages/${idOf(first.body)}`)).body, 'data', 'ack')).toBe(sent);
    const { body } = await api.get(`messages/${idOf(second.body)}`);
    expect(find(body, 'data', 'ack')).toBe(failed);
    expect(find(body, 'data', 'error')).toMatchObject({ message: expect.any(String), error_data: expect.anything() });
  });

  it('wraps single things in data', async () => {
    await practice.setDialect('single-in-data');
    const { body } = await create(mobile(11, 3));
    const id = idOf(find(body, 'data'));
    expect(find((await api.get(`contacts/${id}`)).body, 'data', 'id')).toBe(id);
    expect(find((await api.get('me')).body, 'data', 'name')).toBe('Marina');
  });

  it('answers a creation with 201', async () => {
    await practice.setDialect('created-201');
    const { status, body } = await create(mobile(11, 4));
    expect([status, (await send(idOf(body))).status]).toEqual([201, 201]);
    expect((await api.put(`contacts/${idOf(body)}`, { internalName: 'Bia' })).status).toBe(200);
  });

  it('gives small pages, and says so, or falls back to the usual size', async () => {
    await practice.setDialect('small-pages');
    expect((await api.get('contacts?perPage=200')).body).toMatchObject({ limit: 20, lastPage: 2 });
    await practice.setDialect('small-pages-or-usual');
    expect((await api.get('contacts?perPage=200')).body).toMatchObject({ limit: 15 });
    expect((await api.get('contacts?perPage=100')).body).toMatchObject({ limit: 100 });
  });

  it('knows no page but the first', async () => {
    await practice.setDialect('page-ignored');
    const [first, second] = [await api.get('contacts?page=1'), await api.get('contacts?page=2')];
    expect(columnOf(second.body, 'id')).toEqual(columnOf(first.body, 'id'));
  });

  it('adds the tags of a PUT instead of replacing', async () => {
    await practice.setDialect('tags-added');
    const tags = columnOf((await api.get('tags')).body, 'id');
    const id = idOf((await create(mobile(11, 5), { tagIds: [tags[0]] })).body);
    await api.put(`contacts/${id}`, { tagIds: [tags[1]] });
    const { body } = await api.get(`contacts/${id}?include[0]=tags`);
    expect(columnOf(find(body, 'tags'), 'id')).toEqual([tags[0], tags[1]]);
  });

  it.each(['name', 'title'] as const)('names a tag by its %s', async (key) => {
    await practice.setDialect(key === 'name' ? 'tags-by-name' : 'tags-by-title');
    expect(columnOf((await api.get('tags')).body, key)).toEqual(['Cliente', 'VIP', 'Revenda']);
    expect(columnOf((await api.get('tags')).body, 'label')).toEqual([undefined, undefined, undefined]);
  });

  it('gives custom fields under another name', async () => {
    await practice.setDialect('fields-by-id');
    const [city] = columnOf((await api.get('custom-fields')).body, 'id');
    const id = idOf((await create(mobile(11, 6), { customFields: [{ id: city, value: 'Santos' }] })).body);
    const { body } = await api.get(`contacts/${id}?include[0]=customFieldValues`);
    expect(find(body, 'customFields')).toEqual([{ id: city, value: 'Santos' }]);
  });

  it.each([
    ['usual', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
    ['dates-without-zone', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/],
    ['dates-seconds', /^\d{10}$/],
    ['dates-seconds-text', /^\d{10}$/],
    ['dates-milliseconds', /^\d{13}$/],
  ] as const)('writes dates as in %s', async (dialect, form) => {
    await practice.setDialect(dialect);
    const { body } = await create(mobile(11, 7));
    const createdAt = find(body, 'createdAt');
    expect(String(createdAt)).toMatch(form);
    expect(typeof createdAt).toBe(/seconds$|milliseconds$/.test(dialect) ? 'number' : 'string');
  });

  it('says nothing about connections that are off, or about any', async () => {
    const statuses = async () => columnOf((await api.get('services')).body, 'data', 'status');
    await practice.setDialect('status-empty-when-off');
    expect(await statuses()).toMatchObject([{ isConnected: true }, {}, {}]);
    expect((await statuses())[1]).toEqual({});
    await practice.setDialect('status-empty');
    expect(await statuses()).toEqual([{}, {}, {}]);
  });

  it.each([409, 400] as const)('refuses a contact that it knows, with %i', async (status) => {
    await practice.setDialect(status === 409 ? 'duplicate-409' : 'duplicate-400');
    await create(mobile(11, 8));
    expect(await create(mobile(11, 8))).toMatchObject({ status, body: { message: expect.stringContaining('já') } });
    expect((await practice.summary()).effects).toEqual({ contactCreated: 1 });
  });

  it('misses booleans in brackets, and finds them in JSON', async () => {
    const total = async (path: string) => find((await api.get(path)).body, 'total');
    expect(await total('contacts?where[isGroup]=false')).toBe(34);
    await practice.setDialect('bracket-booleans-missed');
    expect(await total('contacts?where[isGroup]=false')).toBe(0);
    expect(find((await api.query('contacts', { where: { isGroup: false } })).body, 'total')).toBe(34);
  });

  it('opens tickets although it is asked not to', async () => {
    await practice.setDialect('opens-tickets');
    const { body } = await send(idOf((await create(mobile(11, 9))).body));
    expect(find(body, 'ticketId')).toEqual(expect.any(String));
    expect(find(body, 'data', 'dontOpenTicket')).toBeUndefined();
    expect((await practice.summary()).ticketsOpened).toBe(1);
  });

  it('writes the name of a user before what the user says, but not of the robot', async () => {
    await practice.setDialect('user-name-prefixed');
    const id = idOf((await create(mobile(11, 10))).body);
    expect(find((await send(id, { origin: 'user' })).body, 'text')).toBe('*Marina:*\nOlá!');
    expect(find((await send(id)).body, 'text')).toBe('Olá!');
    expect(find((await send(id, { origin: 'user', dontSendUserName: true })).body, 'text')).toBe('Olá!');
  });

  it('lets nobody in who does not say what it is', async () => {
    await practice.setDialect('nameless-turned-away');
    expect((await api.get('me')).status).toBe(200);
    const nameless = await clientOf(practice, 'node').get('me');
    expect(nameless.status).toBe(403);
    expect(nameless.body).toEqual(expect.stringContaining('error code: 1010'));
  });

  it.each([
    ['clock-ahead', 7 * 60_000],
    ['clock-behind', -7 * 60_000],
  ] as const)('has its own idea of the time: %s', async (dialect, skewMs) => {
    await practice.setDialect(dialect);
    const here = time.clock.now();
    const { headers, body } = await send(idOf((await create(mobile(11, 11))).body));
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - here - skewMs)).toBeLessThanOrEqual(1_000);
    const timestamp = find(body, 'timestamp');
    expect(Math.abs(Date.parse(String(timestamp)) - here - skewMs)).toBeLessThanOrEqual(1_000);
    // What it says of a moment, it understands when it is asked about that moment.
    const asked = { where: { contactId: find(body, 'contactId'), timestamp: { $gte: timestamp } } };
    expect(rowsOf((await api.query('messages', asked)).body)).toHaveLength(1);
  });
});
