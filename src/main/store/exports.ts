import {
  type ExportPhase,
  type ExportPlace,
  type ExportPlan,
  exportPhaseSchema,
  exportPlaceSchema,
  exportPlanSchema,
  firstPlace,
} from '#shared/export/state.ts';
import { type ExportWish, exportWishSchema } from '#shared/export/wish.ts';
import type { Problem } from '#shared/problem.ts';
import { type JobStatus, jobStatusSchema } from '#shared/rpc/jobs.ts';
import { type Language, languageSchema } from '#shared/sentences/languages.ts';
import { type Db, expectOne } from './database.ts';
import { parseProblemJson, problemJson } from './problems.ts';

export interface StoredExport {
  readonly id: number;
  readonly accountId: number;
  readonly name: string;
  readonly wish: ExportWish;
  /** Absolute: where it is to be. */
  readonly path: string;
  /** A file that is there already may be replaced. */
  readonly overwrites: boolean;
  readonly language: Language;
  readonly timeZone: string;
  /** Null before it was made. */
  readonly plan: ExportPlan | null;
  readonly phase: ExportPhase;
  readonly status: JobStatus;
  readonly reason: Problem | null;
  readonly place: ExportPlace;
  /** Of the part that is on the disk for certain. */
  readonly bytes: number;
  readonly written: number;
  readonly failed: number;
  /** Null where the account does not tell. */
  readonly total: number | null;
  /** The account gave no more, though there is more. */
  readonly isCut: boolean;
  /** Where it goes at its end, set before it does; afterwards, where it is. */
  readonly movedTo: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

/** Something that an export lacks. */
export interface ExportGap {
  readonly ticketId: string | null;
  readonly protocol: string | null;
  readonly problem: Problem;
}

interface Columns {
  id: number;
  account_id: number;
  name: string;
  wish: string;
  path: string;
  overwrites: number;
  language: string;
  time_zone: string;
  plan: string | null;
  phase: string;
  status: string;
  reason: string | null;
  place: string;
  bytes: number;
  written: number;
  failed: number;
  total: number | null;
  is_cut: number;
  moved_to: string | null;
  created_at: number;
  finished_at: number | null;
}

const toExport = (row: Columns): StoredExport => ({
  id: row.id,
  accountId: row.account_id,
  name: row.name,
  wish: exportWishSchema.parse(JSON.parse(row.wish)),
  path: row.path,
  overwrites: row.overwrites === 1,
  language: languageSchema.parse(row.language),
  timeZone: row.time_zone,
  plan: row.plan === null ? null : exportPlanSchema.parse(JSON.parse(row.plan)),
  phase: exportPhaseSchema.parse(row.phase),
  status: jobStatusSchema.parse(row.status),
  reason: parseProblemJson(row.reason),
  place: exportPlaceSchema.parse(JSON.parse(row.place)),
  bytes: row.bytes,
  written: row.written,
  failed: row.failed,
  total: row.total,
  isCut: row.is_cut === 1,
  movedTo: row.moved_to,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

/** Exports, and what each of them lacks. */
export function createExports(db: Db) {
  const columns = `id, account_id, name, wish, path, overwrites, language, time_zone, plan, phase, status, reason, place, bytes,
    written, failed, total, is_cut, moved_to, created_at, finished_at`;
  const byId = db.prepare<[number], Columns>(`SELECT ${columns} FROM exports WHERE id = ?`);
  const list = db.prepare<[], Columns>(`SELECT ${columns} FROM exports ORDER BY id DESC`);
  const insert = db.prepare(
    `INSERT INTO exports (account_id, name, wish, path, overwrites, language, time_zone, phase, status, place, created_at)
     VALUES (@accountId, @name, @wish, @path, @overwrites, @language, @timeZone, 'read', 'running', @place, @nowMs)`,
  );
  const move = db.prepare(
    'UPDATE exports SET phase = @phase, status = @status, reason = @reason, finished_at = @finishedAt WHERE id = @id',
  );
  const interrupt = db.prepare("UPDATE exports SET status = 'paused', reason = ? WHERE status = 'running'");
  const savePath = db.prepare('UPDATE exports SET path = @path WHERE id = @id');
  const savePlan = db.prepare('UPDATE exports SET plan = @plan WHERE id = @id');
  const restart = db.prepare(
    `UPDATE exports SET place = @place, bytes = 0, written = 0, failed = 0, total = NULL, is_cut = 0, moved_to = NULL
     WHERE id = @id`,
  );
  const dropGaps = db.prepare('DELETE FROM export_gaps WHERE export_id = ?');
  const progress = db.prepare(
    `UPDATE exports SET place = @place, bytes = @bytes, written = written + @written, failed = failed + @failed,
       total = ifnull(@total, total), is_cut = max(is_cut, @isCut)
     WHERE id = @id AND phase = 'read'`,
  );
  const lastGap = db.prepare<[number], { last: number | null }>(
    'SELECT max(gap_no) AS last FROM export_gaps WHERE export_id = ?',
  );
  const insertGap = db.prepare(
    `INSERT INTO export_gaps (export_id, gap_no, ticket_id, protocol, problem)
     VALUES (@id, @gapNo, @ticketId, @protocol, @problem)`,
  );
  const gaps = db.prepare<[number, number], { ticket_id: string | null; protocol: string | null; problem: string }>(
    'SELECT ticket_id, protocol, problem FROM export_gaps WHERE export_id = ? ORDER BY gap_no LIMIT ?',
  );
  const saveMove = db.prepare('UPDATE exports SET moved_to = @movedTo WHERE id = @id');
  const end = db.prepare(
    `UPDATE exports SET phase = 'done', status = 'done', reason = NULL, plan = @plan, wish = @wish, finished_at = @nowMs
     WHERE id = @id AND moved_to IS NOT NULL`,
  );

  const find = (id: number): StoredExport | null => {
    const row = byId.get(id);
    return row ? toExport(row) : null;
  };

  return {
    find,
    get(id: number): StoredExport {
      const found = find(id);
      if (!found) throw new Error(`no export ${id} in the store`);
      return found;
    },
    /** Newest first. */
    list: (): readonly StoredExport[] => list.all().map(toExport),

    create(
      draft: Pick<StoredExport, 'accountId' | 'name' | 'wish' | 'path' | 'overwrites' | 'language' | 'timeZone'> & {
        readonly nowMs: number;
      },
    ): number {
      const { wish, overwrites, ...rest } = draft;
      const json = { wish: JSON.stringify(wish), place: JSON.stringify(firstPlace) };
      return Number(insert.run({ ...rest, ...json, overwrites: overwrites ? 1 : 0 }).lastInsertRowid);
    },

    move(id: number, to: Pick<StoredExport, 'phase' | 'status' | 'reason' | 'finishedAt'>): void {
      expectOne(move.run({ id, ...to, reason: problemJson(to.reason) }), 'moving an export');
    },

    savePath(id: number, path: string): void {
      expectOne(savePath.run({ id, path }), 'placing an export');
    },

    savePlan(id: number, plan: ExportPlan): void {
      expectOne(savePlan.run({ id, plan: JSON.stringify(plan) }), 'planning an export');
    },

    /** The part is gone: all of it is read again. Inside a transaction. */
    restart(id: number): void {
      dropGaps.run(id);
      expectOne(restart.run({ id, place: JSON.stringify(firstPlace) }), 'restarting an export');
    },

    /** So much more is on the disk. Inside a transaction. */
    saveProgress(
      id: number,
      step: {
        readonly place: ExportPlace;
        readonly bytes: number;
        readonly written: number;
        readonly gaps?: readonly ExportGap[];
        readonly total?: number | null;
        readonly isCut?: boolean;
      },
    ): void {
      const { gaps: found = [], total = null, isCut = false } = step;
      expectOne(
        progress.run({
          ...{ id, place: JSON.stringify(step.place), bytes: step.bytes, written: step.written, total },
          ...{ failed: found.length, isCut: isCut ? 1 : 0 },
        }),
        'noting how far an export has come',
      );
      let gapNo = lastGap.get(id)?.last ?? 0;
      for (const { ticketId, protocol, problem } of found) {
        gapNo += 1;
        insertGap.run({ id, gapNo, ticketId, protocol, problem: JSON.stringify(problem) });
      }
    },

    /** What it lacks, in order. */
    gaps: (id: number, limit: number): readonly ExportGap[] =>
      gaps.all(id, limit).flatMap(({ ticket_id: ticketId, protocol, problem: json }) => {
        const problem = parseProblemJson(json);
        return problem === null ? [] : [{ ticketId, protocol, problem }];
      }),

    /** Where it is about to be moved. */
    saveMove(id: number, movedTo: string | null): void {
      expectOne(saveMove.run({ id, movedTo }), 'moving the file of an export');
    },

    /** It is where it was to be moved. */
    end(
      id: number,
      left: { readonly wish: ExportWish; readonly plan: ExportPlan | null; readonly nowMs: number },
    ): void {
      const { wish, plan, nowMs } = left;
      const json = { wish: JSON.stringify(wish), plan: plan === null ? null : JSON.stringify(plan) };
      expectOne(end.run({ id, ...json, nowMs }), 'ending an export');
    },

    /** What a process that died left running is paused, with that as its reason. */
    interruptAll: (reason: Problem): number => interrupt.run(JSON.stringify(reason)).changes,
  };
}
