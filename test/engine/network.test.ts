import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { clean } from '../support/sample-facts.ts';

const sheet = fileURLToPath(new URL(`../../${clean.path}`, import.meta.url));

/** A wire to the account that can be cut, and mended at the same place. */
async function openWire(to: string) {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let place = 0;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const mend = async () => {
    const opening = createServer((here) => {
      const there = connect(Number(port), hostname);
      for (const socket of [here, there]) keep(socket);
      here.pipe(there);
      there.pipe(here);
      here.on('close', () => there.destroy());
      there.on('close', () => here.destroy());
    });
    server = opening.listen(place, '127.0.0.1');
    // Meanwhile somebody else may have got the place: then the account is elsewhere.
    await once(opening, 'listening').catch(() => once(opening.listen(0, '127.0.0.1'), 'listening'));
    place = (opening.address() as AddressInfo).port;
  };
  const cut = async () => {
    const cutting = server;
    if (cutting === null) return;
    server = null;
    cutting.close();
    for (const socket of sockets) socket.destroy();
    await once(cutting, 'close');
  };
  const address = () => {
    const here = new URL(to);
    here.port = String(place);
    return here.href.replace(/\/$/, '');
  };
  await mend();
  return { address, cut, mend };
}

let time: TestClock;
let practice: Practice;
let wire: Awaited<ReturnType<typeof openWire>>;
let malote: TestEngine;
/** As the engine knows it: where it is, may change. */
let seen: { -readonly [K in keyof Practice]: Practice[K] };
beforeEach(async () => {
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  wire = await openWire(practice.address);
  seen = { ...practice, address: wire.address() };
  malote = await startEngine({ practice: seen, time });
  await malote.importSheet(sheet);
});
afterEach(async () => {
  await malote.stop();
  await wire.cut();
  await practice.close();
});

const mend = async () => {
  await wire.mend();
  seen.address = wire.address();
};
const ready = () => malote.job('i1').counts['ready'] ?? 0;
const left = () => malote.job('c1').counts['queued'] ?? 0;
const isDone = () => malote.job('c1').status === 'done';
const attempts = () =>
  malote.store.deliveries
    .page({ campaignId: 1, filter: {}, offset: 0, limit: 100 })
    .deliveries.map((one) => one.attempts);

describe('a network that goes away', () => {
  it('for an hour: says so, burns nobody’s attempts, and goes on by itself', async () => {
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('some are sent', () => left() > 0 && left() < ready() - 5);
    await wire.cut();
    await malote.until('it is noticed', () => malote.job('c1').reason !== null);
    expect(malote.job('c1')).toMatchObject({ status: 'running', reason: { kind: 'serverAway' } });
    const before = left();
    await time.advance(3_600_000);
    expect(malote.job('c1').status).toBe('running');
    expect(before - left()).toBeLessThanOrEqual(1);
    expect(Math.max(...attempts())).toBeLessThanOrEqual(1);

    await mend();
    await malote.until('it is sent', isDone);
    expect((await practice.summary()).messages).toMatchObject({ sent: ready(), mostToOneContact: 1 });
    expect(malote.job('c1').counts).not.toHaveProperty('held');
    expect(malote.job('c1').counts).not.toHaveProperty('failed');
  });

  it('again and again, in the middle of requests: everybody gets it once', async () => {
    await malote.send(1);
    for (let cuts = 0; cuts < 4 && !isDone(); cuts += 1) {
      const from = left();
      await malote.until('some more are sent', () => left() < from - 4 || isDone());
      await wire.cut();
      await time.advance(20_000);
      await mend();
    }
    await malote.until('it is sent', isDone);
    expect((await practice.summary()).messages).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });
});

describe('an account that moves', () => {
  it('is found where it is now, and the campaign goes on by itself', async () => {
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('some are sent', () => left() > 0 && left() < ready() - 5);
    await wire.cut();
    await malote.until('it is noticed', () => malote.job('c1').reason !== null);
    wire = await openWire(practice.address);
    seen.address = wire.address();
    await malote.until('it is sent', isDone);
    expect((await practice.summary()).messages).toMatchObject({ sent: ready(), mostToOneContact: 1 });
  });
});

describe('a network that answers itself', () => {
  it.each([
    ['a page to log in to', { kind: 'page', effect: false }],
    ['the way to one', { kind: 'errorPage', status: 302, effect: false }],
  ] as const)(
    'with %s: it is not taken for the account, one message at most is in doubt, and it passes',
    async (_, fault) => {
      await malote.send(1, { pace: { concurrency: 1 } });
      await malote.until('some are sent', () => left() > 0 && left() < ready() - 5);
      await practice.setFaults([fault]);
      await malote.until('it is noticed', () => malote.job('c1').reason !== null);
      const before = left();
      await time.advance(1_800_000);
      expect(malote.job('c1')).toMatchObject({ status: 'running', reason: { kind: 'notDigisac' } });
      expect(before - left()).toBeLessThanOrEqual(1);
      expect((malote.job('c1').counts['inDoubt'] ?? 0) + (malote.job('c1').counts['held'] ?? 0)).toBeLessThanOrEqual(1);

      await practice.setFaults([]);
      await malote.until('it is sent', isDone);
      expect((await practice.summary()).messages).toMatchObject({ sent: ready(), mostToOneContact: 1 });
      expect(malote.job('c1').counts).not.toHaveProperty('held');
    },
  );
});

describe('an account that answers questions, and takes no message', () => {
  const troubles = [
    ['500 for each', { kind: 'serverError', status: 500 }],
    ['a page for each', { kind: 'page' }],
    ['no answer to any', { kind: 'lost', effect: false }],
  ] as const;

  it.each(troubles)(
    'with %s: few are tried, nobody’s attempts are burnt, and it goes on by itself',
    async (_, fault) => {
      await malote.send(1);
      await malote.until('some are sent', () => left() > 0 && left() < ready() - 5);
      await practice.setFaults([{ ...fault, routes: ['messages.create'] }]);
      const { arrived } = (await practice.summary()).messages;
      await malote.until('it is noticed', () => malote.job('c1').reason !== null);
      await time.advance(3_600_000);
      await time.settle();
      expect(malote.job('c1')).toMatchObject({ status: 'running', reason: expect.anything() });
      expect((await practice.summary()).messages.arrived - arrived).toBeLessThan(60);
      expect(Math.max(...attempts())).toBe(1);

      await practice.setFaults([]);
      await malote.until('it is sent', isDone);
      expect((await practice.summary()).messages).toMatchObject({ sent: ready(), mostToOneContact: 1 });
      expect(Object.keys(malote.job('c1').counts)).not.toEqual(expect.arrayContaining(['failed']));
    },
  );

  it('is tried by one message at a time, however many were under way', async () => {
    await malote.send(1, { pace: { concurrency: 32 } });
    await malote.until('some are sent', () => left() > 0 && left() < ready() - 12);
    await practice.setFaults([{ kind: 'serverError', status: 500, routes: ['messages.create'] }]);
    await malote.until('it is noticed', () => malote.job('c1').reason !== null);
    const { n } = (await practice.requests()).at(-1) ?? { n: 0 };
    await time.advance(600_000);
    const tries = (await practice.requests(n)).filter(({ route }) => route === 'messages.create');
    const gaps = tries.slice(1).map(({ atMs }, place) => atMs - (tries[place]?.atMs ?? 0));
    expect(tries.length).toBeGreaterThan(3);
    expect(Math.min(...gaps)).toBeGreaterThan(1_000);
  });

  it('when only the last two are left: they are not given up for it', async () => {
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('two are left', () => left() === 2);
    await practice.setFaults([{ kind: 'serverError', status: 503, routes: ['messages.create'] }]);
    await malote.until('it is noticed', () => malote.job('c1').reason !== null);
    await time.advance(3_600_000);
    await practice.setFaults([]);
    await malote.until('it is sent', isDone);
    expect((await practice.summary()).messages).toMatchObject({ sent: ready(), mostToOneContact: 1 });
    expect(malote.job('c1').counts).not.toHaveProperty('failed');
  });

  it('does not hold up an import beside it, nor is told of it', async () => {
    await malote.send(1);
    await malote.until('some are sent', () => left() < ready() - 5);
    await practice.setFaults([{ kind: 'serverError', status: 500, routes: ['messages.create'] }]);
    await malote.until('it is noticed', () => malote.job('c1').reason !== null);
    const importId = await malote.stage(sheet);
    await malote.engine.imports.create(importId);
    await malote.until('it is at work', () => malote.job(`i${importId}`).phase === 'create');
    expect(malote.job(`i${importId}`).reason).toBeNull();
    await malote.until('its contacts are there', () => malote.job(`i${importId}`).status === 'done');
    expect(malote.job('c1').reason).not.toBeNull();
  });
});

describe('an account that asks for patience', () => {
  it.each(['seconds', 'date'] as const)('is left in peace for as long as it says, in %s', async (retryAfter) => {
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('some are sent', () => left() > 0 && left() < ready() - 5);
    await practice.setFaults([
      { kind: 'throttle', routes: ['messages.create'], nth: [1], retryAfter, retryAfterMs: 120_000 },
    ]);
    await malote.until('it is slowed down', () => malote.job('c1').reason?.kind === 'slowedDown');
    const atMs = time.clock.monotonic();
    const before = left();
    await malote.until('it goes on', () => left() < before);
    // It is noticed some seconds after it was said.
    expect(time.clock.monotonic() - atMs).toBeGreaterThanOrEqual(110_000);
    await malote.until('it is sent', isDone);
    expect((await practice.summary()).messages).toMatchObject({ sent: ready(), mostToOneContact: 1 });
    expect(Math.max(...attempts())).toBe(1);
  });

  it('is asked again within a day, whatever it says', async () => {
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('some are sent', () => left() > 0 && left() < ready() - 5);
    const yearMs = 365 * 86_400_000;
    await practice.setFaults([{ kind: 'throttle', routes: ['messages.create'], nth: [1], retryAfterMs: yearMs }]);
    await malote.until('it is slowed down', () => malote.job('c1').reason !== null);
    expect(malote.job('c1').reason).toEqual({ kind: 'slowedDown', seconds: 86_400 });
  });

  it('without saying for how long is left in peace for some seconds, longer each time', async () => {
    await malote.send(1, { pace: { concurrency: 1 } });
    await malote.until('some are sent', () => left() > 0 && left() < ready() - 8);
    await practice.setFaults([{ kind: 'throttle', routes: ['messages.create'], times: 3, retryAfter: 'none' }]);
    const seconds = new Set<number>();
    await malote.until('it is sent', () => {
      const { reason } = malote.job('c1');
      if (reason?.kind === 'slowedDown') seconds.add(reason.seconds);
      return isDone();
    });
    // Half of 2, 4 and 8 seconds, each upon two.
    expect([...seconds]).toEqual([3, 4, 6]);
    expect(Math.max(...attempts())).toBe(1);
  });
});
