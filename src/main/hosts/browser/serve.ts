import { createTranslator, problemSentence } from '#shared/sentences/translate.ts';
import { type Crash, crashOf } from '../crash.ts';
import { type EngineEnd, type EngineOptions, type EngineThread, startEngine } from '../engine-thread.ts';
import { type ExitCode, exitCodeOfStart, exitCodes } from '../exit-codes.ts';
import { listenForOthers, visitRunning } from '../instance.ts';
import { runningAmong, watchJobs } from '../job-watch.ts';
import type { Places } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { startFailure } from '../start-failure.ts';
import type { StopSignal, Terminal } from '../terminal.ts';
import { hostText } from '../texts.ts';
import { type OpenedReceiver, openReceiver, type WebhooksWanted } from '../webhooks/open.ts';
import { type BrowserServer, serveBrowsers } from './server.ts';

export interface ServeOptions {
  readonly platform: Platform;
  readonly places: Places;
  readonly terminal: Terminal;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Open the user's browser at once. */
  readonly opensBrowser: boolean;
  /** Ends this process at once: the second Ctrl+C. */
  readonly endNow: (code: ExitCode) => void;
  /** Left out: webhooks are not received. */
  readonly webhooks?: WebhooksWanted | null;
  readonly supervision?: Pick<EngineOptions, 'restartPausesMs' | 'stopWithinMs'>;
}

/** Malote in the browser, until a signal or the end of its engine. Answers with the exit code of cli.md. */
export async function serve(options: ServeOptions): Promise<ExitCode> {
  const { platform, places, terminal } = options;
  const started = await startEngine({ platform, places, goOnAtStart: true, ...options.supervision });
  if (!started.ok) {
    if (started.error.kind === 'dataFolderHeld' && (await showRunning(options))) return exitCodes.done;
    terminal.say(startFailure(platform.language, started.error));
    return exitCodeOfStart(started.error);
  }
  const engine = started.value;
  const server = await openServer(options, engine);
  if (server === null) {
    terminal.say(hostText(platform.language, 'portTaken', { port: options.port }));
    await engine.stop();
    return exitCodes.usage;
  }
  const receiver = await openWebhooks(options, engine);
  if (receiver !== null && typeof receiver === 'number') {
    await server.close();
    await engine.stop();
    return receiver;
  }
  // Without it the command line says that the folder is held, and nothing else is lost.
  const onVisit = () => ({ link: server.newLink() });
  const others = await listenForOthers(engine, platform.dataFolder, { onVisit }).catch((error: unknown) => {
    tell(terminal, crashOf(error));
    return null;
  });
  const watch = new AbortController();
  const asking = engine.client();
  const watching = watchJobs(
    asking.client,
    {
      onJobs: (jobs) => platform.keepAwake(runningAmong(jobs).length > 0),
      onRest: () => undefined,
      onSettings: async () => undefined,
    },
    watch.signal,
  );

  invite(options, server);
  for (const { account, address, isNew } of receiver?.addresses ?? []) {
    terminal.print(hostText(platform.language, isNew ? 'webhooksNew' : 'webhooksAt', { account, address }));
  }
  const code = await untilTheEnd(options, engine);

  watch.abort();
  await watching;
  asking.close();
  platform.keepAwake(false);
  await others?.close();
  await receiver?.close();
  await server.close();
  await engine.stop();
  terminal.release();
  return code;
}

/** The Malote that holds the folder is what was asked for: shows that one. False where it cannot be reached. */
async function showRunning({ platform, terminal, opensBrowser }: ServeOptions): Promise<boolean> {
  const visit = await visitRunning(platform.dataFolder);
  if (visit === null) return false;
  const { link } = visit;
  if (link === null) {
    terminal.say(hostText(platform.language, 'broughtForward'));
    return true;
  }
  terminal.print(hostText(platform.language, 'openAlready', { link }));
  if (opensBrowser) await platform.openExternal(link);
  return true;
}

async function openServer(options: ServeOptions, engine: EngineThread): Promise<BrowserServer | null> {
  const { platform, places, terminal, port } = options;
  const onTrouble = (crash: Crash) => tell(terminal, crash);
  try {
    const { dataFolder, language } = platform;
    return await serveBrowsers({ engine, dataFolder, renderer: places.renderer, port, language, onTrouble });
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (isTaken) return null;
    await engine.stop();
    throw error;
  }
}

/** Null where nobody wants webhooks; the code to end with where they cannot be received. */
async function openWebhooks(options: ServeOptions, engine: EngineThread): Promise<OpenedReceiver | ExitCode | null> {
  const { platform, terminal, webhooks = null } = options;
  if (webhooks === null) return null;
  const { client, close } = engine.client();
  try {
    const opened = await openReceiver(client, webhooks, (error) => tell(terminal, crashOf(error)));
    if (opened.ok) return { ...opened.value, close: () => opened.value.close().finally(close) };
    terminal.say(problemSentence(createTranslator(platform.language), opened.error));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    terminal.say(hostText(platform.language, 'webhooksPortTaken', { port: webhooks.port }));
  }
  close();
  return exitCodes.usage;
}

function invite({ platform, terminal, opensBrowser }: ServeOptions, server: BrowserServer): void {
  const text = terminal.isInteractive ? 'opened' : 'openedWithoutEnter';
  const show = (): string => {
    const link = server.newLink();
    terminal.print(hostText(platform.language, text, { link }));
    return link;
  };
  const first = show();
  terminal.onEnter(() => void show());
  // Where no browser opens, the line above is the way in.
  if (opensBrowser) void platform.openExternal(first);
}

function untilTheEnd({ platform, terminal, endNow }: ServeOptions, engine: EngineThread): Promise<ExitCode> {
  return new Promise((resolve) => {
    let isStopping = false;
    terminal.onStop((signal: StopSignal) => {
      const code = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
      if (isStopping) return endNow(code);
      isStopping = true;
      terminal.say(hostText(platform.language, 'closing'));
      resolve(code);
    });
    engine.onExit((end: EngineEnd) => {
      if (end.kind === 'stopped') return;
      if (end.kind === 'failed') {
        terminal.say(startFailure(platform.language, end.problem));
        resolve(exitCodeOfStart(end.problem));
        return;
      }
      terminal.say(hostText(platform.language, 'broken', { what: end.crash.what }));
      tell(terminal, end.crash);
      resolve(exitCodes.unexpected);
    });
  });
}

const tell = (terminal: Terminal, crash: Crash): void => terminal.say([crash.what, ...crash.where].join('\n  '));
