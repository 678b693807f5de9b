import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { version as nodeVersion, platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { z } from 'zod';
import { parseAddress } from '#main/digisac/address.ts';
import { createDigisac } from '#main/digisac/client.ts';
import type { SignIn } from '#main/digisac/digisac.ts';
import { createSignIn } from '#main/digisac/sign-in.ts';
import { readWebhookPost } from '#main/digisac/webhook-post.ts';
import { listCopies } from '#main/store/copies.ts';
import { sqliteCode } from '#main/store/database.ts';
import { openStore } from '#main/store/open.ts';
import { dailyOutcomeSchema, type KeeperTask } from '#shared/copies.ts';
import type { Problem } from '#shared/problem.ts';
import type { hostContract, ThreadNotice } from '#shared/rpc/host.ts';
import { nearestLanguage } from '#shared/sentences/languages.ts';
import type { OpenDigisac } from './account/sessions.ts';
import { createEngine } from './engine.ts';
import type { Log } from './log.ts';
import { createLogFile } from './log-file.ts';
import { createRouter } from './router.ts';
import { systemClock as clock } from './system-clock.ts';

// The engine's thread: the only place where it meets the real clock, the real store and the network.

const data = z
  .object({
    dataFolder: z.string(),
    resources: z.string(),
    version: z.string(),
    goOnAtStart: z.boolean(),
    looksForDamage: z.boolean(),
    hostPort: z.instanceof(MessagePort),
  })
  .parse(workerData);

const orderSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connect'), port: z.instanceof(MessagePort) }),
  z.object({ type: z.enum(['stop', 'rest', 'wake']) }),
]);

const tell = (notice: ThreadNotice): void => parentPort?.postMessage(notice);

function problemOf(error: unknown): Problem | null {
  const code = sqliteCode(error) ?? (error instanceof Error && 'code' in error ? String(error.code) : '');
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return { kind: 'diskFull' };
  if (code.startsWith('SQLITE_BUSY')) return { kind: 'databaseBusy' };
  return null;
}

function baseUrlOf(address: string): string {
  const parsed = parseAddress(address);
  if (!parsed.ok) throw new Error('an address of the store that cannot be read');
  return parsed.value.baseUrl;
}

const connectTo = ({ address, token }: { readonly address: string; readonly token: string }): OpenDigisac =>
  createDigisac({ baseUrl: baseUrlOf(address), token, version: data.version, clock });

const openSignIn = (address: string): SignIn =>
  createSignIn({ baseUrl: baseUrlOf(address), version: data.version, clock });

/** How long an end waits for the copy of the day. */
const copyPatienceMs = 5_000;

/** Thrown outside of every promise, so that the thread breaks and its host starts it anew. */
const crash = (error: unknown): void => {
  setImmediate(() => {
    throw error;
  });
};

async function run(): Promise<void> {
  const opened = openStore({
    folder: data.dataFolder,
    migrations: fileURLToPath(
      new URL(import.meta.url.endsWith('.ts') ? '../store/migrations/' : './migrations/', import.meta.url),
    ),
    clock,
    looksForDamage: data.looksForDamage,
  });
  if (!opened.ok) return tell({ type: 'failed', problem: opened.error });
  const store = opened.value;
  const log = createLogFile(join(data.dataFolder, 'logs', 'malote.log'), clock.now);

  const host = createORPCClient<ContractRouterClient<typeof hostContract>>(new RPCLink({ port: data.hostPort }));
  data.hostPort.start();

  const engine = createEngine({
    store,
    clock,
    random: Math.random,
    log,
    tabular: { platform },
    host: {
      secrets: host.secrets,
      practice: { address: () => host.practice.address() },
    },
    connectDigisac: connectTo,
    openSignIn,
    readWebhookPost,
    makeSecret: () => randomBytes(32).toString('base64url'),
    parseAddress,
    resources: data.resources,
    versions: { malote: data.version, node: nodeVersion },
    language: nearestLanguage(new Intl.DateTimeFormat().resolvedOptions().locale),
    problemOf,
    copies: () => listCopies(data.dataFolder),
    onCrash: crash,
  });
  const handler = new RPCHandler(createRouter(engine));
  let copying: Promise<void> = Promise.resolve();

  parentPort?.on('message', (message: unknown) => {
    const order = orderSchema.parse(message);
    if (order.type === 'connect') {
      handler.upgrade(order.port);
      order.port.start();
      return;
    }
    if (order.type !== 'stop') {
      engine[order.type]();
      return;
    }
    void engine
      .stop()
      // A short command would never see the copy of the day through.
      .then(() => Promise.race([copying, clock.sleep(copyPatienceMs)]))
      .then(() => {
        store.close();
        tell({ type: 'stopped' });
      })
      .catch(crash);
  });

  log.info('engine.started', { version: data.version, goOn: data.goOnAtStart });
  if (store.wasRestored) log.warn('store.restored');
  await engine.start({ goOn: data.goOnAtStart });
  tell({ type: 'ready' });
  copying = copyDaily(log);
}

/** In a thread of its own: a large database takes seconds, and no job and no face waits for it. Never rejects. */
function copyDaily(log: Log): Promise<void> {
  const here = import.meta.url;
  const script = new URL(here.endsWith('.ts') ? '../store/keeper-thread.ts' : './keeper.js', here);
  const task: KeeperTask = { kind: 'daily', folder: data.dataFolder, nowMs: clock.now() };
  const keeper = new Worker(script, { workerData: task });
  keeper.once('message', (message: unknown) => {
    const outcome = dailyOutcomeSchema.parse(message);
    if (outcome !== 'notDue') log.info('copy.daily', { outcome });
    // Nothing more is written to it: the host looks for itself, and opens the way out.
    if (outcome === 'damaged') crash(new Error('the copy of the day has found damage'));
  });
  keeper.once('error', (error: unknown) => log.crash('copy.daily', error));
  keeper.unref();
  return new Promise((resolve) => {
    keeper.once('exit', () => resolve());
  });
}

await run();
