import type { ContactDraft } from '#main/digisac/digisac.ts';
import type { StoredRow } from '#main/store/rows.ts';
import { applyMapping } from '#shared/mapping/apply.ts';
import type { Draft, Mapping } from '#shared/mapping/mapping.ts';
import { formatPhone } from '#shared/phone/format.ts';

/** How the rows of one import become contacts. */
export interface DraftRules {
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly serviceId: string;
  readonly departmentId: string | null;
  /** Labels for every row of the import. */
  readonly tags: readonly string[];
  /** The id of each custom field on the account, by its name in the mapping. */
  readonly fieldIds: ReadonlyMap<string, string>;
}

export const draftOf = (rules: DraftRules, row: Pick<StoredRow, 'cells'>): Draft =>
  applyMapping(row.cells, rules.header, rules.mapping);

/** Custom fields of a row by the account's ids; blank cells are left out. */
export function fieldsById(rules: DraftRules, draft: Draft): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(draft.fields).flatMap(([name, value]) => {
      const id = rules.fieldIds.get(name);
      return id === undefined ? [] : [[id, value] as const];
    }),
  );
}

/** The contact of a row, with the number that the account called canonical. Who has no name is called by the number. */
export function contactDraft(rules: DraftRules, row: StoredRow, options: { withFields: boolean }): ContactDraft {
  const number = row.waNumber ?? row.phone;
  if (number === null) throw new Error('a contact of a row without a number');
  const draft = draftOf(rules, row);
  return {
    number,
    name: draft.name === '' ? formatPhone(number) : draft.name,
    serviceId: rules.serviceId,
    departmentId: rules.departmentId,
    fields: options.withFields ? fieldsById(rules, draft) : {},
  };
}

/** All tags of a row: of the whole import first, then its own; each once. */
export function tagsOf(rules: DraftRules, row: Pick<StoredRow, 'cells'>): readonly string[] {
  const tags = new Map<string, string>();
  for (const tag of [...rules.tags, ...draftOf(rules, row).tags]) {
    if (!tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  }
  return [...tags.values()];
}
