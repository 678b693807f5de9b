import type { RowChange, StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { personKey } from '#shared/phone/person.ts';
import type { PhoneDefaults } from '#shared/phone/phone.ts';
import { inSlices } from '../slice.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';
import { createPeople, type People } from './people.ts';

/** Rows of one transaction: some 5 ms. More gains nothing (npm run bench -- stage). */
const pageRows = 500;
/** Rows gone through at once to know again who was there. */
const rowsRecalled = 5_000;

/**
 * Makes numbers of the cells: E.164 digits, duplicates by person inside the sheet (the first row wins), opt-outs.
 * A pass goes through the sheet in order and remembers how far it came; a new mapping, or another connection, starts
 * it anew. Rows that a person excluded stay so. What an account said of a number stays known to the checks.
 */
export async function normaliseRows(
  deps: { readonly store: Store; readonly clock: Clock },
  options: { readonly importId: number; readonly signal: AbortSignal; readonly onRows: (count: number) => void },
): Promise<StageEnd> {
  const { store, clock } = deps;
  const { importId, signal, onRows } = options;
  const { mapping, options: chosen, normalisedTo, rowTotal } = store.imports.get(importId);
  const numberColumns = mapping.flatMap((target, column) => (target.kind === 'number' ? [column] : []));
  if (numberColumns.length === 0) return blocked({ kind: 'noNumberColumn' });
  const defaults: PhoneDefaults = { country: chosen.country, area: chosen.defaultArea };

  const people = createPeople(rowTotal);
  if (!(await recall(deps, { importId, upTo: normalisedTo, people, signal }))) return stopped;

  let doneTo = normalisedTo;
  const step = (): 'more' | 'done' => {
    const rows = store.rows.after(importId, doneTo, pageRows);
    const last = rows.at(-1);
    if (!last) return 'done';
    store.transact(() => {
      store.rows.apply(importId, decide(store, { rows, people, numberColumns, defaults }));
      store.imports.saveNormalisedTo(importId, last.rowNo);
    });
    doneTo = last.rowNo;
    onRows(rows.length);
    return 'more';
  };
  return (await inSlices({ clock }, { step, signal })) ? finished : stopped;
}

/** Who stands in the rows that an earlier process has gone through. False when it was told to stop. */
function recall(
  deps: { readonly store: Store; readonly clock: Clock },
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
      if (people.lineOf(person) === null) people.add(person, line);
    }
    from = to;
    return 'more';
  };
  return inSlices(deps, { step, signal });
}

function decide(
  store: Pick<Store, 'optouts'>,
  page: {
    readonly rows: readonly StoredRow[];
    /** Everybody above this page; who comes to stand in it is added. */
    readonly people: People;
    /** In order of preference: the first one that is not blank counts. */
    readonly numberColumns: readonly number[];
    readonly defaults: PhoneDefaults;
  },
): readonly RowChange[] {
  const { rows, people, numberColumns, defaults } = page;
  const unknown = { notes: [], phone: null, person: null, verdict: null, waNumber: null } as const;

  const changeOf = (row: StoredRow): RowChange | null => {
    if (row.state === 'excluded') return null;
    const column = numberColumns.find((candidate) => row.cells[candidate]?.trim());
    const parsed = parsePhone(column === undefined ? '' : (row.cells[column] ?? ''), defaults);
    if (!parsed.ok) return { row, to: 'invalid', problem: parsed.error, set: unknown };
    const { digits: phone, notes } = parsed.value;
    const person = personKey(phone);
    const known = { ...unknown, notes, phone, person };
    if (store.optouts.has(person)) return { row, to: 'optedOut', problem: { kind: 'optedOut' }, set: known };
    const line = people.lineOf(person);
    if (line !== null) return { row, to: 'duplicate', problem: { kind: 'duplicateInFile', line }, set: known };
    people.add(person, row.line);
    return { row, to: 'normalised', set: known };
  };
  return rows.flatMap((row) => changeOf(row) ?? []);
}
