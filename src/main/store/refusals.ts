import type { RefusalKind } from '#shared/audience/refusal.ts';
import type { Db } from './database.ts';

interface RefusalReading {
  readonly kind: RefusalKind;
  readonly readAt: number;
  /** Did the account answer the question? */
  readonly wasTold: boolean;
}

interface Connection {
  readonly accountId: number;
  readonly serviceId: string;
}

/** Who must not be written to because the account says so. By person, over all connections of the account. */
export function createRefusals(db: Db) {
  const find = db.prepare<[number, string], { kind: RefusalKind }>(
    'SELECT kind FROM refusals WHERE account_id = ? AND person = ? ORDER BY kind DESC LIMIT 1',
  );
  const clear = db.prepare(
    'DELETE FROM refusals WHERE account_id = @accountId AND service_id = @serviceId AND kind = @kind',
  );
  const add = db.prepare('INSERT OR IGNORE INTO refusals VALUES (@accountId, @person, @kind, @serviceId)');
  const read = db.prepare(
    `INSERT INTO refusal_readings VALUES (@accountId, @serviceId, @kind, @nowMs, @wasTold)
     ON CONFLICT DO UPDATE SET read_at = @nowMs, was_told = @wasTold`,
  );
  const readings = db.prepare<[number, string], { kind: RefusalKind; read_at: number; was_told: number }>(
    'SELECT kind, read_at, was_told FROM refusal_readings WHERE account_id = ? AND service_id = ?',
  );

  return {
    /** Of several, that the person unsubscribed: it weighs more. */
    find: (accountId: number, person: string): RefusalKind | null => find.get(accountId, person)?.kind ?? null,

    readings: ({ accountId, serviceId }: Connection): readonly RefusalReading[] =>
      readings
        .all(accountId, serviceId)
        .map((row) => ({ kind: row.kind, readAt: row.read_at, wasTold: row.was_told === 1 })),

    /** What was read takes the place of what was known. Null: the account did not say, and what was known stays. */
    save(where: Connection & { kind: RefusalKind; people: readonly string[] | null; nowMs: number }): void {
      const { people, nowMs, ...key } = where;
      read.run({ ...key, nowMs, wasTold: people === null ? 0 : 1 });
      if (people === null) return;
      clear.run(key);
      for (const person of people) add.run({ ...key, person });
    },
  };
}
