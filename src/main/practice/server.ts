import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createAccess } from './access.ts';
import { type Answer, pageAnswer, refusal } from './answer.ts';
import { readBody } from './body-reader.ts';
import { answerControl } from './control.ts';
import type { PracticeOptions } from './options.ts';
import { createReception } from './reception.ts';
import { send } from './send.ts';
import { type PracticeClock, systemClock } from './time.ts';
import { createWebhookDelivery } from './webhook-delivery.ts';
import { createWorld } from './world.ts';

export interface PracticeServer {
  /** With the base path of the API. */
  readonly address: string;
  readonly token: string;
  readonly close: () => Promise<void>;
}

const basePath = '/api/v1/';
const controlPath = '/practice/';

/** The practice account on loopback. Throws where the port is taken. */
export async function startServer(
  options: PracticeOptions,
  clock: PracticeClock = systemClock,
): Promise<PracticeServer> {
  const world = createWorld(options, clock);
  const access = createAccess(options.token, world.account().users);
  const closing = new AbortController();
  const reception = createReception({ world, access, clock, signal: closing.signal });
  const delivery = createWebhookDelivery({ world, clock, signal: closing.signal });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrival = world.moment();
    const url = request.url ?? '/';
    const body = await readBody(request);
    if (body === null) return send(response, refusal(413, 'request entity too large'), arrival.atMs);
    if (url.startsWith(controlPath)) {
      const isOwner = access.isOwner(request.headers.authorization);
      return send(response, isOwner ? answerControl(world, request, body) : refusal(401, 'Not allowed'), arrival.atMs);
    }
    if (url.startsWith('/pdf/')) {
      return reception.receive(request, response, { arrival, path: `site:${url.slice(1)}`, body });
    }
    if (!url.startsWith(basePath)) return send(response, webPage, arrival.atMs);
    delivery.wake();
    await reception.receive(request, response, { arrival, path: url.slice(basePath.length), body });
    delivery.wake();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // Whoever asked has gone: there is nobody to answer.
      if (request.socket.destroyed || closing.signal.aborted) return;
      server.emit('error', error);
    });
  });
  // Longer than any client keeps an idle connection, so that none is cut under a request on its way.
  server.keepAliveTimeout = 70_000;
  await listen(server, options.port ?? 0);

  return {
    address: `http://127.0.0.1:${portOf(server)}${basePath.slice(0, -1)}`,
    token: options.token,
    close: async () => {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      world.close();
    },
  };
}

/** What stands beside the API on a real account: the pages of its own app. */
const webPage: Answer = pageAnswer(200, 'Conta de treino', 'A API fica em /api/v1.');

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the practice account has no port');
  return address.port;
}
