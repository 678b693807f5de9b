import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platform } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseAddress } from '#main/digisac/address.ts';
import { createDigisac } from '#main/digisac/client.ts';
import { createEngine } from '#main/engine/engine.ts';
import { openStore } from '#main/store/open.ts';
import type { Clock } from '#shared/clock.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { type Practice, spawnPractice } from '../../support/practice.ts';
import { writePeople } from '../../support/sheets.ts';
import { migrationsFolder } from '../../support/store.ts';

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  },
};

export interface BenchEngine {
  readonly practice: Practice;
  /** Those that a campaign writes to, and the connection that it goes over. */
  readonly contactIds: readonly string[];
  readonly serviceId: string;
  /**
   * One campaign to all of them who have not opted out. Resolves with the seconds from its first to its last message, as
   * they arrived at the account. Throws where anybody got it twice or not at all.
   */
  readonly campaign: (pace: Partial<Pace>) => Promise<{ readonly sent: number; readonly seconds: number }>;
  readonly close: () => Promise<void>;
}

const noLimits: Omit<Pace, 'rate'> = {
  jitter: 0,
  concurrency: 16,
  dailyLimit: null,
  max: null,
  hours: null,
  days: null,
  timeZone: 'America/Sao_Paulo',
  startAt: null,
};

/** As fast as it goes. */
export const unlimited = { count: 1_000_000, windowMs: 1_000 } as const;

/** The engine with a store on disk, before a practice account in a process of its own, with `people` as its contacts. */
export async function startBenchEngine(people: number): Promise<BenchEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  const practice = await spawnPractice();
  const opened = openStore({ folder: join(folder), migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  const silent = () => undefined;
  const crashes: unknown[] = [];
  const engine = createEngine({
    store,
    clock,
    random: Math.random,
    log: { info: silent, warn: silent, crash: silent },
    tabular: { platform },
    host: {
      secrets: {
        get: async () => ({ token: practice.token }),
        set: async () => undefined,
        remove: async () => undefined,
      },
      practice: { address: async () => ({ address: practice.address, token: practice.token }) },
    },
    connectDigisac: ({ address, token }) => {
      const parsed = parseAddress(address);
      if (!parsed.ok) throw new Error(parsed.error.kind);
      return createDigisac({ baseUrl: parsed.value.baseUrl, token, version: 'bench', clock });
    },
    parseAddress,
    resources: '',
    versions: { malote: 'bench', node: '' },
    language: 'en',
    problemOf: () => null,
    onCrash: (error) => void crashes.push(error),
  });
  await engine.start({ goOn: false });

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (crashes.length > 0) throw crashes[0];
      await pause(20);
    }
  }

  const { id: accountId } = await engine.accounts.practice();
  const sheet = join(folder, 'people.csv');
  await writePeople(sheet, people);
  const importId = await engine.imports.stage({ path: sheet, fileName: 'people.csv', accountId });
  await until(() => store.imports.get(importId).phase === 'review');
  await engine.imports.create(importId);
  await until(() => store.imports.get(importId).status !== 'running');
  const ready = store.rows.inState(importId, 'ready', people);
  const contactIds = [...new Set(ready.flatMap(({ contactId }) => (contactId === null ? [] : [contactId])))];

  let campaigns = 0;
  return {
    practice,
    contactIds,
    serviceId: practice.serviceId,
    async campaign(pace) {
      campaigns += 1;
      const template = `Message ${campaigns}`;
      const campaignId = await engine.campaigns.create({
        importId,
        name: template,
        template,
        pace: { ...noLimits, rate: unlimited, ...pace },
        inDoubt: 'settle',
        openTicket: false,
      });
      await until(() => store.campaigns.get(campaignId).status !== 'running');
      await engine.jobs.pause(jobIdOf.campaign(campaignId)).catch(() => undefined);
      // Some people of the practice account answer that they want no more: they are left out of what follows.
      const wanted = store.deliveries
        .counts(campaignId)
        .reduce(
          (sum, { state, problem, count }) => sum + (state === 'skipped' && problem === 'optedOut' ? 0 : count),
          0,
        );
      return exactly(await practice.messagesTo(), template, wanted);
    },
    async close() {
      await engine.stop();
      store.close();
      await practice.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What arrived of one text: to as many people as it was meant for, once to each. */
export function exactly(
  messages: Awaited<ReturnType<Practice['messagesTo']>>,
  text: string,
  wanted: number,
): { readonly sent: number; readonly seconds: number } {
  const own = messages.filter((message) => message.text === text);
  const contacts = new Set(own.map(({ contactId }) => contactId)).size;
  if (own.length !== wanted || contacts !== wanted) {
    throw new Error(`${own.length} messages to ${contacts} people, where ${wanted} were meant`);
  }
  const arrived = own.map(({ arrivedMs }) => arrivedMs);
  return { sent: own.length, seconds: (Math.max(...arrived) - Math.min(...arrived)) / 1_000 };
}
