import { join } from 'node:path';
import type { Problem } from '#shared/problem.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { type Language, nearestLanguage } from '#shared/sentences/languages.ts';
import { openDataFolder } from '../data-folder.ts';
import { type EngineOptions, type EngineThread, startEngine } from '../engine-thread.ts';
import { exitCodeOfStart, exitCodes } from '../exit-codes.ts';
import { listenForOthers, visitRunning } from '../instance.ts';
import { runningAmong, watchJobs } from '../job-watch.ts';
import type { Places } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { startFailure } from '../start-failure.ts';
import { storeKeeper } from '../store-keeper.ts';
import { hostText } from '../texts.ts';
import type { ElectronLike, WindowLike } from './electron-like.ts';
import { askHowToLeave } from './leave.ts';
import { menuEntries, setMenu } from './menu.ts';
import { electronPlatform } from './platform.ts';
import { handOutPorts } from './ports.ts';
import { homePage, registerScheme, serveOwnPages } from './protocol.ts';
import { chooseSheet, sheetAmong } from './sheets.ts';
import { createTray } from './tray.ts';
import { askWayOut } from './way-out.ts';
import { backgroundOf, openWindow, recall, remember } from './window.ts';

export interface AppOptions {
  readonly dataFolder: string;
  readonly places: Places;
  readonly system: NodeJS.Platform;
  /** Of this process, and the folder that its relative paths start from. */
  readonly argv: readonly string[];
  readonly folder: string;
  readonly supervision?: Pick<EngineOptions, 'restartPausesMs' | 'stopWithinMs'>;
}

export const openChannel = 'malote:open';

/** A window that stands, or is on its way: what other starts of Malote and the system ask of it waits until then. */
interface Visitors {
  readonly open: (path: string | null) => void;
  readonly welcome: (window: WindowLike) => { readonly pageReady: () => void };
}

/**
 * The window's whole life. What comes before the first `await` must run before Electron is ready: the scheme, the
 * sandbox, and the lock by which a second start finds the first.
 */
export async function runApp(electron: ElectronLike, options: AppOptions): Promise<void> {
  const { app } = electron;
  app.enableSandbox();
  registerScheme(electron);
  const folder = openDataFolder(options.dataFolder);
  // One lock, one profile per data folder: it is Electron's `userData` that tells instances apart.
  if (folder.ok) app.setPath('userData', join(folder.value, 'window'));
  if (folder.ok && !app.requestSingleInstanceLock()) return app.quit();

  const visitors = receiveVisitors();
  app.on('second-instance', (_event, argv, from) => visitors.open(sheetAmong(argv, from)));
  app.on('activate', () => visitors.open(null));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    visitors.open(path);
  });
  const sheet = sheetAmong(options.argv, options.folder);
  if (sheet !== null) visitors.open(sheet);

  await app.whenReady();
  const language = nearestLanguage(app.getLocale());
  const giveUp = (text: string, code: number) => {
    electron.dialog.showErrorBox('Malote', text);
    app.exit(code);
  };
  if (!folder.ok) return giveUp(startFailure(language, folder.error), exitCodeOfStart(folder.error));
  try {
    const failure = await open(electron, { ...options, dataFolder: folder.value, language, visitors, giveUp });
    if (failure?.kind === 'databaseDamaged') await findWayOut(failure);
    else if (failure?.kind === 'dataFolderHeld') await showRunning(failure);
    else if (failure !== null) giveUp(startFailure(language, failure), exitCodeOfStart(failure));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    giveUp(hostText(language, 'broken', { what: error.name }), exitCodes.unexpected);
  }

  /** A Malote in the browser holds the folder: that one is shown. */
  async function showRunning(failure: Problem): Promise<void> {
    const visit = await visitRunning(options.dataFolder);
    if (visit === null) return giveUp(startFailure(language, failure), exitCodeOfStart(failure));
    if (visit.link !== null) await electron.shell.openExternal(visit.link);
    app.exit(exitCodes.done);
  }

  /** Begins anew with what the person chooses, or ends. */
  async function findWayOut(failure: Problem): Promise<void> {
    const keeper = storeKeeper({ places: options.places, dataFolder: options.dataFolder });
    const sentence = startFailure(language, failure);
    const done = await askWayOut(electron, { language, sentence, keeper, nowMs: Date.now() });
    if (done?.ok) app.relaunch();
    if (done === null || done.ok) app.exit(exitCodes.done);
    else giveUp(startFailure(language, done.error), exitCodeOfStart(done.error));
  }
}

function receiveVisitors(): Visitors {
  let window: WindowLike | null = null;
  let isPageReady = false;
  let waiting: string | null = null;
  const deliver = () => {
    if (window === null || window.isDestroyed() || !isPageReady || waiting === null) return;
    window.webContents.send(openChannel, waiting);
    waiting = null;
  };
  return {
    open: (path) => {
      waiting = path ?? waiting;
      if (window !== null && !window.isDestroyed()) bringForward(window);
      deliver();
    },
    welcome: (opened) => {
      window = opened;
      return {
        pageReady: () => {
          isPageReady = true;
          deliver();
        },
      };
    },
  };
}

function bringForward(window: WindowLike): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

interface Opening extends AppOptions {
  readonly language: Language;
  readonly visitors: Visitors;
  readonly giveUp: (text: string, code: number) => void;
}

/** Window and engine start side by side. Answers with what kept the engine from starting. */
async function open(electron: ElectronLike, opening: Opening) {
  const { dataFolder, places, system, language, visitors } = opening;
  const remembered = recall(dataFolder);
  electron.nativeTheme.themeSource = remembered?.theme ?? 'system';
  const platform: Platform = electronPlatform(electron, {
    dataFolder,
    places,
    system,
    language,
    onFirstSecretInFile: () => platform.notify('Malote', hostText(language, 'secretsInFile')),
  });
  serveOwnPages(electron, { renderer: places.renderer, dataFolder });
  const starting = startEngine({ platform, places, goOnAtStart: true, ...opening.supervision });
  const window = openWindow(electron, { preload: places.preload, remembered });
  const { pageReady } = visitors.welcome(window);
  handOutPorts(
    electron,
    () =>
      starting.then(
        (started) => (started.ok ? started.value.connect() : null),
        () => null,
      ),
    pageReady,
  );
  const [started] = await Promise.all([starting, window.loadURL(homePage)]);
  if (!started.ok) return started.error;
  await live(electron, { ...opening, window, platform, engine: started.value });
  return null;
}

interface Living extends Opening {
  readonly window: WindowLike;
  readonly platform: Platform;
  readonly engine: EngineThread;
}

/** From the first page to the last: menu, tray, notices, closing. */
async function live(electron: ElectronLike, living: Living): Promise<void> {
  const { app, nativeTheme, powerMonitor } = electron;
  const { window, platform, engine, system, visitors, giveUp } = living;
  let language = living.language;
  let running: readonly JobSnapshot[] = [];
  let isInBackground = false;
  let isLeaving = false;

  const show = () => {
    isInBackground = false;
    visitors.open(null);
    refresh();
  };
  const quit = () => app.quit();
  const tray = createTray(electron, { resources: platform.resources, system, show, quit });
  const refresh = () => tray.update({ running, isWindowHidden: isInBackground, language });
  const openSheet = () => void chooseSheet(electron, language).then((path) => path !== null && visitors.open(path));
  const renewMenu = () =>
    setMenu(electron, menuEntries({ language, system, isPackaged: app.isPackaged, actions: { openSheet, quit } }));
  renewMenu();

  const onVisit = () => {
    show();
    return { link: null };
  };
  const others = await listenForOthers(engine, platform.dataFolder, { onVisit });
  const asking = engine.client();
  const watch = new AbortController();
  const watching = watchJobs(
    asking.client,
    {
      onJobs: (jobs) => {
        running = runningAmong(jobs);
        platform.keepAwake(running.length > 0);
        refresh();
      },
      onRest: (job) => platform.notify('Malote', restText(language, job)),
      onSettings: async () => {
        const chosen = await asking.client.settings.get();
        nativeTheme.themeSource = chosen.theme;
        if (!window.isDestroyed()) window.setBackgroundColor(backgroundOf(nativeTheme.shouldUseDarkColors));
        language = chosen.language;
        renewMenu();
        refresh();
      },
    },
    watch.signal,
  );

  window.on('close', (event) => {
    const { themeSource: theme } = nativeTheme;
    remember(platform.dataFolder, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized(), theme });
    if (isLeaving || running.length === 0) return;
    event.preventDefault();
    void leave();
  });
  const leave = async () => {
    const how = await askHowToLeave(electron, language);
    if (how === 'stay') return;
    if (how === 'background') {
      isInBackground = true;
      window.hide();
      return refresh();
    }
    if (how === 'pause') await Promise.allSettled(running.map(({ job }) => asking.client.jobs.pause({ job })));
    isLeaving = true;
    app.quit();
  };

  let isClosing = false;
  const close = async () => {
    watch.abort();
    await watching;
    asking.close();
    platform.keepAwake(false);
    tray.remove();
    await others.close();
    await engine.stop();
  };
  powerMonitor.on('suspend', engine.rest);
  powerMonitor.on('resume', engine.wake);
  app.on('window-all-closed', quit);
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void close().then(() => app.exit(exitCodes.done));
  });
  engine.onExit((end) => {
    // The next start finds it as well, and offers the way out.
    if (end.kind === 'failed') giveUp(startFailure(language, end.problem), exitCodeOfStart(end.problem));
    if (end.kind === 'broken') giveUp(hostText(language, 'broken', { what: end.crash.what }), exitCodes.unexpected);
  });
}

function restText(language: Language, job: JobSnapshot): string {
  const text = job.status === 'done' ? 'jobDone' : job.status === 'paused' ? 'jobPaused' : 'jobFailed';
  return hostText(language, text, { name: job.name });
}
