import { describe, expect, it } from 'vitest';
import { aClient, aServer, says } from './scripted.ts';

const sinceMs = Date.UTC(2026, 10, 23, 13, 0);
const at = (seconds: number) => new Date(sinceMs + seconds * 1_000).toISOString();

const aMessage = (id: string, seconds: number, over: object = {}) => ({
  id,
  contactId: 'c1',
  isFromMe: true,
  type: 'chat',
  text: 'Olá Ana',
  timestamp: at(seconds),
  origin: 'bot',
  data: { ack: 1 },
  ...over,
});
const envelope = (data: unknown[], over: object = {}) => ({
  data,
  total: data.length,
  limit: 200,
  currentPage: 1,
  lastPage: 1,
  ...over,
});

/** What the client reads, from an account that gives these pages. */
async function read(pages: unknown[], contactIds: readonly string[] = ['c1']) {
  const server = await aServer(...pages.map((page) => says(200, page)));
  const answer = await aClient(server.origin).digisac.messagesOf({ contactIds, sinceMs });
  if (!answer.ok) throw new Error(answer.error.problem.kind);
  return {
    ids: answer.value.messages.map((message) => message.id),
    complete: answer.value.complete,
    messages: answer.value.messages,
    got: server.got,
  };
}

describe('the messages of contacts', () => {
  it('are asked for by contact, newest first', async () => {
    const one = await read([envelope([])]);
    expect(JSON.parse(one.got[0]?.query.get('query') ?? '')).toEqual({
      where: { contactId: 'c1' },
      order: [['timestamp', 'DESC']],
      page: 1,
      perPage: 200,
    });
    const two = await read([envelope([])], ['c1', 'c2']);
    expect(JSON.parse(two.got[0]?.query.get('query') ?? '')).toMatchObject({
      where: { contactId: { $in: ['c1', 'c2'] } },
    });
  });

  it('tell who wrote what and when, and what became of it', async () => {
    const { messages, complete } = await read([
      envelope([
        aMessage('m2', 20, { isFromMe: false, origin: null, text: 'SAIR', data: { ack: -1 } }),
        aMessage('m1', 10, { data: { ack: 'error', error: { message: '(#131047) Re-engagement message' } } }),
      ]),
    ]);
    expect(complete).toBe(true);
    expect(messages).toEqual([
      {
        id: 'm2',
        contactId: 'c1',
        isFromMe: false,
        text: 'SAIR',
        timestampMs: sinceMs + 20_000,
        origin: null,
        type: 'chat',
        hsmId: null,
        receipt: 'pending',
        detail: null,
      },
      {
        id: 'm1',
        contactId: 'c1',
        isFromMe: true,
        text: 'Olá Ana',
        timestampMs: sinceMs + 10_000,
        origin: 'bot',
        type: 'chat',
        hsmId: null,
        receipt: 'failed',
        detail: '(#131047) Re-engagement message',
      },
    ]);
  });

  it('are read page by page, down to one from before', async () => {
    const { ids, complete, got } = await read([
      envelope([aMessage('m4', 40), aMessage('m3', 30)], { lastPage: 9, total: 18 }),
      envelope([aMessage('m2', 20), aMessage('m1', -1)], { lastPage: 9, total: 18 }),
    ]);
    expect([ids, complete, got.length]).toEqual([['m4', 'm3', 'm2'], true, 2]);
  });

  it('are read whole where nothing older is there', async () => {
    const { ids, complete } = await read([envelope([aMessage('m1', 10)])]);
    expect([ids, complete]).toEqual([['m1'], true]);
  });

  it('are complete where there are none', async () => {
    expect(await read([envelope([])])).toMatchObject({ ids: [], complete: true });
    expect(await read([[]])).toMatchObject({ ids: [], complete: true });
  });

  it('are read from bare lists, to the first empty page', async () => {
    const { ids, complete, got } = await read([[aMessage('m2', 20)], [aMessage('m1', 10)], []]);
    expect([ids, complete, got.length]).toEqual([['m2', 'm1'], true, 3]);
  });

  it('are few enough for one page where an account does not turn them', async () => {
    const page = [aMessage('m2', 20), aMessage('m1', 10)];
    expect(await read([page, page])).toMatchObject({ ids: ['m2', 'm1'], complete: true });
  });

  it('count once, though a new one moved them to the next page', async () => {
    const { ids, complete } = await read([
      envelope([aMessage('m3', 30), aMessage('m2', 20)], { lastPage: 2, total: 3 }),
      envelope([aMessage('m2', 20), aMessage('m1', 10)], { lastPage: 2, total: 4, currentPage: 2 }),
    ]);
    // One of four was not seen, and it may be the one that somebody looks for.
    expect([ids, complete]).toEqual([['m3', 'm2', 'm1'], false]);
  });

  it('are not those of the desk: tickets, summaries', async () => {
    const events = ['ticket', 'summary', 'bot_action'].map((type, index) =>
      aMessage(`e${index}`, 10, { type, isFromMe: index === 0 ? undefined : true }),
    );
    expect(await read([envelope([...events, aMessage('m1', 5)])])).toMatchObject({ ids: ['m1'], complete: true });
  });

  it('name the notes among them as such', async () => {
    const { messages } = await read([envelope([aMessage('m1', 5, { type: 'Comment', isFromMe: undefined })])]);
    expect(messages).toMatchObject([{ id: 'm1', type: 'comment', isFromMe: true }]);
  });
});

describe('the messages of contacts are not known to be complete', () => {
  const full = (first: number) =>
    Array.from({ length: 15 }, (_, index) => aMessage(`m${first - index}`, first - index));

  it.each<[string, unknown[]]>([
    ['where a moment cannot be read', [envelope([aMessage('m1', 10, { timestamp: 'yesterday' })])]],
    ['where a message has no id', [envelope([aMessage('m2', 20), { ...aMessage('m1', 10), id: null }])]],
    ['where nobody knows whose it is', [envelope([aMessage('m1', 10, { contactId: null })])]],
    ['where nobody knows who wrote it', [envelope([aMessage('m1', 10, { isFromMe: undefined })])]],
    ['where they come from others as well', [envelope([aMessage('m2', 20, { contactId: 'c9' }), aMessage('m1', 10)])]],
    ['where they come in another order', [envelope([aMessage('m1', 10), aMessage('m2', 20)])]],
    ['where the account tells of more', [envelope([aMessage('m1', 10)], { total: 2 })]],
    ['where a full page comes again and again', [full(100), full(100)]],
  ])('%s', async (_, pages) => {
    expect((await read(pages)).complete).toBe(false);
  });

  it('where pages never end', async () => {
    const pages = Array.from({ length: 20 }, (_, index) => [aMessage(`m${index}`, 1_000 - index)]);
    const { ids, complete, got } = await read(pages);
    expect([ids.length, complete, got.length]).toEqual([20, false, 20]);
  });

  it('though what can be read is told, without what is of others', async () => {
    const { ids } = await read([envelope([aMessage('m2', 20, { contactId: 'c9' }), aMessage('m1', 10)])]);
    expect(ids).toEqual(['m1']);
    const { messages } = await read([envelope([aMessage('m1', 10, { timestamp: null })])]);
    expect(messages).toMatchObject([{ id: 'm1', timestampMs: null }]);
  });
});

describe('a message that was taken', () => {
  const post = async (body: unknown, dontOpenTicket = true) => {
    const server = await aServer(says(201, body));
    const { digisac } = aClient(server.origin);
    const answer = await digisac.sendMessage({ contactId: 'c1', serviceId: 's1', text: 'Olá Ana', dontOpenTicket });
    return { answer, got: server.got[0] };
  };

  it('was sent by contact, not by number, and without a ticket', async () => {
    const { answer, got } = await post({
      id: 'm1',
      sent: true,
      data: { ack: 0, dontOpenTicket: true },
      ticketId: null,
    });
    expect(got).toMatchObject({
      method: 'POST',
      path: '/messages',
      body: {
        contactId: 'c1',
        serviceId: 's1',
        text: 'Olá Ana',
        type: 'chat',
        origin: 'bot',
        dontOpenTicket: true,
      },
    });
    expect(answer).toEqual({ ok: true, value: { id: 'm1', openedTicket: false, receipt: 'pending' } });
  });

  it('opens a ticket where that is wanted, and the field is left out', async () => {
    const { answer, got } = await post({ id: 'm1', ticketId: 't1' }, false);
    expect(got?.body).not.toHaveProperty('dontOpenTicket');
    expect(answer).toMatchObject({ value: { openedTicket: true } });
  });

  it.each([
    ['the wish is not echoed', { id: 'm1', ticketId: 't1', data: {} }, true],
    [
      'the wish is echoed: the ticket was open before',
      { id: 'm1', ticketId: 't1', data: { dontOpenTicket: true } },
      false,
    ],
    ['there is no ticket', { id: 'm1', ticketId: null, data: {} }, false],
    ['nothing is told', { id: 'm1' }, false],
  ])('tells whether a ticket was opened against the wish: %s', async (_, body, openedTicket) => {
    expect((await post(body)).answer).toMatchObject({ ok: true, value: { openedTicket } });
  });

  it('may be inside data', async () => {
    expect((await post({ data: { id: 'm1', data: { ack: '1' } } })).answer).toMatchObject({
      ok: true,
      value: { id: 'm1', receipt: 'sent' },
    });
  });

  it.each<[string, unknown]>([
    ['it has no id', { sent: true }],
    ['it says that it was not sent', { id: 'm1', sent: false }],
    ['it carries an error', { id: 'm1', error: 'no credit' }],
    ['it carries an error around it', { error: { message: 'no credit' }, data: { id: 'm1' } }],
    ['it is empty', {}],
    ['it is a list', [{ id: 'm1' }]],
    ['it is null', null],
  ])('is in doubt where %s', async (_, body) => {
    expect((await post(body)).answer).toMatchObject({
      ok: false,
      error: { kind: 'unexpected', effect: 'unknown', status: 201 },
    });
  });
});

describe('the state of a message', () => {
  const state = async (status: number, body: unknown) => {
    const server = await aServer(says(status, body));
    return aClient(server.origin).digisac.message('m1');
  };

  it('is read', async () => {
    expect(await state(200, aMessage('m1', 1, { data: { ack: '3' } }))).toEqual({
      ok: true,
      value: { id: 'm1', receipt: 'read', detail: null },
    });
  });

  it('is null where there is no such message, and only there', async () => {
    expect(await state(404, { message: 'Message not found' })).toEqual({ ok: true, value: null });
    expect(await state(404, { message: 'Route not found' })).toMatchObject({ ok: false });
  });

  it('of another message is not understood', async () => {
    expect(await state(200, aMessage('m2', 1))).toMatchObject({ ok: false, error: { kind: 'unexpected' } });
  });
});
