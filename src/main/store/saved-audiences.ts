import { type AudienceDefinition, audienceDefinitionSchema } from '#shared/audience/definition.ts';
import { variableKey } from '#shared/mapping/key.ts';
import type { Db } from './database.ts';

interface SavedAudience {
  readonly id: number;
  readonly name: string;
  readonly definition: AudienceDefinition;
  readonly savedAt: number;
}

interface SavedRow {
  id: number;
  name: string;
  definition: string;
  saved_at: number;
}

const toSaved = (row: SavedRow): SavedAudience => ({
  id: row.id,
  name: row.name,
  definition: audienceDefinitionSchema.parse(JSON.parse(row.definition)),
  savedAt: row.saved_at,
});

/** Audiences that a person kept under a name. */
export function createSavedAudiences(db: Db) {
  const list = db.prepare<[], SavedRow>('SELECT id, name, definition, saved_at FROM saved_audiences ORDER BY key');
  const byId = db.prepare<[number], SavedRow>(
    'SELECT id, name, definition, saved_at FROM saved_audiences WHERE id = ?',
  );
  const put = db.prepare<[object], { id: number }>(
    `INSERT INTO saved_audiences (name, key, definition, saved_at) VALUES (@name, @key, @definition, @nowMs)
     ON CONFLICT (key) DO UPDATE SET name = @name, definition = @definition, saved_at = @nowMs RETURNING id`,
  );
  const remove = db.prepare('DELETE FROM saved_audiences WHERE id = ?');

  return {
    /** By name. */
    list: (): readonly SavedAudience[] => list.all().map(toSaved),
    find(id: number): SavedAudience | null {
      const row = byId.get(id);
      return row ? toSaved(row) : null;
    },
    /** Takes the place of one whose name differs in capitals and accents at most. */
    save(saved: { readonly name: string; readonly definition: AudienceDefinition; readonly nowMs: number }): number {
      const { name, definition, nowMs } = saved;
      const row = put.get({ name, key: variableKey(name) || name, definition: JSON.stringify(definition), nowMs });
      if (!row) throw new Error('saving an audience under a name');
      return row.id;
    },
    /** Nothing happens where it is gone already. */
    remove: (id: number): void => void remove.run(id),
  };
}
