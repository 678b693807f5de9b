import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { clean } from '../support/sample-facts.ts';

const sheet = fileURLToPath(new URL(`../../${clean.path}`, import.meta.url));

let time: TestClock;
let practice: Practice;
let malote: TestEngine;
beforeEach(async () => {
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  malote = await startEngine({ practice, time, signsIn: true });
  await malote.importSheet(sheet);
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
});

const ready = () => malote.job('i1').counts['ready'] ?? 0;
const left = () => malote.job('c1').counts['queued'] ?? 0;
const isDone = () => malote.job('c1').status === 'done';
const signIn = () =>
  malote.engine.accounts.connect({ address: practice.address, token: practice.token, remember: true });
const messages = async () => (await practice.summary()).messages;

async function underWay(concurrency: number): Promise<void> {
  await malote.send(1, { pace: { concurrency } });
  await malote.until('some are sent', () => left() > 0 && left() < ready() - 5);
}

describe('a token that is revoked while a campaign runs', () => {
  it('stops it with one reason, and the next sign-in makes it go on', async () => {
    await practice.setFaults([{ kind: 'tokenRevoked', routes: ['messages.create'], nth: [5] }]);
    await malote.send(1, { pace: { concurrency: 4 } });
    await malote.until('it stops', () => malote.job('c1').status === 'paused');
    expect(malote.job('c1').reason).toEqual({ kind: 'tokenRefused' });
    const { arrived } = await messages();
    await time.advance(600_000);
    expect((await messages()).arrived).toBe(arrived);

    await practice.setFaults([]);
    await signIn();
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
    expect(malote.job('c1').counts).not.toHaveProperty('failed');
  });
});

describe('a new token while a campaign runs', () => {
  it('is taken up where it stands: nothing is put in doubt for it', async () => {
    await underWay(4);
    let doubts = 0;
    const look = () => {
      doubts = Math.max(doubts, malote.job('c1').counts['inDoubt'] ?? 0);
      return isDone();
    };
    await signIn();
    await malote.until('it is sent', look);
    expect(doubts).toBe(0);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('is not stopped by what the old one was refused for meanwhile', async () => {
    await underWay(1);
    const next = 3;
    await practice.setFaults([
      { kind: 'latency', routes: ['messages.create'], nth: [next], ms: 20_000 },
      { kind: 'forbidden', routes: ['messages.create'], nth: [next] },
    ]);
    const from = left();
    await malote.until('the old one is waiting for its answer', () => left() === from - next);
    await time.advance(2_000);
    await signIn();
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });
});

describe('an account that is taken out of Malote while a campaign runs', () => {
  it('stops it, with what is under way kept, and the next sign-in makes it go on', async () => {
    await underWay(4);
    await malote.engine.accounts.forget(malote.accountId);
    await malote.until('it stops', () => malote.job('c1').status === 'paused');
    expect(malote.job('c1')).toMatchObject({ reason: { kind: 'tokenMissing' } });
    expect(malote.job('c1').counts).not.toHaveProperty('inDoubt');
    expect(malote.job('c1').counts).not.toHaveProperty('sending');

    await signIn();
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('stops an import as well', async () => {
    const importId = await malote.stage(sheet);
    await malote.engine.imports.create(importId);
    await practice.setFaults([{ kind: 'latency', ms: 2_000 }]);
    await malote.until('it is at work', () => malote.job(`i${importId}`).phase === 'create');
    await malote.engine.accounts.forget(malote.accountId);
    await malote.until('it stops', () => malote.job(`i${importId}`).status === 'paused');
    expect(malote.job(`i${importId}`).reason).toEqual({ kind: 'tokenMissing' });
  });
});
