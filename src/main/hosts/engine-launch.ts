import { MessageChannel, Worker } from 'node:worker_threads';
import { type Problem, problemSchema } from '#shared/problem.ts';
import { type EngineThreadData, threadNoticeSchema } from '#shared/rpc/host.ts';
import { type Crash, crashOf } from './crash.ts';
import { answerEngine } from './host-answers.ts';
import type { Platform } from './platform.ts';
import type { PracticeThread } from './practice-thread.ts';

export type LaunchedThread = {
  readonly worker: Worker;
  /** Resolves when the thread is gone, whatever the reason. */
  readonly gone: Promise<Crash>;
};

export type Launch =
  | ({ readonly kind: 'ready' } & LaunchedThread)
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'crashed'; readonly crash: Crash };

export interface LaunchOptions {
  readonly script: string;
  readonly platform: Pick<Platform, 'secrets' | 'dataFolder' | 'resources' | 'version'>;
  readonly practice: PracticeThread;
  readonly goOnAtStart: boolean;
  readonly looksForDamage: boolean;
  readonly signal: AbortSignal;
}

/** Starts the engine's thread once, and answers when it is ready, has failed, or is gone. The signal ends it. */
export async function launchEngine({
  script,
  platform,
  practice,
  goOnAtStart,
  looksForDamage,
  signal,
}: LaunchOptions): Promise<Launch> {
  const { port1: ownPort, port2: hostPort } = new MessageChannel();
  answerEngine(ownPort, { secrets: platform.secrets, practice });
  const { dataFolder, resources, version } = platform;
  const data: EngineThreadData = { dataFolder, resources, version, goOnAtStart, looksForDamage };
  const worker = new Worker(script, {
    workerData: { ...data, hostPort },
    transferList: [hostPort],
    // Far more than the engine uses: V8 collects the sooner, the less it may have at most. Left to itself, the whole process
    // took 315 MB for a workbook of a million rows, not some 275 (docs/performance.md).
    resourceLimits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 1_024 },
  });

  const endNow = () => void worker.terminate();
  signal.addEventListener('abort', endNow, { once: true });
  if (signal.aborted) endNow();

  const gone = new Promise<Crash>((resolve) => {
    let last: Crash = { what: 'exit', where: [] };
    worker.on('error', (error) => {
      last = crashOf(error);
    });
    worker.once('exit', () => {
      ownPort.close();
      resolve(last);
    });
  });
  const told = new Promise<Launch>((resolve) => {
    worker.on('message', (message: unknown) => {
      const notice = threadNoticeSchema.safeParse(message);
      if (!notice.success) return;
      if (notice.data.type === 'ready') resolve({ kind: 'ready', worker, gone });
      if (notice.data.type === 'failed') resolve(failure(notice.data.problem));
    });
  });
  const launch = await Promise.race([told, gone.then((crash): Launch => ({ kind: 'crashed', crash }))]);
  signal.removeEventListener('abort', endNow);
  if (launch.kind === 'failed') await worker.terminate();
  return launch;
}

function failure(told: unknown): Launch {
  const problem = problemSchema.safeParse(told);
  if (problem.success) return { kind: 'failed', problem: problem.data };
  return {
    kind: 'crashed',
    crash: { what: 'the engine failed with a problem that the contract does not know', where: [] },
  };
}
