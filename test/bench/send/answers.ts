import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isOptOut } from '#shared/optout/words.ts';
import { createTestClock } from '../../support/clock.ts';
import { startEngine } from '../../support/engine.ts';
import { startPractice } from '../../support/practice.ts';
import { writePeople } from '../../support/sheets.ts';
import { readOptions, tableRow } from '../figures.ts';

const optionsSchema = z.object({ people: z.coerce.number().int().positive().default(20_000) });

const help = `npm run bench -- answers [--people 20000]

Two campaigns at once to people of the practice account who read, answer and opt out by seed, with the clock in hand: what
Malote counted of each against what the account counted on its side, and how soon an opt-out that was heard took effect.`;

/** Livelier than people are, so that each number has something to be wrong about. */
const habits = { read: 0.8, replies: 0.3, optOuts: 0.08, prompt: 0.9 };

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) return console.log(help);
  const folder = await mkdtemp(join(tmpdir(), 'malote-answers-'));
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock, habits, seed: 6 });
  const malote = await startEngine({ practice, time });
  const { store, accountId } = malote;
  try {
    const sheet = join(folder, 'people.csv');
    await writePeople(sheet, chosen.people);
    const importId = await malote.importSheet(sheet);
    const heardAt = hearOptOuts();
    const first = await malote.send(importId, { template: 'Primeira, {{nome|cliente}}' });
    // Waits with everybody in its queue while the first one is answered.
    const startAt = time.clock.now() + 2 * 3_600_000;
    const second = await malote.send(importId, { template: 'Segunda, {{nome|cliente}}', pace: { startAt } });
    await malote.until('both are sent', () => [first, second].every((id) => malote.job(`c${id}`).status === 'done'));
    await malote.until('no receipt is asked for any more', () => store.deliveries.nextPoll(accountId) === null);
    const restAt = time.clock.now() + 3_600_000;
    await malote.until('the last answers are heard', () => time.clock.now() >= restAt);

    const { sent, replies } = await practice.outcomes();
    const arrivals = await practice.messagesTo();
    let late = 0;
    for (const { contactId, atMs } of arrivals) {
      const since = heardAt.get(contactId);
      if (since !== undefined && atMs > since + 1_000) late += 1;
    }
    console.log(tableRow('campaign', 'what', 'Malote', 'the account', 'equal'));
    let differences = 0;
    for (const campaignId of [first, second]) {
      const own = new Map<string, { readonly repliedAt: number | null; readonly optedOutAt: number | null }>();
      const counted = { sent: 0, delivered: 0, read: 0, replied: 0, optedOut: 0 };
      for (let rowNo = 1; rowNo <= chosen.people; rowNo += 1) {
        const delivery = store.deliveries.ofRow(campaignId, rowNo);
        if (delivery?.messageId == null) continue;
        own.set(delivery.messageId, delivery);
        counted.sent += 1;
        if (delivery.deliveredAt !== null) counted.delivered += 1;
        if (delivery.readAt !== null) counted.read += 1;
        if (delivery.repliedAt !== null) counted.replied += 1;
        if (delivery.optedOutAt !== null) counted.optedOut += 1;
      }
      const truth = { sent: 0, delivered: 0, read: 0, replied: 0, optedOut: 0 };
      const answers = answersOf(arrivals, replies);
      for (const { id, ack } of sent) {
        if (!own.has(id)) continue;
        truth.sent += 1;
        if (ack >= 2) truth.delivered += 1;
        const said = answers.get(id) ?? [];
        // Who answers has read, whether or not they let WhatsApp tell.
        if (ack >= 3 || said.length > 0) truth.read += 1;
        if (said.length > 0) truth.replied += 1;
        if (said.some((text) => isOptOut(text))) truth.optedOut += 1;
      }
      for (const what of ['sent', 'delivered', 'read', 'replied', 'optedOut'] as const) {
        const isEqual = counted[what] === truth[what];
        if (!isEqual) differences += 1;
        console.log(
          tableRow(`c${campaignId}`, what, String(counted[what]), String(truth[what]), isEqual ? 'yes' : 'NO'),
        );
      }
    }
    console.log(`opted out: ${heardAt.size}; messages later than a second after an opt-out was heard: ${late}`);
    if (differences > 0 || late > 0) throw new Error('the numbers differ from the account’s');
  } finally {
    await malote.stop();
    await practice.close();
    await rm(folder, { recursive: true, force: true });
  }

  /** When each contact's opt-out came in, by the clock in hand: noted as the store takes it. */
  function hearOptOuts(): ReadonlyMap<string, number> {
    const heardAt = new Map<string, number>();
    const add = store.optouts.add;
    Object.assign(store.optouts, {
      add: (entry: Parameters<typeof add>[0]) => {
        const contactId = entry.deliveryId === null ? undefined : store.deliveries.find(entry.deliveryId)?.contactId;
        if (contactId !== undefined && !heardAt.has(contactId)) heardAt.set(contactId, time.clock.now());
        return add(entry);
      },
    });
    return heardAt;
  }
}

interface Arrival {
  readonly id: string;
  readonly contactId: string;
  readonly atMs: number;
}

/** What was said after each message and before the next one to the same contact. */
function answersOf(
  arrivals: readonly Arrival[],
  replies: readonly { readonly contactId: string; readonly text: string; readonly atMs: number }[],
): ReadonlyMap<string, readonly string[]> {
  const byContact = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const list = byContact.get(arrival.contactId) ?? [];
    list.push(arrival);
    byContact.set(arrival.contactId, list);
  }
  const answers = new Map<string, string[]>();
  for (const { contactId, text, atMs } of replies) {
    const before = (byContact.get(contactId) ?? []).filter((arrival) => arrival.atMs <= atMs);
    const last = before.reduce<Arrival | null>((a, b) => (a !== null && a.atMs >= b.atMs ? a : b), null);
    if (last === null) continue;
    answers.set(last.id, [...(answers.get(last.id) ?? []), text]);
  }
  return answers;
}
