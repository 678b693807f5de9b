import { Readable } from 'node:stream';
import { Agent, type Dispatcher, EnvHttpProxyAgent, interceptors } from 'undici';
import type { Clock } from '#shared/clock.ts';
import { isLoopback } from './address.ts';
import { type Exchange, exchange, type Into } from './exchange.ts';
import type { Answered, Lost } from './failure.ts';
import { proxiesOf } from './proxy.ts';
import { retryAfterMs } from './retry-after.ts';

/** A body that is made into JSON. */
export type Json = object;

/** JSON that is written already, in pieces that need not be joined. */
export interface Pieces {
  readonly pieces: readonly Uint8Array[];
}

interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Behind the base URL, with its query. */
  readonly path: string;
  readonly body?: Json | Pieces | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface HttpDownload extends HttpRequest {
  /** `site`: beside the API, where the account's own pages are. */
  readonly from: 'api' | 'site';
  readonly into: Into;
}

type HttpOutcome =
  | ({ readonly kind: 'answered'; readonly sunkBytes: number | null } & Answered)
  | ({ readonly kind: 'lost' } & Lost);

export interface Http {
  readonly host: string;
  readonly request: (request: HttpRequest) => Promise<HttpOutcome>;
  /** Hands the body on as it comes, however long it is; time is counted between its bytes. Rejects with what the sink throws. */
  readonly download: (request: HttpDownload) => Promise<HttpOutcome>;
  /** Server clock minus this machine's, as both are now; null before the first Date header. */
  readonly clockSkewMs: () => number | null;
  /** Connections of before are not used again: the machine slept, or its network is another. What is in flight goes on. */
  readonly renew: () => void;
  /** Closes when what is in flight has ended. Nothing more may be asked. */
  readonly finish: () => Promise<void>;
  /** What is in flight ends as lost. */
  readonly close: () => Promise<void>;
}

export interface HttpOptions {
  /** From `parseAddress`. */
  readonly baseUrl: string;
  /** Null: for the one request that needs none. */
  readonly token: string | null;
  readonly version: string;
  readonly clock: Clock;
  /** Its owner closes it. Left out: one of its own, with the limits below. */
  readonly dispatcher?: Dispatcher;
}

/** As many messages as a job may have in flight at once, and room for all reads beside them: nobody waits for a line. */
const connections = 64 + 16;
const connectMs = 10_000;
const headersMs = 30_000;
const bodyMs = 30_000;
/** A file is made before its first byte comes; a gate in front of an account gives up after 100 s itself. */
const fileHeadersMs = 120_000;
/** Above the sum of the phases: what drips for ever is given up as well. */
const wholeMs = 90_000;
/** Short, so that a server seldom closes a connection in the moment of its reuse: a write would be in doubt. */
const keepAliveMs = 4_000;
/** Far above a page of 200 contacts with their fields and tags; what is longer is no answer of this API. */
const mostBytes = 16 * 1024 * 1024;
/** A round trip longer than this says little about the clock: its half is the error. */
const telling = 2_000;

/**
 * HTTP for one account: one request at a time per connection, never tried again, never redirected. The token stands
 * in its header and nowhere else.
 */
export function createHttp(options: HttpOptions): Http {
  const { token, version, clock } = options;
  const base = new URL(options.baseUrl);
  let agent = options.dispatcher ?? createAgent(base.hostname);
  const decompressing = (raw: Dispatcher) =>
    raw.compose(interceptors.decompress({ skipErrorResponses: false, maxSize: mostBytes }));
  let dispatcher = decompressing(agent);
  /** For what is longer than any answer; made when it is first needed. */
  let downloads: Dispatcher | null = null;
  /** Agents of before whose last requests are still in flight. */
  const outgoing = new Set<Dispatcher>();
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate, br',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    // The API stands behind a firewall that refuses the names of libraries. Facts, section 1.
    'user-agent': `Malote/${version} (contact import; Node)`,
  };
  // What no header takes is no token: a pasted text with accents or line ends.
  const isSendable = token === null || /^[\x21-\x7e]+$/.test(token);
  const apiPath = base.pathname.replace(/\/$/, '');
  /** The account's clock against monotonic time: whoever sets this machine's clock does not change it. */
  let learned: { readonly offsetMs: number; readonly roundTripMs: number } | null = null;

  const agents = () => [agent, ...outgoing, ...(downloads === null ? [] : [downloads])];

  function learnSkew(dateHeader: string | null, startedAt: number): void {
    const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
    if (Number.isNaN(serverMs)) return;
    const roundTripMs = clock.monotonic() - startedAt;
    if (learned !== null && roundTripMs > telling && roundTripMs > learned.roundTripMs) return;
    // The header counts whole seconds: on the average it is half a second behind.
    learned = { offsetMs: serverMs + 500 - (clock.monotonic() - Math.round(roundTripMs / 2)), roundTripMs };
  }

  function payloadOf(body: HttpRequest['body']) {
    if (body === undefined) return { headers, body: null };
    const typed = { ...headers, 'content-type': 'application/json' };
    if (!isPieces(body)) return { headers: typed, body: JSON.stringify(body) };
    const length = body.pieces.reduce((sum, piece) => sum + piece.length, 0);
    return { headers: { ...typed, 'content-length': String(length) }, body: Readable.from(body.pieces) };
  }

  async function send(
    { method, path, body, signal }: HttpRequest,
    way: { readonly dispatcher: Dispatcher; readonly download?: HttpDownload },
  ): Promise<HttpOutcome> {
    if (!isSendable) return { kind: 'lost', started: false, status: null, why: 'tokenUnsendable' };
    const { download } = way;
    const payload = payloadOf(body);
    const accept = download ? { accept: '*/*', 'accept-encoding': 'identity' } : {};
    let startedAt = clock.monotonic();
    const came = await exchange(way.dispatcher, {
      origin: base.origin,
      path: `${download?.from === 'site' ? apiPath.replace(/\/api\/v\d+$/, '') : apiPath}${path}`,
      method,
      ...{ body: payload.body, headers: { ...payload.headers, ...accept } },
      signal,
      // Of the network, like the limits of its phases: no test moves it.
      ...(download ? { into: download.into } : { deadline: AbortSignal.timeout(wholeMs) }),
      onStart: () => {
        startedAt = clock.monotonic();
      },
      onHead: (head) => learnSkew(headerOf(head, 'date'), startedAt),
    });
    return came.kind === 'lost' ? came : answered(came);
  }

  function answered({ status, text, sunkBytes, headers: head }: Extract<Exchange, { kind: 'answered' }>): HttpOutcome {
    const dateMs = Date.parse(headerOf(head, 'date') ?? '');
    const serverNowMs = Number.isNaN(dateMs) ? clock.now() : dateMs;
    const waitMs = retryAfterMs(headerOf(head, 'retry-after'), serverNowMs);
    return { kind: 'answered', status, text, json: jsonOf(text), retryAfterMs: waitMs, sunkBytes };
  }

  return {
    host: base.host,
    request: (asked) => send(asked, { dispatcher }),
    download: (asked) => {
      downloads ??= options.dispatcher ?? createAgent(base.hostname, forFiles);
      return send(asked, { dispatcher: downloads, download: asked });
    },
    clockSkewMs: () => (learned === null ? null : learned.offsetMs + clock.monotonic() - clock.now()),
    renew: () => {
      if (options.dispatcher !== undefined) return;
      const last = agent;
      outgoing.add(last);
      agent = createAgent(base.hostname);
      dispatcher = decompressing(agent);
      // What is being downloaded goes on; the next one begins on connections of its own.
      const lastDownloads = downloads;
      downloads = null;
      if (lastDownloads !== null) {
        outgoing.add(lastDownloads);
        void lastDownloads.close().finally(() => outgoing.delete(lastDownloads));
      }
      void last.close().finally(() => outgoing.delete(last));
      // Monotonic time may have stood still while the machine slept: the next answer knows better, however slow it is.
      if (learned !== null) learned = { ...learned, roundTripMs: Number.POSITIVE_INFINITY };
    },
    finish: async () => {
      if (options.dispatcher === undefined) await Promise.all(agents().map((one) => one.close()));
    },
    close: async () => {
      if (options.dispatcher !== undefined) return;
      await Promise.all(agents().map((one) => one.destroy()));
    },
  };
}

const isPieces = (body: Json | Pieces): body is Pieces => 'pieces' in body;

/** Of any length. */
const forFiles = { maxResponseSize: -1, headersTimeout: fileHeadersMs };

/** Of this machine's proxies, but to itself. */
export function createAgent(hostname: string, over: Partial<Agent.Options> = {}): Dispatcher {
  const limits = {
    connections,
    connectTimeout: connectMs,
    headersTimeout: headersMs,
    bodyTimeout: bodyMs,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    maxResponseSize: mostBytes,
    // One request per connection: what one answer does to a connection must not put another request in doubt.
    pipelining: 1,
    allowH2: false,
    ...over,
  };
  return isLoopback(hostname) ? new Agent(limits) : new EnvHttpProxyAgent({ ...limits, ...proxiesOf(process.env) });
}

function headerOf(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): string | null {
  const value = headers[name];
  return (typeof value === 'string' ? value : value?.[0]) ?? null;
}

/** Undefined where it is no JSON: a page, plain text, half of an answer. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
