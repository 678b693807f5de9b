import type { Account } from './account.ts';
import { fieldColumns, personColumns, tagColumns } from './columns.ts';
import { type Columns, type Test, testOf } from './filter.ts';
import { isText } from './json.ts';
import type { Include } from './query.ts';
import type { Contact, CustomField, Tag } from './things.ts';

// What is related to a contact, as far as the conditions of an include let it through: the same rows decide whether the
// contact is in the list, and stand in it.

/** What does not understand its own conditions lets nothing through: `relatedContacts` has refused it before. */
function whereTest<T>(include: Include | undefined, columns: Columns<T>): Test<T> {
  const test = read(include?.where, columns);
  return isText(test) ? () => false : test;
}

const read = <T>(where: unknown, columns: Columns<T>): Test<T> | string =>
  where === undefined
    ? () => true
    : testOf([{ value: where, isBracket: false }], columns, { clockSkewMs: 0, findsBooleans: true });

export function tagsOf(contact: Contact, include: Include, account: Account): readonly Tag[] {
  return contact.tagIds.flatMap((id) => account.tag(id) ?? []).filter(whereTest(include, tagColumns));
}

/** Values by the id of their field; an inner condition on the field leaves the others out. */
export function fieldsOf(contact: Contact, include: Include, account: Account): readonly (readonly [string, string])[] {
  const inner = include.include.find(({ model }) => model === 'customField');
  const test: Test<CustomField> = whereTest(inner, fieldColumns);
  return Object.entries(contact.fields).filter(([id]) => {
    const field = account.field(id);
    return field !== null && test(field);
  });
}

/** Which contacts the includes of a question leave in the list. A text says what is not understood in them. */
export function relatedContacts(include: readonly Include[], account: Account): Test<Contact> | string {
  const tests: Test<Contact>[] = [];
  for (const one of include) {
    const inner = one.include.find(({ model }) => model === 'customField');
    const wrong = [
      one.model === 'tags' ? read(one.where, tagColumns) : null,
      one.model === 'customFieldValues' ? read(inner?.where, fieldColumns) : null,
      one.model === 'person' ? read(one.where, personColumns) : null,
    ].find(isText);
    if (wrong !== undefined) return wrong;
    const others = ['tags', 'customFieldValues', 'person'];
    if (one.where !== undefined && !others.includes(one.model)) return `${one.model} has no such column`;
    if (!one.isRequired) continue;
    if (one.model === 'tags') tests.push((contact) => tagsOf(contact, one, account).length > 0);
    if (one.model === 'customFieldValues') tests.push((contact) => fieldsOf(contact, one, account).length > 0);
    if (one.model === 'person') {
      const test = whereTest(one, personColumns);
      tests.push((contact) => account.persons.some((person) => person.id === contact.personId && test(person)));
    }
  }
  return (contact) => tests.every((test) => test(contact));
}
