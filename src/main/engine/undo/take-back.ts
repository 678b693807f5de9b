import type { Answer } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import type { RequestKind } from '#main/store/requests.ts';
import type { UndoChange, UndoRow } from '#main/store/undos.ts';
import type { Restoration } from '#shared/contacts/undo.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Session } from '../account/session.ts';
import { type CreationDeps, withIntent } from '../import/requests.ts';
import { inParallel } from '../parallel.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';
import type { Examiner } from './examine.ts';
import { settledBy } from './look.ts';

const rowsAtOnce = 20;
const requestsAtOnce = 4;
/** How long an effect may take to show, before its absence counts. */
const settleDelayMs = 3_000;
/** The same request sent so often without an answer is a failure of the row. */
const mostAttempts = 4;

type Step = Result<null, StageEnd>;
const goOn: Step = ok(null);

/**
 * Deletes the contacts that the import made and puts former values back, each after one more look at the contact. Every
 * request has its committed intent (law 1); a lost answer is settled by looking: a contact that is gone is gone, and what has
 * its former value has it. Whatever was used or changed meanwhile stays.
 */
export async function takeBack(
  deps: CreationDeps,
  options: {
    readonly importId: number;
    readonly accountId: number;
    readonly session: Session;
    readonly examiner: Examiner;
    readonly signal: AbortSignal;
    readonly onRows: (count: number) => void;
  },
): Promise<StageEnd> {
  const { store, clock } = deps;
  const { importId, accountId, session, examiner, signal, onRows } = options;

  const textOf = (failure: Failure): string => ('detail' in failure.problem ? failure.problem.detail : '');
  const working = (row: UndoRow): UndoRow => ({ ...row, state: 'working', attempts: row.attempts + 1 });

  function apply(change: UndoChange): void {
    store.undos.apply(importId, [change]);
    if (change.to !== 'working' && change.to !== 'inDoubt' && change.to !== 'planned') onRows(1);
  }

  /** Where a request that did not get through leaves its row. */
  function afterFailure(row: UndoRow, failure: Failure, refused: (detail: string) => Problem): UndoChange {
    if (failure.effect === 'unknown') return { row, to: 'inDoubt' };
    if (failure.kind === 'rejected') return { row, to: 'failed', problem: refused(textOf(failure)) };
    return { row, to: 'planned', attempts: -1 };
  }

  /** What a failure of the account asks for before anything else is tried. */
  async function standStill(failure: Failure): Promise<Step> {
    if (failure.kind === 'unusable') return err(blocked(failure.problem));
    return (await session.ready(signal)) ? goOn : err(stopped);
  }

  function request<T>(
    row: UndoRow,
    wish: {
      readonly kind: RequestKind;
      readonly before?: () => void;
      readonly send: () => Answer<T>;
      readonly done: () => void;
      readonly refused: (detail: string) => Problem;
    },
  ): Promise<Result<T, Failure>> {
    return withIntent(deps, {
      ...{ accountId, importId, kind: wish.kind, subject: [row.rowNo] },
      ...(wish.before ? { before: wish.before } : {}),
      send: () => session.write(wish.send),
      after: (result) => {
        if (result.ok) wish.done();
        else apply(afterFailure(row, result.error, wish.refused));
      },
    });
  }

  async function deleteOne(row: UndoRow): Promise<Step> {
    const taken = working(row);
    const answer = await request(taken, {
      kind: 'deleteContact',
      before: () => apply({ row, to: 'working', attempts: 1 }),
      send: () => session.digisac.deleteContact(row.contactId),
      done: () => apply({ row: taken, to: 'deleted' }),
      refused: (detail) => ({ kind: 'contactNotDeleted', detail }),
    });
    return answer.ok ? goOn : standStill(answer.error);
  }

  /** One request after the other; the row is taken with the first, and done with the last. */
  async function restoreOne(row: UndoRow, plan: Restoration): Promise<Step> {
    const taken = working(row);
    const { contactId } = row;
    const { name, fields } = plan;
    const change = { ...(name === null ? {} : { name }), ...(Object.keys(fields).length === 0 ? {} : { fields }) };
    const requests: { readonly kind: RequestKind; readonly send: () => Answer<unknown> }[] = [
      ...(Object.keys(change).length === 0
        ? []
        : [{ kind: 'restoreContact' as const, send: () => session.digisac.updateContact(contactId, change) }]),
      ...plan.addTags.map((id) => ({
        kind: 'tagContacts' as const,
        send: () => session.digisac.tagContacts(id, [contactId]),
      })),
      ...plan.removeTags.map((id) => ({
        kind: 'untagContacts' as const,
        send: () => session.digisac.untagContacts(id, [contactId]),
      })),
    ];
    const isDone = () =>
      apply({
        row: taken,
        to: 'restored',
        ...(plan.isChangedSince ? { problem: { kind: 'contactChangedSince' as const } } : {}),
      });
    for (const [index, one] of requests.entries()) {
      const answer = await request(taken, {
        ...one,
        ...(index === 0 ? { before: () => apply({ row, to: 'working', attempts: 1 }) } : {}),
        done: index === requests.length - 1 ? isDone : () => undefined,
        refused: (detail) => ({ kind: 'fieldsRefused', detail }),
      });
      if (!answer.ok) return standStill(answer.error);
    }
    return goOn;
  }

  /** Looks once more, and does what is to be done. */
  async function takeOne(row: UndoRow): Promise<Step> {
    const looked = await examiner.look([row]);
    if (!looked.ok) return looked;
    const verdict = looked.value.get(row);
    if (verdict === undefined) throw new Error('a contact that was not looked at');
    const settled = settledBy(row, verdict);
    if (settled) {
      store.transact(() => apply(settled));
      return goOn;
    }
    return verdict.kind === 'restore' ? restoreOne(row, verdict.plan) : deleteOne(row);
  }

  /** Requests whose answer was lost: the contact tells. What is not done is looked at anew. */
  async function settleOne(row: UndoRow): Promise<Step> {
    const gone = await examiner.isGone(row.contactId);
    if (!gone.ok) return gone;
    store.transact(() => {
      if (gone.value) apply({ row, to: row.action === 'delete' ? 'deleted' : 'gone' });
      else if (row.attempts < mostAttempts) apply({ row, to: 'planned' });
      else {
        const problem: Problem =
          row.action === 'delete' ? { kind: 'contactNotDeleted', detail: '' } : { kind: 'fieldsRefused', detail: '' };
        apply({ row, to: 'failed', problem });
      }
    });
    return goOn;
  }

  async function each(rows: readonly UndoRow[], work: (row: UndoRow) => Promise<Step>): Promise<StageEnd | null> {
    let end: StageEnd | null = null;
    await inParallel(rows, requestsAtOnce, async (row) => {
      if (end !== null || signal.aborted) return;
      const done = await work(row);
      if (!done.ok) end = done.error;
    });
    return end;
  }

  // Nobody works on it but this: what stands as under way was left so by a process that died, or by a full disk.
  store.transact(() => store.undos.doubtWorking(importId));
  while (!signal.aborted) {
    if (!(await session.ready(signal))) return stopped;
    const doubtful = store.undos.inState(importId, 'inDoubt', rowsAtOnce);
    if (doubtful.length > 0) await clock.sleep(settleDelayMs, signal);
    const rows = doubtful.length > 0 ? doubtful : store.undos.inState(importId, 'planned', rowsAtOnce);
    if (rows.length === 0) return finished;
    const end = await each(rows, doubtful.length > 0 ? settleOne : takeOne);
    if (end !== null) return end;
  }
  return stopped;
}
