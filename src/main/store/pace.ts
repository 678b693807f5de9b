import { type Db, expectOne } from './database.ts';

/** What is paced apart: messages, questions about numbers (mass checks alone get numbers banned), and bulk actions. */
export type Lane = 'messages' | 'checks' | 'actions';

/** The account's ledger of what left (law 4). Wall-clock times; an entry without an end has no answer yet. */
export function createPaceLedger(db: Db) {
  const enter = db.prepare('INSERT INTO pace_ledger (account_id, lane, started_at) VALUES (@accountId, @lane, @nowMs)');
  const record = db.prepare(
    'INSERT INTO pace_ledger (account_id, lane, started_at, ended_at) VALUES (@accountId, @lane, @atMs, @atMs)',
  );
  const leave = db.prepare('UPDATE pace_ledger SET ended_at = @nowMs WHERE id = @id AND ended_at IS NULL');
  const closeOpen = db.prepare('UPDATE pace_ledger SET ended_at = @nowMs WHERE ended_at IS NULL');
  const lastId = db.prepare<[], { id: number }>('SELECT ifnull(max(id), 0) AS id FROM pace_ledger');
  const endsUpTo = db.prepare<[object], { ended_at: number }>(
    `SELECT ended_at FROM pace_ledger
     WHERE account_id = @accountId AND lane = @lane AND ended_at >= @sinceMs AND id <= @lastId`,
  );
  const startedBetween = db.prepare<[object], { count: number }>(
    `SELECT count(*) AS count FROM pace_ledger
     WHERE account_id = @accountId AND lane = @lane AND started_at >= @fromMs AND started_at < @toMs`,
  );
  const prune = db.prepare(
    `DELETE FROM pace_ledger WHERE id IN (
       SELECT id FROM pace_ledger WHERE account_id IN (SELECT id FROM accounts) AND lane IN ('messages', 'checks', 'actions')
         AND ended_at < @beforeMs LIMIT @limit)`,
  );
  const moveEnds = db.prepare(
    `UPDATE pace_ledger SET ended_at = ended_at + @byMs
     WHERE account_id = @accountId AND lane = @lane AND ended_at >= @sinceMs`,
  );

  return {
    enter: (entry: { accountId: number; lane: Lane; nowMs: number }): number =>
      Number(enter.run(entry).lastInsertRowid),
    /** A message of the past, of which the log did not know. */
    record(entry: { accountId: number; lane: Lane; atMs: number }): void {
      record.run(entry);
    },
    leave(id: number, nowMs: number): void {
      expectOne(leave.run({ id, nowMs }), 'leaving the ledger');
    },
    /** At start: a request that a dying process left open may arrive as late as now, so it counts from now. */
    closeOpen: (nowMs: number): number => closeOpen.run({ nowMs }).changes,
    /** The newest entry; 0 where there is none. */
    lastId: (): number => lastId.get()?.id ?? 0,
    /** Answers since a moment, of entries up to one. In no order. */
    endsUpTo: (key: { accountId: number; lane: Lane; sinceMs: number; lastId: number }): readonly number[] =>
      endsUpTo.all(key).map((row) => row.ended_at),
    startedBetween: (key: { accountId: number; lane: Lane; fromMs: number; toMs: number }): number =>
      startedBetween.get(key)?.count ?? 0,
    /** The wall clock was moved: answers since a moment of before are of as much later now. */
    moveEnds: (by: { accountId: number; lane: Lane; sinceMs: number; byMs: number }): number =>
      moveEnds.run(by).changes,
    /** Forgets some of what no window and no day can see any more. */
    prune: (beforeMs: number, limit: number): number => prune.run({ beforeMs, limit }).changes,
  };
}
