import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '#shared/problem.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { openMemoryStore } from '../support/store.ts';
import { aTemporaryFolder } from '../support/temporary-folder.ts';

let sheet: string;
const minutes = (count: number): number => count * 60_000;
/** As long as the practice account's tokens last. */
const tokenLastsMs = minutes(60);

let time: TestClock;
let practice: Practice;
let kept: Map<string, string>;
/** Time that passed for the account, and that nobody here knows of. */
let aheadMs: number;
const lives: TestEngine[] = [];

const secrets = {
  get: async ({ key }: { key: string }) => ({ token: kept.get(key) ?? null }),
  set: async ({ key, token }: { key: string; token: string }) => void kept.set(key, token),
  remove: async ({ key }: { key: string }) => void kept.delete(key),
};

beforeEach(async () => {
  time = createTestClock();
  sheet = join(aTemporaryFolder(), 'people.csv');
  await writePeople(sheet, 24);
  aheadMs = 0;
  const { now, monotonic, sleep } = time.clock;
  practice = await startPractice({
    clock: { sleep, now: () => now() + aheadMs, monotonic: () => monotonic() + aheadMs },
  });
  kept = new Map();
});
afterEach(async () => {
  for (const life of lives.splice(0)) await life.stop();
  await practice.close();
});

async function aLife(store = openMemoryStore().store): Promise<TestEngine> {
  const life = await startEngine({ practice, time, store, secrets, signsIn: 'password' });
  lives.push(life);
  return life;
}

const renewals = async () =>
  (await practice.requests()).filter(({ route, body }) => route === 'oauth.token' && body?.includes('refresh_token'))
    .length;
const refusals = async () => (await practice.requests()).filter(({ status }) => status === 401).length;
const messages = async () => (await practice.summary()).messages;
const signInAgain = (malote: TestEngine) =>
  malote.engine.accounts.signIn({
    ...{ address: practice.address, email: practice.email, password: practice.token, remember: true },
  });

/** So that several messages are under way at once when the token ends. */
const slowForAWhile = { kind: 'latency', ms: 300, routes: ['messages.create'], from: 2, times: 14 } as const;

const slowRenewal = { kind: 'latency', ms: 2_000, routes: ['oauth.token'] } as const;

async function problemOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof ProblemError ? error.problem : error;
}

describe('signing in by e-mail and password', () => {
  it('keeps the tokens that come of it, and the password nowhere', async () => {
    const password = practice.token;
    const malote = await aLife();
    expect(malote.engine.accounts.list()).toMatchObject([{ email: practice.email }]);
    const everything = [...kept.values(), malote.logged(), JSON.stringify(malote.engine.accounts.list())].join('\n');
    expect(everything).toContain('refreshToken');
    expect(everything).not.toContain(password);
  });

  it('leaves nothing behind where the password is wrong', async () => {
    const malote = await startEngine({ practice, time, secrets });
    lives.push(malote);
    const before = malote.engine.accounts.list();
    const ask = { address: practice.address, email: practice.email, password: 'errada', remember: true };
    expect(await problemOf(malote.engine.accounts.signIn(ask))).toEqual({ kind: 'loginRefused' });
    expect(malote.engine.accounts.list()).toEqual(before);
    expect(kept.size).toBe(0);
  });
});

describe('a token that ends while a campaign runs', () => {
  /** Contacts that are created; then a new life, whose token is to be renewed at a moment of the test's choice. */
  async function readyToSend(renewInMs: number | null): Promise<TestEngine> {
    const store = openMemoryStore().store;
    const first = await aLife(store);
    await first.importSheet(sheet);
    await first.stop();
    lives.splice(0);
    const renewAtMs = renewInMs === null ? null : time.clock.now() + renewInMs;
    for (const [key, text] of kept) kept.set(key, text.replace(/"renewAtMs":\d+/, `"renewAtMs":${renewAtMs}`));
    const second = await startEngine({ practice, time, store, secrets });
    lives.push(second);
    return second;
  }

  it('is renewed before that, once for all that is under way, and no message is lost or doubled', async () => {
    const malote = await readyToSend(8_000);
    await practice.setFaults([slowForAWhile, slowRenewal]);
    await malote.send(1, { pace: { rate: { count: 60, windowMs: 60_000 }, concurrency: 4 } });
    await malote.until('it is sent', () => malote.job('c1').status === 'done');
    const { total } = malote.job('c1');
    expect(await messages()).toMatchObject({ sent: total, arrived: total, mostToOneContact: 1 });
    expect(await refusals()).toBe(0);
    expect(await renewals()).toBe(1);
  });

  it('is renewed once for all that were refused at the same time, where nobody knew when it ends', async () => {
    // An account that does not tell how long its tokens last.
    const second = await readyToSend(null);
    // All of them are refused while the renewal is on its way.
    await practice.setFaults([slowForAWhile, slowRenewal]);
    await second.send(1, { pace: { concurrency: 4 } });
    await second.until('some are sent', () => (second.job('c1').counts['queued'] ?? 99) < second.job('i1').total - 8);
    aheadMs += tokenLastsMs;
    await second.until('it is sent', () => second.job('c1').status === 'done');
    expect(await refusals()).toBeGreaterThan(1);
    expect(await renewals()).toBe(1);
    expect(await messages()).toMatchObject({ sent: second.job('c1').total, mostToOneContact: 1 });
    expect(second.job('c1').counts).not.toHaveProperty('failed');
  });

  it('waits while the account cannot renew it, and asks nothing meanwhile', async () => {
    const malote = await aLife();
    await malote.importSheet(sheet);
    await malote.send(1, { pace: { concurrency: 4 } });
    await malote.until('some are sent', () => malote.job('c1').progress.done > 3);
    await practice.setFaults([{ kind: 'serverError', status: 503, routes: ['oauth.token'], times: 3 }]);
    time.moveWall(tokenLastsMs);
    await malote.until('it is sent', () => malote.job('c1').status === 'done');
    expect(await refusals()).toBe(0);
    expect(await renewals()).toBe(4);
    expect(await messages()).toMatchObject({ sent: malote.job('c1').total, mostToOneContact: 1 });
  });

  it('stops the campaign with a reason where the renewal is refused, until somebody signs in again', async () => {
    const malote = await aLife();
    await malote.importSheet(sheet);
    await malote.send(1, { pace: { rate: { count: 10, windowMs: minutes(1) } } });
    await malote.until('some are sent', () => malote.job('c1').progress.done > 3);
    await practice.setFaults([{ kind: 'tokenRevoked', routes: ['messages.create'], nth: [2] }]);
    await malote.until('it stops', () => malote.job('c1').status === 'paused');
    expect(malote.job('c1').reason).toMatchObject({ kind: 'signInEnded' });
    expect(malote.job('c1').counts).not.toHaveProperty('inDoubt');
    const { arrived } = await messages();
    await time.advance(minutes(10));
    expect((await messages()).arrived).toBe(arrived);

    await practice.setFaults([]);
    await signInAgain(malote);
    await malote.until('it is sent', () => malote.job('c1').status === 'done');
    expect(await messages()).toMatchObject({ sent: malote.job('c1').total, mostToOneContact: 1 });
  });

  it('of weeks ago asks for the password again', async () => {
    const malote = await aLife();
    aheadMs += 15 * 24 * minutes(60);
    expect(await problemOf(malote.engine.accounts.tags(malote.accountId))).toMatchObject({ kind: 'signInEnded' });
    expect(await problemOf(malote.engine.accounts.probe(malote.accountId))).toMatchObject({ kind: 'signInEnded' });
    expect(await renewals()).toBe(1);
    await signInAgain(malote);
    expect(await malote.engine.accounts.tags(malote.accountId)).not.toHaveLength(0);
  });

  it('is renewed for somebody who only looks', async () => {
    const malote = await aLife();
    time.moveWall(tokenLastsMs + 1);
    expect((await malote.engine.accounts.probe(malote.accountId)).email).toBe(practice.email);
    expect(await renewals()).toBe(1);
  });
});
