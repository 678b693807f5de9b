import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Language } from '#shared/sentences/languages.ts';
import { hostText } from '../texts.ts';
import type { ElectronLike } from './electron-like.ts';

/** Of sheets, and of plans: the window knows what to do with either. */
const endings = ['csv', 'tsv', 'txt', 'xlsx', 'xls', 'ods', 'yaml', 'yml'];

/** The sheet that a start of Malote was asked to open ("open with", file association); null where there is none. */
export function sheetAmong(argv: readonly string[], folder: string): string | null {
  for (const argument of argv.slice(1).toReversed()) {
    const ending = argument.split('.').at(-1)?.toLowerCase() ?? '';
    const path = resolve(folder, argument);
    if (endings.includes(ending) && statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  }
  return null;
}

export async function chooseSheet(electron: Pick<ElectronLike, 'dialog'>, language: Language): Promise<string | null> {
  const { filePaths } = await electron.dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [{ name: hostText(language, 'sheets'), extensions: endings }],
  });
  return filePaths[0] ?? null;
}
