import { describe, expect, it } from 'vitest';
import { type ContactFacts, isAmong } from '#shared/audience/contact-match.ts';
import type { ContactsWhich } from '#shared/audience/definition.ts';

const contact: ContactFacts = {
  tagIds: ['vip'],
  fields: { city: ' São Paulo ', empty: '  ' },
  personId: 'p1',
  organisationIds: ['o1'],
  createdAtMs: Date.parse('2026-03-01T00:00:00Z'),
};
const field = (fieldId: string, test: 'filled' | 'equals' | 'contains', value = ''): ContactsWhich => ({
  ...{ by: 'field', fieldId, name: 'Cidade', test, value },
});

describe('a contact', () => {
  it.each<[string, ContactsWhich, boolean]>([
    ['anybody', { by: 'all' }, true],
    ['its tag', { by: 'tag', tagId: 'vip', label: 'VIP' }, true],
    ['another tag', { by: 'tag', tagId: 'new', label: 'Novo' }, false],
    ['a field with something in it', field('city', 'filled'), true],
    ['a field with spaces alone', field('empty', 'filled'), false],
    ['a field that it lacks', field('nothing', 'filled'), false],
    ['a value in other letters', field('city', 'equals', 'sao paulo'), true],
    ['a part of the value where the whole is asked', field('city', 'equals', 'paulo'), false],
    ['a part of the value', field('city', 'contains', 'PAULO'), true],
    ['a part that is blank', field('city', 'contains', ' '), false],
    ['who it is', { by: 'person', personId: 'p1', name: 'Ana' }, true],
    ['somebody else', { by: 'person', personId: 'p2', name: 'Bia' }, false],
    ['where it belongs', { by: 'organisation', organisationId: 'o1', name: 'Loja' }, true],
    ['where it does not', { by: 'organisation', organisationId: 'o2', name: 'Rede' }, false],
    ['since the day it was made', { by: 'createdSince', day: '2026-03-01' }, true],
    ['since the day after', { by: 'createdSince', day: '2026-03-02' }, false],
  ])('is looked at again: %s', (_, which, expected) => {
    expect(isAmong(contact, which)).toBe(expected);
  });

  it.each<[string, ContactsWhich]>([
    ['its tags', { by: 'tag', tagId: 'vip', label: 'VIP' }],
    ['its fields', field('city', 'filled')],
    ['its date', { by: 'createdSince', day: '2026-03-01' }],
  ])('is neither in nor out where the account does not show %s', (_, which) => {
    expect(isAmong({ ...contact, tagIds: null, fields: null, createdAtMs: null }, which)).toBe(null);
  });
});
