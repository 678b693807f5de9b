import type { AccountContact, ManyAnswer } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import type { KnownContact } from '#main/store/contacts.ts';
import type { RowChange, StoredRow } from '#main/store/rows.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { inParallel } from '../parallel.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';
import { createBatchSize } from './batch-size.ts';
import { doubtCreating } from './doubt.ts';
import { contactDraft, type DraftRules, draftOf, fieldsById, mayChange } from './drafts.ts';
import { createLinker } from './link.ts';
import { createLookup } from './lookup.ts';
import { type CreationDeps, type CreationOptions, withIntent } from './requests.ts';

/** Rows of a round that settles or finishes. */
const rowsAtOnce = 50;
/** Single requests under way at once: two to four, says the same row. */
const singlesAtOnce = 4;
/** How long an effect may take to show, before its absence counts: contacts are written before they are answered. */
const settleDelayMs = 3_000;
/** A row whose answer is lost so often is held for a person. */
const mostAttempts = 4;

/**
 * How a batch goes out while nobody knows whether `many` takes custom fields: with them; the same rows again without,
 * as they were refused; or without, as they were refused either way, so that the rows themselves are to blame.
 */
type FieldsTrial = 'with' | 'again' | 'without';

type Step = Result<null, StageEnd>;
const goOn: Step = ok(null);

/**
 * Makes contacts of the checked rows: who exists is matched, who does not is created, fields and tags follow, and
 * the row is ready. Each request has its committed intent; a lost answer is settled by looking the numbers up.
 * A batch that is refused is halved until the culprit stands alone.
 */
export async function createContacts(
  deps: CreationDeps,
  options: CreationOptions & {
    readonly rules: DraftRules;
    readonly serviceName: string;
  },
): Promise<StageEnd> {
  const { store, clock } = deps;
  const { importId, accountId, session, serviceId, signal, onRows, rules, serviceName } = options;
  const lookup = createLookup(deps, options);
  const linker = createLinker(deps, { ...options, rules });
  const batches = createBatchSize(store, accountId);
  const attempts = new Map<number, number>();
  /** Whether single requests keep custom fields, as read back once; of `many`, the account's dialect tells. */
  let singleKeepsFields: boolean | null = null;

  const hasFields = (row: StoredRow): boolean => Object.keys(fieldsById(rules, draftOf(rules, row))).length > 0;

  /** The row has its contact. What the account says of the number outweighs what could not be checked. */
  function link(row: StoredRow, contact: KnownContact, how: Pick<StoredRow, 'origin' | 'pending'>): RowChange {
    const set = { contactId: contact.contactId, ...how };
    if (contact.valid === false && row.verdict !== 'yes') {
      return { row, to: 'noWhatsapp', problem: { kind: 'noWhatsapp' }, set };
    }
    return { row, to: 'linked', set };
  }
  /** How a row came to a contact that was looked up, and whether it lacks anything. */
  function howLinked(row: StoredRow, origin: 'created' | 'matched'): Pick<StoredRow, 'origin' | 'pending'> {
    const lacks = origin === 'created' ? hasFields(row) : mayChange(rules, row);
    return { origin, pending: lacks ? 'fields' : null };
  }
  const asKnown = (row: StoredRow, contact: AccountContact): KnownContact => ({
    contactId: contact.id,
    number: contact.number,
    person: row.person ?? '',
    name: contact.name,
    valid: contact.valid,
  });

  function apply(changes: readonly RowChange[]): void {
    store.rows.apply(importId, changes);
    onRows(changes.filter(({ to }) => to === 'noWhatsapp' || to === 'failed' || to === 'held').length);
  }
  /** The rows as they stand after `before` moved them: the store checks each move against the state it comes from. */
  const inState = (rows: readonly StoredRow[], state: StoredRow['state']): readonly StoredRow[] =>
    rows.map((row) => ({ ...row, state }));

  /** What a failure of the account, not of a row, asks for before anything else is tried. */
  async function standStill(failure: Failure): Promise<Step> {
    if (failure.kind === 'unusable') return err(blocked(failure.problem));
    if (failure.kind === 'serviceDown') {
      return (await session.serviceBack(serviceId, serviceName, signal)) ? goOn : err(stopped);
    }
    return (await session.ready(signal)) ? goOn : err(stopped);
  }

  const textOf = (failure: Failure): string => ('detail' in failure.problem ? failure.problem.detail : '');
  const saysItExists = (text: string): boolean => /\bj[áa]\b|exist|already/i.test(text);

  function outcomeOf(row: StoredRow, answer: ManyAnswer, keepsFields: boolean): RowChange {
    switch (answer.kind) {
      case 'created':
        return link(row, asKnown(row, answer.contact), {
          origin: 'created',
          pending: hasFields(row) && !keepsFields ? 'fields' : null,
        });
      case 'refused':
        // It was there before, though the look-up did not find it: never counted as created.
        if (saysItExists(answer.detail)) return { row, to: 'inDoubt', set: { origin: 'matched' } };
        return { row, to: 'failed', problem: { kind: 'contactRefused', detail: answer.detail } };
      case 'untold':
        return { row, to: 'inDoubt' };
    }
  }

  /** Does the account keep custom fields that come with the contact? Read back from one that has some. */
  async function readFieldsBack(row: StoredRow, contactId: string): Promise<Result<boolean | null, StageEnd>> {
    const asked = await session.read((s) => session.digisac.contact(contactId, s), signal);
    if (asked.kind === 'ended') return err(asked.end);
    if (asked.kind === 'refused' || !asked.value?.fields) return ok(null);
    const there = asked.value.fields;
    return ok(Object.entries(fieldsById(rules, draftOf(rules, row))).every(([id, value]) => there[id] === value));
  }

  async function createBatch(rows: readonly StoredRow[], trial: FieldsTrial = 'with'): Promise<Step> {
    if (signal.aborted) return err(stopped);
    const { dialect } = store.accounts.get(accountId);
    if (dialect.manyWorks === false || rows.length === 1) return createSingly(rows);
    const withFields = dialect.manyKeepsFields ?? trial === 'with';
    const keepsFields = dialect.manyKeepsFields === true;
    const isTrial = withFields && dialect.manyKeepsFields === null && rows.some(hasFields);
    const creating = inState(rows, 'creating');
    /** All refused, with fields that nobody knows the account to take: it is asked again without them. */
    const mayRefuseFields = (answers: readonly ManyAnswer[]) =>
      isTrial && answers.every(({ kind }) => kind === 'refused');
    const answer = await withIntent(deps, {
      accountId,
      importId,
      kind: 'createMany',
      subject: rows.map((row) => row.rowNo),
      before: () =>
        store.rows.apply(
          importId,
          rows.map((row) => ({ row, to: 'creating' })),
        ),
      send: () =>
        session.write(() =>
          session.digisac.createContacts(rows.map((row) => contactDraft(rules, row, { withFields }))),
        ),
      after: (result) => {
        if (result.ok && mayRefuseFields(result.value)) {
          apply(creating.map((row) => ({ row, to: 'checked' })));
        } else if (result.ok) {
          const answers = result.value;
          apply(creating.map((row, index) => outcomeOf(row, answers[index] ?? { kind: 'untold' }, keepsFields)));
        } else {
          const to = result.error.effect === 'none' ? 'checked' : 'inDoubt';
          apply(creating.map((row) => ({ row, to })));
        }
      },
    });
    if (answer.ok && mayRefuseFields(answer.value)) {
      store.accounts.learn(accountId, { manyKeepsFields: false });
      return goOn;
    }
    if (answer.ok) {
      lookup.remember(answer.value.flatMap((said) => (said.kind === 'created' ? [said.contact] : [])));
      if (trial === 'again') store.accounts.learn(accountId, { manyKeepsFields: false });
      batches.taken(rows.length);
      return learnFromMany(rows, answer.value, isTrial);
    }

    const failure = answer.error;
    if (failure.effect === 'unknown') batches.lost();
    if (failure.kind !== 'rejected') return standStill(failure);
    if (failure.status === 404 || failure.status === 405) {
      store.accounts.learn(accountId, { manyWorks: false });
      return createSingly(rows);
    }
    if (isTrial && failure.status !== 413) return createBatch(rows, 'again');
    return halve(rows, trial === 'with' ? 'with' : 'without');
  }

  async function learnFromMany(
    rows: readonly StoredRow[],
    answers: readonly ManyAnswer[],
    isTrial: boolean,
  ): Promise<Step> {
    if (isTrial && answers.every((answer) => answer.kind === 'untold')) {
      store.accounts.learn(accountId, { manyKeepsFields: false });
    }
    if (!answers.some((answer) => answer.kind === 'created')) return goOn;
    const { dialect } = store.accounts.get(accountId);
    if (dialect.manyWorks !== true) store.accounts.learn(accountId, { manyWorks: true, learnedAt: clock.now() });
    if (!isTrial) return goOn;
    for (const [index, answer] of answers.entries()) {
      const row = rows[index];
      if (answer.kind !== 'created' || !row || !hasFields(row)) continue;
      const kept = await readFieldsBack(row, answer.contact.id);
      if (!kept.ok) return kept;
      if (kept.value !== null) store.accounts.learn(accountId, { manyKeepsFields: kept.value });
      if (kept.value === true) lackNothing(rows);
      return goOn;
    }
    return goOn;
  }

  /** What was not known when they were created: their fields came with them. */
  function lackNothing(rows: readonly StoredRow[]): void {
    store.transact(() => {
      const linked = rows.flatMap(({ rowNo }) => store.rows.find(importId, rowNo) ?? []);
      const due = linked.filter((row) => row.state === 'linked' && row.origin === 'created' && row.pending !== null);
      apply(due.map((row) => ({ row, to: 'linked', set: { pending: null } })));
    });
  }

  /** Refused as a whole: each half by itself. Where all of them are taken, the batch was only too large. */
  async function halve(rows: readonly StoredRow[], trial: FieldsTrial): Promise<Step> {
    const half = Math.ceil(rows.length / 2);
    for (const part of [rows.slice(0, half), rows.slice(half)]) {
      const done = await createBatch(part, trial);
      if (!done.ok) return done;
    }
    const states = rows.map((row) => store.rows.find(importId, row.rowNo)?.state);
    if (states.every((state) => state === 'linked' || state === 'noWhatsapp')) batches.tooLarge(rows.length);
    else batches.refused();
    return goOn;
  }

  async function createSingly(rows: readonly StoredRow[]): Promise<Step> {
    let end: StageEnd | null = null;
    await inParallel(rows, singlesAtOnce, async (row) => {
      if (end !== null || signal.aborted) return;
      const done = await createOne(row);
      if (!done.ok) end = done.error;
    });
    if (end !== null) return err(end);
    return signal.aborted ? err(stopped) : goOn;
  }

  async function createOne(row: StoredRow): Promise<Step> {
    const keepsFields = singleKeepsFields === true;
    const creating: StoredRow = { ...row, state: 'creating' };
    const answer = await withIntent(deps, {
      accountId,
      importId,
      kind: 'createOne',
      subject: [row.rowNo],
      before: () => store.rows.apply(importId, [{ row, to: 'creating' }]),
      send: () =>
        session.write(() =>
          session.digisac.createContact(contactDraft(rules, row, { withFields: singleKeepsFields !== false })),
        ),
      after: (result) => {
        if (result.ok) {
          apply([outcomeOf(creating, { kind: 'created', contact: result.value }, keepsFields)]);
          return;
        }
        const failure = result.error;
        if (failure.effect === 'unknown') apply([{ row: creating, to: 'inDoubt' }]);
        else if (failure.kind === 'rejected')
          apply([outcomeOf(creating, { kind: 'refused', detail: textOf(failure) }, keepsFields)]);
        else apply([{ row: creating, to: 'checked' }]);
      },
    });
    if (!answer.ok) return answer.error.kind === 'rejected' ? goOn : standStill(answer.error);
    lookup.remember([answer.value]);
    if (singleKeepsFields === null && hasFields(row)) {
      const kept = await readFieldsBack(row, answer.value.id);
      if (!kept.ok) return kept;
      singleKeepsFields = kept.value;
    }
    return goOn;
  }

  /** Rows whose answer was lost, or said nothing: the account is asked about each number. */
  async function settle(rows: readonly StoredRow[]): Promise<Step> {
    await clock.sleep(settleDelayMs, signal);
    let end: StageEnd | null = signal.aborted ? stopped : null;
    let absent = 0;
    await inParallel(rows, singlesAtOnce, async (row) => {
      if (end !== null || signal.aborted) return;
      const found = await lookup.ask(row);
      if (!found.ok) {
        end = found.error;
        return;
      }
      const contact = found.value;
      store.transact(() => {
        if (contact) {
          apply([link(row, contact, howLinked(row, row.origin === 'matched' ? 'matched' : 'created'))]);
          return;
        }
        absent += 1;
        const tries = (attempts.get(row.rowNo) ?? 0) + 1;
        attempts.set(row.rowNo, tries);
        if (tries < mostAttempts) apply([{ row, to: 'checked' }]);
        else apply([{ row, to: 'held', problem: { kind: 'contactInDoubt' } }]);
      });
    });
    // A `many` that answers without a word and leaves nothing behind is of no use.
    const { dialect } = store.accounts.get(accountId);
    if (absent > 1 && absent === rows.length && dialect.manyWorks === null) {
      store.accounts.learn(accountId, { manyWorks: false });
    }
    if (end !== null) return err(end);
    return signal.aborted ? err(stopped) : goOn;
  }

  /**
   * Where `many` loses custom fields, or does not say what it made, a row with fields costs two or three requests that way;
   * alone it costs one (npm run bench -- import).
   */
  function goesAlone(row: StoredRow): boolean {
    const { manyKeepsFields } = store.accounts.get(accountId).dialect;
    return manyKeepsFields === false && singleKeepsFields !== false && hasFields(row);
  }

  async function matchOrCreate(rows: readonly StoredRow[]): Promise<Step> {
    const found = await lookup.find(rows);
    if (!found.ok) return found;
    const matched: RowChange[] = [];
    const fresh: StoredRow[] = [];
    const numbers = new Set<string>();
    for (const row of rows) {
      const contact = found.value.get(row) ?? null;
      const number = row.waNumber ?? row.phone ?? '';
      if (contact) {
        // A row that failed later on may have made its contact itself.
        const isOwn = row.origin === 'created' && row.contactId === contact.contactId;
        matched.push(link(row, contact, howLinked(row, isOwn ? 'created' : 'matched')));
      } else if (!numbers.has(number)) {
        // Never one number twice in a batch: the second one is matched in the next round.
        numbers.add(number);
        fresh.push(row);
      }
    }
    if (matched.length > 0) store.transact(() => apply(matched));
    const alone = fresh.filter(goesAlone);
    const together = fresh.filter((row) => !goesAlone(row));
    for (let from = 0; from < together.length; ) {
      const some = together.slice(from, from + batches.size());
      from += some.length;
      const done = await createBatch(some);
      if (!done.ok) return done;
    }
    return alone.length > 0 ? createSingly(alone) : goOn;
  }

  /** What comes first: doubts, then rows that lack little, as many as go into one request, then new ones. */
  async function step(): Promise<Step | 'done'> {
    const doubtful = store.rows.inState(importId, 'inDoubt', rowsAtOnce);
    if (doubtful.length > 0) return settle(doubtful);
    const linked = store.rows.inState(importId, 'linked', rowsAtOnce);
    if (linked.length === rowsAtOnce) return linker.finish(linked);
    const checked = store.rows.inState(importId, 'checked', batches.size());
    if (checked.length > 0) return matchOrCreate(checked);
    return linked.length > 0 ? linker.finish(linked) : 'done';
  }

  store.transact(() => doubtCreating(store, importId));
  while (!signal.aborted) {
    if (!(await session.ready(signal))) return stopped;
    const done = await step();
    if (done === 'done') return finished;
    if (!done.ok) return done.error;
  }
  return stopped;
}
