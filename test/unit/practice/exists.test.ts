import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DialectName } from '#main/practice/dialects.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, find } from './client.ts';

// 41 is an area where WhatsApp knows numbers without their ninth digit.
const there = '5541971230001';
const known = '554171230001';
const absent = '5511971230002';
const impossible = '5500971230003';

let practice: Practice;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
  practice = await startPractice({ seed: 7 });
  api = clientOf(practice);
  await practice.setWhatsapp(there, true);
  await practice.setWhatsapp(absent, false);
});
beforeEach(() => practice.setDialect('usual'));
afterAll(() => practice.close());

const plain = (numbers: readonly string[]) => numbers.map((number) => `numbers[]=${number}`).join('&');
const indexed = (numbers: readonly string[]) => numbers.map((number, i) => `numbers[${i}]=${number}`).join('&');
const ask = (numbers: readonly string[], write = plain) =>
  api.get(`contacts/exists?${write(numbers)}&serviceId=${practice.serviceId}`);

describe('GET /contacts/exists', () => {
  it('tells of each number, in the order asked, whether WhatsApp knows it, and as what', async () => {
    const { status, body } = await ask([absent, there, impossible]);
    expect(status).toBe(200);
    expect(body).toEqual([
      { number: absent, exists: false },
      { number: there, exists: true, wid: `${known}@c.us` },
      { number: impossible, exists: false },
    ]);
  });

  it.each([plain, indexed])('understands numbers[]= and numbers[0]=', async (write) => {
    expect((await ask([there], write)).body).toMatchObject([{ exists: true }]);
  });

  it('knows the number of its own connection', async () => {
    const own = practice.services.find(({ id }) => id === practice.serviceId)?.number ?? '';
    expect((await ask([own])).body).toMatchObject([{ exists: true }]);
  });

  it('refuses a question without numbers, without a connection, or of too many at once', async () => {
    expect((await ask([])).status).toBe(400);
    expect((await api.get(`contacts/exists?${plain([there])}`)).status).toBe(400);
    expect((await ask(Array.from({ length: 51 }, () => there))).status).toBe(413);
  });

  it('refuses while the connection is off', async () => {
    const off = practice.services[1]?.id ?? '';
    expect(await api.get(`contacts/exists?${plain([there])}&serviceId=${off}`)).toMatchObject({
      status: 400,
      body: { message: `Service (${off}) disconnected.` },
    });
  });
});

describe('in other accounts', () => {
  const answers: readonly (readonly [DialectName, unknown])[] = [
    ['exists-numbers', [known]],
    ['exists-map', { [absent]: false, [there]: true }],
    ['exists-map-of-objects', { [absent]: { exists: false }, [there]: { exists: true, wid: `${known}@c.us` } }],
    [
      'exists-number-exists',
      [
        { phone: absent, numberExists: false },
        { phone: there, numberExists: true, jid: `${known}@s.whatsapp.net` },
      ],
    ],
    [
      'exists-valid',
      [
        { input: absent, valid: false },
        { input: there, valid: true, waId: known },
      ],
    ],
    [
      'exists-valid-number',
      [
        { query: absent, validNumber: false },
        { query: there, validNumber: true, canonical: known },
      ],
    ],
    [
      'exists-is-valid',
      [
        { number: absent, isValid: false },
        { number: there, isValid: true, idFromService: `${known}@c.us` },
      ],
    ],
    [
      'exists-is-valid-number',
      [
        { number: absent, isValidNumber: false },
        { number: there, isValidNumber: true },
      ],
    ],
    [
      'exists-has-whatsapp',
      [
        { number: absent, hasWhatsapp: 'false' },
        { number: there, hasWhatsapp: 'true', wid: `${known}@c.us` },
      ],
    ],
    [
      'exists-can-receive',
      [
        { number: absent, canReceiveMessage: false },
        { number: there, canReceiveMessage: true, wid: `${known}@c.us` },
      ],
    ],
    ['exists-by-position', [{ exists: false }, { exists: true }]],
    ['exists-by-wid', [{ exists: false }, { exists: true, wid: `${known}@c.us` }]],
    ['exists-in-numbers', { numbers: [known] }],
    ['exists-map-in-data', { data: { [absent]: 'false', [there]: 'true' } }],
    ['exists-boolean', false],
    ['exists-always-no', [{ exists: false }, { exists: false }]],
    ['exists-always-yes', [{ exists: true }, { exists: true }]],
  ];

  it.each(answers)('%s', async (dialect, expected) => {
    await practice.setDialect(dialect);
    const { status, body } = await ask([absent, there]);
    expect(status).toBe(200);
    if (dialect.startsWith('exists-always')) expect(body).toMatchObject(Object(expected));
    else expect(body).toEqual(expected);
  });

  it('a contact stands for yes, and nothing for no', async () => {
    await practice.setDialect('exists-contact');
    const { body } = await ask([absent, there]);
    expect(find(body, 'contacts', '0', 'contact')).toBeNull();
    expect(find(body, 'contacts', '1', 'contact')).toMatchObject({ data: { number: known, valid: true } });
  });

  it('one boolean answers for one number, and several are too many', async () => {
    await practice.setDialect('exists-boolean-one-by-one');
    expect((await ask([there])).body).toBe(true);
    expect((await ask([there, absent])).status).toBe(400);
  });

  it('one writing of the numbers alone is understood', async () => {
    await practice.setDialect('exists-plain-only');
    expect([(await ask([there], plain)).status, (await ask([there], indexed)).status]).toEqual([200, 400]);
    await practice.setDialect('exists-indexed-only');
    expect([(await ask([there], plain)).status, (await ask([there], indexed)).status]).toEqual([400, 200]);
    await practice.setDialect('exists-indexed-only-empty');
    expect(await ask([there], plain)).toMatchObject({ status: 200, body: [] });
  });

  it('it means that the number is a contact here, and nothing about WhatsApp', async () => {
    await practice.setDialect('exists-means-contact');
    expect((await ask([there])).body).toMatchObject([{ exists: false }]);
    await api.post('contacts', { internalName: 'Ana', number: absent, serviceId: practice.serviceId });
    expect((await ask([absent])).body).toMatchObject([{ exists: true }]);
  });

  it('few numbers are too many', async () => {
    await practice.setDialect('exists-few-413');
    expect((await ask(Array.from({ length: 11 }, () => there))).status).toBe(413);
    await practice.setDialect('exists-few-400');
    expect((await ask([there, there, there])).status).toBe(200);
    expect((await ask([there, there, there, there])).status).toBe(400);
  });

  it('a connection that is off says no to all', async () => {
    await practice.setDialect('exists-off-all-no');
    const off = practice.services[1]?.id ?? '';
    const { body } = await api.get(`contacts/exists?${plain([there])}&serviceId=${off}`);
    expect(body).toEqual([{ number: there, exists: false }]);
  });

  it('there is no such request', async () => {
    await practice.setDialect('exists-absent');
    expect(await ask([there])).toMatchObject({ status: 404, body: { message: 'Route not found' } });
  });
});
