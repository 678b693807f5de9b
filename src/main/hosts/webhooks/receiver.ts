import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

/** The secret end of an address, and whose posts come there. */
export interface Hook {
  readonly secret: string;
  readonly accountId: number;
}

export interface ReceiverOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly hooks: readonly Hook[];
  /** Resolves when what the post says is committed. */
  readonly take: (accountId: number, body: unknown) => Promise<{ readonly isPost: boolean }>;
  /** Hears of a post that could not be taken unexpectedly. */
  readonly onTrouble: (error: unknown) => void;
  readonly limits?: Partial<typeof usualLimits>;
}

export interface Receiver {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A message with its whole history is some kilobytes. `mostOpen`: posts that wait at once; the others are sent again. */
const usualLimits = { bytes: 1024 * 1024, mostOpen: 500, wholeMs: 15_000 };

/**
 * Takes posts of webhooks on 127.0.0.1, for people whose tunnel leads here. Without the secret path there is nothing to
 * be found. A post is answered with 200 when it is committed; whatever could not be is answered so that it comes again.
 * Rejects with EADDRINUSE where the port is taken.
 */
export async function receiveWebhooks(options: ReceiverOptions): Promise<Receiver> {
  const limits = { ...usualLimits, ...options.limits };
  const doors = options.hooks.map(({ secret, accountId }) => ({ digest: digestOf(`/${secret}`), accountId }));
  let open = 0;

  async function answer(request: IncomingMessage): Promise<number> {
    const accountId = accountAt(request);
    if (accountId === null || request.method !== 'POST') return 404;
    if (Number(request.headers['content-length'] ?? 0) > limits.bytes) return 413;
    if (open >= limits.mostOpen) return 503;
    open += 1;
    try {
      const text = await textOf(request, limits.bytes);
      if (text === null) return 413;
      const body = jsonOf(text);
      if (body === undefined) return 400;
      const { isPost } = await options.take(accountId, body);
      return isPost ? 200 : 400;
    } catch (error) {
      // Whoever hangs up before the end posts again.
      if (request.complete) options.onTrouble(error);
      return 500;
    } finally {
      open -= 1;
    }
  }

  function accountAt({ url = '' }: IncomingMessage): number | null {
    const asked = digestOf(url.split('?')[0] ?? '');
    // All of them are looked at: how long it takes says nothing.
    return doors.filter(({ digest }) => timingSafeEqual(digest, asked)).at(0)?.accountId ?? null;
  }

  const server = createServer({ requestTimeout: limits.wholeMs, headersTimeout: limits.wholeMs });
  server.on('request', (request, response) => {
    void answer(request).then((status) => {
      if (response.destroyed) return;
      // What still comes in is not read.
      const isUnread = !request.complete;
      response.writeHead(status, {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        ...(status === 503 ? { 'retry-after': '5' } : {}),
        ...(isUnread ? { connection: 'close' } : {}),
      });
      response.end(status === 200 ? 'OK' : '');
    });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on 127.0.0.1 has a port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Null where it is longer than that. */
async function textOf(request: IncomingMessage, mostBytes: number): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    if (!(piece instanceof Buffer)) continue;
    bytes += piece.length;
    if (bytes > mostBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Undefined where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
