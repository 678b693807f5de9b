import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runApp } from '#main/hosts/electron/app.ts';
import { connectToRunning, listenForOthers, visitRunning } from '#main/hosts/instance.ts';
import type { ElectronPort } from '#main/hosts/relay.ts';
import { aBuiltWindow, type Behaviour, fakePlaces, linesOf, teach, temporaryFolder } from '../fakes.ts';
import { aDouble, anEvent, type DoubleOptions } from './double.ts';

/** The whole window over Electron's double and the fake engine. Ends with the test. */
function aMalote(options: DoubleOptions & { readonly behaviour?: Behaviour; readonly argv?: string[] } = {}) {
  const dataFolder = temporaryFolder();
  teach(dataFolder, { settings: { language: 'en' }, ...options.behaviour });
  const double = aDouble(options);
  const running = runApp(double.electron, {
    dataFolder,
    places: { ...fakePlaces, renderer: aBuiltWindow() },
    system: 'linux',
    argv: ['malote', ...(options.argv ?? [])],
    folder: dataFolder,
    supervision: { restartPausesMs: [], stopWithinMs: 10_000 },
  });
  return { ...double, running, dataFolder };
}

/** One that is open and has its page; closed after the test. */
async function anOpenMalote(options: Parameters<typeof aMalote>[0] = {}) {
  const malote = aMalote(options);
  malote.becomeReady();
  await malote.running;
  const [window] = malote.windows;
  if (!window) throw new Error('no window');
  onTestFinished(async () => {
    malote.app.emit('will-quit', anEvent());
    await malote.gone;
  });
  const other = await connectToRunning(malote.dataFolder);
  if (other === null) throw new Error('nobody listens');
  onTestFinished(() => other.close());
  return { ...malote, window, engine: other.client };
}

const answerOn = (port: ElectronPort | null): Promise<unknown> =>
  new Promise((resolve) => {
    port?.on('message', ({ data }) => resolve(data));
    port?.start();
  });

describe('the window of Malote', () => {
  it('prepares sandbox, scheme and profile before Electron is ready', () => {
    const { noted, dataFolder, windows } = aMalote();

    expect(noted).toEqual([
      'sandbox for all',
      expect.stringContaining('"scheme":"malote"'),
      `userData: ${join(dataFolder, 'window')}`,
    ]);
    expect(windows).toEqual([]);
  });

  it('opens its page, and gives it a port to the engine that copies frames', async () => {
    const { window, askPort } = await anOpenMalote();

    const port = askPort();
    port?.postMessage('{"i":"1","p":{"u":"/system/doctor"}}');

    expect(window.loaded).toEqual(['malote://app/']);
    expect(window.isVisible()).toBe(true);
    expect(await answerOn(port)).toContain('"version":"0.');
  });

  it('keeps what the page asks while the engine is still starting', async () => {
    const malote = aMalote();
    malote.becomeReady();
    await malote.until(() => malote.windows.length === 1);
    const port = malote.askPort();

    port?.postMessage('{"i":"1","p":{"u":"/system/doctor"}}');

    expect(await answerOn(port)).toContain('"version":"0.');
    await malote.running;
    malote.app.emit('will-quit', anEvent());
    await malote.gone;
  });

  it.each([
    ['another page', { url: 'https://evil.example/' }],
    ['a page that only begins like ours', { url: 'malote://app.evil.example/' }],
    ['a frame within the page', { parent: { url: 'malote://app/', parent: null, postMessage: () => undefined } }],
  ])('gives no port to %s', async (_who, frame) => {
    const { askPort } = await anOpenMalote();

    expect(askPort(frame)).toBeNull();
  });

  it('is one: a second start brings the first forward, hands over its sheet and goes', async () => {
    const first = await anOpenMalote();
    first.askPort();
    first.window.hide();
    const sheet = join(first.dataFolder, 'clientes.csv');
    writeFileSync(sheet, 'nome;numero\n');

    const second = aMalote({ isFirstInstance: false });
    await second.running;
    first.app.emit('second-instance', {}, ['malote', '--flag', 'clientes.csv'], first.dataFolder);

    expect(second.noted.at(-1)).toBe('quit');
    expect(second.windows).toEqual([]);
    expect(first.window.isVisible()).toBe(true);
    expect(first.window.sent).toEqual([['malote:open', sheet]]);
  });

  it('hands the sheet that it was started with to the page when the page is ready', async () => {
    const elsewhere = join(temporaryFolder(), 'Clientes de março.xlsx');
    writeFileSync(elsewhere, '');
    const { window, askPort } = await anOpenMalote({ argv: ['--no-sandbox', elsewhere] });
    expect(window.sent).toEqual([]);

    askPort();

    expect(window.sent).toEqual([['malote:open', elsewhere]]);
  });

  it('opens a sheet from its menu', async () => {
    const { window, askPort, menus } = await anOpenMalote({ chosenSheet: '/home/ana/clientes.csv' });
    askPort();
    const sent = Promise.withResolvers<void>();
    window.webContents.send = (...message) => {
      window.sent.push(message);
      sent.resolve();
    };

    menus[0]?.[0]?.submenu?.[0]?.click?.();
    await sent.promise;

    expect(window.sent).toEqual([['malote:open', '/home/ana/clientes.csv']]);
  });

  it('speaks the language and wears the theme that the user chose', async () => {
    const { menus, until, electron, window } = await anOpenMalote({
      behaviour: { settings: { language: 'es', theme: 'dark' } },
    });

    await until(() => menus.at(-1)?.[0]?.label === 'Archivo');

    expect(menus[0]?.[0]?.label).toBe('File');
    expect(electron.nativeTheme.themeSource).toBe('dark');
    expect(window.color).toBe('#161615');
  });

  it('tells the engine when the machine goes to sleep, and when it has woken', async () => {
    const { engine, power, dataFolder } = await anOpenMalote();

    power.emit('suspend');
    power.emit('resume');

    while (linesOf(dataFolder, 'power.log').length < 2) await engine.system.doctor();
    expect(linesOf(dataFolder, 'power.log')).toEqual(['rest', 'wake']);
  });

  it('keeps the machine awake and shows the job beside the clock while it runs, and tells its end', async () => {
    const { engine, until, blockers, tray, noted } = await anOpenMalote();

    await engine.jobs.resume({ job: 'c1' });
    await until(() => tray.isThere && tray.tip === 'Natal: 4 of 10');
    expect(blockers.size).toBe(1);

    await engine.jobs.cancel({ job: 'c1' });
    await until(() => noted.includes('notice: Malote: Natal is done'));
    await until(() => !tray.isThere && blockers.size === 0);
  });

  it('closes without a question when nothing runs, and stops the engine cleanly', async () => {
    const { window, gone, dataFolder, noted } = await anOpenMalote();

    expect(window.close()).toBe(true);

    expect(await gone).toBe(0);
    expect(noted).not.toContain('asked how to leave');
    expect(linesOf(dataFolder, 'stops.log')).toEqual(['stopped']);
    expect(linesOf(dataFolder, 'window.json')[0]).toContain('"width":1000');
  });

  it.each([
    ['go on in the background', 0, { visible: false, moves: ['c1 running'], quits: false }],
    ['quit, and go on next time', 1, { visible: false, moves: ['c1 running'], quits: true }],
    ['pause and quit', 2, { visible: false, moves: ['c1 running', 'c1 paused'], quits: true }],
    ['go back', 3, { visible: true, moves: ['c1 running'], quits: false }],
  ])('asks what becomes of a running job before it closes: %s', async (_what, leaves, expected) => {
    const malote = await anOpenMalote({ leaves });
    await malote.engine.jobs.resume({ job: 'c1' });
    await malote.until(() => malote.tray.tip === 'Natal: 4 of 10');

    expect(malote.window.close()).toBe(false);
    await malote.until(() => malote.noted.includes('asked how to leave'));
    if (expected.quits) expect(await malote.gone).toBe(0);
    // The answer has been acted on when the engine has answered once more.
    else await malote.engine.system.doctor();

    expect(malote.window.isVisible()).toBe(expected.visible);
    expect(linesOf(malote.dataFolder, 'moves.log')).toEqual(expected.moves);
    expect(malote.noted.includes('quit')).toBe(expected.quits);
  });

  it('says that another Malote holds the folder, and ends with 6', async () => {
    const { running, becomeReady, gone, noted } = aMalote({ behaviour: { start: [{ kind: 'dataFolderHeld' }] } });
    becomeReady();
    await running;

    expect(await gone).toBe(6);
    expect(noted).toContain(
      'Malote: Another Malote is using this data folder. Use the window or the terminal where it is open.',
    );
  });

  it('shows the Malote in the browser that holds the folder, and ends', async () => {
    const malote = aMalote({ behaviour: { start: [{ kind: 'dataFolderHeld' }] } });
    const link = 'http://127.0.0.1:4711/open?token=x';
    const engine = { connect: () => new MessageChannel().port1 };
    const first = await listenForOthers(engine, malote.dataFolder, { onVisit: () => ({ link }) });
    onTestFinished(() => first.close());
    malote.becomeReady();
    await malote.running;

    expect(await malote.gone).toBe(0);
    expect(malote.noted).toContain(`open ${link}`);
  });

  it('comes to the front when a Malote in the browser is started on its folder', async () => {
    const { window, dataFolder } = await anOpenMalote();
    window.hide();

    expect(await visitRunning(dataFolder)).toEqual({ link: null });

    expect(window.isVisible()).toBe(true);
  });

  it('ends loudly when the engine breaks too often, or before it ever ran', async () => {
    const open = await anOpenMalote();
    open.engine.imports.discard({ importId: 1 }).catch(() => undefined);

    expect(await open.gone).toBe(1);
    expect(open.noted.join()).toContain('Malote stopped on an unexpected error (TypeError)');

    const never = aMalote({ behaviour: { start: ['crash'] } });
    never.becomeReady();
    await never.running;
    expect(await never.gone).toBe(1);
  });

  it('opens nothing outside but secure pages', async () => {
    const { electronPlatform } = await import('#main/hosts/electron/platform.ts');
    const { electron, noted } = aDouble();
    const platform = electronPlatform(electron, {
      dataFolder: temporaryFolder(),
      places: fakePlaces,
      system: 'linux',
      language: 'en',
      onFirstSecretInFile: () => undefined,
    });
    const addresses = ['https://digisac.app/docs', 'http://digisac.app', 'file:///etc/passwd', 'smb://x/y', 'nothing'];

    const opened = await Promise.all(addresses.map((address) => platform.openExternal(address)));

    expect(opened).toEqual([true, false, false, false, false]);
    expect(noted).toEqual(['open https://digisac.app/docs']);
  });
});

describe('a damaged database', () => {
  const damaged = { kind: 'databaseDamaged', path: '/data/malote.sqlite' } as const;
  const damagedMalote = (presses: number) => aMalote({ behaviour: { start: [damaged] }, presses });

  it('opens a way out: with no copy there, it can begin anew, and the old file is kept', async () => {
    const malote = damagedMalote(0);
    writeFileSync(join(malote.dataFolder, 'malote.sqlite'), 'no database');
    malote.becomeReady();
    expect(await malote.gone).toBe(0);
    expect(malote.noted).toContain('asked: The data of Malote is damaged [Begin with empty data] [Quit]');
    expect(malote.noted).toContain('relaunch');
    const left = readdirSync(malote.dataFolder).filter((name) => name.startsWith('malote-aside-'));
    expect(left).toHaveLength(1);
    expect(readFileSync(join(malote.dataFolder, left[0] ?? ''), 'utf8')).toBe('no database');
  });

  it('is left as it is where the person wants to look first', async () => {
    const malote = damagedMalote(1);
    writeFileSync(join(malote.dataFolder, 'malote.sqlite'), 'no database');
    malote.becomeReady();
    expect(await malote.gone).toBe(0);
    expect(malote.noted).not.toContain('relaunch');
    expect(readFileSync(join(malote.dataFolder, 'malote.sqlite'), 'utf8')).toBe('no database');
  });
});
