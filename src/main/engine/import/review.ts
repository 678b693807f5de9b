import type { EditChange, EditStep } from '#main/store/edits.ts';
import type { StoredImport } from '#main/store/imports.ts';
import type { RowChange, StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import { openRowStates } from '#shared/recipient/row.ts';
import { type Finding, laidOver, replaced, withEdit } from '#shared/review/edits.ts';
import { filledCells, isKeptOver } from '#shared/review/keep.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ChosenRows, EditHistory, EditKind } from '#shared/rpc/review.ts';
import type { Events } from '../events.ts';
import type { Jobs } from '../jobs.ts';
import { inSlices } from '../slice.ts';
import type { Work } from '../work.ts';
import { createJudge, type Judge } from './judge.ts';
import type { Views } from './views.ts';
import { walkRows } from './walk.ts';

/** Up to so many rows are put right at once, and whoever shares a person with them is found by a search; beyond, all rows are normalised anew. */
const mostAtOnce = 200;
const changesInTransaction = 500;

/** What an edit does to one place: a text in a cell (null: as it came), or whether the row takes part. */
type Wish = Pick<EditChange, 'rowNo' | 'column' | 'after'>;

/** Why rows are changed: a new step, or one that is taken back or done again. */
type Cause = { readonly kind: EditKind } | { readonly step: EditStep; readonly isDone: boolean };

const forever = new AbortController().signal;

/**
 * Putting the rows of a sheet right before anything is created. Every edit is a step that can be taken back. A few rows are
 * settled at once, with the rows that share their people; many go through the normalising again, as a job that survives a kill.
 */
export function createReview(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Pick<Events, 'changed'>;
  readonly work: Pick<Work, 'stop'>;
  readonly jobs: Pick<Jobs, 'start'>;
  readonly views: Views;
}) {
  const { store, clock, events, work, jobs, views } = deps;

  /** One edit after the other: what one has looked up, the next must not change. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(edit: () => Promise<T>): Promise<T> {
    const mine = last.then(edit, edit);
    last = mine;
    return mine;
  }

  function getReviewable(importId: number): StoredImport {
    const job = jobIdOf.import(importId);
    const source = store.imports.find(importId);
    if (!source) throw new ProblemError({ kind: 'jobUnknown', job });
    const isUnderReview = source.phase === 'review' || source.phase === 'check';
    if (!isUnderReview || source.status === 'cancelled') throw new ProblemError({ kind: 'importNotReady', job });
    return source;
  }

  /** Steps that were taken back are forgotten when another edit comes. */
  async function beginStep(importId: number, cause: Cause): Promise<() => number> {
    if (!('kind' in cause)) {
      return () => {
        store.edits.setDone(importId, cause.step.step, cause.isDone);
        return cause.step.step;
      };
    }
    const step = () => store.edits.forgetUndone(importId, changesInTransaction);
    await inSlices({ clock }, { signal: forever, step });
    return () => store.edits.begin(importId, cause.kind, clock.now());
  }

  /** Puts the wishes for one row down: its cells now, its state where it goes out. Says what was different before. */
  function put(importId: number, row: StoredRow, wishes: readonly Wish[]): { changes: EditChange[]; row: StoredRow } {
    const changes: EditChange[] = [];
    let { edits } = row;
    for (const { rowNo, column, after } of wishes) {
      if (column === null) {
        const before = row.state === 'excluded' ? 'out' : 'in';
        if (before !== after) changes.push({ rowNo, column, before, after });
        continue;
      }
      const before = edits[column] ?? null;
      edits = withEdit(row.written, edits, { column, text: after });
      if ((edits[column] ?? null) !== before) changes.push({ rowNo, column, before, after: edits[column] ?? null });
    }
    if (changes.some(({ column }) => column !== null)) store.rows.saveEdits(importId, row.rowNo, edits);
    return { changes, row: { ...row, edits, cells: laidOver(row.written, edits) } };
  }

  /** Whether an edit can change who is a duplicate of whom: a name that was put right cannot, unless the fullest row is kept. */
  function changesPeople(source: StoredImport, judge: Judge, row: StoredRow, wishes: readonly Wish[]): boolean {
    if (source.options.keep === 'fullest' || wishes.some(({ column }) => column === null)) return true;
    const after = judge.read({ cells: laidOver(row.written, editsWith(row, wishes)) });
    return JSON.stringify(judge.read(row)) !== JSON.stringify(after);
  }

  /** The numbers of all rows that share a person with one of these, before or after what is wished. */
  async function withTheirPeople(
    source: StoredImport,
    judge: Judge,
    rows: readonly StoredRow[],
    wishesOf: (row: StoredRow) => readonly Wish[],
  ): Promise<ReadonlySet<number>> {
    const people = new Set<string>();
    for (const row of rows) {
      if (row.person !== null) people.add(row.person);
      const reading = judge.read({ cells: laidOver(row.written, editsWith(row, wishesOf(row))) });
      if (reading.kind === 'person') people.add(reading.person);
    }
    const found = new Set(rows.map(({ rowNo }) => rowNo));
    await walkRows(deps, {
      rowTotal: source.rowTotal,
      signal: forever,
      visit: (range) => {
        for (const rowNo of store.rows.numbersOfPeople(source.id, range, [...people])) found.add(rowNo);
      },
    });
    return found;
  }

  /** A few rows, at once. */
  async function changeFew(source: StoredImport, wishes: readonly Wish[], cause: Cause): Promise<number> {
    const importId = source.id;
    const byRow = Map.groupBy(wishes, ({ rowNo }) => rowNo);
    const wishesOf = (row: StoredRow) => byRow.get(row.rowNo) ?? [];
    const judge = createJudge(store, source, { nowMs: clock.now(), recallsChecks: 'always' });
    const changed = store.rows.byNumbers(importId, [...byRow.keys()]);
    const settles = changed.some((row) => changesPeople(source, judge, row, wishesOf(row)));
    const numbers = settles ? await withTheirPeople(source, judge, changed, wishesOf) : new Set(byRow.keys());
    const step = await beginStep(importId, cause);
    const count = store.transact(() => {
      const now = getReviewable(importId);
      // A check that goes through all rows again for second numbers has moved people while theirs were looked for.
      if (now.normalisedTo !== source.normalisedTo) return null;
      const rows = store.rows.byNumbers(importId, [...numbers]).filter(isOpen);
      const done = rows.map((row) => put(importId, row, wishesOf(row)));
      const changes = done.flatMap((one) => one.changes);
      if (settles) {
        const takesPart = new Map(
          changes.flatMap(({ rowNo, column, after }) => (column === null ? [[rowNo, after]] : [])),
        );
        const { keep } = source.options;
        store.rows.apply(
          importId,
          settled(
            done.map(({ row }) => row),
            judge,
            { keep, takesPart },
          ),
        );
        // Where such a check is on its way through the rows, it knows the people of before: it begins anew.
        if (now.normalisedTo < now.rowTotal) store.imports.saveNormalisedTo(importId, 0);
      }
      if (changes.length > 0 || !('kind' in cause)) {
        const number = step();
        if ('kind' in cause) store.edits.add(importId, number, changes);
      }
      return changes.length;
    });
    if (count === null) return changeFew(getReviewable(importId), wishes, cause);
    events.changed(jobIdOf.import(importId));
    return count;
  }

  /** Many rows: written down piece by piece, as work of the job, and then all of them are normalised anew. */
  async function changeMany(
    source: StoredImport,
    total: number,
    pages: (after: Wish | null) => readonly Wish[],
    cause: Cause,
  ): Promise<number> {
    const importId = source.id;
    const job = jobIdOf.import(importId);
    await work.stop(job);
    const begin = await beginStep(importId, cause);
    const step = store.transact(() => {
      getReviewable(importId);
      const number = begin();
      // From here on a kill leads to normalising, with as many changes as were written down.
      store.imports.saveNormalisedTo(importId, 0);
      store.imports.move(importId, { phase: 'normalise', status: 'running', reason: null, finishedAt: null });
      return number;
    });
    let at: Wish | null = null;
    const write = (): 'more' | 'done' => {
      const wishes = pages(at);
      if (wishes.length === 0) return 'done';
      at = wishes.at(-1) ?? null;
      store.transact(() => {
        const byRow = Map.groupBy(wishes, ({ rowNo }) => rowNo);
        const rows = store.rows.byNumbers(importId, [...byRow.keys()]).filter(isOpen);
        const changes = rows.flatMap((row) => {
          const done = put(importId, row, byRow.get(row.rowNo) ?? []);
          for (const change of done.changes) {
            if (change.column === null) store.rows.apply(importId, [outOrIn(row, change.after)]);
          }
          return done.changes;
        });
        if ('kind' in cause) store.edits.add(importId, step, changes);
      });
      return 'more';
    };
    jobs.start(job, async (signal) => {
      await inSlices({ clock }, { signal, step: write });
    });
    return total;
  }

  /** Whatever the edit is: the short way for few rows, the long one for many. */
  function change(source: StoredImport, wishes: readonly Wish[], cause: Cause): Promise<number> {
    if (wishes.length <= mostAtOnce) return changeFew(source, wishes, cause);
    const from = pager(wishes);
    return changeMany(source, wishes.length, from, cause);
  }

  async function step(importId: number, which: 'undo' | 'redo'): Promise<number> {
    const source = getReviewable(importId);
    const found = which === 'undo' ? store.edits.lastDone(importId) : store.edits.firstUndone(importId);
    if (!found) return 0;
    const wishesAfter = (after: Wish | null, limit: number): readonly Wish[] =>
      store.edits
        .changes(importId, found.step, after, limit)
        .map(({ rowNo, column, before, after: done }) => ({ rowNo, column, after: which === 'undo' ? before : done }));
    const cause = { step: found, isDone: which === 'redo' };
    return found.changes <= mostAtOnce
      ? changeFew(source, wishesAfter(null, mostAtOnce), cause)
      : changeMany(source, found.changes, (after) => wishesAfter(after, changesInTransaction), cause);
  }

  /** The rows with a finding in a column, with what their cell becomes. */
  async function findAll(source: StoredImport, column: number, find: Finding, replacement: string): Promise<Wish[]> {
    const found: Wish[] = [];
    await walkRows(deps, {
      rowTotal: source.rowTotal,
      signal: forever,
      visit: (rows) => {
        for (const { rowNo, cells } of store.rows.mayHold(source.id, rows, find.text)) {
          const after = replaced(cells[column] ?? '', find, replacement);
          if (after !== null) found.push({ rowNo, column, after });
        }
      },
    });
    return found;
  }

  return {
    history(importId: number): EditHistory {
      const shown = (step: EditStep | null) => step && { kind: step.kind, changes: step.changes };
      return { undo: shown(store.edits.lastDone(importId)), redo: shown(store.edits.firstUndone(importId)) };
    },

    edit: (ask: { importId: number; rowNo: number; column: number; text: string | null }): Promise<number> =>
      inTurn(async () => {
        const { importId, rowNo, column, text } = ask;
        return changeFew(getReviewable(importId), [{ rowNo, column, after: text }], { kind: 'cell' });
      }),

    /** Reads only: it waits for nobody. */
    async count(ask: { importId: number; column: number; find: Finding }): Promise<number> {
      const source = store.imports.find(ask.importId);
      if (!source) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.import(ask.importId) });
      return (await findAll(source, ask.column, ask.find, '')).length;
    },

    replace: (ask: {
      importId: number;
      column: number;
      find: Finding;
      replacement: string;
      kind: 'alike' | 'replace';
    }): Promise<number> =>
      inTurn(async () => {
        const source = getReviewable(ask.importId);
        const wishes = await findAll(source, ask.column, ask.find, ask.replacement);
        return wishes.length === 0 ? 0 : change(source, wishes, { kind: ask.kind });
      }),

    include: (ask: { importId: number; rows: ChosenRows; takesPart: boolean }): Promise<number> =>
      inTurn(async () => {
        const source = getReviewable(ask.importId);
        const numbers =
          'rowNos' in ask.rows ? ask.rows.rowNos : [...(await views.numbers(source, { ...ask.rows, order: null }))];
        const after = ask.takesPart ? 'in' : 'out';
        const wishes = numbers.map((rowNo): Wish => ({ rowNo, column: null, after }));
        return wishes.length === 0 ? 0 : change(source, wishes, { kind: ask.takesPart ? 'include' : 'exclude' });
      }),

    undo: (importId: number): Promise<number> => inTurn(() => step(importId, 'undo')),
    redo: (importId: number): Promise<number> => inTurn(() => step(importId, 'redo')),
  };
}

const isOpen = ({ state }: StoredRow): boolean => openRowStates.some((open) => open === state);

function editsWith(row: StoredRow, wishes: readonly Wish[]): StoredRow['edits'] {
  return wishes.reduce(
    (edits, { column, after }) => (column === null ? edits : withEdit(row.written, edits, { column, text: after })),
    row.edits,
  );
}

function pager(wishes: readonly Wish[]): () => readonly Wish[] {
  let from = 0;
  return () => {
    const page = wishes.slice(from, from + changesInTransaction);
    from += page.length;
    return page;
  };
}

/** A row that goes out, or comes in again and is normalised with all others. */
const outOrIn = (row: StoredRow, after: string | null): RowChange =>
  after === 'out' ? { row, to: 'excluded', problem: { kind: 'excludedByUser' } } : { row, to: 'staged' };

/**
 * Where all rows go that share people with the ones that were changed; every row of these people is here. Rows that were left
 * out stay so, unless they are taken in again.
 */
function settled(
  rows: readonly StoredRow[],
  judge: Judge,
  options: { readonly keep: StoredImport['options']['keep']; readonly takesPart: ReadonlyMap<number, string | null> },
): readonly RowChange[] {
  const { keep, takesPart } = options;
  const kept = new Map<string, { line: number; filled: number }>();
  const readings = new Map<StoredRow, ReturnType<Judge['read']>>();
  const changes: RowChange[] = [];
  for (const row of rows) {
    const wish = takesPart.get(row.rowNo) ?? (row.state === 'excluded' ? 'out' : 'in');
    if (wish === 'out') {
      if (row.state !== 'excluded') changes.push(outOrIn(row, 'out'));
      continue;
    }
    const reading = judge.read(row);
    readings.set(row, reading);
    if (reading.kind !== 'person') continue;
    const candidate = { line: row.line, filled: filledCells(row.cells) };
    const before = kept.get(reading.person);
    if (before === undefined || isKeptOver(candidate, before, keep)) kept.set(reading.person, candidate);
  }
  for (const [row, reading] of readings) {
    const line = reading.kind === 'person' ? kept.get(reading.person)?.line : undefined;
    changes.push(judge.place(row, reading, line ?? row.line));
  }
  return changes;
}
