import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { stopThread } from './stop-thread.ts';

/** The same people and the same faults at every start. */
const practiceSeed = 20_261;

const listeningSchema = z.object({ type: z.literal('listening'), address: z.string(), token: z.string() });

export interface PracticeAddress {
  readonly address: string;
  readonly token: string;
}

/** The practice account, in a thread of its own: started when somebody first asks where it is. */
export interface PracticeThread {
  readonly address: () => Promise<PracticeAddress>;
  readonly stop: () => Promise<void>;
}

export function practiceThread(options: {
  readonly script: string;
  readonly dataFolder: string;
  readonly stopWithinMs: number;
}): PracticeThread {
  let running: { readonly worker: Worker; readonly address: Promise<PracticeAddress> } | null = null;
  const statePath = join(options.dataFolder, 'practice');

  const start = () => {
    mkdirSync(statePath, { recursive: true, mode: 0o700 });
    const worker = new Worker(options.script, {
      workerData: { seed: practiceSeed, statePath, token: randomBytes(24).toString('base64url') },
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
      const notice = listeningSchema.safeParse(message);
      if (notice.success) resolve({ address: notice.data.address, token: notice.data.token });
    });
    worker.once('error', (cause) => reject(new Error('the practice account broke', { cause })));
    worker.once('exit', () => reject(new Error('the practice account ended before it listened')));
  });
  // Whoever asked hears of the failure; here it must not end the process when nobody waits any more.
  listening.catch(() => undefined);
  return listening;
}
