import type { MessagePort } from 'node:worker_threads';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { hostContract } from '#shared/rpc/host.ts';
import type { Secrets } from './platform.ts';
import type { PracticeThread } from './practice-thread.ts';

/** Answers what the engine asks of its host, on this port, until the port closes. */
export function answerEngine(
  port: MessagePort,
  { secrets, practice }: { readonly secrets: Secrets; readonly practice: PracticeThread },
): void {
  const host = implement(hostContract);
  const router = host.router({
    secrets: {
      get: host.secrets.get.handler(async ({ input }) => ({ token: await tokenOf(secrets, input.key) })),
      set: host.secrets.set.handler(({ input }) => secrets.set(input.key, input.token)),
      remove: host.secrets.remove.handler(({ input }) => secrets.remove(input.key)),
    },
    practice: { address: host.practice.address.handler(() => practice.address()) },
  });
  new RPCHandler(router).upgrade(port);
  port.start();
}

/** A keychain that cannot be read, for whatever reason, costs the token and nothing else: its jobs wait for a new one. */
async function tokenOf(secrets: Secrets, key: string): Promise<string | null> {
  try {
    return await secrets.get(key);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
}
