import type { Db } from './database.ts';

/** Which import a plan began. */
export function createPlanRuns(db: Db) {
  const find = db.prepare<[string], { importId: number }>('SELECT import_id AS importId FROM plan_runs WHERE key = ?');
  const put = db.prepare(
    `INSERT INTO plan_runs (key, import_id, begun_at) VALUES (@key, @importId, @nowMs)
     ON CONFLICT (key) DO UPDATE SET import_id = @importId, begun_at = @nowMs`,
  );
  const forget = db.prepare('DELETE FROM plan_runs WHERE import_id = ?');
  return {
    importOf: (key: string): number | null => find.get(key)?.importId ?? null,
    begin: (run: { readonly key: string; readonly importId: number; readonly nowMs: number }): void =>
      void put.run(run),
    forget: (importId: number): void => void forget.run(importId),
  };
}
