import type { Db } from './database.ts';

export interface OptOut {
  readonly phone: string;
  readonly addedAt: number;
  readonly source: 'user' | 'reply' | 'refusal';
}

/** Law 5: who must not be written to, by any campaign. By person: both forms of the ninth digit are one. */
export function createOptOuts(db: Db) {
  const has = db.prepare<[string], { person: string }>('SELECT person FROM optouts WHERE person = ?');
  const add = db.prepare('INSERT INTO optouts VALUES (@person, @phone, @source, @nowMs) ON CONFLICT DO NOTHING');
  const remove = db.prepare('DELETE FROM optouts WHERE person = ?');
  const total = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM optouts');
  const page = db.prepare<[number, number], { phone: string; added_at: number; source: OptOut['source'] }>(
    'SELECT phone, added_at, source FROM optouts ORDER BY added_at DESC, person LIMIT ? OFFSET ?',
  );

  return {
    has: (person: string): boolean => has.get(person) !== undefined,
    /** False where the person had opted out already. */
    add: (entry: { person: string; phone: string; source: OptOut['source']; nowMs: number }): boolean =>
      add.run(entry).changes === 1,
    remove: (person: string): boolean => remove.run(person).changes === 1,
    page: (offset: number, limit: number): { total: number; optOuts: readonly OptOut[] } => ({
      total: total.get()?.count ?? 0,
      optOuts: page.all(limit, offset).map((row) => ({ phone: row.phone, addedAt: row.added_at, source: row.source })),
    }),
  };
}
