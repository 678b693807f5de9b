import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#shared/campaign/content.ts';
import { noExclusions } from '#shared/campaign/exclusions.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { briskPace } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { clean } from '../support/sample-facts.ts';
import { openMemoryStore } from '../support/store.ts';
import { wireEngine } from '../support/wire-engine.ts';

const sheet = fileURLToPath(new URL(`../../${clean.path}`, import.meta.url));

let time: TestClock;
let practice: Practice;
beforeEach(async () => {
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
});
afterEach(() => practice.close());

/** A life of Malote over the same log, with a keychain that holds what is in `tokens`. */
async function aLife(store: ReturnType<typeof openMemoryStore>['store'], tokens: Map<string, string>) {
  const crashes: unknown[] = [];
  const engine = wireEngine({
    practice,
    store,
    clock: time.clock,
    random: () => 0.5,
    log: { info: () => undefined, warn: () => undefined, crash: (_event, error) => void crashes.push(error) },
    onCrash: (error) => void crashes.push(error),
    secrets: {
      get: async ({ key }) => ({ token: tokens.get(key) ?? null }),
      set: async ({ key, token }) => void tokens.set(key, token),
      remove: async ({ key }) => void tokens.delete(key),
    },
  });
  await engine.start({ goOn: true });
  const until = async (what: string, holds: () => boolean) => {
    for (let round = 0; round < 50_000; round += 1) {
      if (crashes.length > 0) throw crashes[0];
      if (holds()) return;
      await turn();
      if (round % 20 === 0) await time.step();
    }
    throw new Error(`waited in vain until ${what}`);
  };
  const job = (id: string) => engine.snapshots.find(id);
  return { engine, until, job };
}

describe('a keychain that was lost', () => {
  it('costs the token only: jobs wait with that reason, and go on when there is a new one', async () => {
    const { store } = openMemoryStore();
    const tokens = new Map<string, string>();
    const signIn = { address: practice.address, token: practice.token, remember: true };
    const first = await aLife(store, tokens);
    const account = await first.engine.accounts.connect(signIn);
    const importId = await first.engine.imports.stage({ path: sheet, fileName: 'a.csv', accountId: account.id });
    await first.until('it is in review', () => first.job('i1')?.phase === 'review');
    await first.engine.imports.create(importId);
    await first.until('its contacts are created', () => first.job('i1')?.status === 'done');
    await first.engine.campaigns.create({
      importId,
      name: 'Campanha',
      content: plainText('Olá!'),
      exclusions: noExclusions,
      seed: 0,
      beginsEarly: false,
      follows: null,
      pace: { ...briskPace, concurrency: 1 },
      inDoubt: 'settle',
      openTicket: false,
    });
    await first.until('some are sent', () => (first.job('c1')?.progress.done ?? 0) > 3);
    await first.engine.stop();

    tokens.clear();
    const second = await aLife(store, tokens);
    await second.until('it stands', () => second.job('c1')?.status === 'paused');
    expect(second.job('c1')).toMatchObject({ reason: { kind: 'tokenMissing' } });

    await second.engine.accounts.connect(signIn);
    await second.until('it is sent', () => second.job('c1')?.status === 'done');
    const { messages } = await practice.summary();
    expect(messages).toMatchObject({ sent: second.job('c1')?.total, mostToOneContact: 1 });
    await second.engine.stop();
  });
});
