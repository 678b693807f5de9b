import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createDigisac } from '#main/digisac/client.ts';
import type { HttpOptions } from '#main/digisac/http.ts';
import { createTestClock } from '../../support/clock.ts';

/** A request as the server got it. */
interface Got {
  readonly method: string;
  /** As sent, without the base path. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export type Script = (got: Got, response: ServerResponse, request: IncomingMessage) => unknown;

/** Answers with JSON. */
export const says =
  (status: number, body: unknown, headers: Record<string, string> = {}): Script =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

/** Answers with a text as it stands. */
export const saysText =
  (status: number, body: string, headers: Record<string, string> = {}): Script =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

/** A server on loopback that does what the test says, one script a request; the last one goes on. */
export async function aServer(...scripts: Script[]) {
  const got: Got[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://account.test');
    const body = await text(request);
    const one: Got = {
      method: request.method ?? '',
      path: `${url.pathname.replace(/^\/api\/v1/, '')}`,
      query: url.searchParams,
      headers: request.headers,
      body: body === '' ? null : JSON.parse(body),
    };
    const script = scripts[Math.min(got.length, scripts.length - 1)];
    got.push(one);
    await script?.(one, response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen on a port');
  const { port } = address;
  const stop = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return { origin: `http://127.0.0.1:${port}`, port, got, stop };
}

export const token = '0123456789abcdef0123456789abcdef01234567';

/** The real client, on a clock that the test moves. */
export function aClient(origin: string, options: Partial<HttpOptions> & { readonly token?: string } = {}) {
  const time = createTestClock();
  const digisac = createDigisac({
    baseUrl: `${origin}/api/v1`,
    token,
    version: '1.2.3',
    clock: time.clock,
    ...options,
  });
  onTestFinished(() => digisac.close());
  return { digisac, time };
}
