import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MessagePort } from 'node:worker_threads';
import { WebSocketServer } from 'ws';
import type { Language } from '#shared/sentences/languages.ts';
import { type Asset, type Assets, assetAt, assetsIn } from '../assets.ts';
import { type Crash, crashOf } from '../crash.ts';
import { securityHeaders, withNonce } from '../policy.ts';
import { endOfPort, endOfWebSocket, mostBytesOfFace, relay } from '../relay.ts';
import { findReport, reportHeaders } from '../reports.ts';
import { type Ask, type Digest, type Door, digestOf, judge, linkPath, sessionCookie } from './guard.ts';
import { refusalPage } from './pages.ts';
import { clearPartialUploads, receiveUpload, type UploadLimits } from './upload.ts';

export interface BrowserServerOptions {
  readonly engine: { readonly connect: () => MessagePort };
  readonly dataFolder: string;
  /** The folder of the window's built files. */
  readonly renderer: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly language: Language;
  readonly uploadLimits?: UploadLimits;
  /** Hears of an answer that broke unexpectedly. */
  readonly onTrouble: (crash: Crash) => void;
}

export interface BrowserServer {
  readonly port: number;
  /** A way in for one browser, once; the one given before it is void from now on. */
  readonly newLink: () => string;
  readonly close: () => Promise<void>;
}

/** Browsers that may be in at once; a further one takes the place of the first. */
const mostSessions = 20;
const secret = (): string => randomBytes(32).toString('base64url');

interface Room extends BrowserServerOptions {
  readonly assets: Assets;
  readonly sockets: WebSocketServer;
  readonly port: number;
  link: Digest | null;
  sessions: readonly Digest[];
}

/** Serves the window to browsers of this machine, on 127.0.0.1 only. Rejects with EADDRINUSE where the port is taken. */
export async function serveBrowsers(options: BrowserServerOptions): Promise<BrowserServer> {
  await clearPartialUploads(options.dataFolder);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostBytesOfFace, perMessageDeflate: false });
  const server = createServer();
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  const room: Room = { ...options, port, assets: assetsIn(options.renderer), sockets, link: null, sessions: [] };

  server.on('request', (request, response) => {
    answer(room, request, response).catch((error: unknown) => fail(room, response, error));
  });
  server.on('upgrade', (request, socket, head) => upgrade(room, request, socket, head));
  return {
    port,
    newLink: () => {
      const token = secret();
      room.link = digestOf(token);
      return `http://127.0.0.1:${port}${linkPath}?token=${token}`;
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on 127.0.0.1 has a port');
  return address.port;
}

const askOf = (request: IncomingMessage, isUpgrade: boolean): Ask => ({
  method: request.method ?? '',
  url: request.url ?? '',
  host: request.headers.host,
  origin: request.headers.origin,
  site: oneOf(request.headers['sec-fetch-site']),
  cookie: request.headers.cookie,
  isUpgrade,
});

const oneOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header;

const doorOf = ({ port, link, sessions }: Room): Door => ({ port, link, sessions });

const headersOf = (room: Room, styleNonce: string | null = null) =>
  securityHeaders({ frames: [`ws://127.0.0.1:${room.port}`], styleNonce });

async function answer(room: Room, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const verdict = judge(askOf(request, false), doorOf(room));
  switch (verdict.kind) {
    case 'enter':
      return letIn(room, response);
    case 'refuse':
      return refuse(room, request, response, 403);
    case 'pass':
      if (request.method === 'POST') return takeFile(room, verdict.path, request, response);
      return show(room, verdict.path, request, response);
  }
}

/** The address with the token is left at once, so it stands neither in the address bar nor in a referrer. */
function letIn(room: Room, response: ServerResponse): void {
  const session = secret();
  room.link = null;
  room.sessions = [...room.sessions, digestOf(session)].slice(-mostSessions);
  response.writeHead(303, {
    ...headersOf(room),
    location: '/',
    'cache-control': 'no-store',
    'set-cookie': sessionCookie(room.port, session),
  });
  response.end();
}

function refuse(room: Room, request: IncomingMessage, response: ServerResponse, status: 403 | 404): void {
  // What still comes in (a refused upload) is not read.
  if (request.method === 'POST') response.setHeader('connection', 'close');
  response.writeHead(status, {
    ...headersOf(room),
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(refusalPage(room.language));
}

async function takeFile(room: Room, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (path !== '/upload') return refuse(room, request, response, 404);
  const upload = await receiveUpload(request, room.dataFolder, room.uploadLimits);
  if (response.destroyed) return;
  const status = upload.ok ? 200 : upload.error.kind === 'tooLarge' ? 413 : 507;
  response.writeHead(status, {
    ...headersOf(room),
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(upload.ok ? {} : { connection: 'close' }),
  });
  response.end(JSON.stringify(upload.ok ? upload.value : { problem: upload.error }));
}

async function show(room: Room, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const isWanted = request.method === 'GET';
  if (path.startsWith('/report/')) {
    const report = findReport(room.dataFolder, path.slice('/report/'.length));
    if (report === null) return refuse(room, request, response, 404);
    response.writeHead(200, { ...headersOf(room), ...reportHeaders(report) });
    return isWanted ? pipeline(createReadStream(report.file), response) : void response.end();
  }
  const asset = assetAt(room.assets, path);
  if (asset === null) return refuse(room, request, response, 404);
  const { body, styleNonce } = await contentOf(asset);
  response.writeHead(200, {
    ...headersOf(room, styleNonce),
    'content-type': asset.type,
    'content-length': body.length,
    'cache-control': asset.isForEver ? 'private, max-age=31536000, immutable' : 'no-store',
  });
  response.end(isWanted ? body : undefined);
}

async function contentOf(asset: Asset): Promise<{ readonly body: Buffer; readonly styleNonce: string | null }> {
  const bytes = await readFile(asset.file);
  if (!asset.type.startsWith('text/html')) return { body: bytes, styleNonce: null };
  const { page, styleNonce } = withNonce(bytes.toString('utf8'), secret());
  return { body: Buffer.from(page), styleNonce };
}

function upgrade(room: Room, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  // Before it is a WebSocket nobody else hears its errors.
  socket.on('error', () => socket.destroy());
  const verdict = judge(askOf(request, true), doorOf(room));
  if (verdict.kind !== 'pass' || verdict.path !== '/rpc') {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  room.sockets.handleUpgrade(request, socket, head, (face) =>
    relay(endOfWebSocket(face), endOfPort(room.engine.connect())),
  );
}

/** An answer that breaks half-way is cut; which file or row it was is nobody's business. */
function fail(room: Room, response: ServerResponse, error: unknown): void {
  const hasLeft = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
  if (!hasLeft) room.onTrouble(crashOf(error));
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(500, { ...headersOf(room), 'cache-control': 'no-store' });
  response.end();
}
