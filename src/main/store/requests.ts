import { type Db, expectOne } from './database.ts';

/** What a request with an effect on contacts, tags or fields does. A message's intent is its delivery. */
export type RequestKind =
  | 'createMany'
  | 'createOne'
  | 'updateContact'
  | 'setFields'
  | 'tagContacts'
  | 'untagContacts'
  | 'restoreContact'
  | 'deleteContact'
  | 'blockContact'
  | 'openTicket'
  | 'transferTicket'
  | 'closeTicket'
  | 'comment'
  | 'createGroup'
  | 'addMembers'
  | 'promoteMembers'
  | 'createTag'
  | 'createField'
  | 'testMessage'
  | 'markOptOut'
  | 'markOptIn'
  | 'confirmOptOut';

/** How it ended: with its effect, certainly without, or nobody knows. */
type RequestEnd = 'done' | 'none' | 'unknown';

/** Law 1: the journal of requests with an effect, each committed before it leaves. No personal data in it. */
export function createRequests(db: Db) {
  const begin = db.prepare(
    `INSERT INTO requests (account_id, import_id, kind, subject, state, begun_at)
     VALUES (@accountId, @importId, @kind, @subject, 'open', @nowMs)`,
  );
  const end = db.prepare(
    "UPDATE requests SET state = @state, status = @status, ended_at = @nowMs WHERE id = @id AND state = 'open'",
  );
  const interrupt = db.prepare("UPDATE requests SET state = 'unknown', ended_at = @nowMs WHERE state = 'open'");

  return {
    /** Commits the intent. `subject` names rows by their number. */
    begin(intent: {
      readonly accountId: number;
      readonly importId: number | null;
      readonly kind: RequestKind;
      readonly subject: unknown;
      readonly nowMs: number;
    }): number {
      const result = begin.run({ ...intent, subject: JSON.stringify(intent.subject) });
      return Number(result.lastInsertRowid);
    },

    end(id: number, outcome: { state: RequestEnd; status: number | null; nowMs: number }): void {
      expectOne(end.run({ id, ...outcome }), 'ending a request');
    },

    /** At start: what a process that died left open has an unknown outcome. Returns how many there were. */
    interruptAll: (nowMs: number): number => interrupt.run({ nowMs }).changes,
  };
}
