import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Problem } from '#shared/problem.ts';
import { ok, type Result } from '#shared/result.ts';
import { type Language, nearestLanguage } from '#shared/sentences/languages.ts';
import { dataFolderOf, openDataFolder, thisSystem } from './data-folder.ts';
import { fileSecrets } from './file-secrets.ts';
import { keepAwakeBy } from './keep-awake.ts';
import type { Places } from './paths.ts';
import type { Platform } from './platform.ts';

export interface NodePlatformOptions {
  readonly places: Places;
  /** Absolute or relative to where the process was started; the system's own place where it is left out. */
  readonly dataFolder?: string;
  readonly language?: Language;
  /** Tells the user that tokens stand in a file; called once in the life of a data folder. */
  readonly onFirstSecretInFile: () => void;
}

/** The platform without Electron. Problems: dataFolderNoAccess, diskFull. */
export function nodePlatform(options: NodePlatformOptions): Result<Platform, Problem> {
  const system = thisSystem();
  const env = options.dataFolder ? { ...system.env, MALOTE_HOME: options.dataFolder } : system.env;
  const folder = openDataFolder(dataFolderOf({ ...system, env }));
  if (!folder.ok) return folder;
  return ok({
    secrets: fileSecrets(folder.value, options.onFirstSecretInFile),
    dataFolder: folder.value,
    resources: options.places.resources,
    version: versionIn(options.places.packageFile),
    language: options.language ?? languageOf(system.env),
    keepAwake: keepAwakeBy(system.name, process.pid),
    // Without a desktop program there is nobody to notify: the page and the terminal say it.
    notify: () => undefined,
    openExternal: (url) => openWith(system.name, url),
  });
}

export const versionIn = (packageFile: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8'))).version;

/** In the order in which POSIX reads them; without any, what the system's own settings say. */
export const languageOf = (env: Readonly<Record<string, string | undefined>>): Language =>
  nearestLanguage(
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || new Intl.DateTimeFormat().resolvedOptions().locale,
  );

/** The program that opens a page with the user's browser, with what it is given before the page. */
export function openerOf(name: NodeJS.Platform): readonly [string, ...string[]] {
  if (name === 'darwin') return ['open'];
  // `start` is a word of the shell, and would take & in an address for its own; this takes it as it is.
  if (name === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}

function openWith(name: NodeJS.Platform, url: string): Promise<boolean> {
  const [program, ...args] = openerOf(name);
  return new Promise((resolve) => {
    const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
