import { stat } from 'node:fs/promises';
import { codeOf } from './file-problem.ts';

/** What tells that a file was written to: its size and the moment of the last change, as the disk has them. */
export interface Fingerprint {
  readonly bytes: number;
  readonly changedAtMs: number;
}

export async function fingerprintOf(path: string): Promise<Fingerprint & { readonly is: 'file' | 'folder' | 'other' }> {
  const found = await stat(path);
  const is = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  return { bytes: found.size, changedAtMs: found.mtimeMs, is };
}

/** Whether the file is still the one that was looked at. One that went away, or was replaced, is not. */
export async function isUnchanged(path: string, before: Fingerprint): Promise<boolean> {
  try {
    const now = await fingerprintOf(path);
    return now.bytes === before.bytes && now.changedAtMs === before.changedAtMs;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return false;
  }
}
