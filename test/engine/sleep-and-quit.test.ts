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

describe('a machine that sleeps', () => {
  // Monotonic time stands still meanwhile on Linux and macOS: only the wall clock goes on.
  it('goes on by itself when it wakes, within its pace, and with nobody written to twice', async () => {
    await underWay();
    for (let nights = 0; nights < 3; nights += 1) {
      time.moveWall(8 * hourMs);
      const before = left();
      await malote.until('some more are sent', () => left() < before - 8 || isDone());
    }
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
    expect(await practice.worstWindow(minute)).toBeLessThanOrEqual(20);
  });

  // On Windows monotonic time goes on: a timer of seconds comes hours late.
  it('does not make up for the night in one go where monotonic time goes on', async () => {
    await underWay();
    time.jump(8 * hourMs);
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
    expect(await practice.worstWindow(minute)).toBeLessThanOrEqual(20);
  });

  it('in the middle of a request: its answer is lost, and what became of it is found out', async () => {
    await malote.importSheet(sheet);
    await practice.setFaults([{ kind: 'lost', routes: ['messages.create'], nth: [4], effect: true }]);
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('one is in doubt', () => (malote.job('c1').counts['inDoubt'] ?? 0) > 0);
    time.moveWall(10 * hourMs);
    await malote.until('it is sent', isDone);
    expect(await messages()).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });

  it('keeps the hours: it slept over their end, so it waits for the next morning', async () => {
    await underWay({ hours: { fromMinute: 9 * 60, toMinute: 18 * 60 } });
    const sent = (await messages()).sent;
    time.moveWall(10 * hourMs);
    await malote.until('it rests', () => malote.job('c1').status !== 'running');
    expect(malote.job('c1').reason).toEqual({ kind: 'outsideWindow', opensAt: '2026-11-24T09:00-03:00' });
    // What was under way when it fell asleep, and nothing after.
    expect((await messages()).sent - sent).toBeLessThanOrEqual(4);
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

describe('quitting while it sends', () => {
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
});
