import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { troubles } from '#main/practice/fault.ts';
import { wrongFaults } from '#main/practice/options.ts';
import { createTestClock } from '../../support/clock.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, find, idOf, mobile } from './client.ts';

const time = createTestClock();
let practice: Practice;
let api: ReturnType<typeof clientOf>;
let contactId = '';
beforeAll(async () => {
  practice = await startPractice({ seed: 7, clock: time.clock, habits: { replies: 0, optOuts: 0, prompt: 1 } });
  api = clientOf(practice);
});
beforeEach(async () => {
  await practice.setFaults([]);
  await practice.reset();
  await practice.setWhatsapp(mobile(11, 1), true);
  contactId = idOf((await api.post('contacts', draft(1))).body);
});
afterAll(() => practice.close());

const draft = (n: number) => ({ internalName: 'Ana', number: mobile(11, n), serviceId: practice.serviceId });
const send = (text = 'Olá!') => api.post('messages', { contactId, text, origin: 'bot', dontOpenTicket: true });
const sent = async () => (await practice.summary()).messages.sent;
/** The last request as the account noted it. */
const noted = async () => (await practice.requests()).at(-1);

describe('an answer', () => {
  it.each([
    ['seconds', { retryAfterMs: 2_500, retryAfter: 'seconds' }, '3'],
    ['none', { retryAfter: 'none' }, null],
  ] as const)('is 429 with its Retry-After in %s', async (_, form, expected) => {
    await practice.setFaults([{ kind: 'throttle', ...form }]);
    const { status, headers, body } = await send();
    expect([status, headers.get('retry-after')]).toEqual([429, expected]);
    expect(body).toMatchObject({ status: 429 });
    expect((await practice.summary()).messages).toMatchObject({ arrived: 1, sent: 0 });
  });

  it('is 429 with its Retry-After as a date of the account’s clock', async () => {
    await practice.setDialect('clock-ahead');
    await practice.setFaults([{ kind: 'throttle', retryAfter: 'date', retryAfterMs: 90_000 }]);
    const { headers } = await send();
    await practice.setDialect('usual');
    const waitMs = Date.parse(headers.get('retry-after') ?? '') - Date.parse(headers.get('date') ?? '');
    expect(Math.abs(waitMs - 90_000)).toBeLessThanOrEqual(1_000);
  });

  it.each([
    ['the account’s error', { kind: 'serverError', status: 503 }, 503, '"status":503'],
    ['a page of the gate', { kind: 'errorPage', status: 524 }, 524, '<!doctype html>'],
    ['a throttle of the gate', { kind: 'throttle403' }, 403, 'rate limited'],
    ['a permission that is missing', { kind: 'forbidden' }, 403, 'Forbidden'],
    ['a page that is no account', { kind: 'page' }, 200, '<!doctype html>'],
  ] as const)('is %s, and nothing took effect', async (_, fault, status, words) => {
    await practice.setFaults([fault]);
    const got = await send();
    expect(got.status).toBe(status);
    expect(typeof got.body === 'string' ? got.body : JSON.stringify(got.body)).toContain(words);
    expect(await sent()).toBe(0);
    expect(await noted()).toMatchObject({ route: 'messages.create', outcome: 'refused', status, faults: [fault.kind] });
  });

  it.each(['serverError', 'errorPage', 'throttle'] as const)(
    'speaks of %s although the effect was had',
    async (kind) => {
      await practice.setFaults([{ kind, effect: true }]);
      expect((await send()).status).toBeGreaterThanOrEqual(400);
      expect(await sent()).toBe(1);
      expect(await noted()).toMatchObject({ outcome: 'changed' });
    },
  );

  it.each([
    [false, 0, 'refused'],
    [true, 1, 'changed'],
  ] as const)('is lost with its connection; effect: %s', async (effect, expected, outcome) => {
    await practice.setFaults([{ kind: 'lost', effect }]);
    await expect(send()).rejects.toThrow();
    expect(await sent()).toBe(expected);
    expect(await noted()).toMatchObject({ outcome, status: null, faults: ['lost'] });
    expect(await practice.messagesTo({ contactId })).toHaveLength(expected);
  });

  it.each([false, true])('never comes; effect: %s', async (effect) => {
    await practice.setFaults([{ kind: 'stall', effect, routes: ['messages.create'] }]);
    const gone = new AbortController();
    const waiting = fetch(`${practice.address}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${practice.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ contactId, text: 'Olá!' }),
      signal: gone.signal,
    });
    // The account has it when its journal says so; whoever waits gives up then.
    while ((await noted())?.route !== 'messages.create') await time.settle();
    gone.abort();
    await expect(waiting).rejects.toThrow();
    expect(await sent()).toBe(effect ? 1 : 0);
  });

  it('breaks off in the middle, after the effect', async () => {
    await practice.setFaults([{ kind: 'truncated' }]);
    const { status, body } = await send();
    expect(status).toBe(200);
    expect(body).toEqual(expect.stringMatching(/^\{"id":"/));
    expect(await sent()).toBe(1);
  });

  it('says nothing of an id, after the effect', async () => {
    await practice.setFaults([{ kind: 'withoutId' }]);
    const { status, body } = await send();
    expect(status).toBe(200);
    expect(find(body, 'id')).toBeUndefined();
    expect(find(body, 'contactId')).toBe(contactId);
    expect(await sent()).toBe(1);
  });

  it('comes late, and takes effect when it comes', async () => {
    await practice.setFaults([{ kind: 'latency', ms: 5_000, routes: ['messages.create'] }]);
    const askedAt = time.clock.now();
    const answer = send();
    while (time.sleeping() === 0) await time.settle();
    expect(await sent()).toBe(0);
    await time.advance(5_000);
    expect((await answer).status).toBe(200);
    const [message] = await practice.messagesTo({ contactId });
    expect((message?.atMs ?? 0) - askedAt).toBeGreaterThanOrEqual(5_000);
    // The pace is measured by when it was asked for.
    expect(message?.arrivedMs).toBe((await noted())?.arrivedMs);
  });
});

describe('a message', () => {
  it('pends for ever behind a dead phone', async () => {
    await practice.setFaults([{ kind: 'neverDelivered' }]);
    const { status, body } = await send();
    expect(status).toBe(200);
    await practice.setFaults([]);
    await time.advance(48 * 3_600_000);
    expect(find((await api.get(`messages/${idOf(body)}`)).body, 'data', 'ack')).toBe(0);
  });

  it('is accepted first and fails later, with the reason', async () => {
    await practice.setFaults([{ kind: 'failsLater' }]);
    const id = idOf((await send()).body);
    await time.advance(3_000);
    expect((await api.get(`messages/${id}`)).body).toMatchObject({
      data: { ack: -1, error: { message: expect.any(String) } },
    });
  });

  it('is refused to a number, whichever form and whichever way leads to it', async () => {
    await practice.setFaults([{ kind: 'refusedNumber', numbers: [mobile(11, 1)] }]);
    const short = `5511${mobile(11, 1).slice(5)}`;
    expect(await send()).toMatchObject({ status: 400, body: { message: 'Invalid number' } });
    for (const number of [mobile(11, 1), short]) {
      const { status } = await api.post('messages', { number, serviceId: practice.serviceId, text: 'Olá!' });
      expect(status).toBe(400);
    }
    expect((await api.post('contacts', draft(1))).status).toBe(400);
    expect((await api.post('contacts', draft(2))).status).toBe(200);
    expect(await sent()).toBe(0);
  });
});

describe('the connection', () => {
  const isConnected = async () =>
    find((await api.get(`services/${practice.serviceId}`)).body, 'data', 'status', 'isConnected');

  it('goes off with the third message, refuses, and comes back after a while', async () => {
    await practice.setFaults([{ kind: 'disconnected', routes: ['messages.create'], nth: [3], forMs: 30_000 }]);
    expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([200, 200, 400]);
    expect(await isConnected()).toBe(false);
    expect(await send()).toMatchObject({
      status: 400,
      body: { message: `Service (${practice.serviceId}) disconnected.` },
    });
    await time.advance(30_000);
    expect(await isConnected()).toBe(true);
    expect((await send()).status).toBe(200);
    expect(await sent()).toBe(3);
  });

  it('stays off until somebody sets the faults anew', async () => {
    await practice.setFaults([{ kind: 'disconnected', nth: [1] }]);
    await send();
    await time.advance(1e9);
    expect(await isConnected()).toBe(false);
    await practice.setFaults([]);
    expect(await isConnected()).toBe(true);
  });
});

describe('the token', () => {
  it('is revoked for a while, also for what only reads, but not for the owner’s controls', async () => {
    await practice.setFaults([{ kind: 'tokenRevoked', nth: [2], forMs: 60_000 }]);
    expect((await api.get('me')).status).toBe(200);
    expect(await api.get('me')).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining('Invalid token') },
    });
    expect((await send()).status).toBe(401);
    expect((await practice.summary()).messages).toMatchObject({ arrived: 1, sent: 0 });
    await time.advance(60_000);
    expect((await send()).status).toBe(200);
  });

  it('is good again when the faults are set anew', async () => {
    await practice.setFaults([{ kind: 'tokenRevoked' }]);
    expect((await api.get('me')).status).toBe(401);
    await practice.setFaults([]);
    expect((await api.get('me')).status).toBe(200);
  });
});

describe('which requests are met', () => {
  const statuses = async (count: number, ask = () => api.get('me')) => {
    const seen: number[] = [];
    for (let i = 0; i < count; i += 1) seen.push((await ask()).status);
    return seen;
  };

  it('are those of the routes named, and no others', async () => {
    await practice.setFaults([{ kind: 'serverError', routes: ['me', 'tags.list'] }]);
    expect([(await api.get('me')).status, (await api.get('tags')).status, (await send()).status]).toEqual([
      500, 500, 200,
    ]);
  });

  it('are the n-th ones, or some from one on, or so many at most', async () => {
    await practice.setFaults([{ kind: 'serverError', nth: [2, 4] }]);
    expect(await statuses(5)).toEqual([200, 500, 200, 500, 200]);
    await practice.setFaults([{ kind: 'serverError', from: 3, times: 2 }]);
    expect(await statuses(6)).toEqual([200, 200, 500, 500, 200, 200]);
  });

  it('are drawn by the seed: the same ones each time, about as many as asked', async () => {
    const faults = [{ kind: 'serverError', rate: 0.3 }] as const;
    await practice.setFaults(faults);
    const first = await statuses(200);
    await practice.setFaults(faults);
    expect(await statuses(200)).toEqual(first);
    const met = first.filter((status) => status === 500).length;
    expect(met).toBeGreaterThan(40);
    expect(met).toBeLessThan(80);
    expect((await practice.summary()).faults).toEqual({ serverError: 2 * met });
  });

  it('are met by several faults at once: waiting adds up, and the first end decides', async () => {
    await practice.setFaults([{ kind: 'neverDelivered' }, { kind: 'serverError', effect: true }, { kind: 'lost' }]);
    expect((await send()).status).toBe(500);
    expect(await noted()).toMatchObject({ faults: ['neverDelivered', 'serverError', 'lost'] });
  });
});

describe('asking for faults', () => {
  it.each(Object.entries(troubles))('every ready-made trouble can be had: %s', (_, faults) => {
    expect(wrongFaults(faults)).toBeNull();
  });

  it.each([
    [['slow', 'thunder'], { given: 'thunder', known: Object.keys(troubles) }],
    [[{ kind: 'thunder' }], { given: 'thunder' }],
    [[{ kind: 'lost', routes: ['moon'] }], { given: 'routes' }],
    [[{ kind: 'lost', rate: 2 }], { given: 'rate' }],
    [[{ kind: 'lost', often: true }], { given: 'often' }],
    ['slow', { given: 'slow' }],
  ])('%j is refused, and the answer says what there is', (faults, expected) => {
    expect(wrongFaults(faults)).toMatchObject(expected);
  });

  it('by the names of troubles, at the start already', async () => {
    const other = await startPractice({ faults: ['wrong-address'] });
    onTestFinished(other.close);
    expect((await clientOf(other).get('me')).body).toEqual(expect.stringContaining('<!doctype html>'));
  });
});
