import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to an account that lets so many messages through and then holds whatever has to do with messages. */
export interface Gate {
  /** In place of the account's own. */
  readonly address: string;
  /** Messages that wait for their turn right now. */
  readonly held: () => number;
  readonly letThrough: (messages: number) => void;
  /** Lets everything through from now on. */
  readonly open: () => void;
  readonly close: () => Promise<void>;
}

export async function openGate(account: { readonly address: string }): Promise<Gate> {
  const to = new URL(account.address);
  let permits = 0;
  const waiting: { readonly isMessage: boolean; readonly go: () => void }[] = [];

  /** Receipts go through while messages do. */
  function pass(): void {
    while (permits > 0) {
      const next = waiting.shift();
      if (!next) return;
      if (next.isMessage) permits -= 1;
      next.go();
    }
  }
  function forward(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const { method, url = '/', headers } = request;
    const asked = ask({ host: to.hostname, port: to.port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.once('error', () => response.destroy());
    asked.end(body);
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const go = () => forward(request, response, Buffer.concat(chunks));
    if (!/\/messages(\/|\?|$)/.test(request.url ?? '')) return go();
    waiting.push({ isMessage: request.method === 'POST', go });
    pass();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server.address());
  return {
    address: `http://127.0.0.1:${port}${to.pathname}`,
    held: () => waiting.filter(({ isMessage }) => isMessage).length,
    letThrough: (messages) => {
      permits += messages;
      pass();
    },
    open: () => {
      permits = Number.POSITIVE_INFINITY;
      pass();
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('a server on 127.0.0.1 has a port');
  return address.port;
}
