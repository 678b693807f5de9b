import { variableKey } from '../mapping/key.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { BlanksRule, ExistingRule, TagRule } from './rules.ts';

/** What a contact has, on the account or in the sheet: its name and its custom fields by name. */
export interface ContactContent {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What to change on the account: a null name stays, and so does every field that is not named. An empty one is erased. */
export interface ContactChange {
  readonly name: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a sheet does to contacts that were there before it. */
export interface CollisionRules {
  readonly name: ExistingRule;
  /** By `variableKey` of the field. */
  readonly fields: ReadonlyMap<string, ExistingRule>;
  /** Of a field that is not among them. */
  readonly existing: ExistingRule;
  readonly blanks: BlanksRule;
}

/** The rules of an import, column by column: what a column says of itself counts before what is said of all. */
export function collisionRules(
  mapping: Mapping,
  options: { readonly existing: ExistingRule; readonly blanks: BlanksRule },
): CollisionRules {
  const { existing, blanks } = options;
  const fields = new Map<string, ExistingRule>();
  let name: ExistingRule | null = null;
  for (const target of mapping) {
    if (target.kind === 'name') name ??= target.existing ?? null;
    // Of several columns of one field the first that has a rule.
    if (target.kind !== 'field' || target.existing === undefined) continue;
    const key = variableKey(target.name);
    if (!fields.has(key)) fields.set(key, target.existing);
  }
  return { name: name ?? existing, fields, existing, blanks };
}

/** Does any column do this to a contact that was there before? */
export function hasRule(mapping: Mapping, existing: ExistingRule, asked: ExistingRule): boolean {
  return mapping.some(
    (target) => (target.kind === 'name' || target.kind === 'field') && (target.existing ?? existing) === asked,
  );
}

const isBlank = (value: string): boolean => value.trim() === '';

// A contact that wrote first is called by its number until somebody names it: for `fill` that is no name.
const isUnnamed = (name: string): boolean => /^[\s\d()+.-]*$/.test(name);

/**
 * What becomes of a contact that the account has already, as the user chose. `leave`: nothing. `fill`: only what is
 * blank on the account. `overwrite`: what the sheet has and is different. A blank cell erases nothing, but where blanks
 * are to erase and the rule of the field is to overwrite; a name is never erased, as a contact is called something.
 * Fields are the same field when their names have one `variableKey`; the account's spelling is kept. `draft` names the
 * fields of the sheet, those with blank cells as well.
 */
export function planContact(plan: {
  readonly existing: ContactContent;
  readonly draft: ContactContent;
  readonly rules: CollisionRules;
}): ContactChange | 'nothing' {
  const { existing, draft, rules } = plan;
  const there = new Map(Object.entries(existing.fields).map(([name, value]) => [variableKey(name), { name, value }]));
  const fields = new Map<string, string>();
  for (const [key, { name, wanted }] of wantedFields(draft)) {
    const known = there.get(key) ?? { name, value: '' };
    const rule = rules.fields.get(key) ?? rules.existing;
    const becomes = mergeValue({ there: known.value, wanted, rule, blanks: rules.blanks });
    if (becomes !== known.value.trim()) fields.set(known.name, becomes);
  }
  const named = isUnnamed(existing.name) ? '' : existing.name;
  const called = mergeValue({ there: named, wanted: draft.name, rule: rules.name, blanks: 'leave' });
  const name = called === named.trim() || called === existing.name.trim() ? null : called;
  return name === null && fields.size === 0 ? 'nothing' : { name, fields: Object.fromEntries(fields) };
}

/** The fields of a draft by their key: of two names with one key the first that is not blank counts. */
function wantedFields(draft: ContactContent): ReadonlyMap<string, { readonly name: string; readonly wanted: string }> {
  const fields = new Map<string, { readonly name: string; readonly wanted: string }>();
  for (const [name, wanted] of Object.entries(draft.fields)) {
    const key = variableKey(name);
    if (isBlank(fields.get(key)?.wanted ?? '')) fields.set(key, { name, wanted });
  }
  return fields;
}

/** What a value becomes, without blanks around it. */
export function mergeValue(of: {
  readonly there: string;
  readonly wanted: string;
  readonly rule: ExistingRule;
  readonly blanks: BlanksRule;
}): string {
  const { rule, blanks } = of;
  const there = of.there.trim();
  const wanted = of.wanted.trim();
  if (rule === 'leave' || (rule === 'fill' && !isBlank(there))) return there;
  if (isBlank(wanted)) return rule === 'overwrite' && blanks === 'erase' ? '' : there;
  return wanted;
}

/** What is to be done to the tags of a contact that was there before, each tag by its id. */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * The tags that a contact gets and loses. A row without tags loses none: a blank cell leaves things as they are, but where
 * blanks erase and the sheet speaks of tags.
 */
export function planTags(plan: {
  readonly there: readonly string[];
  readonly wanted: readonly string[];
  readonly rule: TagRule;
  readonly blanks: BlanksRule;
  /** Does a column hold tags? */
  readonly hasColumn: boolean;
}): TagChange {
  const { there, wanted, rule, blanks, hasColumn } = plan;
  const add = [...new Set(wanted)].filter((tag) => !there.includes(tag));
  const mayLose = rule === 'replace' && (wanted.length > 0 || (hasColumn && blanks === 'erase'));
  return { add, remove: mayLose ? [...new Set(there)].filter((tag) => !wanted.includes(tag)) : [] };
}
