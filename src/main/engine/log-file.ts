import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log, LogFacts } from './log.ts';

/** Beyond this the log starts anew; the one before it is kept. */
const mostBytes = 5 * 1024 * 1024;
const mostPlaces = 12;

/**
 * Events as lines of JSON in a file of the data folder. Errors leave their name, code and places in the code, never
 * their message: it may quote a row (law 7). A log that cannot be written must not stop a job.
 */
export function createLogFile(path: string, now: () => number): Log {
  const write = (level: string, event: string, facts: LogFacts) => {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (size > mostBytes) renameSync(path, `${path}.1`);
      const line = JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...facts });
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  };
  return {
    info: (event, facts = {}) => write('info', event, facts),
    warn: (event, facts = {}) => write('warn', event, facts),
    crash: (event, error) => {
      if (!(error instanceof Error)) return write('crash', event, { what: typeof error });
      const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
      const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
      const where = places.slice(0, mostPlaces).map((line) => line.trim());
      write('crash', event, { what: error.name, code, where: where.join(' | ') });
    },
  };
}
