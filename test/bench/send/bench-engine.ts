import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore } from '#main/store/open.ts';
import { plainText } from '#shared/campaign/content.ts';
import { noExclusions } from '#shared/campaign/exclusions.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { briskPace } from '../../support/engine.ts';
import { type Practice, spawnPractice } from '../../support/practice.ts';
import { writePeople } from '../../support/sheets.ts';
import { migrationsFolder } from '../../support/store.ts';
import { wireEngine } from '../../support/wire-engine.ts';

export interface BenchEngine {
  readonly practice: Practice;
  /** Those that a campaign writes to, and the connection that it goes over. */
  readonly contactIds: readonly string[];
  readonly serviceId: string;
  /**
   * One campaign to all of them who have not opted out. Resolves with the seconds from its first to its last message, as
   * they arrived at the account. Throws where anybody got it twice or not at all. `onEnd` is called before they are counted.
   */
  readonly campaign: (
    pace: Partial<Pace>,
    onEnd?: () => void,
  ) => Promise<{ readonly sent: number; readonly seconds: number }>;
  readonly close: () => Promise<void>;
}

/** As fast as it goes. */
const unlimited = { count: 1_000_000, windowMs: 1_000 } as const;

/** The engine with a store on disk, before a practice account in a process of its own, with `people` as its contacts. */
export async function startBenchEngine(people: number): Promise<BenchEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  const practice = await spawnPractice();
  const opened = openStore({ folder, migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  const silent = () => undefined;
  const crashes: unknown[] = [];
  const engine = wireEngine({
    practice,
    store,
    clock,
    random: Math.random,
    log: { info: silent, warn: silent, crash: silent },
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
    async campaign(pace, onEnd = () => undefined) {
      campaigns += 1;
      const template = `Message ${campaigns}`;
      const campaignId = await engine.campaigns.create({
        importId,
        name: template,
        content: plainText(template),
        exclusions: noExclusions,
        seed: 0,
        beginsEarly: false,
        follows: null,
        pace: { ...briskPace, rate: unlimited, concurrency: 16, ...pace },
        inDoubt: 'settle',
        openTicket: false,
      });
      await until(() => store.campaigns.get(campaignId).status !== 'running');
      onEnd();
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
  const arrived = own.map(({ arrivedMs }) => arrivedMs).sort((a, b) => a - b);
  return { sent: own.length, seconds: ((arrived.at(-1) ?? 0) - (arrived[0] ?? 0)) / 1_000 };
}
