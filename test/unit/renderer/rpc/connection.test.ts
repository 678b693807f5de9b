import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Channel } from '#renderer/rpc/channel.ts';
import { keepConnection } from '#renderer/rpc/connection.ts';

/** Ways to the engine that open, answer and close by the test's hand; pauses end by it as well. */
function aLine(options: { readonly isReachable?: boolean } = {}) {
  const opened: { answer: () => void; close: () => void }[] = [];
  const pauses: { readonly ms: number; readonly end: () => void }[] = [];
  let { isReachable = true } = options;
  let now = 0;
  const proofs = new Map<Channel, Promise<void>>();
  const connection = keepConnection({
    now: () => now,
    pause: (ms) =>
      new Promise((end) => {
        pauses.push({ ms, end });
      }),
    open: async () => {
      if (!isReachable) throw new Error('no engine');
      const nth = opened.length + 1;
      const closed = Promise.withResolvers<void>();
      const proof = Promise.withResolvers<void>();
      const channel: Channel = { closed: closed.promise, link: { call: async () => `answer over way ${nth}` } };
      proofs.set(channel, proof.promise);
      opened.push({ answer: proof.resolve, close: closed.resolve });
      return channel;
    },
    prove: (channel) => proofs.get(channel) ?? Promise.reject(new Error('unknown way')),
  });
  return {
    connection,
    opened,
    pauses,
    reach: (reachable: boolean) => {
      isReachable = reachable;
    },
    at: (ms: number) => {
      now = ms;
    },
    ask: () => connection.link.call(['settings', 'get'], undefined, { context: {} }),
  };
}

describe('the connection to the engine', () => {
  it('is open once the engine has answered, and carries calls that waited for it', async () => {
    const line = aLine();
    const early = line.ask();
    await turn();
    expect(line.connection.state()).toEqual({ kind: 'connecting' });

    line.opened[0]?.answer();

    expect(await early).toBe('answer over way 1');
    expect(line.connection.state()).toEqual({ kind: 'open' });
  });

  it('finds a new way when the old one breaks, and tells those who look at it', async () => {
    const line = aLine();
    const told: string[] = [];
    line.connection.subscribe(() => told.push(line.connection.state().kind));
    await turn();
    line.opened[0]?.answer();
    await turn();

    line.opened[0]?.close();
    await turn();
    const waiting = line.ask();
    line.pauses[0]?.end();
    await turn();
    line.opened[1]?.answer();

    expect(await waiting).toBe('answer over way 2');
    expect(told).toEqual(['open', 'lost', 'open']);
  });

  it('keeps the moment at which the engine went, however often it is looked for', async () => {
    const line = aLine();
    await turn();
    line.opened[0]?.answer();
    await turn();
    line.at(5_000);
    line.reach(false);
    line.opened[0]?.close();
    await turn();

    line.at(9_000);
    line.pauses[0]?.end();
    await turn();

    expect(line.connection.state()).toEqual({ kind: 'lost', at: 5_000 });
  });

  it('does not count a way that closes before it was of use', async () => {
    const line = aLine();
    const told: string[] = [];
    line.connection.subscribe(() => told.push(line.connection.state().kind));
    await turn();

    line.opened[0]?.close();
    await turn();

    expect(told).toEqual(['lost']);
  });

  it('waits longer each time in vain, up to two seconds', async () => {
    const line = aLine({ isReachable: false });
    for (let tries = 0; tries < 6; tries += 1) {
      await turn();
      line.pauses.at(-1)?.end();
    }
    await turn();

    expect(line.pauses.map(({ ms }) => ms).slice(0, 6)).toEqual([200, 500, 1_000, 2_000, 2_000, 2_000]);
  });
});
