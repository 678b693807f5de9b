import type { Failure } from '#main/digisac/failure.ts';
import type { RequestKind } from '#main/store/requests.ts';
import type { StoredRow } from '#main/store/rows.ts';
import { type ChangeRecord, joinedRecord, recordOf, tagChangeOf } from '#shared/contacts/change.ts';
import { planContact, planTags } from '#shared/contacts/merge.ts';
import { agrees } from '#shared/privacy/agrees.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { inParallel } from '../parallel.ts';
import { blocked, type StageEnd, stopped } from '../work.ts';
import { contentOf, type DraftRules, draftOf, fieldsById, hasTagsColumn, tagsOf } from './drafts.ts';
import { createTagLabels } from './labels.ts';
import { readContacts, type WholeContact } from './read-contacts.ts';
import { type CreationDeps, type CreationOptions, withIntent } from './requests.ts';

const requestsAtOnce = 4;
/** The same change sent so often without an answer is a failure of the row. */
const mostAttempts = 4;

type Step = Result<null, StageEnd>;
const goOn: Step = ok(null);

/** A tag that some contacts get, or lose. */
interface Retagging {
  readonly kind: Extract<RequestKind, 'tagContacts' | 'untagContacts'>;
  readonly tagId: string;
  readonly rows: readonly StoredRow[];
}

const textOf = (failure: Failure): string => ('detail' in failure.problem ? failure.problem.detail : '');

/**
 * Gives linked contacts what they still lack: custom fields of new ones; of those that were there before, what the user
 * chose, after what was there has been written down; then tags; then the row is ready. All of it says the same however
 * often it is sent, so a lost answer is simply sent again.
 */
export function createLinker(deps: CreationDeps, options: CreationOptions & { readonly rules: DraftRules }) {
  const { store, clock } = deps;
  const { importId, accountId, session, signal, onRows, rules } = options;
  const tags = createTagLabels(deps, options);
  const attempts = new Map<string, number>();
  const nameOfField = new Map([...rules.fieldIds].map(([name, id]) => [id, name]));

  const triedTooOften = (key: string): boolean => {
    const tries = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, tries);
    return tries >= mostAttempts;
  };

  function fail(row: StoredRow, problem: Problem): void {
    store.transact(() => store.rows.apply(importId, [{ row, to: 'failed', problem }]));
    onRows(1);
  }

  const contactOf = ({ contactId }: StoredRow): string => {
    if (contactId === null) throw new Error('a linked row without its contact');
    return contactId;
  };

  /** The ids of a row's tags; what the account does not have yet is made. */
  async function tagIdsOf(row: StoredRow): Promise<Result<readonly string[], StageEnd>> {
    const ids: string[] = [];
    for (const label of tagsOf(rules, row)) {
      const tag = await tags.ensure(label);
      if (!tag.ok) return tag;
      ids.push(tag.value.id);
    }
    return ok(ids);
  }

  /** The custom fields of a contact that was created without them. */
  async function setFields(row: StoredRow): Promise<Step> {
    const fields = fieldsById(rules, draftOf(rules, row));
    const isSet = () => store.rows.apply(importId, [{ row, to: 'linked', set: { pending: null } }]);
    if (Object.keys(fields).length === 0) {
      store.transact(isSet);
      return goOn;
    }
    return change(row, { kind: 'setFields', change: { fields }, isDone: isSet });
  }

  async function change(
    row: StoredRow,
    wish: {
      readonly kind: RequestKind;
      readonly change: { readonly name?: string; readonly fields?: Readonly<Record<string, string>> };
      readonly before?: () => void;
      readonly isDone: () => void;
    },
  ): Promise<Step> {
    const answer = await withIntent(deps, {
      accountId,
      importId,
      kind: wish.kind,
      subject: [row.rowNo],
      ...(wish.before ? { before: wish.before } : {}),
      send: () => session.write(() => session.digisac.updateContact(contactOf(row), wish.change)),
      after: (result) => {
        if (result.ok) wish.isDone();
      },
    });
    if (answer.ok) return goOn;
    return afterFailure(answer.error, `${row.rowNo}`, () => {
      fail(row, { kind: 'fieldsRefused', detail: textOf(answer.error) });
    });
  }

  /** What a failure leads to: the end of the stage, a failed row, or another try in the next round. */
  async function afterFailure(failure: Failure, key: string, giveUp: () => void): Promise<Step> {
    if (failure.kind === 'unusable') return err(blocked(failure.problem));
    if (failure.kind === 'rejected') giveUp();
    else if (failure.effect === 'unknown' && triedTooOften(key)) giveUp();
    return (await session.ready(signal)) ? goOn : err(stopped);
  }

  /** What a contact that was there before becomes by its row; null where it stays as it is. */
  function recordFor(row: StoredRow, now: WholeContact, wantedTags: readonly string[]): ChangeRecord | null {
    const there = Object.fromEntries(
      Object.entries(now.fields).map(([id, value]) => [nameOfField.get(id) ?? id, value]),
    );
    const content = contentOf(rules, row);
    const planned = planContact({
      existing: { name: now.name, fields: there },
      draft: content,
      rules: rules.collision,
    });
    const byId =
      planned === 'nothing'
        ? planned
        : { name: planned.name, fields: fieldsById(rules, { ...draftOf(rules, row), fields: planned.fields }) };
    const tagChange = planTags({
      there: now.tagIds,
      wanted: wantedTags,
      rule: rules.tagRule,
      blanks: rules.collision.blanks,
      hasColumn: hasTagsColumn(rules),
    });
    return recordOf(now, byId, tagChange);
  }

  /** A contact that was there before gets what its row has for it, once what it had has been written down. */
  async function merge(row: StoredRow, now: WholeContact | null): Promise<Step> {
    if (now === null) {
      fail(row, { kind: 'contactRefused', detail: '' });
      return goOn;
    }
    const wantedTags = await tagIdsOf(row);
    if (!wantedTags.ok) return wantedTags;
    const planned = recordFor(row, now, wantedTags.value);
    const earlier = store.contactChanges.find(importId, row.rowNo);
    const record = planned && earlier ? joinedRecord(earlier, planned) : planned;
    const write = () => {
      if (record) store.contactChanges.save(importId, { ...record, ...idsOf(row) }, clock.now());
    };
    const isMerged = () =>
      store.rows.apply(importId, [
        { row, to: 'linked', set: { pending: null, origin: record || earlier ? 'updated' : 'matched' } },
      ]);
    if (planned === null || (planned.after.name === undefined && planned.after.fields === undefined)) {
      store.transact(() => {
        write();
        isMerged();
      });
      return goOn;
    }
    const { name, fields } = planned.after;
    const wish = { ...(name === undefined ? {} : { name }), ...(fields === undefined ? {} : { fields }) };
    return change(row, { kind: 'updateContact', change: wish, before: write, isDone: isMerged });
  }

  const idsOf = (row: StoredRow) => ({ rowNo: row.rowNo, contactId: contactOf(row) });

  async function fillIn(rows: readonly StoredRow[]): Promise<Step> {
    const known = rows.filter((row) => row.origin !== 'created');
    const read = await readContacts(session, known.map(contactOf), signal);
    if (!read.ok) return read;
    let end: StageEnd | null = null;
    await inParallel(rows, requestsAtOnce, async (row) => {
      if (end !== null || signal.aborted) return;
      const done =
        row.origin === 'created' ? await setFields(row) : await merge(row, read.value.get(contactOf(row)) ?? null);
      if (!done.ok) end = done.error;
    });
    if (end !== null) return err(end);
    return signal.aborted ? err(stopped) : goOn;
  }

  /** Adds one tag to contacts, or takes it from them. */
  async function retag({ kind, tagId, rows: tagged }: Retagging): Promise<Result<'done' | 'again', StageEnd>> {
    const answer = await withIntent(deps, {
      accountId,
      importId,
      kind,
      subject: tagged.map((row) => row.rowNo),
      send: () => session.write(() => session.digisac[kind](tagId, tagged.map(contactOf))),
      after: () => undefined,
    });
    if (answer.ok) return ok('done');
    if (answer.error.kind === 'rejected' && tagged.length > 1) {
      // One of them is at fault: each by itself.
      let all: 'done' | 'again' = 'done';
      for (const row of tagged) {
        const one = await retag({ kind, tagId, rows: [row] });
        if (!one.ok) return one;
        if (one.value === 'again') all = 'again';
      }
      return ok(all);
    }
    const detail = textOf(answer.error);
    const step = await afterFailure(answer.error, `${kind}:${tagId}:${tagged[0]?.rowNo}`, () => {
      for (const row of tagged) fail(row, { kind: 'tagRefused', tag: tags.nameOf(tagId), detail });
    });
    return step.ok ? ok('again') : step;
  }

  /** New contacts get all their tags; the others what was written down. Tag by tag, for all rows that it is for. */
  async function retaggings(rows: readonly StoredRow[]): Promise<Result<readonly Retagging[], StageEnd>> {
    const groups = new Map<string, Retagging & { readonly rows: StoredRow[] }>();
    const note = (kind: Retagging['kind'], tagId: string, row: StoredRow) => {
      const group = groups.get(`${kind}:${tagId}`) ?? { kind, tagId, rows: [] };
      group.rows.push(row);
      groups.set(`${kind}:${tagId}`, group);
    };
    for (const row of rows) {
      if (row.origin === 'created') {
        const ids = await tagIdsOf(row);
        if (!ids.ok) return ids;
        for (const id of new Set(ids.value)) note('tagContacts', id, row);
      } else {
        const record = store.contactChanges.find(importId, row.rowNo);
        const { add, remove } = record ? tagChangeOf(record) : { add: [], remove: [] };
        for (const id of add) note('tagContacts', id, row);
        for (const id of remove) note('untagContacts', id, row);
      }
    }
    return ok([...groups.values()]);
  }

  /** What the sheet says about who agreed, kept with where it stands (LGPD art. 8, § 2). */
  function noteConsents(rows: readonly StoredRow[]): void {
    if (!rules.mapping.some(({ kind }) => kind === 'consent' || kind === 'consentDate')) return;
    const basis = store.imports.get(importId).options.legalBasis;
    for (const row of rows) {
      const { consent } = draftOf(rules, row);
      if (consent === null || row.person === null) continue;
      const { proof: said, date: dated, from: named } = consent;
      // A date alone, or a way in which somebody agreed, says that they did.
      const isYes = agrees(said) ?? dated !== '';
      const { person, line } = row;
      store.consents.save({
        ...{ accountId, importId, person, line, agrees: isYes, said, dated, named, basis },
        nowMs: clock.now(),
      });
    }
  }

  async function tagAndFinish(rows: readonly StoredRow[]): Promise<Step> {
    const due = await retaggings(rows);
    if (!due.ok) return due;
    for (const one of due.value) {
      const done = await retag(one);
      if (!done.ok) return done;
      // What is left is done in the next round; tags that are there stay.
      if (done.value === 'again') return goOn;
    }
    store.transact(() => {
      store.rows.apply(
        importId,
        rows.map((row) => ({ row, to: 'ready' })),
      );
      noteConsents(rows);
    });
    onRows(rows.length);
    return goOn;
  }

  return {
    /** One round over linked rows; what could not be done yet stays linked. */
    finish(rows: readonly StoredRow[]): Promise<Step> {
      const lacking = rows.filter((row) => row.pending === 'fields');
      return lacking.length > 0 ? fillIn(lacking) : tagAndFinish(rows);
    },
  };
}
