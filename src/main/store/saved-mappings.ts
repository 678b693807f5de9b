import { z } from 'zod';
import { variableKey } from '#shared/mapping/key.ts';
import { type SavedColumn, savedColumnSchema } from '#shared/mapping/saved.ts';
import { type Db, expectOne } from './database.ts';

export interface SavedMapping {
  readonly id: number;
  readonly name: string;
  readonly columns: readonly SavedColumn[];
}

interface SavedRow {
  id: number;
  name: string;
  columns: string;
}

const toSaved = ({ id, name, columns }: SavedRow): SavedMapping => ({
  id,
  name,
  columns: z.array(savedColumnSchema).parse(JSON.parse(columns)),
});

/** Mappings that a person kept under a name. */
export function createSavedMappings(db: Db) {
  const list = db.prepare<[], SavedRow>('SELECT id, name, columns FROM saved_mappings ORDER BY key');
  const byId = db.prepare<[number], SavedRow>('SELECT id, name, columns FROM saved_mappings WHERE id = ?');
  const put = db.prepare(
    `INSERT INTO saved_mappings (name, key, columns, saved_at) VALUES (@name, @key, @columns, @nowMs)
     ON CONFLICT (key) DO UPDATE SET name = @name, columns = @columns, saved_at = @nowMs`,
  );
  const remove = db.prepare('DELETE FROM saved_mappings WHERE id = ?');

  return {
    /** By name. */
    list: (): readonly SavedMapping[] => list.all().map(toSaved),

    find(id: number): SavedMapping | null {
      const row = byId.get(id);
      return row ? toSaved(row) : null;
    },

    /** Takes the place of one whose name differs in capitals and accents at most. */
    save(saved: { readonly name: string; readonly columns: readonly SavedColumn[]; readonly nowMs: number }): void {
      const { name, columns, nowMs } = saved;
      const result = put.run({ name, key: variableKey(name) || name, columns: JSON.stringify(columns), nowMs });
      expectOne(result, 'saving a mapping under a name');
    },

    /** Nothing happens where it is gone already. */
    remove: (id: number): void => void remove.run(id),
  };
}
