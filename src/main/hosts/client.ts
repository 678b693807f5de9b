import type { MessagePort } from 'node:worker_threads';
import { type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { EngineClient } from '#shared/rpc/contract.ts';

/** A client of the engine, and the way to let go of it: an open port keeps a process alive. */
export interface EngineConnection {
  readonly client: EngineClient;
  readonly close: () => void;
}

type NoContext = Record<never, never>;

/**
 * Asks over a port that `connect` gives. When the port breaks (the thread was started anew) the calls under way are
 * rejected, and the next one goes over a new port.
 */
export function connectClient(connect: () => MessagePort): EngineConnection {
  let current: { readonly port: MessagePort; readonly link: ClientLink<NoContext> } | null = null;

  const linkNow = (): ClientLink<NoContext> => {
    if (current !== null) return current.link;
    const port = connect();
    const opened = { port, link: new RPCLink<NoContext>({ port }) };
    port.on('close', () => {
      if (current === opened) current = null;
    });
    port.start();
    current = opened;
    return opened.link;
  };

  const link: ClientLink<NoContext> = { call: (path, input, options) => linkNow().call(path, input, options) };
  return {
    client: createORPCClient<EngineClient>(link),
    close: () => {
      current?.port.close();
      current = null;
    },
  };
}
