import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result, unreachable } from '#shared/result.ts';
import type { ThreadOrder } from '#shared/rpc/host.ts';
import { connectClient, type EngineConnection } from './client.ts';
import type { Crash } from './crash.ts';
import { type Launch, type LaunchedThread, launchEngine } from './engine-launch.ts';
import type { Places } from './paths.ts';
import type { Platform } from './platform.ts';
import { practiceThread } from './practice-thread.ts';
import { stopThread } from './stop-thread.ts';

/** How the engine of a host ends: as asked; for a reason that starting anew does not mend; or broken too often. */
export type EngineEnd =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'broken'; readonly crash: Crash };

export interface EngineThread {
  /** A port for one face. While the thread is being started anew, what is sent on it waits. */
  readonly connect: () => MessagePort;
  /** For the host's own questions; it finds the way to a thread that was started anew by itself. */
  readonly client: () => EngineConnection;
  /** The machine goes to sleep: the engine begins nothing more until it wakes. */
  readonly rest: () => void;
  readonly wake: () => void;
  /** Lets the engine finish what is under way; ends it when that takes too long. Law 2 holds either way. */
  readonly stop: () => Promise<void>;
  /** Runs once, at the end; at once when that has been. */
  readonly onExit: (listener: (end: EngineEnd) => void) => void;
}

export interface EngineOptions {
  readonly platform: Pick<Platform, 'secrets' | 'dataFolder' | 'resources' | 'version'>;
  readonly places: Pick<Places, 'engine' | 'practice'>;
  /** Jobs that were running when the last process ended go on by themselves. */
  readonly goOnAtStart: boolean;
  /** A crash is followed by the pause at its place; one more crash than pauses, within ten minutes, is the end. */
  readonly restartPausesMs?: readonly number[];
  readonly stopWithinMs?: number;
}

const crashesCountForMs = 10 * 60_000;

/**
 * Starts the engine in its thread and watches it. Problems: whatever keeps the engine from starting, such as
 * dataFolderHeld or databaseDamaged. Throws when the thread breaks before it is ready for the first time.
 */
export async function startEngine(options: EngineOptions): Promise<Result<EngineThread, Problem>> {
  const { platform, places, stopWithinMs = 15_000, restartPausesMs = [500, 5_000, 30_000] } = options;
  const { dataFolder } = platform;
  const practice = practiceThread({ script: places.practice, dataFolder, stopWithinMs });
  const stopAsked = new AbortController();
  const launch = (how: { readonly goOnAtStart: boolean; readonly looksForDamage: boolean }) =>
    launchEngine({ script: places.engine, platform, practice, ...how, signal: stopAsked.signal });

  const first = await launch({ goOnAtStart: options.goOnAtStart, looksForDamage: false });
  switch (first.kind) {
    case 'ready':
      return ok(watchOver(first));
    case 'failed':
      await practice.stop();
      return err(first.problem);
    case 'crashed':
      await practice.stop();
      throw new Error(`the engine broke before it was ready: ${[first.crash.what, ...first.crash.where].join(' ')}`);
    default:
      return unreachable(first);
  }

  function watchOver(thread: LaunchedThread): EngineThread {
    const faces = doorTo(thread.worker);
    const ended = guard(thread, {
      stopAsked: stopAsked.signal,
      // What was running was asked for in this process, so it goes on whatever was said about earlier ones.
      launch: () => launch({ goOnAtStart: true, looksForDamage: true }),
      restartPausesMs,
      onGone: faces.shut,
      onBack: faces.open,
      stop: (worker) => stopThread(worker, stopWithinMs),
    }).then(async (end) => {
      await practice.stop();
      faces.close();
      return end;
    });
    return {
      connect: faces.connect,
      client: () => connectClient(faces.connect),
      rest: () => faces.tell({ type: 'rest' }),
      wake: () => faces.tell({ type: 'wake' }),
      stop: async () => {
        stopAsked.abort();
        await ended;
      },
      onExit: (listener) => void ended.then(listener),
    };
  }
}

interface Guard {
  readonly stopAsked: AbortSignal;
  readonly launch: () => Promise<Launch>;
  readonly restartPausesMs: readonly number[];
  readonly onGone: () => void;
  readonly onBack: (worker: Worker) => void;
  readonly stop: (worker: Worker) => Promise<unknown>;
}

/** From the first thread to the last one: until somebody asks to stop, or the thread breaks too often. */
async function guard(first: LaunchedThread, deps: Guard): Promise<EngineEnd> {
  const stopNow = new Promise<'stop'>((resolve) => {
    deps.stopAsked.addEventListener('abort', () => resolve('stop'), { once: true });
  });
  let thread: LaunchedThread | null = first;
  let crash: Crash | null = null;
  let crashedAt: number[] = [];
  while (!deps.stopAsked.aborted) {
    if (thread !== null) {
      const what: Crash | 'stop' = await Promise.race([thread.gone, stopNow]);
      if (what === 'stop') break;
      thread = null;
      crash = what;
      deps.onGone();
    }
    const now = performance.now();
    crashedAt = crashedAt.filter((at) => now - at < crashesCountForMs);
    const pauseMs = deps.restartPausesMs[crashedAt.length];
    if (pauseMs === undefined) return { kind: 'broken', crash: crash ?? { what: 'exit', where: [] } };
    crashedAt.push(now);
    // Rejects when a stop is asked for meanwhile, and for no other reason.
    await pause(pauseMs, undefined, { signal: deps.stopAsked }).catch(() => undefined);
    if (deps.stopAsked.aborted) break;
    const next = await deps.launch();
    if (next.kind === 'failed' && next.problem.kind === 'databaseDamaged') return next;
    if (next.kind === 'failed') crash = { what: next.problem.kind, where: [] };
    if (next.kind === 'crashed') crash = next.crash;
    if (next.kind !== 'ready') continue;
    thread = next;
    deps.onBack(next.worker);
  }
  if (thread !== null) await deps.stop(thread.worker);
  return { kind: 'stopped' };
}

/** Where faces come in: straight to the thread, or to wait while there is none. */
function doorTo(worker: Worker) {
  let now: Worker | null = worker;
  let isClosed = false;
  let waiting: MessagePort[] = [];

  const handOver = (to: Worker, port: MessagePort) => {
    const order: ThreadOrder & { readonly port: MessagePort } = { type: 'connect', port };
    to.postMessage(order, [port]);
  };
  return {
    connect: (): MessagePort => {
      const { port1, port2 } = new MessageChannel();
      if (isClosed) port2.close();
      else if (now !== null) handOver(now, port2);
      else waiting.push(port2);
      return port1;
    },
    /** One that is being started anew needs no telling. */
    tell: (order: ThreadOrder) => now?.postMessage(order),
    shut: () => {
      now = null;
    },
    open: (to: Worker) => {
      now = to;
      for (const port of waiting) handOver(to, port);
      waiting = [];
    },
    close: () => {
      isClosed = true;
      now = null;
      for (const port of waiting) port.close();
      waiting = [];
    },
  };
}
