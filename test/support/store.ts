import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { migrate, readMigrations } from '#main/store/migrate.ts';
import { setPragmas } from '#main/store/open.ts';
import { createStore, type Store } from '#main/store/store.ts';

export const migrationsFolder = fileURLToPath(new URL('../../src/main/store/migrations/', import.meta.url));

let migrated: { readonly schema: number; readonly bytes: Buffer } | null = null;

/** A migrated database without a row, as bytes: hundreds are opened by one file of tests, and migrated once. */
function emptyDatabase() {
  if (migrated) return migrated;
  const db = new Database(':memory:');
  setPragmas(db);
  const result = migrate(db, readMigrations(migrationsFolder), { nowMs: 0, beforeChange: () => undefined });
  if (!result.ok) throw new Error(result.error.kind);
  migrated = { schema: result.value, bytes: db.serialize() };
  db.close();
  return migrated;
}

/** A real store in memory: the same statements, no file. */
export function openMemoryStore(): { readonly store: Store; readonly db: Database.Database } {
  const { schema, bytes } = emptyDatabase();
  const db = compiledWhenUsed(new Database(bytes));
  setPragmas(db);
  return { db, store: createStore(db, { schema, folder: '/nowhere', onClose: () => undefined }) };
}

/**
 * The same connection, whose statements are compiled when they are first used: a store has hundreds, a test needs few.
 * (Opened as a file, as Malote does, all are compiled at once.)
 */
function compiledWhenUsed(db: Database.Database): Database.Database {
  const prepare = (sql: string) => madeWhenUsed(() => db.prepare(sql));
  return new Proxy(db, {
    get: (_db, name) => (name === 'prepare' ? prepare : bound(db, name)),
  });
}

function madeWhenUsed<T extends object>(make: () => T): T {
  let made: T | null = null;
  const members = new Map<PropertyKey, unknown>();
  return new Proxy(Object.create(null), {
    get(_none, name) {
      if (!members.has(name)) {
        made ??= make();
        members.set(name, bound(made, name));
      }
      return members.get(name);
    },
  });
}

const bound = (thing: object, name: PropertyKey): unknown => {
  const value: unknown = Reflect.get(thing, name, thing);
  return typeof value === 'function' ? value.bind(thing) : value;
};
