import { variableKey } from '../mapping/key.ts';
import type { ExistingRule } from '../rpc/imports.ts';

/** What a contact has, on the account or in the sheet: its name and its custom fields by name. */
export interface ContactContent {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What to change on the account: a null name stays, and so does every field that is not named. */
export interface ContactChange {
  readonly name: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

const isBlank = (value: string): boolean => value.trim() === '';

// A contact that wrote first is called by its number until somebody names it: for `fill` that is no name.
const isUnnamed = (name: string): boolean => /^[\s\d()+.-]*$/.test(name);

/**
 * What becomes of a contact that the account has already, as the user chose. `leave`: nothing. `fill`: only what is
 * blank on the account. `overwrite`: what the sheet has and is different. A blank cell never erases anything.
 * Fields are the same field when their names have one `variableKey`; the account's spelling is kept.
 */
export function planContact(plan: {
  readonly existing: ContactContent;
  readonly draft: ContactContent;
  readonly rule: ExistingRule;
}): ContactChange | 'nothing' {
  const { existing, draft, rule } = plan;
  if (rule === 'leave') return 'nothing';
  const mayReplace = (there: string, isMissing: boolean, wanted: string): boolean =>
    !isBlank(wanted) && wanted.trim() !== there.trim() && (rule === 'overwrite' || isMissing);

  const there = new Map(Object.entries(existing.fields).map(([name, value]) => [variableKey(name), { name, value }]));
  const fields = new Map<string, string>();
  for (const [name, wanted] of Object.entries(draft.fields)) {
    const known = there.get(variableKey(name)) ?? { name, value: '' };
    if (mayReplace(known.value, isBlank(known.value), wanted)) fields.set(known.name, wanted.trim());
  }
  const name = mayReplace(existing.name, isUnnamed(existing.name), draft.name) ? draft.name.trim() : null;
  return name === null && fields.size === 0 ? 'nothing' : { name, fields: Object.fromEntries(fields) };
}
