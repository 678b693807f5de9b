import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestClock } from '../../support/clock.ts';
import { type Practice, spawnPractice, startPractice } from '../../support/practice.ts';
import { clientOf, columnOf, find, idOf, mobile } from './client.ts';

let statePath = '';
const file = () => join(statePath, 'account-1.jsonl');
beforeEach(() => {
  statePath = mkdtempSync(join(tmpdir(), 'practice-'));
  const folder = statePath;
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const habits = { replies: 0, optOuts: 0, prompt: 1, read: 1, withoutWhatsapp: 0 };

/** Two contacts, one tagged, a new tag, three messages, one of them lost, one turned away. */
async function live(practice: Practice): Promise<string> {
  const api = clientOf(practice);
  const ids: string[] = [];
  for (const n of [1, 2]) {
    const draft = { internalName: `Pessoa ${n}`, number: mobile(11, n), serviceId: practice.serviceId };
    ids.push(idOf((await api.post('contacts', draft)).body));
  }
  const [contactId = ''] = ids;
  const tag = idOf((await api.post('tags', { label: 'Novo' })).body);
  await api.post(`tags/${tag}/contacts`, { where: { id: [contactId] } });
  const send = (text: string) => api.post('messages', { contactId, text, origin: 'bot', dontOpenTicket: true });
  await send('um');
  await practice.setFaults([{ kind: 'lost', effect: true, routes: ['messages.create'], times: 1 }]);
  await send('dois').catch(() => undefined);
  await practice.setFaults([]);
  await send('');
  await api.delete(`contacts/${ids[1]}`);
  return contactId;
}

/** Everything that a client and a test can see of it. */
async function seen(practice: Practice) {
  const api = clientOf(practice);
  const { effects, messages, contacts, worstWindows } = await practice.summary();
  return {
    ...{ effects, messages, contacts, worstWindows },
    sent: await practice.messagesTo(),
    people: (await api.get('contacts?perPage=200&include[0]=tags&include[1]=customFieldValues')).body,
    said: (await api.get('messages?perPage=200')).body,
    tags: (await api.get('tags')).body,
  };
}

describe('an account that is kept', () => {
  it('is the same after a restart: people, messages, tags and every count', async () => {
    const time = createTestClock();
    const first = await startPractice({ statePath, habits, clock: time.clock });
    await live(first);
    await time.advance(5_000);
    const before = await seen(first);
    await first.close();
    expect(before.messages).toMatchObject({ arrived: 3, sent: 2 });

    const second = await startPractice({ statePath, habits, clock: time.clock });
    onTestFinished(second.close);
    expect(await seen(second)).toEqual(before);
  });

  it('goes on: receipts move, ids do not repeat', async () => {
    const time = createTestClock();
    const first = await startPractice({ statePath, habits, clock: time.clock });
    const contactId = await live(first);
    await first.close();
    await time.advance(3_600_000);

    const second = await startPractice({ statePath, habits, clock: time.clock });
    onTestFinished(second.close);
    const api = clientOf(second);
    const { body } = await api.get(`messages?where[contactId]=${contactId}`);
    expect(columnOf(body, 'data', 'ack')).toEqual([3, 3]);
    const next = await api.post('messages', { contactId, text: 'três', origin: 'bot', dontOpenTicket: true });
    expect(columnOf(body, 'id')).not.toContain(idOf(next.body));
    expect(find((await api.get('messages')).body, 'total')).toBe(4);
  });

  it('survives a kill, and counts what took effect before it, answered or not', async () => {
    const first = await spawnPractice({ statePath, habits });
    const contactId = await live(first);
    const before = await first.messagesTo({ contactId });
    await first.kill();

    const second = await spawnPractice({ statePath, habits });
    onTestFinished(second.close);
    expect(await second.messagesTo({ contactId })).toEqual(before);
    expect(before.map(({ text }) => text)).toEqual(['um', 'dois']);
  });

  it('does without a line that was torn half way', async () => {
    const first = await startPractice({ statePath, habits });
    await live(first);
    const before = await seen(first);
    await first.close();
    const whole = readFileSync(file(), 'utf8');
    appendFileSync(file(), '{"at":{"atMs":1,"monotonicMs":1},"effects":[{"kind":"mess');

    const second = await startPractice({ statePath, habits });
    onTestFinished(second.close);
    expect((await seen(second)).effects).toEqual(before.effects);
    expect(readFileSync(file(), 'utf8')).toBe(whole);
  });

  it.each([
    ['damaged', (text: string) => text.replace('"effects":[', '"effects":"')],
    ['of another format', (text: string) => text.replace('"format":1', '"format":0')],
    ['no account at all', () => 'Nome;Celular\n'],
  ])('sets a file aside that is %s, and begins anew', async (_, spoil) => {
    const first = await startPractice({ statePath, habits });
    await live(first);
    await first.close();
    const spoilt = spoil(readFileSync(file(), 'utf8'));
    writeFileSync(file(), spoilt);

    const second = await startPractice({ statePath, habits });
    onTestFinished(second.close);
    expect((await second.summary()).effects).toEqual({});
    expect(readFileSync(`${file()}.set-aside`, 'utf8')).toBe(spoilt);
  });

  it('is another one under another seed, and both are kept', async () => {
    for (const seed of [1, 2]) {
      const practice = await startPractice({ statePath, habits, seed });
      await live(practice);
      await practice.close();
    }
    expect(readdirSync(statePath).sort()).toEqual(['account-1.jsonl', 'account-2.jsonl']);
  });

  it('forgets when it is reset, for good', async () => {
    const first = await startPractice({ statePath, habits });
    await live(first);
    await first.reset();
    expect((await first.summary()).messages.sent).toBe(0);
    await first.close();
    const second = await startPractice({ statePath, habits });
    onTestFinished(second.close);
    expect(await second.summary()).toMatchObject({ effects: {}, contacts: 34 });
  });

  it('keeps its clock from going back when this machine’s does between two lives', async () => {
    const time = createTestClock();
    const first = await startPractice({ statePath, habits, clock: time.clock });
    const contactId = await live(first);
    const [before] = await first.messagesTo({ contactId });
    await first.close();
    time.moveWall(-86_400_000);
    const second = await startPractice({ statePath, habits, clock: time.clock });
    onTestFinished(second.close);
    await clientOf(second).post('messages', { contactId, text: 'depois', origin: 'bot', dontOpenTicket: true });
    const after = (await second.messagesTo({ contactId })).at(-1);
    expect(after?.atMs).toBeGreaterThanOrEqual(before?.atMs ?? Number.POSITIVE_INFINITY);
  });
});

it('keeps nothing where it has no folder', async () => {
  const practice = await startPractice({ habits });
  await live(practice);
  await practice.close();
  expect(readdirSync(statePath)).toEqual([]);
});
