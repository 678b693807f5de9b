import { createHash } from 'node:crypto';
import type { Db } from './database.ts';

/** Under which the salt stands among the settings. Without it a hash of a number could be found by trying all numbers. */
const saltKey = 'erasureSalt';

/**
 * Whom Malote has forgotten, known again by nothing but a salted hash of their person key. Costs one look-up as long as nobody
 * was erased.
 */
export function createHashes(db: Db) {
  const any = db.prepare<[], { hash: string }>('SELECT hash FROM erasures LIMIT 1');
  const find = db.prepare<[string], { hash: string }>('SELECT hash FROM erasures WHERE hash = ?');
  const salt = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?');
  const keepSalt = db.prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING');

  const hashed = (person: string, by: string): string =>
    `#${createHash('sha256').update(`${by} ${person}`).digest('hex').slice(0, 40)}`;

  return {
    /** The hash that stands for a person from now on; `freshSalt` is used where there was none. */
    make(person: string, freshSalt: string): string {
      keepSalt.run(saltKey, JSON.stringify(freshSalt));
      return hashed(person, salt.get(saltKey)?.value ?? '');
    },
    /** The hash of somebody who was erased; null for everybody else. */
    ofErased(person: string): string | null {
      if (any.get() === undefined) return null;
      const hash = hashed(person, salt.get(saltKey)?.value ?? '');
      return find.get(hash) === undefined ? null : hash;
    },
  };
}
