import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import type { UndoRow } from '#main/store/undos.ts';
import type { ContactNow } from '#shared/contacts/change.ts';
import { collisionRules } from '#shared/contacts/merge.ts';
import {
  type DeletionFacts,
  hasSomethingToRestore,
  type KeepReason,
  keepReason,
  planRestoration,
  type Restoration,
} from '#shared/contacts/undo.ts';
import { variableKey } from '#shared/mapping/key.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import { contactDraft, type DraftRules, tagsOf } from '../import/drafts.ts';
import { readContacts, type WholeContact } from '../import/read-contacts.ts';
import type { StageEnd } from '../work.ts';

/** What is to become of a row, as its contact stands now. */
export type Verdict =
  | { readonly kind: 'delete' }
  | { readonly kind: 'restore'; readonly plan: Restoration }
  /** Nothing is to be put back any more; `problem`: as somebody changed it since. */
  | { readonly kind: 'restored' }
  | { readonly kind: 'keep'; readonly problem: KeepReason }
  | { readonly kind: 'gone' };

/**
 * Looks at contacts that an import made or changed, with reads only: what can be taken back of each, and why not. At a page
 * of twenty in two reads, or at one alone right before something is done to it.
 */
export async function createExaminer(
  deps: { readonly store: Store },
  options: { readonly source: StoredImport; readonly session: Session; readonly signal: AbortSignal },
): Promise<Result<Examiner, StageEnd>> {
  const { store } = deps;
  const { source, session, signal } = options;
  const fields = valueOrEnd(await session.read((s) => session.digisac.customFields(s), signal));
  if (!fields.ok) return fields;
  const tags = valueOrEnd(await session.read((s) => session.digisac.tags(s), signal));
  if (!tags.ok) return tags;
  const rules = rulesOf(source, fields.value);
  const tagIds = new Map([...tags.value].reverse().map(({ id, label }) => [variableKey(label), id]));

  /** What the import made the contact of this row of. */
  function writtenOf(rowNo: number): ContactNow {
    const row = store.rows.find(source.id, rowNo);
    if (row === null) throw new Error('a row to undo is gone');
    const draft = contactDraft(rules, row, { withFields: true });
    const own = tagsOf(rules, row).flatMap((label) => tagIds.get(variableKey(label)) ?? []);
    return { name: draft.name, fields: draft.fields, tagIds: own };
  }

  function verdictOf(row: UndoRow, contact: WholeContact | null, messages: DeletionFacts['messages']): Verdict {
    if (contact === null) return { kind: 'gone' };
    if (row.action === 'restore') return restorationOf(row, contact);
    const problem = keepReason({
      now: contact,
      written: writtenOf(row.rowNo),
      createdAtMs: contact.createdAtMs,
      importedAtMs: source.createdAt + session.skewMs(),
      hasOpenTicket: contact.openTicketId !== null,
      messages,
      isInLog: isInLog(row.contactId),
      isInOtherImport: store.undos.isElsewhere(row.contactId, source.id),
    });
    return problem === null ? { kind: 'delete' } : { kind: 'keep', problem };
  }

  function restorationOf(row: UndoRow, contact: WholeContact): Verdict {
    const record = store.contactChanges.find(source.id, row.rowNo);
    if (record === null) throw new Error('a changed contact without what it was');
    const plan = planRestoration(contact, record);
    if (hasSomethingToRestore(plan)) return { kind: 'restore', plan };
    return plan.isChangedSince ? { kind: 'keep', problem: { kind: 'contactChangedSince' } } : { kind: 'restored' };
  }

  /** Has a message of ours gone out to it, may it have, or is it to? */
  const isInLog = (contactId: string): boolean =>
    store.deliveries
      .ofContact(source.options.accountId ?? 0, contactId)
      .some(({ state, messageId }) => messageId !== null || !['skipped', 'cancelled', 'failed'].includes(state));

  return ok({
    async look(rows) {
      const read = await readContacts(
        session,
        rows.map(({ contactId }) => contactId),
        signal,
      );
      if (!read.ok) return read;
      const contacts = read.value;
      const toDelete = rows.filter((row) => row.action === 'delete' && contacts.get(row.contactId));
      const said = await messagesOf(toDelete.map(({ contactId }) => contactId));
      if (!said.ok) return said;
      return ok(
        new Map(
          rows.map((row) => [row, verdictOf(row, contacts.get(row.contactId) ?? null, said.value(row.contactId))]),
        ),
      );
    },
    async isGone(contactId) {
      const read = valueOrEnd(await session.read((s) => session.digisac.contact(contactId, s), signal));
      return read.ok ? ok(read.value === null) : read;
    },
  });

  async function messagesOf(
    contactIds: readonly string[],
  ): Promise<Result<(contactId: string) => DeletionFacts['messages'], StageEnd>> {
    if (contactIds.length === 0) return ok(() => 'none');
    const asked = await session.read((s) => session.digisac.contactsWithMessages(contactIds, s), signal);
    if (asked.kind === 'ended') return err(asked.end);
    if (asked.kind === 'refused') return ok(() => 'unknown');
    const { contactIds: talkers, complete } = asked.value;
    return ok((contactId) => (talkers.has(contactId) ? 'some' : complete ? 'none' : 'unknown'));
  }
}

export interface Examiner {
  /** What is to become of each of up to twenty rows. */
  readonly look: (rows: readonly UndoRow[]) => Promise<Result<ReadonlyMap<UndoRow, Verdict>, StageEnd>>;
  readonly isGone: (contactId: string) => Promise<Result<boolean, StageEnd>>;
}

/** Custom fields that the account does not have any more are nowhere to be compared. */
function rulesOf(source: StoredImport, fields: readonly { readonly id: string; readonly name: string }[]): DraftRules {
  const { mapping, options, findings } = source;
  const byKey = new Map([...fields].reverse().map(({ id, name }) => [variableKey(name), id]));
  const fieldIds = new Map<string, string>();
  for (const target of mapping) {
    const id = target.kind === 'field' ? byKey.get(variableKey(target.name)) : undefined;
    if (target.kind === 'field' && id !== undefined) fieldIds.set(target.name, id);
  }
  return {
    header: findings?.header ?? [],
    mapping,
    serviceId: options.serviceId ?? '',
    departmentId: options.departmentId,
    departmentIds: new Map(),
    tags: options.tags,
    fieldIds,
    collision: collisionRules(mapping, options),
    tagRule: options.tagRule,
  };
}
