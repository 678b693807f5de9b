import type { AccountContact } from '#main/digisac/digisac.ts';
import type { StoredImport } from '#main/store/imports.ts';
import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import { serviceFor } from '#shared/accounts/service.ts';
import type { Clock } from '#shared/clock.ts';
import { type CollisionRules, collisionRules, planContact, planTags } from '#shared/contacts/merge.ts';
import { variableKey } from '#shared/mapping/key.ts';
import { personKey } from '#shared/phone/person.ts';
import { ProblemError } from '#shared/problem.ts';
import type { ComparedValue, Comparison } from '#shared/rpc/imports.ts';
import type { Asked, Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import { contentOf, type DraftRules, hasTagsColumn, tagsOf } from './drafts.ts';

/** A name that the account knows by an id. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** A contact that was read so lately is shown again as it was: a row is drawn anew with every change around it. */
const contactLastsMs = 10_000;

/**
 * What the contact of a row has on the account, what the sheet says, and what it will be by the rules of the import: reads
 * only, in the budget of reads. Problems: noAccount, and those of the account and its connection.
 */
export function createComparer(deps: { readonly store: Store; readonly sessions: Sessions; readonly clock: Clock }) {
  const { clock } = deps;
  let last: { readonly key: string; readonly atMs: number; readonly contact: AccountContact | null } | null = null;

  return (ask: RowAsk, signal: AbortSignal): Promise<Comparison> =>
    compareRow(deps, ask, async (session, row, serviceId) => {
      const key = [ask.importId, ask.rowNo, serviceId, row.contactId ?? row.waNumber ?? row.phone].join();
      if (last?.key === key && clock.monotonic() - last.atMs < contactLastsMs) return last.contact;
      const contact = await contactOf(session, row, serviceId, signal);
      last = { key, atMs: clock.monotonic(), contact };
      return contact;
    });
}

interface RowAsk {
  readonly importId: number;
  readonly rowNo: number;
}

async function compareRow(
  deps: { readonly store: Store; readonly sessions: Sessions },
  ask: RowAsk,
  find: (session: Session, row: StoredRow, serviceId: string) => Promise<AccountContact | null>,
): Promise<Comparison> {
  const { store, sessions } = deps;
  const source = store.imports.get(ask.importId);
  const row = store.rows.find(ask.importId, ask.rowNo);
  const { accountId } = source.options;
  if (accountId === null) throw new ProblemError({ kind: 'noAccount' });
  const service = serviceFor(store.accounts.get(accountId), source.options.serviceId);
  if (!service.ok) throw new ProblemError(service.error);
  if (row === null || row.phone === null) return { contact: null, values: [] };
  const opened = await sessions.open(accountId);
  if (!opened.ok) throw new ProblemError(opened.error);
  const session = opened.value;

  const contact = await find(session, row, service.value.id);
  if (contact === null) return { contact: null, values: [] };
  const [fields, tags] = await Promise.all([session.customFields(), session.tags()]);
  const rules = rulesOf(source, service.value.id);
  const account = { fields, tags: tags.map(({ id, label }) => ({ id, name: label })) };
  return {
    contact: { name: contact.name, isOwn: row.origin === 'created' },
    values: [
      ...comparedContent(rules, row, contact, account.fields),
      ...comparedTags(rules, row, contact, account.tags),
    ],
  };
}

/** A face waits for it: while something stands in the way, that is what it hears. */
async function read<T>(session: Session, request: () => Promise<Asked<T>>): Promise<T> {
  const trouble = session.trouble('contacts');
  if (trouble !== null) throw new ProblemError(trouble);
  const asked = await request();
  if (asked.kind === 'answered') return asked.value;
  if (asked.kind === 'refused') throw new ProblemError(asked.failure.problem);
  throw new ProblemError(asked.end.kind === 'blocked' ? asked.end.problem : { kind: 'interrupted' });
}

async function contactOf(
  session: Session,
  row: StoredRow,
  serviceId: string,
  signal: AbortSignal,
): Promise<AccountContact | null> {
  const byId = (id: string) =>
    read(session, () => session.read((s) => session.digisac.contact(id, s), signal, 'prompt'));
  if (row.contactId !== null) return byId(row.contactId);
  const number = row.waNumber ?? row.phone ?? '';
  const alike = await read(session, () =>
    session.read((s) => session.digisac.contactsLike({ serviceId, number }, s), signal, 'prompt'),
  );
  const same = alike.filter((contact) => personKey(contact.number) === row.person || contact.number === row.waNumber);
  const found = same.find((contact) => contact.number === number) ?? same[0];
  return found ? byId(found.id) : null;
}

const rulesOf = ({ mapping, options, findings }: StoredImport, serviceId: string): DraftRules => ({
  header: findings?.header ?? [],
  mapping,
  serviceId,
  departmentId: options.departmentId,
  departmentIds: new Map(),
  tags: options.tags,
  fieldIds: new Map(),
  collision: collisionRules(mapping, options),
  tagRule: options.tagRule,
});

const ruleOfField = (rules: CollisionRules, name: string) => rules.fields.get(variableKey(name)) ?? rules.existing;

function comparedContent(
  rules: DraftRules,
  row: StoredRow,
  contact: AccountContact,
  fields: readonly Named[],
): readonly ComparedValue[] {
  const { collision } = rules;
  const nameOf = new Map(fields.map(({ id, name }) => [id, name]));
  const there = Object.fromEntries(
    Object.entries(contact.fields ?? {}).map(([id, value]) => [nameOf.get(id) ?? id, value]),
  );
  const draft = contentOf(rules, row);
  const plan = planContact({ existing: { name: contact.name, fields: there }, draft, rules: collision });
  const changes = plan === 'nothing' ? { name: null, fields: {} } : plan;
  const byKey = (values: Readonly<Record<string, string>>, name: string) =>
    Object.entries(values).find(([key]) => variableKey(key) === variableKey(name))?.[1];
  const name: ComparedValue = {
    ...{ what: 'name', label: '', there: contact.name, sheet: draft.name },
    becomes: changes.name ?? contact.name,
    rule: collision.name,
  };
  const isNamed = rules.mapping.some(({ kind }) => kind === 'name');
  const own = Object.entries(draft.fields).map(([label, sheet]): ComparedValue => {
    const was = byKey(there, label) ?? '';
    const becomes = byKey(changes.fields, label) ?? was;
    return { what: 'field', label, there: was, sheet, becomes, rule: ruleOfField(collision, label) };
  });
  return [...(isNamed ? [name] : []), ...own];
}

function comparedTags(
  rules: DraftRules,
  row: StoredRow,
  contact: AccountContact,
  tags: readonly Named[],
): readonly ComparedValue[] {
  const wanted = tagsOf(rules, row);
  if (wanted.length === 0 && !hasTagsColumn(rules)) return [];
  const nameOf = new Map(tags.map(({ id, name }) => [id, name]));
  const there = (contact.tagIds ?? []).map((id) => nameOf.get(id) ?? id);
  const known = new Map(there.map((name) => [variableKey(name), name]));
  // The account's spelling of a tag that it has.
  const own = wanted.map((name) => known.get(variableKey(name)) ?? name);
  const { add, remove } = planTags({
    there,
    wanted: own,
    rule: rules.tagRule,
    blanks: rules.collision.blanks,
    hasColumn: hasTagsColumn(rules),
  });
  const becomes = [...there.filter((name) => !remove.includes(name)), ...add];
  const said = (names: readonly string[]) => names.join(', ');
  return [{ what: 'tags', label: '', there: said(there), sheet: said(wanted), becomes: said(becomes), rule: null }];
}
