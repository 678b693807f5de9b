import type { ContactFilter } from '#shared/lookup/contacts.ts';

/** What can be looked for. */
export type DraftKind = Exclude<ContactFilter['by'], 'chosen'>;
export const draftKinds: readonly DraftKind[] = [
  'all',
  'name',
  'number',
  'tag',
  'field',
  'organisation',
  'person',
  'createdSince',
];

/** A filter on its way: what is chosen of it so far. */
export interface FilterDraft {
  readonly by: DraftKind;
  /** Of the tag, field, organisation or person. */
  readonly id: string | null;
  readonly label: string;
  readonly test: 'filled' | 'equals' | 'contains';
  /** Of a name, digits, a day, or the value of a field. */
  readonly text: string;
}

export const noFilter: FilterDraft = { by: 'all', id: null, label: '', test: 'filled', text: '' };

/** The filter that is chosen; null while something is missing. */
export function filterOf({ by, id, label, test, text }: FilterDraft): ContactFilter | null {
  const words = text.trim();
  switch (by) {
    case 'all':
      return { by };
    case 'name':
      return words === '' ? null : { by, text: words.slice(0, 100) };
    case 'number': {
      const digits = words.replace(/\D/g, '');
      return /^\d{4,15}$/.test(digits) ? { by, digits } : null;
    }
    case 'createdSince':
      return /^\d{4}-\d{2}-\d{2}$/.test(words) ? { by, day: words } : null;
    case 'tag':
      return id === null ? null : { by, tagId: id, label };
    case 'organisation':
      return id === null ? null : { by, organisationId: id, name: label };
    case 'person':
      return id === null ? null : { by, personId: id, name: label };
    case 'field':
      if (id === null || (test !== 'filled' && words === '')) return null;
      return { by, fieldId: id, name: label, test, value: test === 'filled' ? '' : words };
  }
}
