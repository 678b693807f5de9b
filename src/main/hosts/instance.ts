import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import { connectClient, type EngineConnection } from './client.ts';
import { endOfPort, endOfSocket, mostBytesOfEngine, mostBytesOfFace, relay } from './relay.ts';

/**
 * One Malote per data folder. The engine's store holds the lock; the process that has it listens here, so that
 * another process of the same user (the command line, as a rule) reaches the running engine by the same contract.
 */
export interface Listening {
  /** To be called before the engine is stopped: the address is then free for whoever takes the folder next. */
  readonly close: () => Promise<void>;
}

/** What a second start learns of the first: a way in for one browser, or null where it has come to the front itself. */
const visitSchema = z.object({ link: z.string().startsWith('http://127.0.0.1:').nullable() });
export type Visit = z.infer<typeof visitSchema>;

/** Where the running engine answers, and where a second start knocks. */
type Room = 'engine' | 'door';

/** An answer is one short line; whoever is silent for so long hangs. */
const mostBytesOfVisit = 4_096;
const visitPatienceMs = 3_000;

/** sun_path takes 104 bytes on macOS and BSD, 108 on Linux, its closing zero included. */
const mostPathBytes = 103;

/**
 * Lets other processes of this user in, each on a port of its own. For the process that holds the lock. `onVisit` answers a
 * second start, where this host has something to show.
 */
export async function listenForOthers(
  engine: { readonly connect: () => MessagePort },
  dataFolder: string,
  { temporary = tmpdir(), onVisit }: { readonly temporary?: string; readonly onVisit?: () => Visit } = {},
): Promise<Listening> {
  const listening = await listenAt(addressOf(dataFolder, temporary, { room: 'engine', purpose: 'make' }), (socket) =>
    relay(endOfSocket(socket, mostBytesOfFace), endOfPort(engine.connect())),
  );
  if (onVisit === undefined) return listening;
  const door = await listenAt(addressOf(dataFolder, temporary, { room: 'door', purpose: 'make' }), (socket) => {
    // The visitor may be gone already: then nobody hears.
    socket.on('error', () => socket.destroy());
    socket.end(`${JSON.stringify(onVisit())}\n`);
  });
  return { close: async () => void (await Promise.all([listening.close(), door.close()])) };
}

async function listenAt(address: string | null, onSocket: (socket: Socket) => void): Promise<Listening> {
  if (address === null) return { close: async () => undefined };
  // The lock is ours, so nobody listens: what stands here was left by a process that died.
  if (!isPipe(address)) rmSync(address, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    onSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  if (!isPipe(address)) chmodSync(address, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        // Takes the socket's file away as well.
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The engine of the process that holds this data folder; null where none listens. */
export async function connectToRunning(
  dataFolder: string,
  temporary: string = tmpdir(),
): Promise<EngineConnection | null> {
  const address = addressOf(dataFolder, temporary, { room: 'engine', purpose: 'find' });
  if (address === null) return null;
  const first = await open(address);
  if (first === null) return null;
  const sockets = new Set<Socket>();
  const portOver = (socket: Socket): MessagePort => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const { port1, port2 } = new MessageChannel();
    relay(endOfSocket(socket, mostBytesOfEngine), endOfPort(port2));
    return port1;
  };
  let ready: MessagePort | null = portOver(first);
  first.once('close', () => {
    ready = null;
  });
  const connection = connectClient(() => {
    const port = ready ?? portOver(createConnection(address));
    ready = null;
    return port;
  });
  return {
    client: connection.client,
    close: () => {
      connection.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Knocks at the Malote that holds this data folder; null where nobody answers. */
export async function visitRunning(dataFolder: string, temporary: string = tmpdir()): Promise<Visit | null> {
  const address = addressOf(dataFolder, temporary, { room: 'door', purpose: 'find' });
  const socket = address === null ? null : await open(address);
  if (socket === null) return null;
  socket.setTimeout(visitPatienceMs, () => socket.destroy());
  let said = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.length > mostBytesOfVisit) socket.destroy();
  });
  await new Promise<void>((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve());
  });
  return readVisit(said);
}

/** Null where it was cut off on the way, or is nothing that this Malote knows. */
function readVisit(said: string): Visit | null {
  try {
    return visitSchema.safeParse(JSON.parse(said)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function open(address: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection(address);
    // Nobody there, or a file left behind: either way nobody answers.
    const refuse = () => resolve(null);
    socket.once('error', refuse);
    socket.once('connect', () => {
      socket.off('error', refuse);
      resolve(socket);
    });
  });
}

const isPipe = (address: string): boolean => address.startsWith('\\\\.\\pipe\\');

/** Null where there is no place that only this user can reach: then nobody is let in. */
function addressOf(
  dataFolder: string,
  temporary: string,
  { room, purpose }: { readonly room: Room; readonly purpose: 'make' | 'find' },
): string | null {
  if (process.platform === 'win32') return pipeOf(join(dataFolder, `${room}.pipe`), purpose);
  const own = join(dataFolder, `${room}.sock`);
  if (Buffer.byteLength(own) <= mostPathBytes) return own;
  const folder = shortFolder(dataFolder, temporary);
  if (purpose === 'make') mkdirSync(folder, { recursive: true, mode: 0o700 });
  return isOwnFolder(folder) ? join(folder, `${room}.sock`) : null;
}

/** Where the data folder's own path is too long for a socket: a private folder among the temporary ones. */
export function shortFolder(dataFolder: string, temporary: string): string {
  const { uid } = userInfo();
  return join(temporary, `malote-${createHash('sha256').update(`${uid}:${dataFolder}`).digest('hex').slice(0, 20)}`);
}

/** Anybody may make a folder among the temporary ones: only a real one, ours and closed to others, is used. */
function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
}

/** Pipes of Windows stand in one room for all users: the name is a secret of the data folder, so nobody takes it first. */
function pipeOf(file: string, purpose: 'make' | 'find'): string | null {
  if (purpose === 'make') writeFileSync(file, `malote-${randomBytes(24).toString('hex')}`, { mode: 0o600 });
  try {
    return `\\\\.\\pipe\\${readFileSync(file, 'utf8')}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
