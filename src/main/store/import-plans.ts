import { z } from 'zod';
import { type PlanLack, planLackSchema } from '#shared/plan/follow.ts';
import { type Plan, planSchema } from '#shared/plan/schema.ts';
import { type Db, expectOne } from './database.ts';

/** The plan that an import follows. */
export interface ImportPlan {
  readonly fileName: string;
  /** Absolute, where the plan stands; null: not known. */
  readonly folder: string | null;
  readonly plan: Plan;
  /** SHA-256 of the bytes of the sheet, hex; null where they could not be read. */
  readonly sheetHash: string | null;
  /** What it asks for and is not there, until a person has seen it. */
  readonly lacks: readonly PlanLack[];
}

interface ImportPlanRow {
  file_name: string;
  folder: string | null;
  plan: string;
  sheet_hash: string | null;
  lacks: string;
}

const toImportPlan = (row: ImportPlanRow): ImportPlan => ({
  fileName: row.file_name,
  folder: row.folder,
  plan: planSchema.parse(JSON.parse(row.plan)),
  sheetHash: row.sheet_hash,
  lacks: z.array(planLackSchema).parse(JSON.parse(row.lacks)),
});

/** Which plan an import follows, if any. */
export function createImportPlans(db: Db) {
  const byImport = db.prepare<[number], ImportPlanRow>(
    'SELECT file_name, folder, plan, sheet_hash, lacks FROM import_plans WHERE import_id = ?',
  );
  const insert = db.prepare(
    `INSERT INTO import_plans (import_id, file_name, folder, plan, sheet_hash, lacks)
     VALUES (@importId, @fileName, @folder, @plan, @sheetHash, @lacks)`,
  );
  const setLacks = db.prepare('UPDATE import_plans SET lacks = @lacks WHERE import_id = @importId');
  const remove = db.prepare('DELETE FROM import_plans WHERE import_id = ?');
  return {
    find(importId: number): ImportPlan | null {
      const row = byImport.get(importId);
      return row ? toImportPlan(row) : null;
    },
    follow(importId: number, { plan, lacks, ...own }: ImportPlan): void {
      const json = { plan: JSON.stringify(plan), lacks: JSON.stringify(lacks) };
      expectOne(insert.run({ importId, ...own, ...json }), 'keeping a plan with its import');
    },
    /** Nothing happens where no plan is followed any more. */
    setLacks: (importId: number, lacks: readonly PlanLack[]): void =>
      void setLacks.run({ importId, lacks: JSON.stringify(lacks) }),
    letGo: (importId: number): void => void remove.run(importId),
  };
}
