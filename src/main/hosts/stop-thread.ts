import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { type ThreadOrder, threadNoticeSchema } from '#shared/rpc/host.ts';

/**
 * Asks a thread to finish and waits until it is gone; ends it when it takes longer. True when it finished by itself.
 * For a thread that is running: `exit` must still be to come.
 */
export async function stopThread(worker: Worker, withinMs: number): Promise<boolean> {
  const limit = new AbortController();
  const gone = new Promise<boolean>((resolve) => {
    worker.once('exit', () => resolve(true));
    worker.on('message', (message: unknown) => {
      // It has finished: what it still holds open (a port, a timer) need not be waited for.
      if (threadNoticeSchema.safeParse(message).data?.type === 'stopped') resolve(true);
    });
  });
  const order: ThreadOrder = { type: 'stop' };
  worker.postMessage(order);
  const late = pause(withinMs, false, { signal: limit.signal }).catch(() => false);
  const isDone = await Promise.race([gone, late]);
  limit.abort();
  await worker.terminate();
  return isDone;
}
