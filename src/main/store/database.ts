import Database from 'better-sqlite3';

/** An open connection. Only files of this folder hold one. */
export type Db = Database.Database;

/** A statement changed another number of rows than the code that ran it counts on: a bug, never an expected problem. */
export function expectOne(result: { readonly changes: number }, what: string): void {
  if (result.changes !== 1) throw new Error(`${what}: changed ${result.changes} rows instead of one`);
}

/** SQLite's own code of an error, such as SQLITE_FULL, or null for another kind of error. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/** SQLite says that the file itself is broken. */
export const isDamageCode = (code: string | null | undefined): boolean =>
  code !== null && code !== undefined && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
