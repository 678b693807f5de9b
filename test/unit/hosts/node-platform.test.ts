import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dataFolderOf, openDataFolder } from '#main/hosts/data-folder.ts';
import { awakeCommand } from '#main/hosts/keep-awake.ts';
import { languageOf, nodePlatform, openerOf } from '#main/hosts/node-platform.ts';
import { places, placesFrom } from '#main/hosts/paths.ts';
import { hasDisplay } from '#main/hosts/terminal.ts';
import { temporaryFolder } from './fakes.ts';

describe('where Malote keeps its data', () => {
  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', {}, '/home/ana/.local/share/malote'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/malote'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ana/.local/share/malote'],
    ['freebsd', {}, '/home/ana/.local/share/malote'],
    ['darwin', {}, '/home/ana/Library/Application Support/Malote'],
    ['win32', { APPDATA: '/home/ana/Roaming' }, '/home/ana/Roaming/Malote'],
    ['win32', {}, '/home/ana/AppData/Roaming/Malote'],
    ['linux', { MALOTE_HOME: '/own', XDG_DATA_HOME: '/data' }, '/own'],
    ['darwin', { MALOTE_HOME: '/own' }, '/own'],
    ['linux', { MALOTE_HOME: '' }, '/home/ana/.local/share/malote'],
  ])('on %s with %j is %s', (name, env, folder) => {
    expect(dataFolderOf({ name, env, home: '/home/ana' })).toBe(folder);
  });

  it('is made for its owner alone, and closed to others where it was open', () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    const open = temporaryFolder();
    chmodSync(open, 0o755);

    expect(openDataFolder(folder)).toEqual({ ok: true, value: folder });
    openDataFolder(open);

    expect([statSync(folder).mode & 0o077, statSync(open).mode & 0o077]).toEqual([0, 0]);
  });

  it('is a problem with its path where it can not be made', () => {
    const file = join(temporaryFolder(), 'a file');
    writeFileSync(file, '');

    expect(openDataFolder(join(file, 'data'))).toEqual({
      ok: false,
      error: { kind: 'dataFolderNoAccess', path: join(file, 'data') },
    });
  });
});

describe('the platform of Node', () => {
  it('knows its folder, its version and its language', async () => {
    const dataFolder = join(temporaryFolder(), 'data');
    const told: string[] = [];

    const platform = nodePlatform({
      places,
      dataFolder,
      language: 'es',
      onFirstSecretInFile: () => told.push('in file'),
    });

    if (!platform.ok) throw new Error(platform.error.kind);
    expect(platform.value).toMatchObject({ dataFolder, language: 'es', resources: places.resources });
    expect(platform.value.version).toMatch(/^\d+\.\d+\.\d+/);
    await platform.value.secrets.set('account:1', 'a token');
    expect(told).toEqual(['in file']);
    expect(existsSync(join(dataFolder, 'secrets.json'))).toBe(true);
  });

  it.each([
    [{ LANG: 'pt_BR.UTF-8' }, 'pt-BR'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LC_ALL: 'es_MX.UTF-8', LANG: 'en_US.UTF-8' }, 'es'],
    [{ LC_ALL: '', LC_MESSAGES: 'en_GB', LANG: 'pt_BR' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'pt-BR'],
    [{ LANG: 'de_DE.UTF-8' }, 'pt-BR'],
  ])('speaks, with %j, %s', (env, language) => {
    expect(languageOf(env)).toBe(language);
  });

  it('opens pages without a shell, so that no address is read as a command', () => {
    const systems: NodeJS.Platform[] = ['linux', 'darwin', 'win32'];
    expect(systems.map(openerOf)).toEqual([['xdg-open'], ['open'], ['rundll32', 'url.dll,FileProtocolHandler']]);
  });

  it('holds the machine awake by a program that ends with Malote, where there is one', () => {
    expect(awakeCommand('darwin', 42)).toEqual(['caffeinate', '-i', '-w', '42']);
    expect(awakeCommand('linux', 42)).toContain('--pid=42');
    expect(awakeCommand('win32', 42)).toBeNull();
  });

  it.each<[NodeJS.Platform, Record<string, string>, boolean]>([
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['darwin', {}, true],
    ['win32', {}, true],
  ])('on %s with %j has a display: %s', (name, env, has) => {
    expect(hasDisplay(name, env)).toBe(has);
  });
});

describe('the parts of Malote', () => {
  it('are found from the source', () => {
    const found = placesFrom(pathToFileURL('/malote/src/main/hosts/paths.ts').href);
    expect(found).toEqual({
      engine: '/malote/src/main/engine/thread.ts',
      practice: '/malote/src/main/practice/thread.ts',
      keeper: '/malote/src/main/store/keeper-thread.ts',
      renderer: '/malote/out/renderer',
      preload: '/malote/out/preload/index.cjs',
      resources: '/malote/resources',
      packageFile: '/malote/package.json',
    });
  });

  it('are found from any file of the built tree, and are where the source has them', () => {
    const found = placesFrom(pathToFileURL('/malote/out/main/paths-3f2a.js').href);
    expect(found).toMatchObject({
      engine: '/malote/out/main/engine.js',
      practice: '/malote/out/main/practice.js',
      keeper: '/malote/out/main/keeper.js',
      renderer: '/malote/out/renderer',
      packageFile: '/malote/package.json',
    });
    expect(existsSync(places.packageFile)).toBe(true);
  });
});
