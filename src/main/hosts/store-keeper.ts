import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type Copy, copySchema, type KeeperTask, type RestoreChoice } from '#shared/copies.ts';
import { type Problem, problemSchema } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';
import type { Places } from './paths.ts';

/** What a host asks about the store of a data folder while no engine runs on it. */
export function storeKeeper(options: { readonly places: Pick<Places, 'keeper'>; readonly dataFolder: string }) {
  const { places, dataFolder: folder } = options;
  return {
    /** Newest first. */
    copies: async (): Promise<readonly Copy[]> => z.array(copySchema).parse(await ask({ kind: 'list', folder })),

    /** Where the old database was set aside; null where there was none. Problems: dataFolderHeld, copyUnknown, copyDamaged. */
    restore: async (choice: RestoreChoice, nowMs: number): Promise<Result<string | null, Problem>> =>
      restoredSchema.parse(await ask({ kind: 'restore', folder, nowMs, choice })),
  };

  async function ask(task: KeeperTask): Promise<unknown> {
    const thread = new Worker(places.keeper, { workerData: task });
    // Rejects with what the thread broke on.
    const [answer]: unknown[] = await once(thread, 'message');
    await thread.terminate();
    return answer;
  }
}

const restoredSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.string().nullable() }),
  z.object({ ok: z.literal(false), error: problemSchema }),
]);

export type StoreKeeper = ReturnType<typeof storeKeeper>;
