import type { Failure } from '#main/digisac/failure.ts';
import type { RequestKind } from '#main/store/requests.ts';
import type { StoredRow } from '#main/store/rows.ts';
import { planContact } from '#shared/contacts/merge.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { ExistingRule } from '#shared/rpc/imports.ts';
import { valueOrEnd } from '../account/session.ts';
import { inParallel } from '../parallel.ts';
import { blocked, type StageEnd, stopped } from '../work.ts';
import { type DraftRules, draftOf, fieldsById, tagsOf } from './drafts.ts';
import { createTagLabels } from './labels.ts';
import { type CreationDeps, type CreationOptions, withIntent } from './requests.ts';

const requestsAtOnce = 4;
/** The same change sent so often without an answer is a failure of the row. */
const mostAttempts = 4;

type Step = Result<null, StageEnd>;
const goOn: Step = ok(null);

interface Change {
  readonly name?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

const textOf = (failure: Failure): string => ('detail' in failure.problem ? failure.problem.detail : '');

/**
 * Gives linked contacts what they still lack: custom fields (and the name, as the user chose for existing ones), then
 * tags; then the row is ready. Both say the same however often they are sent, so a lost answer is simply sent again.
 */
export function createLinker(
  deps: CreationDeps,
  options: CreationOptions & { readonly rules: DraftRules; readonly existing: ExistingRule },
) {
  const { store } = deps;
  const { importId, accountId, session, signal, onRows, rules, existing } = options;
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

  /** What to change on the account for this row. */
  async function changeFor(row: StoredRow, contactId: string): Promise<Result<Change | 'nothing' | 'gone', StageEnd>> {
    const draft = draftOf(rules, row);
    if (row.origin === 'created') {
      const fields = fieldsById(rules, draft);
      return ok(Object.keys(fields).length > 0 ? { fields } : 'nothing');
    }
    const read = valueOrEnd(await session.read((s) => session.digisac.contact(contactId, s), signal));
    if (!read.ok) return read;
    if (read.value === null) return ok('gone');
    const there = Object.fromEntries(
      Object.entries(read.value.fields ?? {}).map(([id, value]) => [nameOfField.get(id) ?? id, value]),
    );
    const planned = planContact({ existing: { name: read.value.name, fields: there }, draft, rule: existing });
    if (planned === 'nothing') return ok('nothing');
    const fields = fieldsById(rules, { ...draft, fields: planned.fields });
    return ok({ ...(planned.name === null ? {} : { name: planned.name }), fields });
  }

  async function update(row: StoredRow): Promise<Step> {
    const { contactId } = row;
    if (contactId === null) throw new Error('a linked row without its contact');
    const change = await changeFor(row, contactId);
    if (!change.ok) return change;
    const settled = (origin: StoredRow['origin']) =>
      store.rows.apply(importId, [{ row, to: 'linked', set: { pending: null, origin } }]);
    if (change.value === 'gone') {
      fail(row, { kind: 'contactRefused', detail: '' });
      return goOn;
    }
    const wanted = change.value;
    if (wanted === 'nothing') {
      store.transact(() => settled(row.origin));
      return goOn;
    }
    const kind: RequestKind = row.origin === 'created' ? 'setFields' : 'updateContact';
    const answer = await withIntent(deps, {
      accountId,
      importId,
      kind,
      subject: [row.rowNo],
      send: () => session.write(() => session.digisac.updateContact(contactId, wanted)),
      after: (result) => {
        if (result.ok) settled(row.origin === 'created' ? 'created' : 'updated');
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

  /** Adds one tag to contacts. False for the rows that the account refused it for. */
  async function tagAll(label: string, rows: readonly StoredRow[]): Promise<Result<'tagged' | 'again', StageEnd>> {
    const tag = await tags.ensure(label);
    if (!tag.ok) return tag;
    const answer = await withIntent(deps, {
      accountId,
      importId,
      kind: 'tagContacts',
      subject: rows.map((row) => row.rowNo),
      send: () =>
        session.write(() =>
          session.digisac.tagContacts(
            tag.value.id,
            rows.flatMap((row) => row.contactId ?? []),
          ),
        ),
      after: () => undefined,
    });
    if (answer.ok) return ok('tagged');
    if (answer.error.kind === 'rejected' && rows.length > 1) {
      // One of them is at fault: each by itself.
      let all: 'tagged' | 'again' = 'tagged';
      for (const row of rows) {
        const one = await tagAll(label, [row]);
        if (!one.ok) return one;
        if (one.value === 'again') all = 'again';
      }
      return ok(all);
    }
    const detail = textOf(answer.error);
    const step = await afterFailure(answer.error, `${label}:${rows[0]?.rowNo}`, () => {
      for (const row of rows) fail(row, { kind: 'tagRefused', tag: label, detail });
    });
    return step.ok ? ok('again') : step;
  }

  async function tagAndFinish(rows: readonly StoredRow[]): Promise<Step> {
    const byTag = new Map<string, { label: string; rows: StoredRow[] }>();
    for (const row of rows) {
      for (const label of tagsOf(rules, row)) {
        const key = label.toLowerCase();
        const group = byTag.get(key) ?? { label, rows: [] };
        group.rows.push(row);
        byTag.set(key, group);
      }
    }
    for (const { label, rows: tagged } of byTag.values()) {
      const done = await tagAll(label, tagged);
      if (!done.ok) return done;
      // What is left is done in the next round; tags that are there stay.
      if (done.value === 'again') return goOn;
    }
    store.transact(() =>
      store.rows.apply(
        importId,
        rows.map((row) => ({ row, to: 'ready' })),
      ),
    );
    onRows(rows.length);
    return goOn;
  }

  return {
    /** One round over linked rows; what could not be done yet stays linked. */
    async finish(rows: readonly StoredRow[]): Promise<Step> {
      const lacking = rows.filter((row) => row.pending === 'fields');
      if (lacking.length === 0) return tagAndFinish(rows);
      let end: StageEnd | null = null;
      await inParallel(lacking, requestsAtOnce, async (row) => {
        if (end !== null || signal.aborted) return;
        const done = await update(row);
        if (!done.ok) end = done.error;
      });
      if (end !== null) return err(end);
      return signal.aborted ? err(stopped) : goOn;
    },
  };
}
