import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';

export interface System {
  readonly name: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export const thisSystem = (): System => ({ name: process.platform, env: process.env, home: homedir() });

/** Where Malote keeps what it knows: MALOTE_HOME, or the place that the system gives to applications. */
export function dataFolderOf({ name, env, home }: System): string {
  const own = env['MALOTE_HOME'];
  if (own) return resolve(own);
  if (name === 'darwin') return join(home, 'Library', 'Application Support', 'Malote');
  if (name === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Malote');
  const data = env['XDG_DATA_HOME'];
  // The XDG specification has relative paths ignored.
  return join(data && isAbsolute(data) ? data : join(home, '.local', 'share'), 'malote');
}

/** Makes the folder where it is missing, for its owner alone. Problems: dataFolderNoAccess, diskFull. */
export function openDataFolder(path: string): Result<string, Problem> {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o700);
    return ok(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ('code' in error && error.code === 'ENOSPC') return err({ kind: 'diskFull' });
    return err({ kind: 'dataFolderNoAccess', path });
  }
}
