import { describe, expect, it } from 'vitest';
import { readWebhookPost } from '#main/digisac/webhook-post.ts';

const message = {
  ...{ id: 'm1', contactId: 'c1', isFromMe: false, type: 'chat', text: 'Sair', timestamp: '2026-11-23T13:00:00.000Z' },
  data: { ack: -1 },
};
const posted = (event: string, data: unknown) => readWebhookPost({ event, data, webhookId: 'w1', timestamp: 1 });

describe('what a webhook posts', () => {
  it.each([
    ['one message', message],
    ['a list of them', [message]],
  ])('is %s', (_, data) => {
    expect(posted('message.created', data)?.messages).toMatchObject([
      { id: 'm1', contactId: 'c1', isFromMe: false, text: 'Sair', timestampMs: Date.UTC(2026, 10, 23, 13) },
    ]);
  });

  it('is known again by its message and what became of it', () => {
    const sent = { ...message, isFromMe: true };
    const keys = (ack: unknown) =>
      posted('message.updated', { ...sent, data: { ack } })?.messages.map(({ key }) => key);
    expect(keys(2)).toEqual(keys('2'));
    expect(keys(2)).not.toEqual(keys(3));
    expect(posted('message.created', sent)?.messages[0]?.key).not.toEqual(keys(0)?.[0]);
  });

  it('leaves out what the desk does, and what is nobody’s', () => {
    const { isFromMe, ...untold } = message;
    const { contactId, ...unowned } = message;
    expect(posted('message.created', [{ ...message, type: 'ticket' }, untold, unowned, null])?.messages).toEqual([]);
    expect(posted('ticket.created', message)).toEqual({ event: 'ticket.created', messages: [] });
  });

  it('may be a trial, and may be no post at all', () => {
    expect(readWebhookPost({ teste: 'teste' })).toEqual({ event: 'test', messages: [] });
    for (const other of [undefined, null, 'x', 1, [], {}, { data: message }]) expect(readWebhookPost(other)).toBeNull();
  });
});
