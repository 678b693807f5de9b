import { type EditKind, editKindSchema } from '#shared/rpc/review.ts';
import { type Db, expectOne } from './database.ts';

/** One edit of a person, however many cells it changed. */
export interface EditStep {
  readonly step: number;
  readonly kind: EditKind;
  readonly changes: number;
}

/**
 * What a step did in one place. A cell: its text before and after, null for as it came. A row left out or taken in
 * (`column` null): 'in' or 'out'.
 */
export interface EditChange {
  readonly rowNo: number;
  readonly column: number | null;
  readonly before: string | null;
  readonly after: string | null;
}

interface StepRow {
  step: number;
  kind: string;
  changes: number;
}

interface ChangeRow {
  row_no: number;
  column_no: number;
  text_before: string | null;
  text_after: string | null;
}

const wholeRow = -1;

const toStep = (row: StepRow | undefined): EditStep | null =>
  row ? { step: row.step, kind: editKindSchema.parse(row.kind), changes: row.changes } : null;

/** The edits of the sheets under review, to be taken back and done again. */
export function createEdits(db: Db) {
  const lastDone = db.prepare<[number], StepRow>(
    'SELECT step, kind, changes FROM edit_steps WHERE import_id = ? AND is_done = 1 ORDER BY step DESC LIMIT 1',
  );
  const firstUndone = db.prepare<[number], StepRow>(
    'SELECT step, kind, changes FROM edit_steps WHERE import_id = ? AND is_done = 0 ORDER BY step LIMIT 1',
  );
  const begin = db.prepare(
    `INSERT INTO edit_steps (import_id, step, kind, is_done, made_at)
     VALUES (@importId, (SELECT ifnull(max(step), 0) + 1 FROM edit_steps WHERE import_id = @importId), @kind, 1, @nowMs)
     RETURNING step`,
  );
  const addChange = db.prepare('INSERT INTO edit_changes VALUES (@importId, @step, @rowNo, @column, @before, @after)');
  const countChanges = db.prepare(
    'UPDATE edit_steps SET changes = changes + @count WHERE import_id = @importId AND step = @step',
  );
  const setDone = db.prepare(
    'UPDATE edit_steps SET is_done = @isDone WHERE import_id = @importId AND step = @step AND is_done <> @isDone',
  );
  const changesAfter = db.prepare<object, ChangeRow>(
    `SELECT row_no, column_no, text_before, text_after FROM edit_changes
     WHERE import_id = @importId AND step = @step AND (row_no, column_no) > (@rowNo, @column)
     ORDER BY row_no, column_no LIMIT @limit`,
  );
  const forgetChanges = db.prepare(
    `DELETE FROM edit_changes WHERE import_id = @importId AND (step, row_no, column_no) IN (
       SELECT step, row_no, column_no FROM edit_changes WHERE import_id = @importId
         AND step IN (SELECT step FROM edit_steps WHERE import_id = @importId AND is_done = 0) LIMIT @limit)`,
  );
  const forgetAll = [
    db.prepare('DELETE FROM edit_changes WHERE import_id = ?'),
    db.prepare('DELETE FROM edit_steps WHERE import_id = ?'),
  ];
  const forgetSteps = db.prepare('DELETE FROM edit_steps WHERE import_id = ? AND is_done = 0');

  return {
    /** What *undo* would take back. */
    lastDone: (importId: number): EditStep | null => toStep(lastDone.get(importId)),
    /** What *redo* would do again. */
    firstUndone: (importId: number): EditStep | null => toStep(firstUndone.get(importId)),

    /** A new step, still without changes. The ones that were taken back are forgotten first: `forgetUndone`. */
    begin(importId: number, kind: EditKind, nowMs: number): number {
      const row = begin.get({ importId, kind, nowMs });
      if (typeof row !== 'object' || row === null || !('step' in row)) throw new Error('an edit step without number');
      return Number(row.step);
    },

    add(importId: number, step: number, changes: readonly EditChange[]): void {
      for (const { rowNo, column, before, after } of changes) {
        addChange.run({ importId, step, rowNo, column: column ?? wholeRow, before, after });
      }
      expectOne(countChanges.run({ importId, step, count: changes.length }), 'counting the changes of an edit');
    },

    /** Taken back, or done again. */
    setDone(importId: number, step: number, isDone: boolean): void {
      expectOne(setDone.run({ importId, step, isDone: Number(isDone) }), 'taking an edit back or doing it again');
    },

    /** The changes of a step behind a place, in the order of the sheet. */
    changes(
      importId: number,
      step: number,
      after: Pick<EditChange, 'rowNo' | 'column'> | null,
      limit: number,
    ): readonly EditChange[] {
      const from = after ? { rowNo: after.rowNo, column: after.column ?? wholeRow } : { rowNo: 0, column: wholeRow };
      return changesAfter.all({ importId, step, ...from, limit }).map((row) => ({
        rowNo: row.row_no,
        column: row.column_no === wholeRow ? null : row.column_no,
        before: row.text_before,
        after: row.text_after,
      }));
    },

    /** The sheet is read again: its rows are others. */
    forget(importId: number): void {
      for (const statement of forgetAll) statement.run(importId);
    },

    /** Forgets up to `limit` changes of steps that were taken back, then the steps; says whether there is more. */
    forgetUndone(importId: number, limit: number): 'more' | 'done' {
      if (forgetChanges.run({ importId, limit }).changes > 0) return 'more';
      forgetSteps.run(importId);
      return 'done';
    },
  };
}
