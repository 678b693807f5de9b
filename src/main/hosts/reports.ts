import { lstatSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface ReportFile {
  readonly file: string;
  readonly fileName: string;
  readonly type: string;
  readonly bytes: number;
}

const types: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.html': 'text/html; charset=utf-8',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain; charset=utf-8',
  '.zip': 'application/zip',
};

const name = /^[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.(?:csv|xlsx|html|pdf|txt|zip)$/;

/** A report that the engine wrote into the data folder, by its name; null for all else. Links are not followed. */
export function findReport(dataFolder: string, fileName: string): ReportFile | null {
  if (!name.test(fileName)) return null;
  const file = join(dataFolder, 'reports', fileName);
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true) return null;
  return { file, fileName, type: types[extname(fileName)] ?? 'application/octet-stream', bytes: found.size };
}

/** Always a download: a report must not run as a page of this origin. */
export const reportHeaders = (report: ReportFile): Readonly<Record<string, string>> => ({
  'content-type': report.type,
  'content-length': String(report.bytes),
  'content-disposition': `attachment; filename="${report.fileName}"`,
  'cache-control': 'no-store',
});
