import { type Problem, problemSchema } from '#shared/problem.ts';
import { isDamageCode, sqliteCode } from './database.ts';

/** What keeps a database from being opened or replaced, where it is something that a person can mend; else null. */
export function problemOfFiles(
  error: unknown,
  files: { readonly folder: string; readonly database: string },
): Problem | null {
  const code = sqliteCode(error) ?? (error instanceof Error && 'code' in error ? String(error.code) : '');
  if (isDamageCode(code)) return { kind: 'databaseDamaged', path: files.database };
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) return { kind: 'diskFull' };
  if (code.startsWith('SQLITE_BUSY')) return { kind: 'databaseBusy' };
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_IOERR)/.test(code)) {
    return { kind: 'dataFolderNoAccess', path: files.folder };
  }
  return null;
}

/** A problem as its two columns: the kind, to filter and count by, and the whole where it has facts. */
export function problemColumns(problem: Problem | null): { problem: string | null; facts: string | null } {
  if (!problem) return { problem: null, facts: null };
  return { problem: problem.kind, facts: Object.keys(problem).length > 1 ? JSON.stringify(problem) : null };
}

export function toProblem(columns: { readonly problem: string | null; readonly facts: string | null }): Problem | null {
  if (columns.problem === null) return null;
  return problemSchema.parse(columns.facts === null ? { kind: columns.problem } : JSON.parse(columns.facts));
}

/** A problem in one JSON column. */
export const problemJson = (problem: Problem | null): string | null => (problem ? JSON.stringify(problem) : null);
export const parseProblemJson = (json: string | null): Problem | null =>
  json === null ? null : problemSchema.parse(JSON.parse(json));
