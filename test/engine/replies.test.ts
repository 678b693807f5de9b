import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, type PracticeSetup, startPractice } from '../support/practice.ts';
import { clean } from '../support/sample-facts.ts';
import { writePeople } from '../support/sheets.ts';

const sheet = fileURLToPath(new URL(`../../${clean.path}`, import.meta.url));
const hour = 3_600_000;

let folder = '';
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
  if (folder !== '') await rm(folder, { recursive: true, force: true });
  folder = '';
});

const nobodyAnswers = { replies: 0, optOuts: 0 };

describe('what people answer', () => {
  it('is noted at the message it answers, and only the first answer of each', async () => {
    const { practice, malote, time } = await start({ habits: { ...nobodyAnswers, read: 1 } });
    const importId = await malote.importSheet(sheet);
    const campaign = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    const [ana, bia] = malote.store.rows.inState(importId, 'ready', 2);
    const ofRow = (rowNo = 0) => malote.store.deliveries.ofRow(campaign, rowNo);
    await malote.until('both have read', () => [ana, bia].every((row) => ofRow(row?.rowNo)?.state === 'read'));

    // Read, so no receipt is asked for any more; and yet the answer is heard.
    await practice.write({ contactId: ana?.contactId ?? '', text: 'Quero sim', from: 'person' });
    const answeredAt = time.clock.now();
    await malote.until('it is heard', () => typeof ofRow(ana?.rowNo)?.repliedAt === 'number');
    expect(ofRow(ana?.rowNo)?.repliedAt).toBeGreaterThan(answeredAt - 2_000);
    expect(ofRow(ana?.rowNo)?.repliedAt).toBeLessThanOrEqual(answeredAt);
    expect(ofRow(bia?.rowNo)?.repliedAt).toBeNull();

    const first = ofRow(ana?.rowNo)?.repliedAt;
    await practice.write({ contactId: ana?.contactId ?? '', text: 'Alô?', from: 'person' });
    await practice.write({ contactId: bia?.contactId ?? '', text: 'Quanto é?', from: 'person' });
    await malote.until('the other one is heard', () => typeof ofRow(bia?.rowNo)?.repliedAt === 'number');
    expect(ofRow(ana?.rowNo)?.repliedAt).toBe(first);
  });

  it('counts for the last campaign that wrote before it, not for an earlier one', async () => {
    const { practice, malote, time } = await start({ habits: nobodyAnswers });
    const importId = await malote.importSheet(sheet);
    const earlier = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${earlier}`).status === 'done');
    const later = await malote.send(importId, { template: 'Mais uma coisa' });
    await malote.until('it is sent', () => malote.job(`c${later}`).status === 'done');
    await time.advance(5_000);
    const [ana] = malote.store.rows.inState(importId, 'ready', 1);
    await practice.write({ contactId: ana?.contactId ?? '', text: 'Oi', from: 'person' });
    const replied = (campaign: number) => malote.store.deliveries.ofRow(campaign, ana?.rowNo ?? 0)?.repliedAt;
    await malote.until('it is heard', () => typeof replied(later) === 'number');
    expect(replied(earlier)).toBeNull();
  });

  it('opts out also a day later, when no receipt is asked for any more', async () => {
    const { practice, malote, time } = await start({ habits: { ...nobodyAnswers, read: 1 } });
    const importId = await malote.importSheet(sheet);
    const campaign = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    const sentAt = time.clock.now();
    await malote.until('a day went by', () => time.clock.now() > sentAt + 25 * hour);
    const [ana] = malote.store.rows.inState(importId, 'ready', 1);
    await practice.write({ contactId: ana?.contactId ?? '', text: 'Sair, por favor', from: 'person' });
    const hasOptedOut = () => malote.store.optouts.has(malote.accountId, ana?.person ?? '');
    await malote.until('it is heard', hasOptedOut);
  });

  it('is heard although the account overlooks it when it is asked for replies alone', async () => {
    const { practice, malote } = await start({
      habits: { ...nobodyAnswers, read: 1 },
      dialect: { receivedMessages: 'missed' },
    });
    const importId = await malote.importSheet(sheet);
    const campaign = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    const [ana] = malote.store.rows.inState(importId, 'ready', 1);
    const its = () => malote.store.deliveries.ofRow(campaign, ana?.rowNo ?? 0);
    // No receipt is asked for any more, so nobody else reads what she writes.
    await malote.until('it is read', () => its()?.state === 'read');
    await practice.write({ contactId: ana?.contactId ?? '', text: 'Oi', from: 'person' });
    const replied = () => its()?.repliedAt;
    await malote.until('it is heard', () => typeof replied() === 'number');
  });
});

describe('a campaign that begins while its import goes on', () => {
  /** Contacts come batch by batch; here the import rests between two of them. */
  async function resting(malote: TestEngine): Promise<number> {
    folder = await mkdtemp(join(tmpdir(), 'malote-early-'));
    const people = join(folder, 'people.csv');
    await writePeople(people, 400);
    const importId = await malote.stage(people);
    await malote.engine.imports.create(importId);
    await malote.until('some are ready', () => (malote.job(`i${importId}`).counts['ready'] ?? 0) > 0);
    await malote.engine.jobs.pause(`i${importId}`);
    expect(malote.job(`i${importId}`)).toMatchObject({ status: 'paused', phase: 'create' });
    return importId;
  }

  it('writes to everybody whose contact came to be, each once, and ends when the import has', async () => {
    const { practice, malote } = await start({ habits: nobodyAnswers });
    const importId = await resting(malote);
    const readyBefore = malote.job(`i${importId}`).counts['ready'] ?? 0;
    const campaign = await malote.send(importId, { beginsEarly: true });
    await malote.until('it waits', () => malote.job(`c${campaign}`).reason?.kind === 'waitingForContacts');
    expect(malote.job(`c${campaign}`)).toMatchObject({ status: 'running', total: readyBefore });
    expect((await practice.summary()).messages.sent).toBe(readyBefore);

    await malote.engine.jobs.resume(`i${importId}`);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    const ready = malote.job(`i${importId}`).counts['ready'] ?? 0;
    expect(ready).toBeGreaterThan(readyBefore);
    expect(malote.job(`i${importId}`).status).toBe('done');
    expect(malote.job(`c${campaign}`)).toMatchObject({ total: ready, reason: null });
    expect((await practice.summary()).messages).toMatchObject({ sent: ready, contacts: ready, mostToOneContact: 1 });
  });

  it('is refused while contacts are being created, unless that is wished', async () => {
    const { malote } = await start();
    const importId = await resting(malote);
    await expect(malote.send(importId)).rejects.toMatchObject({ problem: { kind: 'importNotReady' } });
  });
});

describe('who was written to lately', () => {
  it('is left out where a campaign asks for it, also when the other one was sent after it was enlisted', async () => {
    const { malote, time } = await start({ habits: nobodyAnswers });
    const importId = await malote.importSheet(sheet);
    const exclusions = { contactedWithinDays: 7, mostPerWeek: null, sameTextWithinHours: null, blockLists: false };
    const startAt = time.clock.now() + 365 * 24 * hour;
    const later = await malote.send(importId, { exclusions, pace: { startAt } });
    await malote.until('it is enlisted', () => malote.job(`c${later}`).status === 'paused');
    const first = await malote.send(importId, { template: 'Antes' });
    await malote.until('the other is sent', () => malote.job(`c${first}`).status === 'done');
    const total = malote.job(`c${first}`).total;
    expect(malote.job(`c${later}`).counts).toMatchObject({ queued: total });

    await malote.engine.campaigns.setPace(later, { ...malote.store.campaigns.get(later).pace, startAt: null });
    await malote.until('it is over', () => malote.job(`c${later}`).status === 'done');
    expect(malote.job(`c${later}`).counts).toMatchObject({ skipped: total });
    expect(malote.store.deliveries.counts(later).filter(({ count }) => count > 0)).toMatchObject([
      { state: 'skipped', problem: 'contactedRecently' },
    ]);
  });

  it('does not get the same text twice within a day', async () => {
    const { practice, malote } = await start({ habits: nobodyAnswers });
    const importId = await malote.importSheet(sheet);
    const exclusions = { contactedWithinDays: null, mostPerWeek: null, sameTextWithinHours: 24, blockLists: false };
    const first = await malote.send(importId, { exclusions });
    await malote.until('it is sent', () => malote.job(`c${first}`).status === 'done');
    const again = await malote.send(importId, { exclusions });
    await malote.until('it is over', () => malote.job(`c${again}`).status === 'done');
    expect(malote.job(`c${again}`).counts['skipped']).toBe(malote.job(`c${again}`).total);
    const other = await malote.send(importId, { exclusions, template: 'Outra coisa' });
    await malote.until('it is sent', () => malote.job(`c${other}`).status === 'done');
    expect((await practice.summary()).messages.mostToOneContact).toBe(2);
  });
});
