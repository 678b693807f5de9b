import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerEngine } from '#main/hosts/host-answers.ts';
import { practiceThread } from '#main/hosts/practice-thread.ts';
import type { hostContract } from '#shared/rpc/host.ts';
import { aPlatform, fakePlaces, temporaryFolder } from './fakes.ts';

/** The engine's side of a host whose keychain reads like this. */
function hostWith(get: () => Promise<string | null>) {
  const dataFolder = temporaryFolder();
  const { port1, port2 } = new MessageChannel();
  const practice = practiceThread({ script: fakePlaces.practice, dataFolder, stopWithinMs: 1_000 });
  const { secrets } = aPlatform(dataFolder);
  answerEngine(port1, { secrets: { ...secrets, get }, practice });
  const host = createORPCClient<ContractRouterClient<typeof hostContract>>(new RPCLink({ port: port2 }));
  port2.start();
  onTestFinished(() => port2.close());
  return host;
}

describe('a token that the engine asks for', () => {
  it('is none where the keychain has none', async () => {
    expect(await hostWith(async () => null).secrets.get({ key: 'a' })).toEqual({ token: null });
  });

  it('is none where the keychain is broken: that costs the token, and no job', async () => {
    const broken = hostWith(() => Promise.reject(new Error('the keychain has gone')));

    expect(await broken.secrets.get({ key: 'a' })).toEqual({ token: null });
  });
});
