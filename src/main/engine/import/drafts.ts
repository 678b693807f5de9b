import type { ContactDraft } from '#main/digisac/digisac.ts';
import type { StoredRow } from '#main/store/rows.ts';
import type { CollisionRules, ContactContent } from '#shared/contacts/merge.ts';
import type { TagRule } from '#shared/contacts/rules.ts';
import { applyMapping } from '#shared/mapping/apply.ts';
import { variableKey } from '#shared/mapping/key.ts';
import type { Draft, Mapping } from '#shared/mapping/mapping.ts';
import { formatPhone } from '#shared/phone/format.ts';

/** How the rows of one import become contacts. */
export interface DraftRules {
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly serviceId: string;
  /** For every row that names none of its own. */
  readonly departmentId: string | null;
  /** Of the account, by the key of its name. */
  readonly departmentIds: ReadonlyMap<string, string>;
  /** Labels for every row of the import. */
  readonly tags: readonly string[];
  /** The id of each custom field on the account, by its name in the mapping. */
  readonly fieldIds: ReadonlyMap<string, string>;
  /** What becomes of contacts that were there before. */
  readonly collision: CollisionRules;
  readonly tagRule: TagRule;
}

export const draftOf = (rules: DraftRules, row: Pick<StoredRow, 'cells'>): Draft =>
  applyMapping(row.cells, rules.header, rules.mapping);

/** What a row says of its contact: every field that has a column, those with blank cells as well. */
export function contentOf(rules: DraftRules, row: Pick<StoredRow, 'cells'>): ContactContent {
  const { name, fields } = draftOf(rules, row);
  const blanks = rules.mapping.flatMap((target) => (target.kind === 'field' ? [[target.name, ''] as const] : []));
  return { name, fields: { ...Object.fromEntries(blanks), ...fields } };
}

export const hasTagsColumn = (rules: Pick<DraftRules, 'mapping'>): boolean =>
  rules.mapping.some(({ kind }) => kind === 'tags');

/** Can anything of this row change a contact that was there before? Then the contact is looked at. */
export function mayChange(rules: DraftRules, row: Pick<StoredRow, 'cells'>): boolean {
  const { collision, mapping, tagRule } = rules;
  const values = mapping.some(
    (target) =>
      (target.kind === 'name' && collision.name !== 'leave') ||
      (target.kind === 'field' && (target.existing ?? collision.existing) !== 'leave'),
  );
  const clearsTags = tagRule === 'replace' && collision.blanks === 'erase' && hasTagsColumn(rules);
  return values || clearsTags || tagsOf(rules, row).length > 0;
}

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
    departmentId: rules.departmentIds.get(variableKey(draft.department)) ?? rules.departmentId,
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
