import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExists } from '#main/digisac/exists.ts';

const ana = '5511987654321';
const bia = '5521976543210';
/** Ana without the ninth digit, as WhatsApp may know her. */
const anaShort = '551187654321';

const verdicts = (body: unknown, asked: readonly string[] = [ana, bia]) =>
  readExists(body, asked).map(({ verdict }) => verdict);

describe('what contacts/exists says of two numbers', () => {
  it.each<[string, unknown, string[]]>([
    [
      'objects',
      [
        { number: ana, exists: true },
        { number: bia, exists: false },
      ],
      ['yes', 'no'],
    ],
    [
      'objects in another order',
      [
        { number: bia, exists: false },
        { number: ana, exists: true },
      ],
      ['yes', 'no'],
    ],
    [
      'objects inside data',
      {
        data: [
          { number: ana, exists: true },
          { number: bia, exists: false },
        ],
      },
      ['yes', 'no'],
    ],
    [
      'objects inside numbers',
      {
        numbers: [
          { phone: ana, valid: true },
          { phone: bia, valid: false },
        ],
      },
      ['yes', 'no'],
    ],
    [
      'objects inside contacts',
      {
        contacts: [
          { query: ana, isValid: 'true' },
          { query: bia, isValid: 'false' },
        ],
      },
      ['yes', 'no'],
    ],
    ['two wrappers', { data: { numbers: [{ input: ana, hasWhatsapp: true }] } }, ['yes', 'unknown']],
    ['objects by position', [{ exists: true }, { exists: false }], ['yes', 'no']],
    ['booleans by position', [true, false], ['yes', 'no']],
    ['texts by position', ['true', 'false'], ['yes', 'no']],
    ['a map to booleans', { [ana]: true, [bia]: false }, ['yes', 'no']],
    ['a map to texts', { [`+${ana}`]: 'true', [`${bia}@c.us`]: 'false' }, ['yes', 'no']],
    ['a map to objects', { [ana]: { exists: true }, [bia]: { numberExists: false } }, ['yes', 'no']],
    ['a map inside data', { data: { [ana]: true, [bia]: false } }, ['yes', 'no']],
    ['a map of one of them', { [bia]: false }, ['unknown', 'no']],
    ['the numbers that exist', [ana], ['yes', 'no']],
    ['the numbers that exist, inside data', { data: [`${bia}@s.whatsapp.net`] }, ['no', 'yes']],
    [
      'ids of WhatsApp',
      [
        { wid: `${ana}@c.us`, exists: true },
        { jid: `${bia}@c.us`, exists: false },
      ],
      ['yes', 'no'],
    ],
    [
      'ids of its libraries',
      [
        { id: { _serialized: `${ana}@c.us` }, numberExists: true },
        { id: { user: bia, server: 'c.us' }, canReceiveMessage: false },
      ],
      ['yes', 'no'],
    ],
    [
      'without the ninth digit',
      [
        { number: anaShort, exists: true },
        { number: bia, exists: false },
      ],
      ['yes', 'no'],
    ],
    ['contacts', [{ id: 'c1', data: { number: ana, valid: true } }], ['yes', 'unknown']],
    ['a contact that is not valid', [{ id: 'c1', data: { number: ana, valid: false } }], ['no', 'unknown']],
    ['contacts that do not say', [{ id: 'c1', data: { number: ana } }], ['yes', 'unknown']],
    [
      'an envelope of contacts',
      { data: [{ id: 'c1', data: { number: bia } }], total: 1, limit: 15 },
      ['unknown', 'yes'],
    ],
    [
      'contacts inside',
      [
        { number: ana, contact: { id: 'c1', data: { valid: true } } },
        { number: bia, contact: null },
      ],
      ['yes', 'unknown'],
    ],
    ['a count beside a list', { valid: true, numbers: [{ number: ana, exists: false }] }, ['no', 'unknown']],
  ])('%s', (_, body, expected) => {
    expect(verdicts(body)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['one boolean for two', true],
    ['one boolean for two, the other one', false],
    ['nothing', null],
    ['an empty list', []],
    ['an empty envelope', { data: [], total: 0 }],
    ['an empty object', {}],
    ['plain text', 'OK'],
    ['a number', 2],
    ['an object about the request', { success: true, count: 0 }],
    ['one verdict without a number', { exists: false }],
    ['fewer elements than numbers, unnamed', [{ exists: false }]],
    ['more elements than numbers, unnamed', [{ exists: false }, { exists: false }, { exists: false }]],
    [
      'elements that contradict themselves',
      [
        { number: ana, exists: true, valid: false },
        { number: bia, contact: { id: 'c', data: { valid: false } }, exists: true },
      ],
    ],
    [
      'two elements for one number',
      [
        { number: ana, exists: false },
        { number: ana, exists: true },
      ],
    ],
    [
      'other numbers',
      [
        { number: '5531999990000', exists: false },
        { number: '5531999990001', exists: false },
      ],
    ],
    ['texts that are none of the numbers', ['5531999990000']],
    ['texts that are no numbers', ['ok', 'done']],
    ['hidden ids', [{ jid: '111111111111111@lid' }, { jid: '222222222222222@lid' }]],
    ['objects that say nothing', [{ number: ana }, { number: bia, status: 'queued' }]],
    [
      'words for numbers',
      [
        { number: ana, exists: 'maybe' },
        { number: bia, exists: 0 },
      ],
    ],
    ['an error', { error: 'BadRequest', message: 'numbers is required', status: 400 }],
  ])('nothing is known from %s', (_, body) => {
    expect(verdicts(body)).toEqual(['unknown', 'unknown']);
  });
});

describe('what contacts/exists says of one number', () => {
  it.each<[string, unknown, string]>([
    ['yes', true, 'yes'],
    ['no', false, 'no'],
    ['yes, as text', 'true', 'yes'],
    ['no, inside data', { data: false }, 'no'],
    ['an object', { exists: true }, 'yes'],
    ['an object inside data', { data: { exists: false, number: ana } }, 'no'],
    ['a contact', { id: 'c1', data: { number: ana, valid: true } }, 'yes'],
    ['an object of another number', { number: bia, exists: false }, 'unknown'],
    ['its other form', { number: anaShort, exists: true }, 'yes'],
    ['the map of another number', { [bia]: false }, 'unknown'],
  ])('%s', (_, body, expected) => {
    expect(verdicts(body, [ana])).toEqual([expected]);
  });
});

describe('the canonical number', () => {
  it.each<[string, unknown, string | null]>([
    ['is the one of the channel', [{ number: ana, wid: `${anaShort}@c.us`, exists: true }], anaShort],
    ['is the number, where there is only one', [{ number: anaShort, exists: true }], anaShort],
    ['stands in validNumber as well', [{ number: ana, exists: true, validNumber: anaShort }], anaShort],
    ['is the key of a map', { [anaShort]: true }, anaShort],
    ['is the text of a list', [anaShort], anaShort],
    ['stands in the contact', [{ exists: true, contact: { id: 'c', data: { number: anaShort } } }], anaShort],
    ['is not told', true, null],
    ['does not matter to a "no"', [{ number: ana, wid: `${anaShort}@c.us`, exists: false }], null],
  ])('%s', (_, body, expected) => {
    expect(readExists(body, [ana])[0]?.waNumber).toBe(expected);
  });
});

describe('both forms of one person', () => {
  it('are two questions where the answer names both', () => {
    const body = [
      { number: ana, exists: false },
      { number: anaShort, exists: true },
    ];
    expect(verdicts(body, [ana, anaShort])).toEqual(['no', 'yes']);
  });

  it('are not both decided by a list that names one', () => {
    expect(verdicts([anaShort], [ana, anaShort])).toEqual(['unknown', 'yes']);
  });
});

describe('no answer makes a number dead on doubt', () => {
  const phone = fc.stringMatching(/^55(11|21|31)9[6-9][1-9]\d{6}$/);
  const json = fc.jsonValue({ maxDepth: 4 });
  const saysNo = (body: unknown): boolean =>
    body === false ||
    (typeof body === 'string' && body.trim().toLowerCase() === 'false') ||
    (typeof body === 'object' && body !== null && Object.values(body).some(saysNo));

  it('answers each number once, in the order asked, to whatever comes', () => {
    fc.assert(
      fc.property(json, fc.uniqueArray(phone, { maxLength: 5 }), (body, asked) => {
        expect(readExists(body, asked).map(({ number }) => number)).toEqual(asked);
      }),
    );
  });

  it('says "no" only where the answer holds a "no", or lists numbers that were asked about', () => {
    const shapes = fc.oneof(
      json,
      fc.array(fc.record({ number: phone, exists: fc.constantFrom(true, null, 'maybe', 1) }, { requiredKeys: [] })),
      fc.dictionary(phone, fc.constantFrom(true, null, 'x')),
    );
    fc.assert(
      fc.property(shapes, fc.uniqueArray(phone, { minLength: 1, maxLength: 5 }), (body, asked) => {
        fc.pre(!saysNo(body));
        expect(verdicts(body, asked)).not.toContain('no');
      }),
    );
  });

  it('pairs every element with its own number, however they are mixed', () => {
    const people = fc.uniqueArray(fc.tuple(phone, fc.boolean(), fc.boolean()), {
      minLength: 1,
      maxLength: 20,
      // One person each, both forms counted as one.
      selector: ([number]) => number.slice(5),
    });
    fc.assert(
      fc.property(people, fc.infiniteStream(fc.nat()), (told, order) => {
        const body = told
          .map(([number, exists, isShort]) => ({
            number: isShort ? number.slice(0, 4) + number.slice(5) : number,
            exists,
          }))
          .map((element) => ({ element, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ element }) => element);
        const expected = told.map(([, exists]) => (exists ? 'yes' : 'no'));
        expect(
          verdicts(
            body,
            told.map(([number]) => number),
          ),
        ).toEqual(expected);
      }),
    );
  });
});
