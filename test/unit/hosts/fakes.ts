import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type EngineOptions, type EngineThread, startEngine } from '#main/hosts/engine-thread.ts';
import { fileSecrets } from '#main/hosts/file-secrets.ts';
import type { Places } from '#main/hosts/paths.ts';
import type { Platform } from '#main/hosts/platform.ts';
import type { Problem } from '#shared/problem.ts';

/** A folder of this test alone, gone after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'malote-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** How each start of the fake engine goes (the last word counts for the ones after), how it stops, what it has set. */
export interface Behaviour {
  readonly start?: readonly ('ready' | 'crash' | 'silent' | Problem)[];
  readonly stop?: 'hang';
  readonly settings?: { readonly language?: string; readonly theme?: string };
}

export const fakePlaces: Places = {
  engine: join(import.meta.dirname, 'fake-engine.ts'),
  practice: join(import.meta.dirname, 'fake-practice.ts'),
  keeper: join(import.meta.dirname, '../../../src/main/store/keeper-thread.ts'),
  renderer: '/nowhere',
  preload: '/nowhere/preload.cjs',
  resources: '/nowhere/resources',
  packageFile: join(import.meta.dirname, '../../../package.json'),
};

/** Tells the fake engine of this data folder how to behave. */
export function teach(dataFolder: string, behaviour: Behaviour): void {
  const start = behaviour.start?.map((how) => (typeof how === 'string' ? how : JSON.stringify(how)));
  writeFileSync(join(dataFolder, 'behaviour.json'), JSON.stringify({ ...behaviour, start }));
}

export const linesOf = (dataFolder: string, file: string): string[] => {
  const path = join(dataFolder, file);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
};

/** A Node platform over a folder, that asks nothing of the system. */
export function aPlatform(dataFolder: string, told: string[] = []): Platform {
  return {
    secrets: fileSecrets(dataFolder, () => told.push('secrets in file')),
    dataFolder,
    resources: fakePlaces.resources,
    version: '1.2.3',
    language: 'en',
    keepAwake: (on) => void told.push(`keep awake: ${on}`),
    notify: (title, body) => void told.push(`${title}: ${body}`),
    openExternal: async (url) => {
      told.push(`open ${url}`);
      return true;
    },
  };
}

/** The fake engine in a real thread, stopped after the test. */
export async function aRunningEngine(
  behaviour: Behaviour = {},
  options: Partial<EngineOptions> = {},
): Promise<{ engine: EngineThread; dataFolder: string }> {
  const dataFolder = temporaryFolder();
  teach(dataFolder, behaviour);
  const started = await startEngine({
    platform: aPlatform(dataFolder),
    places: fakePlaces,
    goOnAtStart: false,
    restartPausesMs: [0, 0],
    stopWithinMs: 10_000,
    ...options,
  });
  if (!started.ok) throw new Error(`the fake engine failed: ${started.error.kind}`);
  const engine = started.value;
  onTestFinished(() => engine.stop());
  return { engine, dataFolder };
}

/** A built window in small, with a file beside it that is nobody's business. */
export function aBuiltWindow(): string {
  const folder = join(temporaryFolder(), 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, '..', 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Malote</title>');
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'index-Bx12_-9a.js'), 'export {};');
  writeFileSync(join(folder, 'assets', 'inter-latin-Cz81Qq2L.woff2'), '');
  return folder;
}
