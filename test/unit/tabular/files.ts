import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSheet } from '#main/tabular/open.ts';
import type { Sheet, SheetChunk, SheetWishes } from '#main/tabular/sheet.ts';
import type { Problem } from '#shared/problem.ts';
import type { Encoding, TableRow } from '#shared/tabular/table.ts';
import { encode } from './writing.ts';

export const deps = { platform: 'linux' } as const;

/** A folder for the tests of one file, gone after them; in it, files by their contents. */
export function aFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'malote-tabular-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  const write = (name: string, bytes: Uint8Array): string => {
    count += 1;
    const path = join(folder, `${count}-${name}`);
    writeFileSync(path, bytes);
    return path;
  };
  return {
    folder,
    write,
    text: (text: string, encoding: Encoding = 'utf-8', name = 'sheet.csv') => write(name, encode(text, encoding)),
  };
}

export async function opened(path: string, wishes: SheetWishes = {}): Promise<Sheet> {
  const sheet = await openSheet(path, wishes, deps);
  if (!sheet.ok) throw new Error(sheet.error.kind);
  return sheet.value;
}

/** Why a sheet cannot be opened; null where it can. */
export async function problemOf(path: string, wishes: SheetWishes = {}): Promise<Problem | null> {
  const sheet = await openSheet(path, wishes, deps);
  return sheet.ok ? null : sheet.error;
}

export interface Staged {
  readonly rows: readonly TableRow[];
  readonly chunks: readonly SheetChunk[];
  readonly problem: Problem | null;
}

/** All that comes of a sheet, to its end. */
export async function stagedOf(sheet: Sheet): Promise<Staged> {
  const chunks: SheetChunk[] = [];
  let problem: Problem | null = null;
  for await (const chunk of sheet.rows()) {
    if (problem !== null) throw new Error('something comes after a problem');
    if (chunk.ok) chunks.push(chunk.value);
    else problem = chunk.error;
  }
  return { rows: chunks.flatMap((chunk) => chunk.rows), chunks, problem };
}
