import type { Problem } from '#shared/problem.ts';
import {
  type UndoAction,
  type UndoState,
  undoActionSchema,
  undoMoves,
  undoStateSchema,
} from '#shared/recipient/undo.ts';
import { type JobStatus, jobStatusSchema } from '#shared/rpc/jobs.ts';
import { type UndoCount, type UndoPhase, undoPhaseSchema } from '#shared/rpc/undos.ts';
import { type Db, expectOne } from './database.ts';
import { parseProblemJson, problemColumns, problemJson, toProblem } from './problems.ts';

export interface StoredUndo {
  readonly importId: number;
  readonly accountId: number;
  readonly phase: UndoPhase;
  readonly status: JobStatus;
  readonly reason: Problem | null;
  readonly enlistedTo: number;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

export interface UndoRow {
  readonly rowNo: number;
  readonly contactId: string;
  readonly action: UndoAction;
  readonly state: UndoState;
  readonly problem: Problem | null;
  readonly attempts: number;
}

/** Where a row goes; the problem is always the one given, or none. */
export interface UndoChange {
  readonly row: UndoRow;
  readonly to: UndoState;
  readonly problem?: Problem;
  /** 1 when it is taken, -1 when that certainly came to nothing. */
  readonly attempts?: 1 | -1;
}

interface UndoColumns {
  import_id: number;
  account_id: number;
  phase: string;
  status: string;
  reason: string | null;
  enlisted_to: number;
  created_at: number;
  finished_at: number | null;
}

interface RowColumns {
  row_no: number;
  contact_id: string;
  action: string;
  state: string;
  problem: string | null;
  facts: string | null;
  attempts: number;
}

const toUndo = (row: UndoColumns): StoredUndo => ({
  importId: row.import_id,
  accountId: row.account_id,
  phase: undoPhaseSchema.parse(row.phase),
  status: jobStatusSchema.parse(row.status),
  reason: parseProblemJson(row.reason),
  enlistedTo: row.enlisted_to,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

const toRow = (row: RowColumns): UndoRow => ({
  rowNo: row.row_no,
  contactId: row.contact_id,
  action: undoActionSchema.parse(row.action),
  state: undoStateSchema.parse(row.state),
  problem: toProblem(row),
  attempts: row.attempts,
});

/** Undos and their rows: one table each, written together. */
export function createUndos(db: Db) {
  const columns = 'import_id, account_id, phase, status, reason, enlisted_to, created_at, finished_at';
  const byImport = db.prepare<[number], UndoColumns>(`SELECT ${columns} FROM undos WHERE import_id = ?`);
  const list = db.prepare<[], UndoColumns>(`SELECT ${columns} FROM undos ORDER BY created_at DESC`);
  const insert = db.prepare(
    `INSERT INTO undos (import_id, account_id, phase, status, created_at)
     VALUES (@importId, @accountId, 'look', 'running', @nowMs)`,
  );
  const move = db.prepare(
    'UPDATE undos SET phase = @phase, status = @status, reason = @reason, finished_at = @finishedAt WHERE import_id = @importId',
  );
  const interrupt = db.prepare("UPDATE undos SET status = 'paused', reason = ? WHERE status = 'running'");
  const doubt = db.prepare("UPDATE undo_rows SET state = 'inDoubt' WHERE import_id = ? AND state = 'working'");
  const enlistedTo = db.prepare('UPDATE undos SET enlisted_to = @rowNo WHERE import_id = @importId');
  const insertRow = db.prepare(
    `INSERT INTO undo_rows (import_id, row_no, contact_id, action, state)
     VALUES (@importId, @rowNo, @contactId, @action, 'queued')`,
  );
  const inState = db.prepare<[number, string, number], RowColumns>(
    `SELECT row_no, contact_id, action, state, problem, facts, attempts FROM undo_rows
     WHERE import_id = ? AND state = ? ORDER BY row_no LIMIT ?`,
  );
  const update = db.prepare(
    `UPDATE undo_rows SET state = @to, problem = @problem, facts = @facts, attempts = attempts + @attempts
     WHERE import_id = @importId AND row_no = @rowNo AND state = @from`,
  );
  const counts = db.prepare<[number], { action: string; state: string; problem: string; count: number }>(
    'SELECT action, state, problem, count FROM undo_counts WHERE import_id = ? AND count > 0',
  );
  const recount = db.prepare<[number], { action: string; state: string; problem: string; count: number }>(
    `SELECT action, state, ifnull(problem, '') AS problem, count(*) AS count FROM undo_rows
     WHERE import_id = ? GROUP BY 1, 2, 3`,
  );
  const elsewhere = db.prepare<[string, number], { one: number }>(
    'SELECT 1 AS one FROM rows WHERE contact_id = ? AND import_id <> ? LIMIT 1',
  );

  const toCount = (row: { action: string; state: string; problem: string; count: number }): UndoCount => ({
    action: undoActionSchema.parse(row.action),
    state: undoStateSchema.parse(row.state),
    problem: row.problem || null,
    count: row.count,
  });

  const apply = db.transaction((importId: number, changes: readonly UndoChange[]) => {
    for (const { row, to, problem = null, attempts = 0 } of changes) {
      if (!undoMoves[row.state].includes(to)) throw new Error(`undo: ${row.state} to ${to}`);
      const result = update.run({
        ...{ importId, rowNo: row.rowNo, from: row.state, to, attempts },
        ...problemColumns(problem),
      });
      expectOne(result, `undo from ${row.state} to ${to}`);
    }
  });

  const find = (importId: number): StoredUndo | null => {
    const row = byImport.get(importId);
    return row ? toUndo(row) : null;
  };

  return {
    find,
    get(importId: number): StoredUndo {
      const found = find(importId);
      if (!found) throw new Error(`no undo of import ${importId} in the store`);
      return found;
    },
    /** Newest first. */
    list: (): readonly StoredUndo[] => list.all().map(toUndo),

    create(draft: { readonly importId: number; readonly accountId: number; readonly nowMs: number }): void {
      insert.run(draft);
    },

    move(
      importId: number,
      to: {
        readonly phase: UndoPhase;
        readonly status: JobStatus;
        readonly reason: Problem | null;
        readonly finishedAt: number | null;
      },
    ): void {
      expectOne(move.run({ importId, ...to, reason: problemJson(to.reason) }), 'moving an undo');
    },

    /** Rows of the import up to `toRowNo` have been gone through. Inside a transaction. */
    enlist(importId: number, rows: readonly Pick<UndoRow, 'rowNo' | 'contactId' | 'action'>[], toRowNo: number): void {
      for (const row of rows) insertRow.run({ importId, ...row });
      expectOne(enlistedTo.run({ importId, rowNo: toRowNo }), 'enlisting what to undo');
    },

    /** Work to do: rows in one state, in the order of the sheet. */
    inState: (importId: number, state: UndoState, limit: number): readonly UndoRow[] =>
      inState.all(importId, state, limit).map(toRow),

    /** Moves rows, each from the state in which it was read; all or none. An unlawful move throws. */
    apply: (importId: number, changes: readonly UndoChange[]): void => {
      apply(importId, changes);
    },

    counts: (importId: number): readonly UndoCount[] => counts.all(importId).map(toCount),
    /** The same from the rows themselves: what the counts must always equal. */
    recount: (importId: number): readonly UndoCount[] => recount.all(importId).map(toCount),

    /** Requests without an answer may have had their effect. Inside a transaction. */
    doubtWorking(importId: number): void {
      doubt.run(importId);
    },

    /** What a process that died left running is paused, with that as its reason. */
    interruptAll: (reason: Problem): number => interrupt.run(JSON.stringify(reason)).changes,

    /** Does another import have this contact as well? */
    isElsewhere: (contactId: string, importId: number): boolean => elsewhere.get(contactId, importId) !== undefined,
  };
}
