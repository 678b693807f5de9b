import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, type PracticeSetup, startPractice } from '../support/practice.ts';
import { clean } from '../support/sample-facts.ts';

const sheet = fileURLToPath(new URL(`../../${clean.path}`, import.meta.url));

let open: { practice: Practice; malote: TestEngine } | null = null;
async function start(setup: PracticeSetup = {}) {
  const time = createTestClock();
  const practice = await startPractice({ ...setup, clock: time.clock });
  const malote = await startEngine({ practice, time });
  open = { practice, malote };
  return { time, practice, malote };
}
afterEach(async () => {
  await open?.malote.stop();
  await open?.practice.close();
  open = null;
});

describe('a campaign while the account misbehaves', () => {
  it('writes to each reachable person exactly once through lost answers, 429, 500 and broken answers', async () => {
    const { practice, malote } = await start();
    await practice.setFaults([
      { kind: 'lost', rate: 0.05, effect: true },
      { kind: 'lost', rate: 0.05, effect: false },
      { kind: 'throttle', rate: 0.05, retryAfter: 'seconds', retryAfterMs: 2_000 },
      { kind: 'serverError', rate: 0.05, status: 500 },
      { kind: 'errorPage', rate: 0.05, status: 524, effect: true },
      { kind: 'truncated', rate: 0.05, effect: true },
      { kind: 'withoutId', routes: ['messages.create'], rate: 0.05, effect: true },
    ]);
    const importId = await malote.importSheet(sheet, { tags: ['Natal'] });
    const created = malote.job(`i${importId}`);
    expect(created).toMatchObject({ status: 'done', reason: null });
    const ready = created.counts['ready'] ?? 0;
    expect(ready + (created.counts['noWhatsapp'] ?? 0)).toBe(clean.rows);

    const campaignId = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status !== 'running');
    expect(malote.job(`c${campaignId}`)).toMatchObject({ status: 'done', reason: null, total: ready });
    expect(malote.job(`c${campaignId}`).counts).not.toHaveProperty('held');
    const { messages } = await practice.summary();
    expect(messages).toMatchObject({ sent: ready, contacts: ready, mostToOneContact: 1 });
  });

  it('does not send again what the account does only after it has hung up', async () => {
    const { practice, malote } = await start();
    const importId = await malote.importSheet(sheet);
    const ready = malote.job(`i${importId}`).counts['ready'] ?? 0;
    await practice.setFaults([{ kind: 'late', routes: ['messages.create'], nth: [2, 7], ms: 4_000 }]);
    const campaignId = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
    expect((await practice.summary()).messages).toMatchObject({ sent: ready, mostToOneContact: 1 });
  });

  it('holds what was lost for a person where that was wished, and sends or drops it as told', async () => {
    const { practice, malote } = await start();
    const importId = await malote.importSheet(sheet);
    await practice.setFaults([
      { kind: 'lost', routes: ['messages.create'], nth: [3, 5], effect: true },
      { kind: 'lost', routes: ['messages.create'], nth: [9, 11], effect: false },
    ]);
    const campaignId = await malote.send(importId, { inDoubt: 'hold', pace: { concurrency: 1 } });
    await malote.until('it is over', () => malote.job(`c${campaignId}`).status === 'done');
    expect(malote.job(`c${campaignId}`).counts['held']).toBe(4);
    const { rows: held } = await malote.engine.campaigns.rows({
      ...{ campaignId, offset: 0, limit: 10 },
      filter: { states: ['held'] },
    });
    const decide = (place: number, decision: 'sent' | 'send' | 'drop') =>
      malote.engine.campaigns.decide({ campaignId, deliveryId: held[place]?.id ?? 0, decision });
    const messagesTo = async (place: number) => {
      const contactId = malote.store.deliveries.find(held[place]?.id ?? 0)?.contactId ?? '';
      return (await practice.messagesTo({ contactId })).length;
    };
    expect(await decide(0, 'sent')).toBe(1);
    // It did leave: the account is asked once more, and nobody is written to twice.
    expect(await decide(1, 'send')).toBe(1);
    expect(await decide(2, 'send')).toBe(1);
    expect(await decide(3, 'drop')).toBe(1);
    await malote.until('it is over', () => malote.job(`c${campaignId}`).status === 'done');
    expect(malote.job(`c${campaignId}`).counts).toMatchObject({ cancelled: 1 });
    expect(malote.job(`c${campaignId}`).counts).not.toHaveProperty('held');
    expect(await Promise.all([0, 1, 2, 3].map(messagesTo))).toEqual([1, 1, 1, 0]);
  });

  it('waits by itself while the connection is off, says so, and goes on when it is back', async () => {
    const { practice, malote } = await start();
    const importId = await malote.importSheet(sheet);
    const ready = malote.job(`i${importId}`).counts['ready'] ?? 0;
    await practice.setFaults([{ kind: 'disconnected', routes: ['messages.create'], nth: [10], forMs: 60_000 }]);
    const campaignId = await malote.send(importId);
    await malote.until('it stands still', () => malote.job(`c${campaignId}`).reason !== null);
    expect(malote.job(`c${campaignId}`)).toMatchObject({
      status: 'running',
      reason: { kind: 'serviceDisconnected', service: 'Vendas' },
    });
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
    expect((await practice.summary()).messages).toMatchObject({ sent: ready, mostToOneContact: 1 });
    expect(malote.job(`c${campaignId}`).counts).not.toHaveProperty('failed');
  });

  it('asks the connection that is off whether it is back, and tries no message until it says so', async () => {
    const { time, practice, malote } = await start();
    const importId = await malote.importSheet(sheet);
    const ready = malote.job(`i${importId}`).counts['ready'] ?? 0;
    const campaignId = await malote.send(importId);
    const job = () => malote.job(`c${campaignId}`);
    await malote.until('some are sent', () => (job().progress.done ?? 0) > 5);
    await practice.disconnect();
    await malote.until('it stands still', () => job().reason !== null);
    await malote.until('what was under way is answered', () => !('sending' in job().counts));
    const { n } = (await practice.requests()).at(-1) ?? { n: 0 };
    await time.advance(1_800_000);
    const routes = (await practice.requests(n)).map(({ route }) => route);
    expect(routes).not.toContain('messages.create');
    expect(routes.filter((route) => route === 'services.get').length).toBeGreaterThan(100);
    expect(job()).toMatchObject({ status: 'running', reason: { kind: 'serviceDisconnected', service: 'Vendas' } });

    await practice.connect();
    await malote.until('it is sent', () => job().status === 'done');
    expect((await practice.summary()).messages).toMatchObject({ sent: ready, mostToOneContact: 1 });
    expect(job().counts).not.toHaveProperty('failed');
  });

  it('stops with one reason when the token is revoked, and goes on when there is a new one', async () => {
    const { practice, malote } = await start();
    const importId = await malote.importSheet(sheet);
    const ready = malote.job(`i${importId}`).counts['ready'] ?? 0;
    await practice.setFaults([{ kind: 'tokenRevoked', routes: ['messages.create'], nth: [5] }]);
    const campaignId = await malote.send(importId, { pace: { concurrency: 1 } });
    await malote.until('it stops', () => malote.job(`c${campaignId}`).status === 'paused');
    expect(malote.job(`c${campaignId}`).reason).toEqual({ kind: 'tokenRefused' });
    await practice.setFaults([]);
    await malote.engine.jobs.accountIsBack(malote.accountId);
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
    expect((await practice.summary()).messages).toMatchObject({ sent: ready, mostToOneContact: 1 });
  });

  it('pauses with a warning when accepted messages do not leave', async () => {
    const { practice, malote } = await start({ faults: [{ kind: 'neverDelivered' }] });
    const importId = await malote.importSheet(sheet);
    const campaignId = await malote.send(importId, { pace: { rate: { count: 6, windowMs: 60_000 } } });
    await malote.until('it stops', () => malote.job(`c${campaignId}`).status === 'paused');
    expect(malote.job(`c${campaignId}`).reason).toEqual({ kind: 'notDelivering', count: 10 });
    expect((await practice.summary()).messages.sent).toBeLessThan(35);
  });

  it('stops when everything is refused, and leaves the others unsent', async () => {
    const { practice, malote } = await start();
    const importId = await malote.importSheet(sheet);
    await practice.setFaults([{ kind: 'serverError', routes: ['messages.create'], status: 400 }]);
    const campaignId = await malote.send(importId, { pace: { concurrency: 1 } });
    await malote.until('it stops', () => malote.job(`c${campaignId}`).status === 'paused');
    expect(malote.job(`c${campaignId}`).reason).toEqual({ kind: 'refusedInARow', count: 10 });
    expect(malote.job(`c${campaignId}`).counts['failed']).toBe(10);

    await practice.setFaults([]);
    expect(await malote.engine.jobs.retry(`c${campaignId}`)).toBe(10);
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
    const ready = malote.job(`i${importId}`).counts['ready'];
    expect((await practice.summary()).messages).toMatchObject({ sent: ready, mostToOneContact: 1 });
  });

  it('stops when what was accepted fails on its way, one after the other', async () => {
    const { malote } = await start({ faults: [{ kind: 'failsLater' }] });
    const importId = await malote.importSheet(sheet);
    const campaignId = await malote.send(importId, { pace: { rate: { count: 30, windowMs: 60_000 } } });
    await malote.until('it stops', () => malote.job(`c${campaignId}`).status === 'paused');
    expect(malote.job(`c${campaignId}`).reason).toEqual({ kind: 'failingInARow', count: 10 });
    expect(malote.job(`c${campaignId}`).counts['queued']).toBeGreaterThan(5);
  });

  it('stops at the first refusal that all other messages would share, and says which', async () => {
    const { malote } = await start({
      faults: [{ kind: 'failsLater', nth: [3], routes: ['messages.create'], code: 132_012 }],
    });
    const importId = await malote.importSheet(sheet);
    const campaignId = await malote.send(importId, { pace: { rate: { count: 6, windowMs: 60_000 } } });
    await malote.until('it stops', () => malote.job(`c${campaignId}`).status === 'paused');
    expect(malote.job(`c${campaignId}`)).toMatchObject({ reason: { kind: 'templateRefused' }, counts: { failed: 1 } });
    expect(malote.job(`c${campaignId}`).counts['queued']).toBeGreaterThan(5);
  });

  it('goes on where a refusal concerns one person only, and repeats it for nobody', async () => {
    const { practice, malote } = await start({
      faults: [{ kind: 'failsLater', nth: [3], routes: ['messages.create'], code: 131_049 }],
    });
    const importId = await malote.importSheet(sheet);
    const campaignId = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
    await malote.until('it is refused', () => malote.job(`c${campaignId}`).counts['failed'] === 1);
    expect(await malote.engine.jobs.retry(`c${campaignId}`)).toBe(0);
    const ready = malote.job(`i${importId}`).counts['ready'];
    expect((await practice.summary()).messages).toMatchObject({ sent: ready, mostToOneContact: 1 });
  });

  it('keeps the pace in every window, across a pause', async () => {
    const { practice, malote } = await start();
    const importId = await malote.importSheet(sheet);
    const campaignId = await malote.send(importId, { pace: { rate: { count: 10, windowMs: 60_000 }, concurrency: 4 } });
    await malote.until('half is sent', () => (malote.job(`c${campaignId}`).progress.done ?? 0) >= 15);
    await malote.engine.jobs.pause(`c${campaignId}`);
    await malote.engine.jobs.resume(`c${campaignId}`);
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
    expect(await practice.worstWindow(60_000)).toBe(10);
  });
});

describe('who says no', () => {
  it('is not written to by the next campaign, from the moment the reply is read', async () => {
    const { practice, malote } = await start();
    const importId = await malote.importSheet(sheet);
    const first = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${first}`).status === 'done');
    const [someone] = malote.store.rows.inState(importId, 'ready', 1);
    await practice.write({ contactId: someone?.contactId ?? '', text: 'SAIR por favor', from: 'person' });
    await malote.until('the reply is heeded', () => malote.store.optouts.has(malote.accountId, someone?.person ?? ''));

    const second = await malote.send(importId, { template: 'Mais uma coisa' });
    await malote.until('it is sent', () => malote.job(`c${second}`).status === 'done');
    expect(malote.store.deliveries.ofRow(second, someone?.rowNo ?? 0)).toMatchObject({
      state: 'skipped',
      problem: { kind: 'optedOut' },
    });
    expect(await practice.messagesTo({ contactId: someone?.contactId ?? '' })).toHaveLength(1);
  });

  it('has opted out when WhatsApp refuses the message for that reason', async () => {
    const { malote } = await start({
      faults: [{ kind: 'failsLater', nth: [1], routes: ['messages.create'], code: 131_050 }],
    });
    const importId = await malote.importSheet(sheet);
    const first = await malote.send(importId);
    await malote.until('it is refused', () => malote.job(`c${first}`).counts['failed'] === 1);
    expect(
      malote.engine.optouts.page({ accountId: malote.accountId, search: '', sources: [], offset: 0, limit: 10 }),
    ).toMatchObject({
      total: 1,
      optOuts: [{ source: 'refusal' }],
    });

    const second = await malote.send(importId, { template: 'Mais uma coisa' });
    await malote.until('it is sent', () => malote.job(`c${second}`).status === 'done');
    expect(malote.job(`c${second}`).counts).toMatchObject({ skipped: 1 });
  });
});
