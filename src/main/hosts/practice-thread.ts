import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { ProblemError } from '#shared/problem.ts';
import { stopThread } from './stop-thread.ts';

/** The same people and the same faults at every start. */
const practiceSeed = 20_261;

const noticeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), address: z.string(), token: z.string() }),
  /** It cannot be as it was asked to be: no such dialect, a port that is taken. */
  z.object({ type: z.literal('refused'), option: z.string(), given: z.string() }),
]);

/** The options of the command line, by what the thread calls them. */
const optionNames = new Map([['faults', '--fault']]);

export interface PracticeAddress {
  readonly address: string;
  readonly token: string;
}

/** The practice account, in a thread of its own: started when somebody first asks where it is. */
export interface PracticeThread {
  /** Problems (thrown, as ProblemError): optionInvalid. */
  readonly address: () => Promise<PracticeAddress>;
  readonly stop: () => Promise<void>;
}

/** How the account behaves, by the names that the account knows. What is left out is as usual. */
export interface PracticeBehaviour {
  /** 0, or left out: the system chooses. */
  readonly port?: number;
  /** Other people, and an account of their own. */
  readonly seed?: number;
  /** Ways in which accounts differ; of several the later ones win. */
  readonly dialect?: readonly string[];
  /** With a connection of the official API, and its templates. */
  readonly official?: boolean;
  /** What goes wrong. */
  readonly faults?: readonly string[];
}

export function practiceThread(options: {
  readonly script: string;
  readonly dataFolder: string;
  readonly stopWithinMs: number;
  readonly behaviour?: PracticeBehaviour;
}): PracticeThread {
  let running: { readonly worker: Worker; readonly address: Promise<PracticeAddress> } | null = null;
  const statePath = join(options.dataFolder, 'practice');

  const start = () => {
    mkdirSync(statePath, { recursive: true, mode: 0o700 });
    const worker = new Worker(options.script, {
      workerData: {
        ...{ seed: practiceSeed, statePath, token: randomBytes(24).toString('base64url') },
        ...options.behaviour,
      },
    });
    // When it ends by itself, the next question starts it again.
    worker.once('exit', () => {
      if (running?.worker === worker) running = null;
    });
    return { worker, address: addressOf(worker) };
  };

  return {
    address: () => {
      running ??= start();
      return running.address;
    },
    stop: async () => {
      const last = running;
      running = null;
      if (last !== null) await stopThread(last.worker, options.stopWithinMs);
    },
  };
}

function addressOf(worker: Worker): Promise<PracticeAddress> {
  const listening = new Promise<PracticeAddress>((resolve, reject) => {
    worker.on('message', (message: unknown) => {
      const notice = noticeSchema.safeParse(message).data;
      if (notice?.type === 'listening') resolve({ address: notice.address, token: notice.token });
      if (notice?.type === 'refused') reject(refused(notice.option, notice.given));
    });
    worker.once('error', (cause) => reject(new Error('the practice account broke', { cause })));
    worker.once('exit', () => reject(new Error('the practice account ended before it listened')));
  });
  // Whoever asked hears of the failure; here it must not end the process when nobody waits any more.
  listening.catch(() => undefined);
  return listening;
}

const refused = (option: string, value: string) =>
  new ProblemError({ kind: 'optionInvalid', option: optionNames.get(option) ?? `--${option}`, value });
