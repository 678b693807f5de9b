import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from './fakes.ts';

const scripts = join(import.meta.dirname, '../../../scripts');
const scriptUrl = (name: string): string => pathToFileURL(join(scripts, name)).href;
const { buildIfNeeded, isBuilt } = await import(scriptUrl('build-if-needed.mjs'));

/** Files by their paths within a new folder. */
function aTree(files: Record<string, string>): string {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const results = {
  'out/main/index.js': '',
  'out/main/serve.js': 'console.log("served");',
  'out/main/cli.js': '',
  'out/renderer/index.html': '',
};

/** Runs a script of a tree to its end. */
async function run(root: string, script: string, args: string[] = [], env: Record<string, string> = {}) {
  const { LANG: _lang, LC_ALL: _all, DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  const child = spawn(process.execPath, [join(root, script), ...args], { env: { ...rest, LANG: 'en', ...env } });
  let [out, said] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, out, said };
}

function aStartTree(files: Record<string, string>): string {
  const root = aTree({ 'package.json': '{"type":"module"}', ...results, ...files });
  cpSync(scripts, join(root, 'scripts'), { recursive: true });
  return root;
}

describe('building', () => {
  const sources = { 'src/a.ts': '1', 'src/b/c.ts': '2', 'package.json': '{}' };
  const aBuild = () => {
    const built: string[] = [];
    return {
      built,
      build: async (root: string) => {
        built.push(root);
        for (const path of Object.keys(results)) {
          mkdirSync(dirname(join(root, path)), { recursive: true });
          writeFileSync(join(root, path), '');
        }
      },
    };
  };

  it('happens when something is missing, once, and again after each kind of change', async () => {
    const root = aTree(sources);
    const { built, build } = aBuild();
    const said: string[] = [];
    const start = () => buildIfNeeded({ root, say: (line: string) => said.push(line), build });

    expect([await start(), await start()]).toEqual([true, false]);
    const changes = [
      () => writeFileSync(join(root, 'src/a.ts'), '10'),
      () => utimesSync(join(root, 'src/a.ts'), 1, 1),
      () => writeFileSync(join(root, 'src/b/new.ts'), ''),
      () => rmSync(join(root, 'src/b/c.ts')),
      () => writeFileSync(join(root, 'package.json'), '{ }'),
      () => rmSync(join(root, 'out/renderer/index.html')),
    ];
    for (const change of changes) {
      change();
      expect([await start(), await start()]).toEqual([true, false]);
    }

    expect(built).toHaveLength(1 + changes.length);
    expect(said).toHaveLength(1 + changes.length);
  });

  it('happens once when several need it at the same moment', async () => {
    const root = aTree(sources);
    const { built, build } = aBuild();

    const all = await Promise.all([1, 2, 3].map(() => buildIfNeeded({ root, say: () => undefined, build })));

    expect(built).toHaveLength(1);
    expect(all.filter(Boolean)).toHaveLength(1);
  });

  it('goes on after a build that died, and does not count one that failed', async () => {
    const root = aTree({ ...sources, 'out/.building': '999999999' });
    const failing = () => Promise.reject(new Error('a type is wrong'));

    await expect(buildIfNeeded({ root, say: () => undefined, build: failing })).rejects.toThrow('a type is wrong');

    expect(isBuilt(root)).toBe(false);
    expect(existsSync(join(root, 'out/.building'))).toBe(false);
  });

  it('is not wanted where there is no source', () => {
    expect(isBuilt(aTree(results))).toBe(true);
  });
});

describe('the launcher of the command line', () => {
  it('runs the built command line in its own process, and ends as that does', async () => {
    const cli = 'console.log(process.argv.slice(2).join(" ")); process.exitCode = 3;';
    const root = aStartTree({ 'out/main/cli.js': cli });

    expect(await run(root, 'scripts/malote.mjs', ['jobs', '--json'])).toEqual({
      code: 3,
      out: 'jobs --json\n',
      said: '',
    });
  });

  it('says in one place why it could not be built', async () => {
    const root = aStartTree({
      'src/a.ts': '',
      'node_modules/electron-vite/bin/electron-vite.js': 'throw new Error("no");',
    });

    const { code, out, said } = await run(root, 'scripts/malote.mjs');

    expect([code, out]).toEqual([1, '']);
    expect(said).toContain('Preparing Malote (this once)…');
    expect(said).toContain('Error: no');
  });
});

describe('a script on another Node', () => {
  /** A parent that runs the child's code as the launchers do. */
  function aPair(childCode: string): ChildProcess {
    const folder = aTree({
      'child.mjs': `import { endWithParent } from '${scriptUrl('own-node.mjs')}';\nendWithParent();\n${childCode}`,
    });
    const parent = `import { runWith } from '${scriptUrl('own-node.mjs')}';\nrunWith(process.execPath, ['${join(folder, 'child.mjs').replaceAll('\\', '/')}']);`;
    writeFileSync(join(folder, 'parent.mjs'), parent);
    const child = spawn(process.execPath, [join(folder, 'parent.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }
  const firstLineOf = async ({ stdout }: ChildProcess): Promise<string> => {
    if (stdout === null) throw new Error('no output');
    const [line] = await once(createInterface({ input: stdout }), 'line');
    return line;
  };
  const waits = 'setInterval(() => undefined, 1_000_000);';

  it('goes when its parent is killed', async () => {
    const parent = aPair(`console.log('up'); process.on('SIGTERM', () => undefined); ${waits}`);
    await firstLineOf(parent);

    parent.kill('SIGKILL');

    // Both hold the pipe: it closes when both are gone.
    await once(parent, 'close');
  });

  it('hears the signals of its parent, and gives it its exit code', async () => {
    const parent = aPair(`process.on('SIGTERM', () => process.exit(7)); console.log('up'); ${waits}`);
    await firstLineOf(parent);

    parent.kill('SIGTERM');

    expect(await once(parent, 'close')).toEqual([7, null]);
  });

  it('ends its parent by the signal that ended itself', async () => {
    const parent = aPair(`process.kill(process.pid, 'SIGKILL'); ${waits}`);

    expect(await once(parent, 'close')).toEqual([null, 'SIGKILL']);
  });

  it('is not kept alive by its parent', async () => {
    const parent = aPair('process.exitCode = 4;');

    expect(await once(parent, 'close')).toEqual([4, null]);
  });
});

describe('npm start', () => {
  /** Electron's package as it is once its binary has been fetched; the binary ends as told. */
  function withElectron(code: number): string {
    const root = aStartTree({
      'node_modules/electron/path.txt': 'electron',
      'node_modules/electron/dist/electron': `#!/bin/sh\necho "window of $1"\nexit ${code}\n`,
    });
    chmodSync(join(root, 'node_modules/electron/dist/electron'), 0o755);
    return root;
  }

  it('opens the window where Electron is, and ends with it', async () => {
    const root = withElectron(0);

    expect(await run(root, 'scripts/start.mjs', [], { DISPLAY: ':0' })).toEqual({
      code: 0,
      out: `window of ${root}\n`,
      said: '',
    });
  });

  it('ends with the window when another Malote holds the folder', async () => {
    expect(await run(withElectron(6), 'scripts/start.mjs', [], { DISPLAY: ':0' })).toMatchObject({ code: 6, said: '' });
  });

  it.each([
    ['the window can not open here', () => withElectron(127), ':0', 'The window did not open on this machine'],
    ['Electron can not be had', () => aStartTree({}), ':0', "Electron can't be had here"],
    [
      'Electron can not be fetched',
      () => aStartTree({ 'node_modules/electron/install.js': 'process.exit(1);' }),
      ':0',
      "Fetching Electron (this once)…\nElectron can't be had here",
    ],
  ])('falls back to the browser in one clear line when %s', async (_why, tree, DISPLAY, line) => {
    expect(await run(tree(), 'scripts/start.mjs', [], { DISPLAY })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/served\n$/),
      said: `${line}: Malote opens in the browser.\n`,
    });
  });

  it('does not try a window where there is no display', async () => {
    const { said, out } = await run(withElectron(0), 'scripts/start.mjs');

    expect(process.platform === 'linux' ? [out, said] : []).toEqual(
      process.platform === 'linux' ? ['served\n', 'There is no display here: Malote opens in the browser.\n'] : [],
    );
  });
});
