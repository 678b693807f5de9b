import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryFilter } from '#shared/rpc/campaigns.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { aTemporaryFolder } from '../support/temporary-folder.ts';

let sheet: string;

let time: TestClock;
let practice: Practice;
let malote: TestEngine;
beforeEach(async () => {
  time = createTestClock();
  sheet = join(aTemporaryFolder(), 'people.csv');
  await writePeople(sheet, 8);
  // Nobody answers by themselves: what is heard here came by a post.
  practice = await startPractice({ clock: time.clock, habits: { replies: 0, optOuts: 0 } });
  malote = await startEngine({ practice, time });
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
});

const receive = (body: unknown) => malote.engine.receiver.receive({ accountId: malote.accountId, body });
const readings = async () => (await practice.requests()).filter(({ route }) => route === 'messages.list').length;

/** As recorded: facts, section 11. */
const aPost = (event: string, data: object) => ({
  ...{ event, webhookId: 'w1', timestamp: '2026-11-23T13:00:00.000Z' },
  data: { type: 'chat', serviceId: practice.serviceId, ...data },
});

const aReply = (contactId: string, text: string, id = 'reply-1') =>
  aPost('message.created', {
    ...{ id, contactId, text, isFromMe: false, timestamp: new Date(time.clock.now() + 5_000).toISOString() },
    data: { ack: -1 },
  });

/** Two campaigns to the same people: one sent, one half-way. */
async function twoCampaigns(): Promise<void> {
  await malote.importSheet(sheet);
  await malote.send(1, { pace: { rate: { count: 60, windowMs: 60_000 }, concurrency: 1 } });
  await malote.until('some are sent', () => malote.job('c1').progress.done > 2);
  await malote.engine.jobs.pause('c1');
  await malote.send(1, { pace: { rate: { count: 1, windowMs: 3_600_000 } } });
  await malote.until('one is sent', () => malote.job('c2').progress.done > 0);
  await malote.engine.jobs.pause('c2');
}

/** The second one, as the other campaign has written to the first. */
function someoneWrittenTo() {
  const filter: DeliveryFilter = { states: ['accepted', 'sent', 'delivered', 'read'] };
  const { deliveries } = malote.store.deliveries.page({ campaignId: 1, filter, offset: 1, limit: 1 });
  const [found] = deliveries;
  if (!found?.contactId) throw new Error('nothing was sent');
  return { ...found, contactId: found.contactId };
}

describe('a post of a webhook', () => {
  it('with an opt-out is heeded by when it is answered: nothing more goes to that person', async () => {
    await twoCampaigns();
    const { id, contactId } = someoneWrittenTo();
    const before = malote.job('c2').counts;
    await time.advance(3_000);
    expect(receive(aReply(contactId, 'SAIR'))).toEqual({ isPost: true, heard: 1 });
    expect(malote.store.deliveries.find(id)?.optedOutAt).not.toBeNull();
    expect(malote.job('c2').counts['queued']).toBe((before['queued'] ?? 0) - 1);
  });

  it('that comes twice is heard once, whatever it says the second time', async () => {
    await twoCampaigns();
    const { contactId } = someoneWrittenTo();
    expect(receive(aReply(contactId, 'Sim!'))).toEqual({ isPost: true, heard: 1 });
    expect(receive(aReply(contactId, 'Sim!'))).toEqual({ isPost: true, heard: 0 });
  });

  it('with a receipt moves the message on, and never back', async () => {
    await twoCampaigns();
    const { id, messageId, contactId } = someoneWrittenTo();
    const told = (ack: number | string) =>
      receive(aPost('message.updated', { id: messageId, contactId, isFromMe: true, data: { ack } }));
    told('3');
    expect(malote.store.deliveries.find(id)).toMatchObject({ state: 'read' });
    told(2);
    expect(malote.store.deliveries.find(id)).toMatchObject({ state: 'read' });
  });

  it('spares the account most of the questions', async () => {
    await twoCampaigns();
    const from = await readings();
    await time.advance(120_000);
    const asked = (await readings()) - from;
    receive(aReply(someoneWrittenTo().contactId, 'Oi', 'reply-9'));
    const then = await readings();
    await time.advance(120_000);
    expect((await readings()) - then).toBeLessThan(asked / 3);
  });

  it('that is none, or is a test, changes nothing', async () => {
    expect(receive({ teste: 'teste' })).toEqual({ isPost: true, heard: 0 });
    expect(receive(['x'])).toEqual({ isPost: false, heard: 0 });
    expect(receive(null)).toEqual({ isPost: false, heard: 0 });
  });
});
