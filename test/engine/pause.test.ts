import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { clean } from '../support/sample-facts.ts';

const sheet = fileURLToPath(new URL(`../../${clean.path}`, import.meta.url));

let time: TestClock;
let practice: Practice;
let malote: TestEngine;
beforeEach(async () => {
  time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  malote = await startEngine({ practice, time });
  await malote.importSheet(sheet);
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
});

const counts = () => malote.job('c1').counts;
const arrived = async () => (await practice.requests()).filter(({ route }) => route === 'messages.create').length;

describe('pausing', () => {
  it('takes effect with what is under way: that is awaited, its outcome kept, and nothing leaves after it', async () => {
    // Slow enough that several are under way when somebody pauses.
    await practice.setFaults([{ kind: 'latency', routes: ['messages.create'], ms: 5_000 }]);
    await malote.send(1, { pace: { concurrency: 4 } });
    await malote.until('several are under way', () => (counts()['sending'] ?? 0) >= 2);
    const underWay = counts()['sending'] ?? 0;
    const queued = counts()['queued'] ?? 0;
    let isPaused = false;
    const pausing = malote.engine.jobs.pause('c1').then(() => {
      isPaused = true;
    });
    await time.settle();
    expect(isPaused).toBe(false);
    await malote.until('it is paused', () => isPaused);
    await pausing;

    expect(malote.job('c1')).toMatchObject({ status: 'paused', reason: { kind: 'pausedByUser' } });
    expect(counts()['sending'] ?? 0).toBe(0);
    expect(counts()['inDoubt'] ?? 0).toBe(0);
    // No more than what was under way when it was told.
    expect(queued - (counts()['queued'] ?? 0)).toBeLessThanOrEqual(4 - underWay);
    const before = await arrived();
    await time.advance(3_600_000);
    expect(await arrived()).toBe(before);

    await malote.engine.jobs.resume('c1');
    await malote.until('it is sent', () => malote.job('c1').status === 'done');
    expect((await practice.summary()).messages).toMatchObject({
      sent: malote.job('i1').counts['ready'],
      mostToOneContact: 1,
    });
  });
});
