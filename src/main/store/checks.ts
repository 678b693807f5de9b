import { type Verdict, verdictSchema } from '#shared/recipient/row.ts';
import type { Db } from './database.ts';

export interface Check {
  readonly phone: string;
  readonly verdict: Verdict;
  /** The canonical number that the account gave, or null. */
  readonly waNumber: string | null;
}

/** What `contacts/exists` said about numbers, per account and connection, so that nobody is asked about twice. */
export function createChecks(db: Db) {
  const find = db.prepare<[object], { phone: string; verdict: string; wa_number: string | null }>(
    `SELECT phone, verdict, wa_number FROM checks
     WHERE account_id = @accountId AND service_id = @serviceId AND phone = @phone AND checked_at >= @sinceMs`,
  );
  const lastOf = db.prepare<[object], { checked_at: number }>(
    'SELECT checked_at FROM checks WHERE account_id = @accountId AND service_id = @serviceId AND phone = @phone',
  );
  const put = db.prepare(
    `INSERT INTO checks VALUES (@accountId, @serviceId, @phone, @verdict, @waNumber, @nowMs)
     ON CONFLICT DO UPDATE SET verdict = @verdict, wa_number = @waNumber, checked_at = @nowMs`,
  );

  return {
    /** The last answer about a number, if it is not older than `sinceMs` (Unix milliseconds). */
    find(key: { accountId: number; serviceId: string; phone: string; sinceMs: number }): Check | null {
      const row = find.get(key);
      return row ? { phone: row.phone, verdict: verdictSchema.parse(row.verdict), waNumber: row.wa_number } : null;
    },

    /** When the account last told of a number, Unix milliseconds; null: never. */
    askedAt: (key: { accountId: number; serviceId: string; phone: string }): number | null =>
      lastOf.get(key)?.checked_at ?? null,

    save(where: { accountId: number; serviceId: string; nowMs: number }, checks: readonly Check[]): void {
      for (const check of checks) put.run({ ...where, ...check });
    },
  };
}
