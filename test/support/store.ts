import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { migrate, readMigrations } from '#main/store/migrate.ts';
import { setPragmas } from '#main/store/open.ts';
import { createStore, type Store } from '#main/store/store.ts';

export const migrationsFolder = fileURLToPath(new URL('../../src/main/store/migrations/', import.meta.url));

/** A real store in memory: the same statements, no file. */
export function openMemoryStore(): { readonly store: Store; readonly db: Database.Database } {
  const db = new Database(':memory:');
  setPragmas(db);
  const migrated = migrate(db, readMigrations(migrationsFolder), { nowMs: 0, beforeChange: () => undefined });
  if (!migrated.ok) throw new Error(migrated.error.kind);
  return { db, store: createStore(db, { schema: migrated.value, folder: '/nowhere', onClose: () => undefined }) };
}
