import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDigisac } from '#main/digisac/client.ts';
import { createSession } from '#main/engine/account/session.ts';
import { createPacer } from '#main/engine/pacer.ts';
import { createTestClock } from '../../support/clock.ts';
import { anAccount } from '../../support/records.ts';
import { openMemoryStore } from '../../support/store.ts';
import { aServer, type Script, says, saysText, token } from '../digisac/scripted.ts';

const never = new AbortController().signal;
const message = { contactId: 'k1', serviceId: 's1', text: 'Olá', dontOpenTicket: true };
const taken = says(200, { id: 'm1' });
const broken = says(500, { error: 'InternalServerError' });
const user = says(200, { id: 'u1', name: 'Ana' });
const service = (connected: boolean) =>
  says(200, { id: 's1', name: 'Vendas', type: 'whatsapp', data: { status: { isConnected: connected } } });
const hangs: Script = () => undefined;

/** A session whose account answers each route as the test says, and may change its mind. */
async function aSession(routes: { messages?: Script; me?: Script; service?: Script } = {}) {
  const now = { messages: taken, me: user, service: service(true), ...routes };
  const seen = { messages: 0, me: 0, service: 0 };
  const server = await aServer((got, response, request) => {
    const route = got.method === 'POST' ? 'messages' : got.path.startsWith('/services/') ? 'service' : 'me';
    seen[route] += 1;
    return now[route](got, response, request);
  });
  const time = createTestClock();
  const { store } = openMemoryStore();
  const pacer = createPacer({ store, clock: time.clock, random: () => 0.5 });
  const accountId = anAccount(store);
  const digisac = createDigisac({
    baseUrl: `${server.origin}/api/v1`,
    token,
    version: 'test',
    clock: time.clock,
  });
  onTestFinished(() => digisac.close());
  let told = 0;
  const session = createSession({
    digisac,
    clock: time.clock,
    random: () => 0.5,
    messages: pacer.lane(accountId, 'messages'),
    checks: pacer.lane(accountId, 'checks'),
    actions: pacer.lane(accountId, 'actions'),
    readsPerSecond: Number.POSITIVE_INFINITY,
    isKnown: true,
    onTrouble: () => {
      told += 1;
    },
    onSkew: () => undefined,
    onAway: async () => undefined,
    renewal: { ifDue: () => null, ifRefused: () => null },
  });
  const until = async (holds: () => boolean) => {
    for (let round = 0; round < 20_000; round += 1) {
      if (holds()) return;
      await turn();
    }
    throw new Error('waited in vain');
  };
  return {
    session,
    digisac,
    time,
    now,
    seen,
    until,
    told: () => told,
    send: (stop: AbortSignal = never) => session.send((late) => session.digisac.sendMessage(message, late), stop),
    read: (signal: AbortSignal = never) => session.read((s) => session.digisac.me(s), signal),
  };
}

describe('messages that do not come through', () => {
  it('are held back after three in a row, whatever questions are answered in between', async () => {
    const { session, send, read } = await aSession({ messages: broken });
    for (let i = 0; i < 3; i += 1) {
      expect(session.sendable()).toBe(Number.POSITIVE_INFINITY);
      await send();
      await read();
    }
    expect(session.sendable()).toBe(0);
    expect(session.isSendingDown()).toBe(true);
    expect(session.trouble('messages')).toEqual({ kind: 'serverTrouble', status: 500 });
    expect(session.trouble('contacts')).toBeNull();
  });

  it('are tried by one at a time; when it is taken, all may go', async () => {
    const { session, time, now, seen, until, send } = await aSession({ messages: broken });
    for (let i = 0; i < 3; i += 1) await send();
    await time.advance(10_000);
    // Questions are answered.
    await session.ready(never);
    expect(session.sendable()).toBe(1);
    now.messages = hangs;
    const stop = new AbortController();
    const trial = send(stop.signal);
    await until(() => seen.messages === 4);
    expect(session.sendable()).toBe(0);
    let isReady = false;
    const waiting = session.readyToSend(never).then((is) => {
      isReady = is;
    });
    stop.abort();
    await time.advance(10_000);
    expect(await trial).toMatchObject({ ok: false, error: { effect: 'unknown', problem: { kind: 'interrupted' } } });
    // Given up by ourselves, it says nothing: the next one tries.
    await until(() => isReady);
    expect(session.sendable()).toBe(1);
    await waiting;
    now.messages = taken;
    expect(await send()).toMatchObject({ ok: true });
    expect(session.sendable()).toBe(Number.POSITIVE_INFINITY);
    expect(session.trouble('messages')).toBeNull();
  });

  it('for a whole day are believed to be at fault themselves', async () => {
    const { session, time, send } = await aSession({ messages: broken });
    for (let i = 0; i < 3; i += 1) await send();
    await time.advance(24 * 3_600_000 - 1);
    expect(session.isSendingDown()).toBe(true);
    await time.advance(1);
    expect(session.isSendingDown()).toBe(false);
  });
});

describe('what is given up', () => {
  it('by us says nothing of the account', async () => {
    const { session, read, seen, until, told } = await aSession({ me: hangs });
    const stop = new AbortController();
    const all = Promise.all([read(stop.signal), read(stop.signal), read(stop.signal)]);
    await until(() => seen.me === 3);
    stop.abort();
    expect((await all).map(({ kind }) => kind)).toEqual(['ended', 'ended', 'ended']);
    expect(session.sendable()).toBe(Number.POSITIVE_INFINITY);
    expect([session.trouble('messages'), told()]).toEqual([null, 0]);
  });

  it('is no message for as long as nobody stops it, and ten seconds after', async () => {
    const { time, seen, until, send } = await aSession({ messages: hangs });
    const stop = new AbortController();
    let isOver = false;
    const sent = send(stop.signal).finally(() => {
      isOver = true;
    });
    await until(() => seen.messages === 1);
    await time.advance(25_000);
    stop.abort();
    await time.advance(9_999);
    await time.settle();
    expect(isOver).toBe(false);
    await time.advance(1);
    expect(await sent).toMatchObject({ ok: false, error: { effect: 'unknown' } });
  });

  it('is a probe that nobody waits for any more, at once', async () => {
    const { session, seen, until } = await aSession({ me: hangs });
    session.wake();
    const stop = new AbortController();
    const ready = session.ready(stop.signal);
    await until(() => seen.me === 1);
    stop.abort();
    expect(await ready).toBe(false);
  });
});

describe('a client that was closed under its session', () => {
  it('is not asked without end: who waits, waits', async () => {
    const { session, digisac, time, seen } = await aSession();
    await digisac.close();
    session.wake();
    const stop = new AbortController();
    const ready = session.ready(stop.signal);
    for (let round = 0; round < 50; round += 1) await turn();
    expect(time.sleeping()).toBe(1);
    stop.abort();
    expect(await ready).toBe(false);
    expect(seen.me).toBe(0);
  });
});

describe('a machine that slept', () => {
  it('asks the account before anything else, once for all who wait', async () => {
    const { session, seen, read } = await aSession();
    session.wake();
    expect(session.sendable()).toBe(0);
    const ready = await Promise.all([session.ready(never), session.readyToSend(never), session.ready(never)]);
    expect(ready).toEqual([true, true, true]);
    expect(seen).toEqual({ messages: 0, me: 1, service: 0 });
    expect(session.sendable()).toBe(Number.POSITIVE_INFINITY);
    await read();
    expect(seen.me).toBe(2);
  });

  it('lets nobody wait out what it waited for before', async () => {
    const { session, time, now, seen, until, send } = await aSession({ me: saysText(502, 'gate'), messages: broken });
    for (let i = 0; i < 3; i += 1) await send();
    const ready = session.ready(never);
    for (let i = 0; i < 6; i += 1) await time.advance(60_000);
    now.me = user;
    const before = seen.me;
    session.wake();
    expect(await ready).toBe(true);
    await until(() => seen.me === before + 1);
  });

  it('begins nothing from the moment it says that it goes to sleep, for a minute at most', async () => {
    const { session, time, read, seen } = await aSession();
    session.rest();
    expect(session.sendable()).toBe(0);
    const asked = read();
    await time.advance(59_999);
    expect([session.sendable(), seen.me]).toEqual([0, 0]);
    await time.advance(1);
    expect(await asked).toMatchObject({ kind: 'answered' });
    // And whether the account is there, before that.
    expect(seen.me).toBe(2);
    expect(session.sendable()).toBe(Number.POSITIVE_INFINITY);

    session.rest();
    session.wake();
    expect(await session.ready(never)).toBe(true);
  });
});

describe('questions', () => {
  it('whether a connection is back are one for all campaigns that wait for it', async () => {
    const held: (() => void)[] = [];
    const answersLater: Script = (got, response, request) =>
      void held.push(() => service(held.length > 1)(got, response, request));
    const { session, time, seen, until } = await aSession({ service: answersLater });
    const back = Promise.all([1, 2, 3].map(() => session.serviceBack('s1', 'Vendas', never)));
    for (const times of [1, 2]) {
      await time.advance(10_000);
      await until(() => held.length === times);
      await time.settle();
      held.at(-1)?.();
      await time.settle();
      for (let i = 0; i < 200; i += 1) await turn();
    }
    expect(await back).toEqual([true, true, true]);
    expect(seen.service).toBe(2);
  });

  it('wait for their turn again when the account asks for patience meanwhile', async () => {
    const { time, now, seen, until, read } = await aSession({ me: says(429, {}, { 'retry-after': '30' }) });
    const all = Promise.all(Array.from({ length: 20 }, () => read()));
    await until(() => seen.me >= 3);
    await time.settle();
    now.me = user;
    const asked = seen.me;
    await time.advance(20_000);
    // Three of a kind are under way at once.
    expect(asked).toBeLessThanOrEqual(3);
    expect(seen.me).toBe(asked);
    for (let i = 0; i < 60 && seen.me < asked + 20; i += 1) {
      await time.advance(1_000);
      await time.settle();
    }
    expect((await all).every(({ kind }) => kind === 'answered')).toBe(true);
  });
});
