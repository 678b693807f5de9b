import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { EventPublisher, implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { contract } from '#shared/rpc/contract.ts';
import type { hostContract } from '#shared/rpc/host.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { defaultRespect } from '#shared/rpc/settings.ts';
import type { EngineEvent } from '#shared/rpc/system.ts';

// A thread that speaks the engine's protocol and does nothing else. `behaviour.json` of the data folder says how it
// starts and stops; `starts.log` counts its starts.

const { dataFolder, goOnAtStart, looksForDamage, hostPort, version } = workerData;
const behaviour: { start?: string[]; stop?: string; settings?: object } = JSON.parse(
  readFileSync(join(dataFolder, 'behaviour.json'), 'utf8'),
);
const note = (file: string, line: string) => appendFileSync(join(dataFolder, file), `${line}\n`);
const startsBefore = () => {
  try {
    return readFileSync(join(dataFolder, 'starts.log'), 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
};

const nth = startsBefore();
note('starts.log', `goOnAtStart=${goOnAtStart}${looksForDamage ? ' looksForDamage=true' : ''}`);
const how = behaviour.start?.[nth] ?? 'ready';
if (how === 'crash') throw new RangeError('the text of a row: 5511987654321');

const host: ContractRouterClient<typeof hostContract> = createORPCClient(new RPCLink({ port: hostPort }));
hostPort.start();

const events = new EventPublisher<{ event: EngineEvent }>();
const jobs = new Map<string, JobSnapshot>();
const jobOf = (job: string, status: JobSnapshot['status']): JobSnapshot => ({
  job,
  kind: 'campaign',
  name: 'Natal',
  accountId: 1,
  accountName: 'Loja',
  importId: 1,
  campaignId: 1,
  status,
  phase: 'send',
  reason: null,
  total: 10,
  counts: { queued: 10 },
  progress: { done: 4, total: 10 },
  perMinute: null,
  allowedPerMinute: null,
  remainingMs: null,
  createdAt: 0,
  finishedAt: null,
});
const move = (job: string, status: JobSnapshot['status']): JobSnapshot => {
  const moved = jobOf(job, status);
  jobs.set(job, moved);
  note('moves.log', `${job} ${status}`);
  events.publish('event', { type: 'jobs', jobs: [moved] });
  return moved;
};
let settings = {
  language: 'pt-BR' as const,
  theme: 'system' as const,
  welcomed: true,
  ...defaultRespect,
  ...behaviour.settings,
};

const on = implement(contract);
const handler = new RPCHandler({
  system: {
    doctor: on.system.doctor.handler(() => ({
      version,
      node: process.version,
      sqlite: '',
      dataFolder,
      databaseBytes: nth,
      schema: 1,
      copies: [],
      checks: [],
    })),
    // What the host answers, seen from within.
    samples: on.system.samples.handler(async () => {
      await host.secrets.set({ key: 'account:1', token: 'the token' });
      const { token } = await host.secrets.get({ key: 'account:1' });
      await host.secrets.remove({ key: 'account:1' });
      const { token: after } = await host.secrets.get({ key: 'account:1' });
      const { address } = await host.practice.address();
      const again = await host.practice.address();
      return [
        { name: 'kept', path: String(token) },
        { name: 'removed', path: String(after) },
        { name: 'practice', path: address },
        { name: 'practice again', path: again.address },
      ];
    }),
    watch: on.system.watch.handler(async function* ({ signal }) {
      yield { type: 'jobs' as const, jobs: [...jobs.values()] };
      yield* events.subscribe('event', signal ? { signal } : {});
    }),
  },
  jobs: {
    pause: on.jobs.pause.handler(({ input }) => move(input.job, 'paused')),
    resume: on.jobs.resume.handler(({ input }) => move(input.job, 'running')),
    cancel: on.jobs.cancel.handler(({ input }) => move(input.job, 'done')),
  },
  settings: {
    get: on.settings.get.handler(() => settings),
    set: on.settings.set.handler(({ input }) => {
      settings = Object.assign({}, settings, input);
      events.publish('event', { type: 'settings' });
      return settings;
    }),
  },
  imports: {
    // Never answers: the thread breaks on the way.
    discard: on.imports.discard.handler(() => {
      setImmediate(() => {
        throw new TypeError('the text of a row: 5511987654321');
      });
      return new Promise<never>(() => undefined);
    }),
    // Never answers at all.
    get: on.imports.get.handler(() => new Promise<never>(() => undefined)),
  },
});

parentPort?.on('message', (order: { type: string; port: MessagePort }) => {
  if (order.type === 'connect') {
    handler.upgrade(order.port);
    order.port.start();
  }
  if (order.type === 'rest' || order.type === 'wake') note('power.log', order.type);
  if (order.type === 'stop' && behaviour.stop !== 'hang') {
    note('stops.log', 'stopped');
    parentPort?.postMessage({ type: 'stopped' });
  }
});
if (how.startsWith('{')) parentPort?.postMessage({ type: 'failed', problem: JSON.parse(how) });
else if (how === 'ready') parentPort?.postMessage({ type: 'ready' });
