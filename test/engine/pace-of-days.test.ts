import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#main/store/store.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { openMemoryStore } from '../support/store.ts';

/** The test's clock stands at 10:00 of a Monday in São Paulo. */
const hourMs = 3_600_000;
const office = { fromMinute: 9 * 60, toMinute: 18 * 60 };

let folder = '';
let time: TestClock;
let practice: Practice;
let store: Store;
let malote: TestEngine;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-days-'));
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  store = openMemoryStore().store;
  malote = await startEngine({ practice, time, store });
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

/** Digits of mobile numbers of one area code that the practice account takes for numbers on WhatsApp. */
const numbersOf = (area: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${area}9${String(87_650_100 + i * 7)}`);

async function importOf(numbers: readonly string[]): Promise<number> {
  const path = join(folder, 'pessoas.csv');
  await writeFile(path, `Nome;Telefone\n${numbers.map((number, i) => `Pessoa ${i};${number}`).join('\n')}\n`);
  return malote.importSheet(path);
}

const readyOf = (importId: number) => malote.job(`i${importId}`).counts['ready'] ?? 0;
const sent = async () => (await practice.summary()).messages.sent;
const reasonOf = (campaignId: number) => malote.job(`c${campaignId}`).reason;
const statusOf = (campaignId: number) => malote.job(`c${campaignId}`).status;
const rests = (campaignId: number) => malote.until('it rests', () => statusOf(campaignId) !== 'running');

/** Malote is closed, time passes, and it is opened again. */
async function reopenAfter(ms: number, goOn = true): Promise<void> {
  await malote.stop();
  await time.advance(ms);
  malote = await startEngine({ practice, time, store, goOn });
}

describe('a number that is new', () => {
  it('sends a few on its first day, more on the next, and goes on by itself', async () => {
    const importId = await importOf(numbersOf('11', 40));
    const ready = readyOf(importId);
    expect(ready).toBeGreaterThan(30);
    const campaign = await malote.send(importId, { pace: { rampUp: { first: 10, growth: 2 } } });

    await rests(campaign);
    expect(await sent()).toBe(10);
    expect(reasonOf(campaign)).toEqual({
      kind: 'dailyLimitReached',
      limit: 10,
      opensAt: '2026-11-24T00:00-03:00',
    });

    await malote.until('its second day', () => statusOf(campaign) === 'running');
    await rests(campaign);
    expect(await sent()).toBe(10 + 20);
    expect(reasonOf(campaign)).toMatchObject({ limit: 20, opensAt: '2026-11-25T00:00-03:00' });
  });

  it('knows its days after a restart', async () => {
    const importId = await importOf(numbersOf('11', 40));
    const campaign = await malote.send(importId, { pace: { rampUp: { first: 3, growth: 3 } } });
    await rests(campaign);
    await reopenAfter(20 * hourMs);
    await malote.until('it goes on', () => statusOf(campaign) === 'running');
    await rests(campaign);
    expect(await sent()).toBe(3 + 9);
  });
});

describe('hours by the clock of whoever is written to', () => {
  const pace: Partial<Pace> = { hours: { fromMinute: 9 * 60, toMinute: 11 * 60 }, hoursOf: 'recipient' };
  const arrivals = async () =>
    (await practice.messagesTo()).map(({ arrivedMs, contactId }) => ({ arrivedMs, contactId }));

  it('writes to the east first, and to the west when its morning has come', async () => {
    const importId = await importOf([...numbersOf('11', 12), ...numbersOf('68', 12)]);
    const campaign = await malote.send(importId, { pace });
    const areaOf = new Map<string, string>();
    // Ten in São Paulo is eight in Acre.
    await rests(campaign);
    expect(reasonOf(campaign)).toEqual({ kind: 'outsideWindow', opensAt: '2026-11-23T11:00-03:00' });
    const early = await sent();
    expect(early).toBeGreaterThan(3);

    await malote.until('it is sent', () => statusOf(campaign) === 'done');
    for (const { contactId, phone } of store.deliveries.page({
      campaignId: campaign,
      filter: {},
      offset: 0,
      limit: 100,
    }).deliveries) {
      areaOf.set(contactId, phone.slice(2, 4));
    }
    const inOrder = (await arrivals()).sort((a, b) => a.arrivedMs - b.arrivedMs);
    expect(inOrder).toHaveLength(readyOf(importId));
    expect(inOrder.map(({ contactId }) => areaOf.get(contactId))).toEqual([
      ...Array.from({ length: early }, () => '11'),
      ...Array.from({ length: inOrder.length - early }, () => '68'),
    ]);
    expect(time.clock.now()).toBeGreaterThanOrEqual(Date.parse('2026-11-23T09:00-05:00'));
    expect(time.clock.now()).toBeLessThan(Date.parse('2026-11-23T11:00-05:00'));
  });

  it('goes by the campaign again at once when that is chosen', async () => {
    const importId = await importOf(numbersOf('68', 12));
    const campaign = await malote.send(importId, { pace });
    await rests(campaign);
    expect(await sent()).toBe(0);
    await malote.engine.campaigns.setPace(campaign, {
      ...store.campaigns.get(campaign).pace,
      hoursOf: 'campaign',
    });
    await malote.until('it is sent', () => statusOf(campaign) === 'done');
    expect(time.clock.now()).toBeLessThan(Date.parse('2026-11-23T11:00-03:00'));
  });
});

describe('a start that was set', () => {
  const startAt = Date.parse('2026-11-23T12:00-03:00');

  it('comes by itself while Malote is open', async () => {
    const importId = await importOf(numbersOf('11', 12));
    const campaign = await malote.send(importId, { pace: { startAt } });
    await malote.until('it is sent', () => statusOf(campaign) === 'done');
    expect(await sent()).toBe(readyOf(importId));
    expect(time.clock.now()).toBeGreaterThanOrEqual(startAt);
  });

  it('comes by itself where Malote is open again in time', async () => {
    const importId = await importOf(numbersOf('11', 12));
    const campaign = await malote.send(importId, { pace: { startAt } });
    await rests(campaign);
    await reopenAfter(hourMs);
    await malote.until('it is sent', () => statusOf(campaign) === 'done');
  });

  it.each([true, false])('asks before it sends where nobody was there for it (goes on: %s)', async (goOn) => {
    const importId = await importOf(numbersOf('11', 12));
    const campaign = await malote.send(importId, { pace: { startAt, hours: office } });
    await rests(campaign);

    await reopenAfter(5 * hourMs, goOn);
    await time.advance(24 * hourMs);
    expect(statusOf(campaign)).toBe('paused');
    expect(reasonOf(campaign)).toEqual({ kind: 'startMissed', startsAt: '2026-11-23T12:00-03:00' });
    expect(await sent()).toBe(0);

    await malote.engine.jobs.resume(`c${campaign}`);
    await malote.until('it is sent', () => statusOf(campaign) === 'done');
    expect(await sent()).toBe(readyOf(importId));
  });

  it('asks as well where the machine slept through it', async () => {
    const importId = await importOf(numbersOf('11', 12));
    const campaign = await malote.send(importId, { pace: { startAt } });
    await rests(campaign);
    // Asleep: the wall clock goes on, and nothing else.
    time.moveWall(6 * hourMs);
    await time.advance(60_000);
    expect(reasonOf(campaign)).toMatchObject({ kind: 'startMissed' });
    expect(await sent()).toBe(0);
  });
});

describe('this machine’s clock set forward while no Malote is open', () => {
  it('does not make room for messages that have only just left', async () => {
    // The account has a clock of its own.
    const { clock } = time;
    const offsetMs = clock.now() - clock.monotonic();
    await malote.stop();
    const account = await startPractice({
      clock: { ...clock, now: () => Math.round(clock.monotonic() + offsetMs) },
    });
    store = openMemoryStore().store;
    malote = await startEngine({ practice: account, time, store });
    const importId = await importOf(numbersOf('11', 40));
    const pace = { rate: { count: 6, windowMs: 60_000 } };
    const campaign = await malote.send(importId, { pace });
    const left = () => malote.job(`c${campaign}`).counts['queued'] ?? 0;
    await malote.until('it is under way', () => statusOf(campaign) === 'running' && left() > 0);
    const all = left();
    await malote.until('some are sent', () => left() <= all - 6);
    await malote.stop();

    time.moveWall(3 * hourMs);
    malote = await startEngine({ practice: account, time, store });
    await malote.until('it is sent', () => statusOf(campaign) === 'done');
    expect((await account.summary()).messages.sent).toBe(readyOf(importId));
    expect(await account.worstWindow(60_000)).toBe(6);
    await account.close();
  });
});
