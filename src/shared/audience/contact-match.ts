import { folded } from '../mapping/key.ts';
import type { ContactsWhich } from './definition.ts';

/** What is known of a contact of the account. Null: the account did not say. */
export interface ContactFacts {
  readonly tagIds: readonly string[] | null;
  /** Custom fields, by their id. */
  readonly fields: Readonly<Record<string, string>> | null;
  readonly personId: string | null;
  readonly organisationIds: readonly string[] | null;
  readonly createdAtMs: number | null;
}

/**
 * Is a contact among those that were asked for? An account may not understand a filter, and give everybody: so each contact
 * is looked at again. Null: the answer does not show it.
 */
export function isAmong(contact: ContactFacts, which: ContactsWhich): boolean | null {
  switch (which.by) {
    case 'all':
      return true;
    case 'tag':
      return contact.tagIds === null ? null : contact.tagIds.includes(which.tagId);
    case 'field':
      return contact.fields === null ? null : holds(contact.fields[which.fieldId] ?? '', which);
    case 'person':
      return contact.personId === which.personId;
    case 'organisation':
      return contact.organisationIds?.includes(which.organisationId) ?? (contact.personId === null ? false : null);
    case 'createdSince':
      return contact.createdAtMs === null ? null : contact.createdAtMs >= Date.parse(which.day);
  }
}

/** Without regard to capitals and accents, as in every search of Malote. */
function holds(value: string, which: Extract<ContactsWhich, { by: 'field' }>): boolean {
  const found = folded(value.trim());
  const wanted = folded(which.value.trim());
  switch (which.test) {
    case 'filled':
      return found !== '';
    case 'equals':
      return found === wanted;
    case 'contains':
      return wanted !== '' && found.includes(wanted);
  }
}
