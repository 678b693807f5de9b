import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { briskPace, startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { clean } from '../support/sample-facts.ts';

/** The test's clock stands at 10:00 of a Monday in São Paulo. */
const afternoon = { fromMinute: 14 * 60, toMinute: 18 * 60 };
const opensAt = '2026-11-23T14:00-03:00';

let time: TestClock;
let practice: Practice;
let malote: TestEngine;
let campaign: `c${number}`;
let ready: number;

beforeEach(async () => {
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  malote = await startEngine({ practice, time });
  const importId = await malote.importSheet(fileURLToPath(new URL(`../../${clean.path}`, import.meta.url)));
  ready = malote.job(`i${importId}`).counts['ready'] ?? 0;
  campaign = `c${await malote.send(importId, { pace: { hours: afternoon } })}`;
  await malote.until('it waits', () => malote.job(campaign).status === 'paused');
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
});

const sent = async () => (await practice.summary()).messages.sent;
const campaignId = () => Number(campaign.slice(1));
const isDone = () => malote.job(campaign).status === 'done';

describe('a campaign outside its hours', () => {
  it('waits, says until when, and goes on by itself', async () => {
    expect(malote.job(campaign).reason).toEqual({ kind: 'outsideWindow', opensAt });
    expect(await sent()).toBe(0);

    await malote.until('it is sent', isDone);

    expect(await sent()).toBe(ready);
    expect(time.clock.now()).toBeGreaterThanOrEqual(Date.parse(opensAt));
  });

  it('stays where it is when a person keeps it paused', async () => {
    await malote.engine.jobs.pause(campaign);
    expect(malote.job(campaign).reason).toEqual({ kind: 'pausedByUser' });

    await time.advance(8 * 3_600_000);

    expect(malote.job(campaign).status).toBe('paused');
    expect(await sent()).toBe(0);
  });

  it('goes on at once when its hours are taken away', async () => {
    await malote.engine.campaigns.setPace(campaignId(), briskPace);

    await malote.until('it is sent', isDone);

    expect(await sent()).toBe(ready);
    expect(time.clock.now()).toBeLessThan(Date.parse(opensAt));
  });

  it('waits for its new hours when they are moved', async () => {
    const evening = { fromMinute: 19 * 60, toMinute: 21 * 60 };
    await malote.engine.campaigns.setPace(campaignId(), { ...briskPace, hours: evening });
    await malote.until('it waits again', () => malote.job(campaign).status === 'paused');
    expect(malote.job(campaign).reason).toEqual({ kind: 'outsideWindow', opensAt: '2026-11-23T19:00-03:00' });
    expect(await sent()).toBe(0);
  });
});
