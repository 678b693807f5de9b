import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, type PracticeSetup, startPractice } from '../support/practice.ts';
import { clean, messyCsv } from '../support/sample-facts.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

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

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);

describe('the main job', () => {
  it('makes contacts of a clean sheet, writes to each once, and tells what became of it', async () => {
    const { practice, malote } = await start();
    const importId = await malote.importSheet(at(clean.path), { tags: ['Natal'] });
    const done = malote.job(`i${importId}`);
    expect(done).toMatchObject({ status: 'done', reason: null, total: clean.rows });
    expect(sum(done.counts)).toBe(clean.rows);

    const campaignId = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
    const { messages, ticketsOpened } = await practice.summary();
    expect(messages.sent).toBe(done.counts['ready']);
    expect(messages.mostToOneContact).toBe(1);
    expect(ticketsOpened).toBe(0);

    await malote.until('receipts are in', () => (malote.job(`c${campaignId}`).counts['accepted'] ?? 0) === 0);
    expect(sum(malote.job(`c${campaignId}`).counts)).toBe(done.counts['ready']);
  });

  it('accounts for every row of a messy sheet', async () => {
    const { practice, malote } = await start();
    const importId = await malote.importSheet(at(messyCsv.path), { defaultArea: '11', tags: ['Natal'] });
    const { counts, status } = malote.job(`i${importId}`);
    expect(status).toBe('done');
    expect(sum(counts)).toBe(messyCsv.rows);
    const campaignId = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
    const { messages } = await practice.summary();
    expect(messages).toMatchObject({ sent: counts['ready'], mostToOneContact: 1 });
  });
});
