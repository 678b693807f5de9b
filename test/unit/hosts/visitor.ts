import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type BrowserServer, type BrowserServerOptions, serveBrowsers } from '#main/hosts/browser/server.ts';
import { aBuiltWindow, temporaryFolder } from './fakes.ts';

/** An engine that gives each frame back in capitals, and keeps its ends of the ports. */
export function anEcho() {
  const ports: MessagePort[] = [];
  return {
    ports,
    connect: () => {
      const { port1, port2 } = new MessageChannel();
      port2.on('message', (frame: string) => port2.postMessage(frame.toUpperCase()));
      ports.push(port2);
      return port1;
    },
  };
}

export async function aServer(options: Partial<BrowserServerOptions> = {}) {
  const dataFolder = temporaryFolder();
  const engine = anEcho();
  const troubles: string[] = [];
  const server = await serveBrowsers({
    engine,
    dataFolder,
    renderer: aBuiltWindow(),
    port: 0,
    language: 'pt-BR',
    onTrouble: ({ what }) => troubles.push(what),
    ...options,
  });
  onTestFinished(() => server.close());
  return { server, dataFolder, engine, troubles };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function answerOf(asked: ClientRequest): Promise<Answer> {
  const [response]: IncomingMessage[] = await once(asked, 'response');
  if (!response) throw new Error('no answer');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() };
}

/** A browser with its cookie jar, or whoever else speaks HTTP. */
export function aVisitor({ port }: Pick<BrowserServer, 'port'>, cookie?: string) {
  const own = { host: `127.0.0.1:${port}`, ...(cookie ? { cookie } : {}) };
  const start = (method: string, path: string, headers: Record<string, string> = {}) =>
    httpRequest({ host: '127.0.0.1', port, method, path, headers: { ...own, ...headers }, agent: false });
  return {
    get: (path: string, headers?: Record<string, string>) => answerOf(start('GET', path, headers).end()),
    head: (path: string) => answerOf(start('HEAD', path).end()),
    /** An upload under way: the test writes it, ends it or breaks it off. */
    startUpload: (headers: Record<string, string> = {}) =>
      start('POST', '/upload', { origin: `http://127.0.0.1:${port}`, ...headers }),
    upload: (body: string, headers: Record<string, string> = {}) =>
      answerOf(start('POST', '/upload', { origin: `http://127.0.0.1:${port}`, ...headers }).end(body)),
    socket: (headers: Record<string, string> = {}) =>
      new WebSocket(`ws://127.0.0.1:${port}/rpc`, {
        headers: { ...own, origin: `http://127.0.0.1:${port}`, ...headers },
      }),
  };
}

/** A browser that came in by the link. */
export async function aGuest(server: BrowserServer) {
  const link = new URL(server.newLink());
  const answer = await aVisitor(server).get(`${link.pathname}${link.search}`);
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
  if (cookie === undefined) throw new Error('the link gave no cookie');
  return aVisitor(server, cookie);
}
