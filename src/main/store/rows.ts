import { z } from 'zod';
import type { Problem } from '#shared/problem.ts';
import {
  type Origin,
  originSchema,
  type RowState,
  rowMoves,
  rowStateSchema,
  type Verdict,
  verdictSchema,
} from '#shared/recipient/row.ts';
import { type Edits, formatEdits, laidOver, parseEdits } from '#shared/review/edits.ts';
import { isInFilter, type RowCount, type RowFilter } from '#shared/rpc/imports.ts';
import type { TableRow } from '#shared/tabular/table.ts';
import { type Db, expectOne } from './database.ts';
import { problemColumns, toProblem } from './problems.ts';

export interface StoredRow {
  readonly rowNo: number;
  readonly line: number;
  /** As a person wants them: what was put right, laid over what came. */
  readonly cells: readonly string[];
  /** As they came, never changed (law 6). */
  readonly written: readonly string[];
  readonly edits: Edits;
  readonly state: RowState;
  readonly problem: Problem | null;
  readonly notes: readonly string[];
  readonly phone: string | null;
  readonly person: string | null;
  readonly verdict: Verdict | null;
  readonly waNumber: string | null;
  readonly origin: Origin | null;
  readonly contactId: string | null;
  /** What its contact on the account still lacks. */
  readonly pending: 'fields' | null;
}

/** A row as it is kept. */
export interface ScannedRow {
  readonly rowNo: number;
  /** JSON. */
  readonly cells: string;
  /** JSON, or null. */
  readonly edits: string | null;
  readonly phone: string | null;
  readonly state: string;
  readonly problem: string | null;
  readonly verdict: string | null;
  readonly origin: string | null;
}

/** Somebody of a list. */
export interface ListedRow {
  readonly cells: readonly string[];
  readonly phone: string;
  readonly person: string;
  /** Null: she has no contact on the connection, and cannot be written to from it. */
  readonly contactId: string | null;
}

interface PageAsk {
  readonly importId: number;
  readonly filter: RowFilter;
  readonly offset: number;
  readonly limit: number;
}

/** Where a row goes. What is not set stays; the problem is always the one given, or none. */
export interface RowChange {
  readonly row: StoredRow;
  readonly to: RowState;
  readonly problem?: Problem;
  readonly set?: Partial<
    Pick<StoredRow, 'notes' | 'phone' | 'person' | 'verdict' | 'waNumber' | 'origin' | 'contactId' | 'pending'>
  >;
}

interface RowRow {
  row_no: number;
  line: number;
  cells: string;
  edits: string | null;
  state: string;
  problem: string | null;
  facts: string | null;
  notes: string | null;
  phone: string | null;
  person: string | null;
  verdict: string | null;
  wa_number: string | null;
  origin: string | null;
  contact_id: string | null;
  pending: string | null;
}

const cellsSchema = z.array(z.string());
// Made once: to make a schema takes longer than to read with it.
const storedVerdictSchema = verdictSchema.nullable();
const storedOriginSchema = originSchema.nullable();

const toRow = (row: RowRow): StoredRow => ({
  rowNo: row.row_no,
  line: row.line,
  ...toCells(row),
  state: rowStateSchema.parse(row.state),
  problem: toProblem(row),
  notes: row.notes ? row.notes.split(',') : [],
  phone: row.phone,
  person: row.person,
  verdict: storedVerdictSchema.parse(row.verdict),
  waNumber: row.wa_number,
  origin: storedOriginSchema.parse(row.origin),
  contactId: row.contact_id,
  pending: row.pending === 'fields' ? 'fields' : null,
});

function toCells(row: Pick<RowRow, 'cells' | 'edits'>): Pick<StoredRow, 'cells' | 'written' | 'edits'> {
  const written = cellsSchema.parse(JSON.parse(row.cells));
  const edits = parseEdits(row.edits);
  return { written, edits, cells: laidOver(written, edits) };
}

const columns =
  'row_no, line, cells, edits, state, problem, facts, notes, phone, person, verdict, wa_number, origin, contact_id, pending';

/** So many numbers of rows are put in order in about 2 ms. */
const fewRows = 10_000;

/** One situation of rows, as row_counts tells them apart. */
type Situation = Pick<StoredRow, 'state' | 'verdict' | 'origin'> & { readonly problem: string | null };

export function createRows(db: Db) {
  const insert = db.prepare(
    "INSERT INTO rows (import_id, row_no, line, cells, state) VALUES (@importId, @rowNo, @line, @cells, 'staged')",
  );
  const listed = db.prepare(
    `INSERT INTO rows (import_id, row_no, line, cells, state, problem, phone, person, contact_id)
     VALUES (@importId, @rowNo, @rowNo, @cells, @state, @problem, @phone, @person, @contactId)`,
  );
  const byNumber = db.prepare<[number, number], RowRow>(
    `SELECT ${columns} FROM rows WHERE import_id = ? AND row_no = ?`,
  );
  const after = db.prepare<[number, number, number], RowRow>(
    `SELECT ${columns} FROM rows WHERE import_id = ? AND row_no > ? ORDER BY row_no LIMIT ?`,
  );
  // The index holds the problem between state and number; asked for rows without one, it is in order of numbers. It is named
  // because SQLite would go through the sheet from its start instead, which is in that order too.
  const inState = db.prepare<[number, string, number, number], RowRow>(
    `SELECT ${columns} FROM rows INDEXED BY rows_by_state
     WHERE import_id = ? AND state = ? AND problem IS NULL AND row_no > ? ORDER BY row_no LIMIT ?`,
  );
  const readyUnlisted = db.prepare<[object], RowRow>(
    `SELECT ${columns} FROM rows INDEXED BY rows_by_state
     WHERE import_id = @importId AND state = 'ready' AND problem IS NULL AND row_no > @afterRowNo
       AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign_id = @campaignId AND d.row_no = rows.row_no)
     ORDER BY row_no LIMIT @limit`,
  );
  const firstIn = db.prepare<[number, string], { row_no: number | null }>(
    `SELECT min(row_no) AS row_no FROM rows INDEXED BY rows_by_state
     WHERE import_id = ? AND state = ? AND problem IS NULL`,
  );
  // By position: by name each of a million rows took a tenth longer.
  const update = db.prepare(
    `UPDATE rows SET state = ?, problem = ?, facts = ?, notes = ?, phone = ?, person = ?, verdict = ?, wa_number = ?,
       origin = ?, contact_id = ?, pending = ?
     WHERE import_id = ? AND row_no = ? AND state = ?`,
  );
  const peopleWithin = db.prepare<[number, number, number], { person: string; line: number }>(
    `SELECT person, line FROM rows WHERE import_id = ? AND row_no BETWEEN ? AND ? AND person IS NOT NULL
       AND state NOT IN ('staged', 'invalid', 'duplicate', 'optedOut', 'excluded') ORDER BY row_no`,
  );
  const cellsWithin = db.prepare<[number, number, number], { line: number; cells: string }>(
    'SELECT line, cells FROM rows WHERE import_id = ? AND row_no BETWEEN ? AND ? ORDER BY row_no',
  );
  const numbersOfPeople = db.prepare<object, { row_no: number }>(
    `SELECT row_no FROM rows WHERE import_id = @importId AND row_no BETWEEN @from AND @to
       AND person IN (SELECT value FROM json_each(@people)) ORDER BY row_no`,
  );
  const byNumbers = db.prepare<object, RowRow>(
    `SELECT ${columns} FROM rows WHERE import_id = @importId AND row_no IN (SELECT value FROM json_each(@numbers))
     ORDER BY row_no`,
  );
  const scan = db.prepare<object, ScannedRow>(
    `SELECT row_no AS rowNo, cells, edits, phone, state, problem, verdict, origin
     FROM rows WHERE import_id = @importId AND row_no BETWEEN @from AND @to ORDER BY row_no`,
  );
  const holding = db.prepare<object, { row_no: number; cells: string; edits: string | null }>(
    `SELECT row_no, cells, edits FROM rows WHERE import_id = @importId AND row_no BETWEEN @from AND @to
       AND (edits IS NOT NULL OR instr(cells, @needle) > 0) ORDER BY row_no`,
  );
  const saveEdits = db.prepare('UPDATE rows SET edits = @edits WHERE import_id = @importId AND row_no = @rowNo');
  const removeSome = db.prepare(
    'DELETE FROM rows WHERE import_id = @importId AND row_no IN (SELECT row_no FROM rows WHERE import_id = @importId LIMIT @limit)',
  );
  const removeCounts = db.prepare('DELETE FROM row_counts WHERE import_id = ?');
  const countUp = db.prepare(
    `INSERT INTO row_counts VALUES (@importId, @state, @problem, @verdict, @origin, @count)
     ON CONFLICT DO UPDATE SET count = count + @count`,
  );
  const countDown = db.prepare(
    `UPDATE row_counts SET count = count - @count
     WHERE import_id = @importId AND state = @state AND problem = @problem AND verdict = @verdict AND origin = @origin`,
  );
  const counts = db.prepare<
    [number],
    { state: string; problem: string; verdict: string; origin: string; count: number }
  >('SELECT state, problem, verdict, origin, count FROM row_counts WHERE import_id = ? AND count > 0');
  const recount = db.prepare<
    [number],
    { state: string; problem: string; verdict: string; origin: string; count: number }
  >(
    `SELECT state, ifnull(problem, '') AS problem, ifnull(verdict, '') AS verdict, ifnull(origin, '') AS origin,
       count(*) AS count FROM rows WHERE import_id = ? GROUP BY 1, 2, 3, 4`,
  );
  const toCount = (row: {
    state: string;
    problem: string;
    verdict: string;
    origin: string;
    count: number;
  }): RowCount => ({
    state: rowStateSchema.parse(row.state),
    problem: row.problem || null,
    verdict: row.verdict === '' ? null : verdictSchema.parse(row.verdict),
    origin: row.origin === '' ? null : originSchema.parse(row.origin),
    count: row.count,
  });

  const situationKey = (situation: Situation): string =>
    [situation.state, situation.problem ?? '', situation.verdict ?? '', situation.origin ?? ''].join('|');

  /** Adds up what changes of situation come to, so that a page of rows costs a handful of updates. */
  function tally() {
    const deltas = new Map<string, number>();
    const add = (situation: Situation, delta: number) => {
      const key = situationKey(situation);
      deltas.set(key, (deltas.get(key) ?? 0) + delta);
    };
    const save = (importId: number) => {
      for (const [key, delta] of deltas) {
        if (delta === 0) continue;
        const [state, problem, verdict, origin] = key.split('|');
        const values = { importId, state, problem, verdict, origin, count: Math.abs(delta) };
        if (delta > 0) countUp.run(values);
        else expectOne(countDown.run(values), 'counting rows');
      }
    };
    return { add, save };
  }

  const staged: Situation = { state: 'staged', problem: null, verdict: null, origin: null };

  const insertStaged = db.transaction((importId: number, firstRowNo: number, rows: readonly TableRow[]) => {
    rows.forEach((row, index) => {
      insert.run({ importId, rowNo: firstRowNo + index, line: row.line, cells: JSON.stringify(row.cells) });
    });
    const counted = tally();
    counted.add(staged, rows.length);
    counted.save(importId);
  });

  const insertListed = db.transaction((importId: number, firstRowNo: number, rows: readonly ListedRow[]) => {
    const counted = tally();
    rows.forEach(({ cells, phone, person, contactId }, index) => {
      const rowNo = firstRowNo + index;
      const state: RowState = contactId === null ? 'excluded' : 'ready';
      const problem = contactId === null ? 'noContactHere' : null;
      listed.run({ importId, rowNo, cells: JSON.stringify(cells), state, problem, phone, person, contactId });
      counted.add({ state, problem, verdict: null, origin: null }, 1);
    });
    counted.save(importId);
  });

  const apply = db.transaction((importId: number, changes: readonly RowChange[]) => {
    const counted = tally();
    for (const { row, to, problem = null, set = {} } of changes) {
      if (row.state !== to && !rowMoves[row.state].includes(to)) throw new Error(`row: ${row.state} to ${to}`);
      const next = { ...row, ...set };
      const { problem: kind, facts } = problemColumns(problem);
      const result = update.run(
        to,
        kind,
        facts,
        next.notes.length > 0 ? next.notes.join(',') : null,
        next.phone,
        next.person,
        next.verdict,
        next.waNumber,
        next.origin,
        next.contactId,
        next.pending,
        importId,
        row.rowNo,
        row.state,
      );
      expectOne(result, `row from ${row.state} to ${to}`);
      counted.add({ ...row, problem: row.problem?.kind ?? null }, -1);
      counted.add({ state: to, problem: problem?.kind ?? null, verdict: next.verdict, origin: next.origin }, 1);
    }
    counted.save(importId);
  });

  /** Statements by the shape of their filter: there are few shapes, so they are prepared once and kept. */
  const pages = new Map<string, (parameters: object) => readonly RowRow[]>();
  function pageQuery(filter: RowFilter, way: 'index' | 'scan'): (parameters: object) => readonly RowRow[] {
    const states = filter.states ?? [];
    const conditions = [
      'import_id = @importId',
      ...(states.length > 0 ? [`state IN (${states.map((_, index) => `@state${index}`).join(', ')})`] : []),
      ...(filter.problem !== undefined ? ['problem IS @problem'] : []),
      ...(filter.verdict !== undefined ? ['verdict IS @verdict'] : []),
      ...(filter.origin !== undefined ? ['origin IS @origin'] : []),
    ];
    const ending = `WHERE ${conditions.join(' AND ')} ORDER BY row_no LIMIT @limit OFFSET @offset`;
    const sql =
      way === 'scan'
        ? `SELECT ${columns} FROM rows ${ending}`
        : `SELECT ${columns} FROM rows WHERE import_id = @importId
             AND row_no IN (SELECT row_no FROM rows INDEXED BY rows_by_state ${ending}) ORDER BY row_no`;
    const known = pages.get(sql);
    if (known) return known;
    const statement = db.prepare<[object], RowRow>(sql);
    const query = (parameters: object) => statement.all(parameters);
    pages.set(sql, query);
    return query;
  }

  interface Situations {
    readonly matching: readonly RowCount[];
    readonly total: number;
    readonly all: number;
  }

  function situationsOf(importId: number, filter: RowFilter): Situations {
    const situations = counts.all(importId).map(toCount);
    const matching = situations.filter((situation) => isInFilter(filter, situation));
    const sum = (some: readonly RowCount[]): number => some.reduce((total, { count }) => total + count, 0);
    return { matching, total: sum(matching), all: sum(situations) };
  }

  /**
   * The shortest way to the rows of a filter, as the counts tell it: by their numbers, where it is all rows; by the index of
   * states, where it has them in their order or where they are few; else through the sheet. Of a million rows the last one holds
   * the thread for 75 ms, and so would the others in its place.
   */
  function wayTo(filter: RowFilter, { matching, total, all }: Situations): 'none' | 'numbers' | 'index' | 'scan' {
    if (total === 0) return 'none';
    if (total === all) return 'numbers';
    const isInOrder = new Set(matching.map(({ state, problem }) => `${state}|${problem}`)).size === 1;
    const isByState = filter.verdict === undefined && filter.origin === undefined;
    return isByState && (isInOrder || total <= fewRows) ? 'index' : 'scan';
  }

  function pageRows(situations: Situations, options: PageAsk): readonly RowRow[] {
    const { importId, filter, offset, limit } = options;
    const { matching } = situations;
    switch (wayTo(filter, situations)) {
      case 'none':
        return [];
      case 'numbers':
        return after.all(importId, offset, limit);
      case 'scan':
        return pageQuery(filter, 'scan')({ importId, ...parametersOf(filter), limit, offset });
      case 'index': {
        const states = [...new Set(matching.map(({ state }) => state))];
        const problems = [...new Set(matching.map(({ problem }) => problem))];
        const [problem] = problems;
        const narrow: RowFilter = { states, ...(problems.length === 1 ? { problem } : {}) };
        return pageQuery(narrow, 'index')({ importId, ...parametersOf(narrow), limit, offset });
      }
    }
  }

  // The totals come from the counts: counting a million rows at each page would cost more than the page.
  const pageOf = (options: PageAsk, situations: Situations) => ({
    total: situations.total,
    rows: pageRows(situations, options).map(toRow),
  });

  const parametersOf = (filter: RowFilter) => ({
    ...Object.fromEntries((filter.states ?? []).map((state, index) => [`state${index}`, state])),
    ...(filter.problem !== undefined ? { problem: filter.problem } : {}),
    ...(filter.verdict !== undefined ? { verdict: filter.verdict } : {}),
    ...(filter.origin !== undefined ? { origin: filter.origin } : {}),
  });

  return {
    /** Some thousand rows at once, numbered on from `firstRowNo`: one transaction. */
    /** People of a list: ready at once, or left out for want of a contact. */
    insertListed: (importId: number, firstRowNo: number, rows: readonly ListedRow[]): void => {
      insertListed(importId, firstRowNo, rows);
    },

    insertStaged: (importId: number, firstRowNo: number, rows: readonly TableRow[]): void => {
      insertStaged(importId, firstRowNo, rows);
    },

    find(importId: number, rowNo: number): StoredRow | null {
      const row = byNumber.get(importId, rowNo);
      return row ? toRow(row) : null;
    },

    /** Rows in the order of the sheet, whatever their state. */
    after: (importId: number, rowNo: number, limit: number): readonly StoredRow[] =>
      after.all(importId, rowNo, limit).map(toRow),

    /** Work to do: rows in one state without a problem, in the order of the sheet. */
    /** Ready rows behind a number that a campaign has not enlisted yet. */
    readyUnlisted: (ask: {
      importId: number;
      campaignId: number;
      afterRowNo: number;
      limit: number;
    }): readonly StoredRow[] => readyUnlisted.all(ask).map(toRow),
    /** The first row in one of these states and without a problem; null where there is none. */
    firstIn(importId: number, states: readonly RowState[]): number | null {
      const firsts = states.flatMap((state) => firstIn.get(importId, state)?.row_no ?? []);
      return firsts.length === 0 ? null : Math.min(...firsts);
    },
    inState: (importId: number, state: RowState, limit: number, afterRowNo = 0): readonly StoredRow[] =>
      inState.all(importId, state, afterRowNo, limit).map(toRow),

    /** Moves rows, each from the state in which it was read; all or none. An unlawful move throws. */
    apply: (importId: number, changes: readonly RowChange[]): void => {
      apply(importId, changes);
    },

    /** Who stands in these rows, both ends among them, with the line of each: rows that hold their person for the sheet. */
    peopleWithin: (
      importId: number,
      rows: { readonly from: number; readonly to: number },
    ): readonly { readonly person: string; readonly line: number }[] => peopleWithin.all(importId, rows.from, rows.to),

    /** Of these rows, both ends among them: the numbers of those whose person is one of `people`, whatever their state. */
    numbersOfPeople: (
      importId: number,
      rows: { readonly from: number; readonly to: number },
      people: readonly string[],
    ): readonly number[] =>
      numbersOfPeople.all({ importId, ...rows, people: JSON.stringify(people) }).map((row) => row.row_no),

    /** Rows by their numbers, in the order of the sheet. */
    byNumbers: (importId: number, numbers: readonly number[]): readonly StoredRow[] =>
      byNumbers.all({ importId, numbers: JSON.stringify(numbers) }).map(toRow),

    /** These rows, both ends among them, as they are kept: to look through a million of them for what is searched. */
    scan: (importId: number, rows: { readonly from: number; readonly to: number }): readonly ScannedRow[] =>
      scan.all({ importId, ...rows }),

    /** Of these rows, both ends among them: the cells of those that may hold a text somewhere. */
    mayHold: (
      importId: number,
      rows: { readonly from: number; readonly to: number },
      text: string,
    ): readonly { readonly rowNo: number; readonly cells: readonly string[] }[] =>
      holding
        .all({ importId, ...rows, needle: JSON.stringify(text).slice(1, -1) })
        .map((row) => ({ rowNo: row.row_no, cells: toCells(row).cells })),

    /** What a person put right in one row. Where the row stands is for `apply`. */
    saveEdits(importId: number, rowNo: number, edits: Edits): void {
      expectOne(saveEdits.run({ importId, rowNo, edits: formatEdits(edits) }), 'putting a cell right');
    },

    /** What these rows were staged with, both ends among them: cells as JSON, to be compared without taking them apart. */
    cellsWithin: (
      importId: number,
      rows: { readonly from: number; readonly to: number },
    ): readonly { readonly line: number; readonly cells: string }[] => cellsWithin.all(importId, rows.from, rows.to),

    /** Deletes up to `limit` rows of an import, and says how many: a million go in slices. */
    removeSome(importId: number, limit: number): number {
      const { changes } = removeSome.run({ importId, limit });
      removeCounts.run(importId);
      return changes;
    },

    counts: (importId: number): readonly RowCount[] => counts.all(importId).map(toCount),

    /** The same from the rows themselves: what the counts must always equal. Slow on large sheets. */
    recount: (importId: number): readonly RowCount[] => recount.all(importId).map(toCount),

    page: (options: PageAsk): { readonly total: number; readonly rows: readonly StoredRow[] } =>
      pageOf(options, situationsOf(options.importId, options.filter)),

    /** The same where it comes at once, however many rows there are; else null: the page is to be had by a view. */
    quickPage(options: PageAsk): { readonly total: number; readonly rows: readonly StoredRow[] } | null {
      const situations = situationsOf(options.importId, options.filter);
      const isQuick = situations.all <= fewRows || wayTo(options.filter, situations) !== 'scan';
      return isQuick ? pageOf(options, situations) : null;
    },
  };
}
