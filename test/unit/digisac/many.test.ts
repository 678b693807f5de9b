import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContactDraft } from '#main/digisac/digisac.ts';
import { readMany } from '#main/digisac/many.ts';

const aDraft = (number: string, name: string): ContactDraft => ({
  number,
  name,
  serviceId: 's1',
  departmentId: null,
  fields: {},
});
const ana = aDraft('5511987654321', 'Ana Souza');
const bia = aDraft('5521976543210', 'Bia Lima');
const drafts = [ana, bia];

/** A contact as the account gives it back. */
const made = (id: string, draft: ContactDraft, over: object = {}) => ({
  id,
  internalName: draft.name,
  name: draft.name,
  serviceId: 's1',
  data: { number: draft.number, valid: true },
  ...over,
});

const outcomes = (body: unknown, of: readonly ContactDraft[] = drafts) =>
  readMany(body, of).map((answer) => (answer.kind === 'created' ? answer.contact.id : answer.kind));

describe('what contacts/many says became of two contacts', () => {
  it.each<[string, unknown, string[]]>([
    ['contacts', [made('a', ana), made('b', bia)], ['a', 'b']],
    ['contacts in another order', [made('b', bia), made('a', ana)], ['a', 'b']],
    ['contacts inside data', { data: [made('a', ana), made('b', bia)] }, ['a', 'b']],
    ['contacts inside contacts', { contacts: [made('a', ana), made('b', bia)] }, ['a', 'b']],
    ['contacts without the ninth digit', [made('a', { ...ana, number: '551187654321' }), made('b', bia)], ['a', 'b']],
    ['one contact of two', [made('b', bia)], ['untold', 'b']],
    [
      'successes and failures',
      { created: [made('b', bia)], errors: [{ number: ana.number, message: 'bad' }] },
      ['refused', 'b'],
    ],
    [
      'successes and failed ones',
      { created: [made('a', ana)], failed: [{ contact: { number: bia.number }, error: 'bad' }] },
      ['a', 'refused'],
    ],
    ['a mixture', [made('a', ana), { number: bia.number, error: 'bad' }], ['a', 'refused']],
    ['a mixture by position', [{ id: 'a' }, { error: 'bad' }], ['a', 'refused']],
    ['ids by position', [{ id: 'a' }, { id: 'b' }], ['a', 'b']],
    [
      'names alone',
      [
        { id: 'b', internalName: bia.name },
        { id: 'a', internalName: ana.name },
      ],
      ['a', 'b'],
    ],
    [
      'elements that wrap a contact',
      [
        { success: true, contact: made('a', ana) },
        { success: false, data: { number: bia.number } },
      ],
      ['a', 'refused'],
    ],
    ['a message with an id', [made('a', ana, { message: 'created' }), made('b', bia)], ['a', 'b']],
  ])('%s', (_, body, expected) => {
    expect(outcomes(body)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['nothing at all', undefined],
    ['null', null],
    ['plain text', 'OK'],
    ['a count', { count: 2 }],
    ['a queued job', { id: 'job-1', status: 'queued' }],
    ['a queued job inside data', { data: { id: 'job-1' } }],
    ['an empty list', []],
    ['fewer, unnamed', [{ id: 'a' }]],
    ['more, unnamed', [{ id: 'a' }, { id: 'b' }, { id: 'c' }]],
    ['other numbers', [made('x', aDraft('5531999990000', 'X')), made('y', aDraft('5531999990001', 'Y'))]],
    ['failures without a name, beside successes', { created: [], errors: [{ message: 'bad' }, { message: 'bad' }] }],
    ['two for one number', [made('a', ana), made('c', ana)]],
    ['an id with an error', [made('a', ana, { error: 'half done' }), made('b', bia, { errors: ['half done'] })]],
    ['another connection', [made('a', ana, { serviceId: 's2' }), made('b', bia, { serviceId: 's2' })]],
    [
      'waiting elements',
      [
        { number: ana.number, success: true },
        { number: bia.number, status: 'queued' },
      ],
    ],
  ])('is untold: %s', (_, body) => {
    expect(outcomes(body)).toEqual(['untold', 'untold']);
  });

  it('is told by a name only where nobody else has it, and no number is against it', () => {
    const twins = [aDraft('5511987654321', 'Ana'), aDraft('5521976543210', 'Ana')];
    expect(outcomes([{ id: 'a', internalName: 'Ana' }], twins)).toEqual(['untold', 'untold']);
    const stranger = { id: 'x', internalName: ana.name, data: { number: '5531999990000' } };
    expect(outcomes([stranger, made('b', bia)])).toEqual(['untold', 'b']);
  });

  it('takes no position where another element stands out of its place', () => {
    const caio = aDraft('5531966660000', 'Caio');
    expect(outcomes([{ id: 'x' }, made('a', ana), { id: 'y' }], [ana, bia, caio])).toEqual(['a', 'untold', 'untold']);
    expect(outcomes([made('a', ana), { id: 'x' }, { id: 'y' }], [ana, bia, caio])).toEqual(['a', 'x', 'y']);
  });

  it('keeps what the account knows of a contact, "no WhatsApp" too', () => {
    const [answer] = readMany([made('a', ana, { data: { number: '551187654321', valid: false } })], [ana]);
    expect(answer).toEqual({
      kind: 'created',
      contact: {
        id: 'a',
        number: '551187654321',
        name: 'Ana Souza',
        valid: false,
        serviceId: 's1',
        fields: null,
        tagIds: null,
        createdAtMs: null,
        openTicketId: null,
        departmentId: null,
        isBlocked: null,
      },
    });
  });

  it('tells why one was refused, without who it was', () => {
    const body = [{ number: ana.number, message: 'Contact Ana Souza (5511987654321) has no valid department' }];
    expect(readMany(body, [ana])).toEqual([{ kind: 'refused', detail: 'Contact ••• (•••) has no valid department' }]);
  });

  it('never gives one contact to two drafts, and answers each draft', () => {
    const phone = fc.stringMatching(/^55(11|21)9[6-9][1-9]\d{6}$/);
    const draft = fc.tuple(phone, fc.constantFrom('Ana', 'Bia', 'Caio')).map(([number, name]) => aDraft(number, name));
    const element = fc.oneof(
      fc.record(
        {
          id: fc.constantFrom('a', 'b', 'c'),
          internalName: fc.constantFrom('Ana', 'Bia'),
          data: fc.record({ number: phone }),
        },
        { requiredKeys: ['id'] },
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 6 }), fc.uniqueArray(element, { maxLength: 6 }), (asked, body) => {
        const answers = readMany(body, asked);
        expect(answers).toHaveLength(asked.length);
        const contacts = answers.flatMap((answer) => (answer.kind === 'created' ? [answer.contact] : []));
        expect(new Set(contacts).size).toBe(contacts.length);
      }),
    );
  });
});
