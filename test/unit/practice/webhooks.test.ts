import { EventEmitter, on, once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestClock } from '../../support/clock.ts';
import { startPractice } from '../../support/practice.ts';
import { clientOf, find, idOf, rowsOf } from './client.ts';

const habits = { replies: 0, optOuts: 0, prompt: 1, read: 1, withoutWhatsapp: 0 };

/** A webhook of an account on this machine, and what is posted to it, as it comes. */
async function aWebhook(events: readonly string[], statuses: readonly number[] = []) {
  const time = createTestClock();
  const practice = await startPractice({ seed: 9, habits, clock: time.clock });
  onTestFinished(practice.close);
  const posts = new EventEmitter();
  let count = 0;
  const receiver = createServer(async (request, response) => {
    const post: unknown = await json(request);
    response.writeHead(statuses[count] ?? 200).end();
    count += 1;
    posts.emit('post', post);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    receiver.closeAllConnections();
    receiver.close();
  });
  await once(receiver, 'listening');
  const address = receiver.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/gancho`;
  const api = clientOf(practice);
  const heard = on(posts, 'post');
  const next = async (): Promise<unknown> => (await heard.next()).value?.[0];
  const { body } = await api.post('me/webhooks', { name: 'x', url, events, type: 'general', active: true });
  const contactId = idOf(rowsOf((await api.get('contacts?where[data.valid]=true')).body)[0]);
  const send = (text: string) => api.post('messages', { contactId, text, origin: 'bot', dontOpenTicket: true });
  return { api, time, practice, next, send, contactId, webhookId: idOf(body), count: () => count };
}

describe('a webhook on this machine', () => {
  it('hears what is sent, what becomes of it, and what people write', async () => {
    const { send, next, time, practice, contactId, webhookId } = await aWebhook(['message.created', 'message.updated']);
    await send('Olá!');
    await time.advance(500);
    const data = { text: 'Olá!', isFromMe: true, contactId };
    expect(await next()).toMatchObject({ event: 'message.created', webhookId, data });
    await time.advance(60_000);
    expect(await next()).toMatchObject({ event: 'message.updated', data });
    await practice.write({ contactId, text: 'Sair' });
    await time.advance(500);
    for (;;) {
      const post = await next();
      if (find(post, 'event') !== 'message.created') continue;
      expect(post).toMatchObject({ data: { text: 'Sair', isFromMe: false } });
      return;
    }
  });

  it('hears again what it did not take', async () => {
    const { send, next, time } = await aWebhook(['message.created'], [500]);
    await send('Olá!');
    await time.advance(500);
    const first = await next();
    await time.advance(6_000);
    expect(find(await next(), 'data', 'id')).toBe(find(first, 'data', 'id'));
  });

  it('hears nothing when it is switched off', async () => {
    const { api, send, time, webhookId, count } = await aWebhook(['message.created']);
    await api.put(`me/webhooks/${webhookId}`, { active: false });
    await send('Olá!');
    await time.advance(10_000);
    expect([count(), time.sleeping()]).toEqual([0, 0]);
  });
});
