import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { JobId } from '#shared/rpc/errors.ts';

/** Leaves room for the code and the moment: hosts hand out no name longer than 150 letters. */
const longestName = 60;

/** Where a report goes that nobody named a place for. The folder is made. Problems: diskFull, reportNotWritten. */
export function ownPlace(
  dataFolder: string,
  report: {
    /** Null where it is about no job. */
    readonly job: JobId | null;
    readonly name: string;
    readonly format: string;
    readonly nowMs: number;
  },
): Result<string, Problem> {
  const folder = join(dataFolder, 'reports');
  const path = join(folder, reportName(report));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return ok(path);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return err(error.code === 'ENOSPC' ? { kind: 'diskFull' } : { kind: 'reportNotWritten', path });
  }
}

/** "Promoção de Natal.csv" of c5 is promocao-de-natal-c5-20261125-1405.csv: letters that every system takes. */
function reportName(report: {
  readonly job: JobId | null;
  readonly name: string;
  readonly format: string;
  readonly nowMs: number;
}): string {
  const name = report.name
    .replace(/\.(csv|txt|tsv|xlsx|xlsm|xls|ods)$/i, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, longestName)
    .replace(/-+$/, '');
  // The only language whose short form is ISO's own.
  const moment = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' })
    .format(report.nowMs)
    .replace(/[-:]/g, '')
    .replace(' ', '-');
  return `${name === '' ? 'malote' : name}${report.job === null ? '' : `-${report.job}`}-${moment}.${report.format}`;
}
