import type { Db } from './database.ts';

/** The days on which a connection has sent, and how much: a new number begins with few. `day` is YYYY-MM-DD. */
export function createSendingDays(db: Db) {
  const add = db.prepare(
    `INSERT INTO sending_days VALUES (@accountId, @serviceId, @day, @messages)
     ON CONFLICT DO UPDATE SET messages = messages + @messages`,
  );
  const earlier = db.prepare<[object], { count: number }>(
    `SELECT count(*) AS count FROM sending_days
     WHERE account_id = @accountId AND service_id = @serviceId AND day < @day AND messages > 0`,
  );
  const on = db.prepare<[object], { messages: number }>(
    'SELECT messages FROM sending_days WHERE account_id = @accountId AND service_id = @serviceId AND day = @day',
  );

  interface Day {
    readonly accountId: number;
    readonly serviceId: string;
    readonly day: string;
  }
  return {
    add(day: Day & { readonly messages: number }): void {
      add.run(day);
    },
    /** On how many days before this one the connection has sent. */
    earlierDays: (day: Day): number => earlier.get(day)?.count ?? 0,
    /** Messages that left on that day. */
    messagesOn: (day: Day): number => on.get(day)?.messages ?? 0,
  };
}
