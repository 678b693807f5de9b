import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDigisac } from '#main/digisac/client.ts';
import type { Store } from '#main/store/store.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { clean } from '../support/sample-facts.ts';
import { openMemoryStore } from '../support/store.ts';

const sheet = fileURLToPath(new URL(`../../${clean.path}`, import.meta.url));
const hourMs = 3_600_000;

let time: TestClock;
let practice: Practice;
let store: Store;
let malote: TestEngine;
beforeEach(async () => {
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  store = openMemoryStore().store;
  malote = await startEngine({ practice, time, store });
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
});

const ready = () => malote.job('i1').counts['ready'] ?? 0;
const left = () => malote.job('c1').counts['queued'] ?? 0;
const isDone = () => malote.job('c1').status === 'done';
const messages = async () => (await practice.summary()).messages;
const minute = 60_000;

async function underWay(pace: Partial<Pace> = {}): Promise<void> {
  await malote.importSheet(sheet);
  await malote.send(1, { pace: { rate: { count: 20, windowMs: minute }, ...pace } });
  await malote.until('it is under way', () => malote.job('c1').phase === 'send' && left() > 0 && left() < ready() - 5);
}

/** Monotonic time stands still meanwhile on Linux and macOS; on Windows it goes on, and timers of seconds come hours late. */
const sleeps = [
  ['stands still', (ms: number) => time.moveWall(ms)],
  ['goes on', (ms: number) => time.jump(ms)],
] as const;

describe.each(sleeps)('a machine that sleeps, where monotonic time %s meanwhile', (_, sleep) => {
  it('goes on by itself when it wakes, within its pace, and with nobody written to twice', async () => {
    await underWay();
    for (let nights = 0; nights < 3; nights += 1) {
      sleep(8 * hourMs);
      const before = left();
      await malote.until('some more are sent', () => left() < before - 8 || isDone());
    }
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
    expect(await practice.worstWindow(minute)).toBeLessThanOrEqual(20);
  });

  it('in the middle of a request: its answer is lost, and what became of it is found out', async () => {
    await malote.importSheet(sheet);
    await practice.setFaults([{ kind: 'lost', routes: ['messages.create'], nth: [4, 6], effect: true }]);
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('one is in doubt', () => (malote.job('c1').counts['inDoubt'] ?? 0) > 0);
    sleep(10 * hourMs);
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
    expect(malote.job('c1').counts).not.toHaveProperty('held');
  });

  it('while the account is away: it is asked again at once, not after what was left to wait', async () => {
    await underWay();
    await practice.setFaults([{ kind: 'errorPage', status: 503 }]);
    await malote.until('it is noticed', () => malote.job('c1').reason !== null);
    await time.advance(30 * minute);
    sleep(8 * hourMs);
    await practice.setFaults([]);
    const wokeMs = time.clock.monotonic();
    await malote.until('it is asked', () => malote.job('c1').reason === null);
    // What waits looks every fifteen seconds, and so does who notices that the machine slept.
    expect(time.clock.monotonic() - wokeMs).toBeLessThan(31_000);
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('keeps the hours: it slept over their end, so it waits for the next morning; over that, and it goes on', async () => {
    await underWay({ hours: { fromMinute: 9 * 60, toMinute: 18 * 60 } });
    const { sent } = await messages();
    sleep(10 * hourMs);
    await malote.until('it rests', () => malote.job('c1').status !== 'running');
    expect(malote.job('c1').reason).toEqual({ kind: 'outsideWindow', opensAt: '2026-11-24T09:00-03:00' });
    // What was under way when it fell asleep, and nothing after.
    expect((await messages()).sent - sent).toBeLessThanOrEqual(4);

    sleep(14 * hourMs);
    const wokeMs = time.clock.monotonic();
    await malote.until('it goes on', () => malote.job('c1').status === 'running');
    expect(time.clock.monotonic() - wokeMs).toBeLessThanOrEqual(16_000);
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('asks the account whether it is there before it writes to anybody', async () => {
    await underWay();
    malote.engine.rest();
    await malote.until('what was under way is answered', () => !('sending' in malote.job('c1').counts));
    sleep(8 * hourMs);
    const { n } = (await practice.requests()).at(-1) ?? { n: 0 };
    malote.engine.wake();
    await malote.until('it is sent', isDone);
    const [first] = await practice.requests(n);
    expect(first?.route).toBe('me');
  });

  it('asks it as well where no system says that it slept, some seconds later', async () => {
    await underWay({ rate: { count: 5, windowMs: minute } });
    sleep(8 * hourMs);
    const { n } = (await practice.requests()).at(-1) ?? { n: 0 };
    await time.advance(16_000);
    await malote.until('it is sent', isDone);
    expect((await practice.requests(n)).map(({ route }) => route)).toContain('me');
  });
});

describe('a machine that is about to sleep', () => {
  it('begins nothing more until it has woken, and finishes what is under way', async () => {
    await underWay();
    malote.engine.rest();
    const before = left();
    await time.advance(30_000);
    expect(left()).toBe(before);
    expect(malote.job('c1').counts).not.toHaveProperty('sending');
    malote.engine.wake();
    await malote.until('it goes on', () => left() < before);
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('and does not, goes on after a minute', async () => {
    await underWay();
    malote.engine.rest();
    const before = left();
    const atMs = time.clock.monotonic();
    await malote.until('it goes on', () => left() < before);
    expect(time.clock.monotonic() - atMs).toBeGreaterThanOrEqual(minute);
    expect(time.clock.monotonic() - atMs).toBeLessThan(minute + 20_000);
  });
});

describe('connections of before', () => {
  let server: Server;
  let sockets = 0;
  let waiting: (() => void)[] = [];
  beforeEach(async () => {
    sockets = 0;
    waiting = [];
    server = createServer((request, response) => {
      const answer = () => response.setHeader('content-type', 'application/json').end('{"id":"u","name":"U"}');
      if (request.url?.includes('contacts') === true) waiting.push(answer);
      else answer();
    }).on('connection', () => {
      sockets += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('are not used again once the client is told that they may be dead; what is under way goes on', async () => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const client = createDigisac({
      baseUrl: `http://127.0.0.1:${port}/api/v1`,
      token: 'token',
      version: 'test',
      clock: time.clock,
    });
    const ask = async () => {
      await client.me();
      await time.settle();
    };
    await ask();
    const before = sockets;
    await ask();
    expect(sockets).toBe(before);
    const slow = client.contact('c1');
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const all = sockets;
    client.renew();
    await ask();
    expect(sockets).toBe(all + 1);
    for (const answer of waiting) answer();
    const came = await slow;
    // Not lost: it was answered on its old connection, as nobody expected it to be shaped.
    expect(came.ok || came.error.kind !== 'away').toBe(true);
    await client.close();
  });
});

/** The client itself gives an answer up after thirty seconds, of which no test waits for the half. */
const timeout = 15_000;

describe('quitting while it sends', { timeout }, () => {
  it('waits for what is under way, and leaves the rest in the queue', async () => {
    await underWay();
    const before = left();
    await malote.stop();
    const counts = store.deliveries.counts(1);
    expect(counts.find(({ state }) => state === 'sending')).toBeUndefined();
    expect(counts.find(({ state }) => state === 'inDoubt')).toBeUndefined();
    expect(before - (counts.find(({ state }) => state === 'queued')?.count ?? 0)).toBeLessThanOrEqual(4);

    malote = await startEngine({ practice, time, store });
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('does not wait for ever for an account that does not answer: that message is in doubt, and settled next time', async () => {
    await malote.importSheet(sheet);
    await practice.setFaults([{ kind: 'stall', routes: ['messages.create'], nth: [3], effect: true }]);
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('two are sent', () => left() === ready() - 3);
    await time.settle();
    const stopping = malote.stop();
    await time.advance(8_000);
    await stopping;
    const counts = store.deliveries.counts(1);
    expect(counts.find(({ state }) => state === 'inDoubt')?.count).toBe(1);
    expect(counts.find(({ state }) => state === 'queued')?.count).toBe(ready() - 3);

    await practice.setFaults([]);
    malote = await startEngine({ practice, time, store });
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('ends soon also where the account answers nothing at all', async () => {
    await underWay();
    await practice.setFaults([{ kind: 'stall' }]);
    await time.advance(minute);
    const stopping = malote.stop();
    await time.advance(8_000);
    await stopping;
    const counts = store.deliveries.counts(1);
    expect(counts.find(({ state }) => state === 'sending')).toBeUndefined();

    await practice.setFaults([]);
    malote = await startEngine({ practice, time, store });
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('in the middle of an import: its contacts are there once, next time', async () => {
    const importId = await malote.stage(sheet);
    await practice.setFaults([{ kind: 'stall', routes: ['contacts.createMany'], nth: [1], effect: true }]);
    await malote.engine.imports.create(importId);
    const creating = () => malote.job('i1').counts['creating'] ?? 0;
    await malote.until('a batch is under way', () => creating() > 0);
    await time.settle();
    const stopping = malote.stop();
    await time.advance(8_000);
    await stopping;
    expect(store.rows.counts(1).find(({ state }) => state === 'creating')).toBeUndefined();

    await practice.setFaults([]);
    malote = await startEngine({ practice, time, store });
    await malote.until('its contacts are there', () => malote.job('i1').status === 'done');
    const created = store.rows.counts(1).filter(({ origin }) => origin === 'created');
    const { effects } = await practice.summary();
    expect(effects['contactCreated']).toBe(created.reduce((sum, { count }) => sum + count, 0));
    expect(malote.job('i1').counts).not.toHaveProperty('held');
  });
});

describe('pausing while it sends', { timeout }, () => {
  it('waits ten seconds for an account that does not answer, and no longer', async () => {
    await malote.importSheet(sheet);
    await practice.setFaults([{ kind: 'stall', routes: ['messages.create'], nth: [3], effect: true }]);
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('two are sent', () => left() === ready() - 3);
    await time.settle();
    const pausing = malote.engine.jobs.pause('c1');
    await time.advance(10_000);
    await pausing;
    expect(malote.job('c1')).toMatchObject({ status: 'paused', reason: { kind: 'pausedByUser' } });
    expect(malote.job('c1').counts).toMatchObject({ inDoubt: 1, queued: ready() - 3 });

    await practice.setFaults([]);
    await malote.engine.jobs.resume('c1');
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('is at once where it only waits for the account to come back', async () => {
    await underWay();
    await practice.setFaults([
      { kind: 'stall', routes: ['me'] },
      { kind: 'errorPage', status: 503 },
    ]);
    await malote.until('it is noticed', () => malote.job('c1').reason !== null);
    await time.advance(minute);
    const beforeMs = time.clock.monotonic();
    await malote.engine.jobs.pause('c1');
    expect(time.clock.monotonic()).toBe(beforeMs);
    expect(malote.job('c1')).toMatchObject({ status: 'paused', reason: { kind: 'pausedByUser' } });
  });
});
