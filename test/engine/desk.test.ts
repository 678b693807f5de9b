import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '#shared/problem.ts';
import type { StatisticsAsked, TurnStep } from '#shared/rpc/desk.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';

let time: TestClock;
let practice: Practice;
let malote: TestEngine;
beforeEach(async () => {
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  malote = await startEngine({ practice, time });
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
});

const desk = () => malote.engine.desk;
const forever = new AbortController().signal;
const idOf = (name: string) => practice.services.find((one) => one.name === name)?.id ?? '';
const requestsTo = async (route: string) => (await practice.requests()).filter((one) => one.route === route);
const deeds = () => desk().deeds(malote.accountId);

const question = (split: StatisticsAsked['split']): StatisticsAsked => ({
  ...{ accountId: malote.accountId, from: '2026-10-25', to: '2026-11-23', timeZone: 'America/Sao_Paulo', split },
  ...{ departmentId: null, userId: null, serviceId: null, by: 'opened' },
});

async function problemOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof ProblemError ? error.problem : error;
}

/** All that is told of a connection, with time going on between two steps. */
async function follow(serviceId: string, turn: 'start' | 'restart' | 'shutdown'): Promise<TurnStep[]> {
  const steps: TurnStep[] = [];
  let isOver = false;
  const following = (async () => {
    for await (const step of desk().connections.turn({ accountId: malote.accountId, serviceId, turn }, forever)) {
      steps.push(step);
    }
  })().finally(() => {
    isOver = true;
  });
  await malote.until('it is over', () => isOver);
  await following;
  return steps;
}

describe('a connection', () => {
  it('is restarted, and followed until it is connected again', async () => {
    const steps = await follow(idOf('Vendas'), 'restart');
    expect(steps.map(({ phase }) => phase)).toContain('starting');
    expect(steps.at(-1)).toMatchObject({ phase: 'connected', state: 'done' });
    expect(await requestsTo('services.restart')).toHaveLength(1);
    expect(deeds()).toMatchObject([{ deed: 'restartConnection', subject: 'Vendas', problem: null }]);
  });

  it('that wants its QR code waits for a person, and says so', async () => {
    await practice.setFaults([{ kind: 'wantsQrCode' }]);
    expect((await follow(idOf('Suporte'), 'start')).at(-1)).toMatchObject({ phase: 'qrCode', state: 'wantsPerson' });
  });

  it('is not told twice where the answer is lost: it is looked at', async () => {
    await practice.setFaults([{ kind: 'lost', effect: true, routes: ['services.start'] }]);
    expect((await follow(idOf('Suporte'), 'start')).at(-1)).toMatchObject({ state: 'done' });
    expect(await requestsTo('services.start')).toHaveLength(1);
  });
});

describe('a webhook', () => {
  const draft = { name: 'Avisos', url: 'https://avisos.example.com/x', events: ['message.created'] };
  const add = () => desk().webhooks.add({ accountId: malote.accountId, ...draft });
  const list = () => desk().webhooks.list(malote.accountId);

  it('is made once where the answer is lost after the effect', async () => {
    await practice.setFaults([{ kind: 'lost', effect: true, routes: ['webhooks.create'] }]);
    expect(await add()).toMatchObject({ ...draft, isActive: true });
    expect(await list()).toHaveLength(1);
    expect(deeds()).toMatchObject([{ deed: 'addWebhook', problem: null }]);
  });

  it('that was not made says so, and is not tried again by itself', async () => {
    await practice.setFaults([{ kind: 'lost', effect: false, routes: ['webhooks.create'] }]);
    expect(await problemOf(add())).toMatchObject({ kind: 'serverAway' });
    expect(await requestsTo('webhooks.create')).toHaveLength(1);
    expect(deeds()).toMatchObject([{ deed: 'addWebhook', problem: { kind: 'serverAway' } }]);
  });

  it('of which nobody knows whether it was made stays in the list of deeds as that', async () => {
    await practice.setFaults([
      { kind: 'lost', effect: true, routes: ['webhooks.create'] },
      { kind: 'serverError', status: 500, routes: ['webhooks.list'], from: 2 },
    ]);
    await problemOf(add());
    expect(deeds()).toMatchObject([{ deed: 'addWebhook', endedAt: null }]);
  });

  it('is switched off, tested and removed', async () => {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (piece: Buffer) => heard.push(piece.toString()));
      request.on('end', () => response.writeHead(204).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = server.address();
    const webhook = await add();
    const { accountId } = malote;
    const here = { ...webhook, url: `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}/x` };
    expect(await desk().webhooks.test({ accountId, webhook: here })).toEqual({ status: 204 });
    expect(heard).toEqual(['{"teste":"teste"}']);
    server.close();
    expect(await desk().webhooks.setActive({ accountId, webhook, isActive: false })).toMatchObject({ isActive: false });
    await desk().webhooks.remove({ accountId, webhook });
    expect(await list()).toEqual([]);
  });
});

describe('what the account does not allow', () => {
  it('is learned from its refusal, and unlearned when it is allowed again', async () => {
    await practice.setFaults([{ kind: 'forbidden', routes: ['now.resume', 'now.attendance'] }]);
    expect(await desk().now(malote.accountId)).toMatchObject({
      desk: null,
      people: null,
      problem: { kind: 'permissionDenied' },
    });
    expect(desk().refused(malote.accountId)).toMatchObject([{ permission: 'now' }]);

    await practice.setFaults([]);
    expect((await desk().now(malote.accountId)).people).toHaveLength(3);
    expect(desk().refused(malote.accountId)).toEqual([]);
  });

  it('may be tried again', async () => {
    await practice.setFaults([{ kind: 'forbidden', routes: ['dashboard.general'] }]);
    const asked = question('period');
    expect(await problemOf(desk().statistics(asked))).toMatchObject({ kind: 'permissionDenied' });
    expect(desk().refused(malote.accountId)).toMatchObject([{ permission: 'statistics' }]);
    desk().tryAgain({ accountId: malote.accountId, permission: 'statistics' });
    expect(desk().refused(malote.accountId)).toEqual([]);
  });
});

describe('statistics', () => {
  it('add up over the days of a period, and over departments', async () => {
    for (const split of ['period', 'department'] as const) {
      const { total, rows } = await desk().statistics(question(split));
      expect(total.tickets).toBeGreaterThan(0);
      expect(rows.reduce((sum, { tickets }) => sum + (tickets ?? 0), 0)).toBe(total.tickets);
    }
  });
});

describe('signing in for good', () => {
  it('makes a permanent token, and goes on with it', async () => {
    await malote.engine.accounts.signIn({
      ...{ address: practice.address, email: practice.email, password: practice.token, remember: true },
    });
    const own = malote.engine.accounts.list().find(({ email }) => email !== null);
    const accountId = own?.id ?? 0;
    await desk().keepSignedIn({ accountId, name: 'Malote' });
    expect(malote.engine.accounts.list().find(({ id }) => id === accountId)).toMatchObject({ email: null });
    expect(await desk().tokens(accountId)).toMatchObject([{ name: 'Malote' }]);
    expect(malote.logged()).not.toContain(practice.token);
  });
});

describe('several accounts', () => {
  it('have a colour of their own each, and keep what the user chose', async () => {
    await malote.engine.accounts.connect({ address: practice.address, token: practice.token, remember: true });
    const [first, second] = malote.engine.accounts.list();
    expect(first?.color).not.toBe(second?.color);
    malote.engine.accounts.setColor(second?.id ?? 0, 'pink');
    await malote.engine.accounts.probe(second?.id ?? 0);
    expect(malote.engine.accounts.list()[1]).toMatchObject({ color: 'pink' });
  });
});
