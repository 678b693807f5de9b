import { z } from 'zod';
import { contentSchema } from '#shared/campaign/content.ts';
import { exclusionsSchema } from '#shared/campaign/exclusions.ts';
import { savedColumnSchema } from '#shared/mapping/saved.ts';
import { paceSchema } from '#shared/pace/limits.ts';
import type { Problem } from '#shared/problem.ts';
import { inDoubtRuleSchema } from '#shared/rpc/campaigns.ts';
import { importOptionsSchema } from '#shared/rpc/imports.ts';
import { type RoutineSetup, type RunState, routineSetupSchema, runStateSchema } from '#shared/rpc/routines.ts';
import { type Db, expectOne } from './database.ts';
import { parseProblemJson, problemJson } from './problems.ts';

/** What a routine repeats, as it was when it was made: how a sheet is read, what is said and how fast. */
const whatSchema = z.object({
  /** Of the campaign that it was made of. */
  importId: z.int(),
  columns: z.array(savedColumnSchema),
  options: importOptionsSchema,
  content: contentSchema,
  exclusions: exclusionsSchema,
  pace: paceSchema,
  inDoubt: inDoubtRuleSchema,
  openTicket: z.boolean(),
});
export type RoutineWhat = z.infer<typeof whatSchema>;

export interface StoredRoutine extends RoutineSetup {
  readonly id: number;
  readonly name: string;
  readonly accountId: number;
  readonly what: RoutineWhat;
  readonly isPaused: boolean;
  /** Unix milliseconds. */
  readonly nextAt: number;
}

export interface StoredRun {
  readonly id: number;
  readonly routineId: number;
  readonly dueAt: number;
  readonly state: RunState;
  readonly reason: Problem | null;
  readonly fileName: string | null;
  readonly fingerprint: string | null;
  readonly importId: number | null;
  readonly campaignId: number | null;
  readonly begunAt: number;
  readonly endedAt: number | null;
}

interface RoutineRow {
  id: number;
  name: string;
  account_id: number;
  setup: string;
  what: string;
  is_paused: number;
  next_at: number;
}

const toRoutine = (row: RoutineRow): StoredRoutine => ({
  ...routineSetupSchema.parse(JSON.parse(row.setup)),
  id: row.id,
  name: row.name,
  accountId: row.account_id,
  what: whatSchema.parse(JSON.parse(row.what)),
  isPaused: row.is_paused === 1,
  nextAt: row.next_at,
});

interface RunRow {
  id: number;
  routine_id: number;
  due_at: number;
  state: string;
  reason: string | null;
  file_name: string | null;
  fingerprint: string | null;
  import_id: number | null;
  campaign_id: number | null;
  begun_at: number;
  ended_at: number | null;
}

const toRun = (row: RunRow): StoredRun => ({
  id: row.id,
  routineId: row.routine_id,
  dueAt: row.due_at,
  state: runStateSchema.parse(row.state),
  reason: parseProblemJson(row.reason),
  fileName: row.file_name,
  fingerprint: row.fingerprint,
  importId: row.import_id,
  campaignId: row.campaign_id,
  begunAt: row.begun_at,
  endedAt: row.ended_at,
});

/** What changes of a run; what is left out stays. */
export type RunChange = Partial<
  Pick<StoredRun, 'state' | 'reason' | 'fileName' | 'fingerprint' | 'importId' | 'campaignId' | 'endedAt'>
>;

/** Routines, and each of their runs. */
export function createRoutines(db: Db) {
  const columns = 'id, name, account_id, setup, what, is_paused, next_at';
  const list = db.prepare<[], RoutineRow>(`SELECT ${columns} FROM routines ORDER BY name, id`);
  const byId = db.prepare<[number], RoutineRow>(`SELECT ${columns} FROM routines WHERE id = ?`);
  const insert = db.prepare(
    `INSERT INTO routines (name, account_id, setup, what, next_at, created_at)
     VALUES (@name, @accountId, @setup, @what, @nextAt, @nowMs)`,
  );
  const change = db.prepare('UPDATE routines SET name = @name, setup = @setup, next_at = @nextAt WHERE id = @id');
  const setPaused = db.prepare('UPDATE routines SET is_paused = @isPaused, next_at = @nextAt WHERE id = @id');
  const setNext = db.prepare('UPDATE routines SET next_at = @nextAt WHERE id = @id');
  const remove = db.prepare('DELETE FROM routines WHERE id = ?');

  const runColumns =
    'id, routine_id, due_at, state, reason, file_name, fingerprint, import_id, campaign_id, begun_at, ended_at';
  const openRuns = db.prepare<[], RunRow>(`SELECT ${runColumns} FROM routine_runs WHERE ended_at IS NULL ORDER BY id`);
  const runById = db.prepare<[number], RunRow>(`SELECT ${runColumns} FROM routine_runs WHERE id = ?`);
  const runsOf = db.prepare<[number, number], RunRow>(
    `SELECT ${runColumns} FROM routine_runs WHERE routine_id = ? ORDER BY ended_at IS NULL DESC, id DESC LIMIT ?`,
  );
  const used = db.prepare<[number, string], { found: number }>(
    'SELECT 1 AS found FROM routine_runs WHERE routine_id = ? AND fingerprint = ?',
  );
  const insertRun = db.prepare(
    `INSERT INTO routine_runs (routine_id, due_at, state, begun_at, ended_at)
     VALUES (@routineId, @dueAt, @state, @nowMs, @endedAt)`,
  );
  const changeRun = db.prepare(
    `UPDATE routine_runs SET state = @state, reason = @reason, file_name = @fileName, fingerprint = @fingerprint,
       import_id = @importId, campaign_id = @campaignId, ended_at = @endedAt WHERE id = @id`,
  );

  const findRun = (id: number): StoredRun | null => {
    const row = runById.get(id);
    return row ? toRun(row) : null;
  };

  return {
    list: (): readonly StoredRoutine[] => list.all().map(toRoutine),
    find(id: number): StoredRoutine | null {
      const row = byId.get(id);
      return row ? toRoutine(row) : null;
    },
    create(routine: {
      readonly name: string;
      readonly accountId: number;
      readonly setup: RoutineSetup;
      readonly what: RoutineWhat;
      readonly nextAt: number;
      readonly nowMs: number;
    }): number {
      const { setup, what, ...plain } = routine;
      const result = insert.run({ ...plain, setup: JSON.stringify(setup), what: JSON.stringify(what) });
      return Number(result.lastInsertRowid);
    },
    change(id: number, to: { readonly name: string; readonly setup: RoutineSetup; readonly nextAt: number }): void {
      expectOne(change.run({ id, ...to, setup: JSON.stringify(to.setup) }), 'changing a routine');
    },
    setPaused(id: number, isPaused: boolean, nextAt: number): void {
      expectOne(setPaused.run({ id, isPaused: isPaused ? 1 : 0, nextAt }), 'pausing a routine');
    },
    setNext(id: number, nextAt: number): void {
      expectOne(setNext.run({ id, nextAt }), 'moving a routine on');
    },
    /** With its history. */
    remove: (id: number): void => void remove.run(id),

    /** Oldest first. */
    openRuns: (): readonly StoredRun[] => openRuns.all().map(toRun),
    findRun,
    /** The open one first, then newest first. */
    runsOf: (routineId: number, limit: number): readonly StoredRun[] => runsOf.all(routineId, limit).map(toRun),
    /** Whether a run of this routine had this very sheet. */
    hasUsed: (routineId: number, fingerprint: string): boolean => used.get(routineId, fingerprint) !== undefined,
    /** A run that is under way, or (`endedAt`) only noted. The database refuses a second one under way. */
    beginRun(run: {
      readonly routineId: number;
      readonly dueAt: number;
      readonly state: RunState;
      readonly nowMs: number;
      readonly endedAt: number | null;
    }): number {
      return Number(insertRun.run(run).lastInsertRowid);
    },
    changeRun(id: number, change: RunChange): void {
      const before = findRun(id);
      if (before === null) return;
      const { state, reason, fileName, fingerprint, importId, campaignId, endedAt } = { ...before, ...change };
      const after = { id, state, fileName, fingerprint, importId, campaignId, endedAt, reason: problemJson(reason) };
      expectOne(changeRun.run(after), 'changing a run of a routine');
    },
  };
}
