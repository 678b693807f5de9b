import type { RowChange, StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { filledCells, isKeptOver, type KeepRule } from '#shared/review/keep.ts';
import { inSlices } from '../slice.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';
import { createJudge, type Judge } from './judge.ts';
import { createPeople, type People } from './people.ts';

/** Rows of one transaction: some 5 ms. More gains nothing (npm run bench -- stage). */
const pageRows = 500;
/** Rows gone through at once to know again who was there. */
const rowsRecalled = 5_000;

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Makes numbers of the cells: E.164 digits, duplicates by person inside the sheet (which row stays is the user's choice),
 * opt-outs. A pass goes through the sheet in order and remembers how far it came; a new mapping, or another connection, starts
 * it anew. Rows that a person excluded stay so. What an account said of a number is known still.
 */
export async function normaliseRows(
  deps: Deps,
  options: {
    readonly importId: number;
    readonly signal: AbortSignal;
    readonly onRows: (count: number) => void;
    /** In the middle of a check: see `createJudge`. */
    readonly keepsUnknown?: boolean;
  },
): Promise<StageEnd> {
  const { store, clock } = deps;
  const { importId, signal, onRows, keepsUnknown = false } = options;
  const source = store.imports.get(importId);
  const { keep } = source.options;
  const judge = createJudge(store, source, { nowMs: clock.now(), recallsChecks: 'ofChecked', keepsUnknown });
  if (!judge.hasNumber) return blocked({ kind: 'noNumberColumn' });

  const people = createPeople(source.rowTotal);
  const upTo = source.normalisedTo;
  const isKnown =
    keep === 'first'
      ? await recall(deps, { importId, upTo, people, signal })
      : await survey(deps, { importId, rowTotal: source.rowTotal, people, judge, keep, signal });
  if (!isKnown) return stopped;

  let doneTo = upTo;
  let isStale = false;
  const step = (): 'more' | 'done' => {
    // An edit in the middle of a check has moved people whom this pass has gone by: it begins anew.
    isStale = store.imports.get(importId).normalisedTo !== doneTo;
    if (isStale) return 'done';
    const rows = store.rows.after(importId, doneTo, pageRows);
    const last = rows.at(-1);
    if (!last) return 'done';
    store.transact(() => {
      store.rows.apply(
        importId,
        rows.flatMap((row) => changeOf(row, judge, people) ?? []),
      );
      store.imports.saveNormalisedTo(importId, last.rowNo);
    });
    doneTo = last.rowNo;
    onRows(rows.length);
    return 'more';
  };
  if (!(await inSlices({ clock }, { step, signal }))) return stopped;
  return isStale ? normaliseRows(deps, options) : finished;
}

/** Whoever is not among `people` yet is kept: that is the first row, where nobody surveyed the sheet. */
function changeOf(row: StoredRow, judge: Judge, people: People): RowChange | null {
  if (row.state === 'excluded') return null;
  const reading = judge.read(row);
  if (reading.kind === 'out') return judge.place(row, reading, row.line);
  const kept = people.lineOf(reading.person);
  if (kept === null) people.put(reading.person, row.line);
  return judge.place(row, reading, kept ?? row.line);
}

/** Who stands in the rows that an earlier process has gone through. False when it was told to stop. */
function recall(
  deps: Deps,
  options: {
    readonly importId: number;
    readonly upTo: number;
    readonly people: People;
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  const { importId, upTo, people, signal } = options;
  let from = 0;
  const step = () => {
    if (from >= upTo) return 'done';
    const to = Math.min(upTo, from + rowsRecalled);
    for (const { person, line } of deps.store.rows.peopleWithin(importId, { from: from + 1, to })) {
      if (people.lineOf(person) === null) people.put(person, line);
    }
    from = to;
    return 'more';
  };
  return inSlices(deps, { step, signal });
}

/**
 * Which row of each person stays, where that is not simply the first: known only when the whole sheet was gone through. Each
 * number is read twice then. False when it was told to stop.
 */
function survey(
  deps: Deps,
  options: {
    readonly importId: number;
    readonly rowTotal: number;
    readonly people: People;
    readonly judge: Judge;
    readonly keep: KeepRule;
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  const { importId, rowTotal, people, judge, keep, signal } = options;
  const cellsOfKept = createPeople(rowTotal);
  let doneTo = 0;
  const step = () => {
    const rows = deps.store.rows.after(importId, doneTo, pageRows);
    for (const row of rows) {
      const reading = row.state === 'excluded' ? null : judge.read(row);
      if (reading?.kind !== 'person') continue;
      const { person } = reading;
      const line = people.lineOf(person);
      const candidate = { line: row.line, filled: filledCells(row.cells) };
      const kept = line === null ? null : { line, filled: cellsOfKept.lineOf(person) ?? 0 };
      if (kept !== null && !isKeptOver(candidate, kept, keep)) continue;
      people.put(person, candidate.line);
      cellsOfKept.put(person, candidate.filled);
    }
    doneTo = rows.at(-1)?.rowNo ?? doneTo;
    return rows.length > 0 ? 'more' : 'done';
  };
  return inSlices(deps, { step, signal });
}
