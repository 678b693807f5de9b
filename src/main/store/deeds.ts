import { z } from 'zod';
import { type Problem, problemSchema } from '#shared/problem.ts';
import { type Deed, deedKinds } from '#shared/rpc/desk.ts';
import { type Db, expectOne } from './database.ts';

const rowSchema = z.object({
  id: z.int(),
  deed: z.enum(deedKinds),
  subject: z.string(),
  begun_at: z.number(),
  ended_at: z.number().nullable(),
  problem: z.string().nullable(),
});

function toDeed(row: unknown): Deed {
  const { id, deed, subject, begun_at: begunAt, ended_at: endedAt, problem } = rowSchema.parse(row);
  return {
    id,
    deed,
    subject,
    begunAt,
    endedAt,
    problem: problem === null ? null : problemSchema.parse(JSON.parse(problem)),
  };
}

/** What was done to an account itself: its connections, webhooks and tokens. */
export function createDeeds(db: Db) {
  const begin = db.prepare(
    'INSERT INTO deeds (account_id, deed, subject, begun_at) VALUES (@accountId, @deed, @subject, @nowMs)',
  );
  const end = db.prepare('UPDATE deeds SET ended_at = @nowMs, problem = @problem WHERE id = @id AND ended_at IS NULL');
  const latest = db.prepare('SELECT * FROM deeds WHERE account_id = ? ORDER BY id DESC LIMIT 100');

  return {
    begin: (deed: { accountId: number; deed: Deed['deed']; subject: string; nowMs: number }): number =>
      Number(begin.run(deed).lastInsertRowid),
    end(id: number, problem: Problem | null, nowMs: number): void {
      expectOne(end.run({ id, nowMs, problem: problem === null ? null : JSON.stringify(problem) }), 'ending a deed');
    },
    /** Newest first. */
    latest: (accountId: number): readonly Deed[] => latest.all(accountId).map(toDeed),
  };
}
