import { type OptOutSource, optOutSourceSchema } from '#shared/optout/source.ts';
import type { Db } from './database.ts';

export interface OptOut {
  readonly person: string;
  /** 0: of every account. */
  readonly accountId: number;
  readonly phone: string;
  readonly addedAt: number;
  readonly source: OptOutSource;
  /** The person's own words, or the line of the list that it came with; null where there are none. */
  readonly said: string | null;
  /** The message that was answered or refused. */
  readonly deliveryId: number | null;
  /** When the contact was marked in the account; null: not yet. */
  readonly toldAt: number | null;
}

interface OptOutRow {
  person: string;
  account_id: number;
  phone: string;
  source: string;
  added_at: number;
  said: string | null;
  delivery_id: number | null;
  told_at: number | null;
}

const toOptOut = (row: OptOutRow): OptOut => ({
  person: row.person,
  accountId: row.account_id,
  phone: row.phone,
  addedAt: row.added_at,
  source: optOutSourceSchema.parse(row.source),
  said: row.said,
  deliveryId: row.delivery_id,
  toldAt: row.told_at,
});

/**
 * Law 5: who must not be written to, by any campaign of an account; under account 0, of any account. By person: both forms of
 * the ninth digit are one.
 */
export function createOptOuts(db: Db) {
  const columns = 'person, account_id, phone, source, added_at, said, delivery_id, told_at';
  const has = db.prepare<[string, number], { person: string }>(
    'SELECT person FROM optouts WHERE person = ? AND account_id IN (0, ?)',
  );
  const add = db.prepare(
    `INSERT INTO optouts (person, account_id, phone, source, added_at, said, delivery_id)
     VALUES (@person, @accountId, @phone, @source, @nowMs, @said, @deliveryId) ON CONFLICT DO NOTHING`,
  );
  const remove = db.prepare('DELETE FROM optouts WHERE person = ? AND account_id IN (0, ?)');
  const total = db.prepare<[number], { count: number }>(
    'SELECT count(*) AS count FROM optouts WHERE account_id IN (0, ?)',
  );
  const page = db.prepare<[number, number, number], OptOutRow>(
    `SELECT ${columns} FROM optouts WHERE account_id IN (0, ?) ORDER BY added_at DESC, person LIMIT ? OFFSET ?`,
  );

  return {
    has: (accountId: number, person: string): boolean => has.get(person, accountId) !== undefined,
    /** False where the person had opted out of this account already. */
    add: (entry: {
      accountId: number;
      person: string;
      phone: string;
      source: OptOutSource;
      said: string | null;
      deliveryId: number | null;
      nowMs: number;
    }): boolean => add.run(entry).changes === 1,
    /** Of this account, and of all of them: the person may be written to again. */
    remove: (accountId: number, person: string): boolean => remove.run(person, accountId).changes > 0,
    page: (accountId: number, offset: number, limit: number): { total: number; optOuts: readonly OptOut[] } => ({
      total: total.get(accountId)?.count ?? 0,
      optOuts: page.all(accountId, limit, offset).map(toOptOut),
    }),
  };
}
