import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OutgoingMessage } from '#main/digisac/digisac.ts';
import { aClient, aServer, says } from './scripted.ts';

const plain = { serviceId: 's1', text: 'Olá', dontOpenTicket: true } as const;

/** What stands in the request for a message. */
async function bodyFor(message: OutgoingMessage): Promise<unknown> {
  const server = await aServer(says(201, { id: 'm1', data: { ack: 0 } }));
  const answer = await aClient(server.origin).digisac.sendMessage(message);
  expect(answer).toMatchObject({ ok: true, value: { id: 'm1', receipt: 'pending' } });
  expect(server.got).toMatchObject([{ method: 'POST', path: '/messages' }]);
  return server.got[0]?.body;
}

describe('a message, as the collection has it', () => {
  it('goes to a contact, into a ticket', async () => {
    expect(await bodyFor({ ...plain, contactId: 'c1', dontOpenTicket: false })).toEqual({
      ...{ contactId: 'c1', serviceId: 's1', text: 'Olá', type: 'chat', origin: 'bot' },
    });
  });

  it('goes to a contact without opening a ticket', async () => {
    expect(await bodyFor({ ...plain, contactId: 'c1' })).toEqual({
      ...{ contactId: 'c1', serviceId: 's1', text: 'Olá', type: 'chat', origin: 'bot', dontOpenTicket: true },
    });
  });

  it('goes to a number without opening a ticket, by a bot', async () => {
    expect(await bodyFor({ ...plain, number: '5511987654321' })).toEqual({
      ...{ number: '5511987654321', serviceId: 's1', text: 'Olá', type: 'chat', origin: 'bot', dontOpenTicket: true },
    });
  });

  it('is a comment at a contact', async () => {
    expect(await bodyFor({ ...plain, contactId: 'c1', isComment: true })).toMatchObject({
      ...{ contactId: 'c1', text: 'Olá', type: 'comment', origin: 'bot' },
    });
  });

  it('carries a file as raw base64, its kind left to the account', async () => {
    const letters = { mimetype: 'audio/mpeg', name: 'recado "novo".mp3' };
    const file = { ...letters, base64: [Buffer.from('AAAA'), Buffer.from('BBBB')] };
    const withText = await bodyFor({ ...plain, contactId: 'c1', file });
    expect(withText).toMatchObject({ file: { ...letters, base64: 'AAAABBBB' }, text: 'Olá' });
    expect(withText).not.toHaveProperty('type');
    expect(await bodyFor({ ...plain, contactId: 'c1', text: '', file })).not.toHaveProperty('text');
  });

  it('is in doubt where its file broke off on the way, and has not left where there was no connection', async () => {
    const file = { base64: [Buffer.alloc(3_000_000, 'A')], mimetype: 'video/mp4', name: 'filme.mp4' };
    const message = { ...plain, contactId: 'c1', file };
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.once('data', () => socket.resetAndDestroy());
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    expect(await aClient(origin).digisac.sendMessage(message)).toMatchObject({
      error: { kind: 'trouble', effect: 'unknown' },
    });
    // Never a second time by itself.
    expect(sockets).toHaveLength(1);
    server.close();
    await once(server, 'close');
    expect(await aClient(origin).digisac.sendMessage(message)).toMatchObject({
      error: { kind: 'away', effect: 'none' },
    });
  });

  it('carries buttons as an interactive message', async () => {
    expect(await bodyFor({ ...plain, contactId: 'c1', buttons: ['Sim', 'Não'] })).toEqual({
      ...{ contactId: 'c1', serviceId: 's1', type: 'chat', origin: 'bot', dontOpenTicket: true },
      interactiveMessage: {
        interactive: {
          type: 'button',
          body: { text: 'Olá' },
          action: {
            buttons: [
              { type: 'reply', reply: { title: 'Sim' } },
              { type: 'reply', reply: { title: 'Não' } },
            ],
          },
        },
      },
    });
  });

  it('names an approved template and its values, not its text', async () => {
    const parameters = [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }];
    expect(await bodyFor({ ...plain, contactId: 'c1', approved: { hsmId: 'h1', parameters } })).toEqual({
      ...{ contactId: 'c1', serviceId: 's1', type: 'chat', origin: 'bot', dontOpenTicket: true },
      ...{ hsmId: 'h1', parameters, files: [], uploadingFiles: false, replyTo: null, file: {} },
    });
  });

  it('does not stand in the reason of its refusal', async () => {
    const server = await aServer(
      says(400, { message: 'Bad parameters: Ana Souza, https://x.example/a.jpg for Oi Ana!' }),
    );
    const parameters = [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.example/a.jpg' } }] },
      { type: 'body', parameters: [{ type: 'text', text: 'Ana Souza' }] },
    ];
    const message = { ...plain, contactId: 'c1', text: 'Oi Ana!', approved: { hsmId: 'h1', parameters } };
    const answer = await aClient(server.origin).digisac.sendMessage(message);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'rejected', effect: 'none' } });
    expect(JSON.stringify(answer)).not.toMatch(/Ana|example/);
    expect(JSON.stringify(answer)).toContain('Bad parameters');
  });
});

describe('templates and quick replies', () => {
  const template = (more: object) => ({
    ...{ id: 't1', name: 'oferta', status: 'APPROVED', serviceId: 's1', language: 'pt_BR', category: 'MARKETING' },
    components: [{ type: 'BODY', text: 'Oi {{1}}' }],
    ...more,
  });
  async function templatesOf(...rows: object[]) {
    const server = await aServer(says(200, { data: rows, currentPage: 1, lastPage: 1 }));
    const answer = await aClient(server.origin).digisac.approvedTemplates();
    if (!answer.ok) throw new Error(answer.error.kind);
    return answer.value;
  }

  it('are told with what a campaign has to fill in', async () => {
    const components = [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: '{{2}} e {{1}}, {{2}}' },
      { type: 'FOOTER', text: 'Loja' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Sim' },
          { type: 'URL', text: 'Ver', url: 'https://x.example/{{1}}' },
          { type: 'URL', text: 'Site', url: 'https://x.example/' },
        ],
      },
    ];
    expect(await templatesOf(template({ components }))).toEqual([
      {
        ...{ hsmId: 't1', name: 'oferta', serviceId: 's1', language: 'pt_BR', category: 'MARKETING' },
        ...{ isApproved: true, status: 'APPROVED', header: { kind: 'image' }, footer: 'Loja' },
        ...{ body: '{{2}} e {{1}}, {{2}}', placeholders: ['1', '2'] },
        buttons: [
          { index: 0, text: 'Sim', takesSuffix: false },
          { index: 1, text: 'Ver', takesSuffix: true },
          { index: 2, text: 'Site', takesSuffix: false },
        ],
      },
    ]);
  });

  it('are read in the forms that accounts give them', async () => {
    const [lower, asText, named, ...others] = await templatesOf(
      template({ status: 'approved', serviceId: undefined }),
      template({
        components: JSON.stringify([
          { type: 'body', text: 'Oi {{1}}' },
          { type: 'header', text: 'Para {{1}}' },
        ]),
      }),
      template({ components: [{ type: 'BODY', text: 'Oi {{nome}}' }], status: 'PAUSED', internalName: 'Interna' }),
      template({ components: 'not json' }),
      template({ archivedAt: '2026-01-01' }),
      template({
        components: [
          { type: 'HEADER', format: 'LOCATION' },
          { type: 'BODY', text: 'Oi' },
        ],
      }),
      { name: 'no id' },
    );
    expect(lower).toMatchObject({ isApproved: true, serviceId: null });
    expect(asText).toMatchObject({ body: 'Oi {{1}}', header: { kind: 'text', text: 'Para {{1}}', placeholders: 1 } });
    expect(named).toMatchObject({ name: 'Interna', isApproved: false, status: 'PAUSED', placeholders: ['nome'] });
    expect(others).toEqual([]);
  });

  it('are texts with a title, else known by their beginning', async () => {
    const rows = [
      { id: 1, text: 'Bom dia!\nTudo bem?' },
      { id: 'q2', title: 'Horário', text: 'Das 9h às 18h' },
      { id: 3, text: ' ' },
    ];
    const server = await aServer(says(200, rows), says(200, []));
    expect(await aClient(server.origin).digisac.quickReplies()).toEqual({
      ok: true,
      value: [
        { id: '1', title: 'Bom dia!', text: 'Bom dia!\nTudo bem?' },
        { id: 'q2', title: 'Horário', text: 'Das 9h às 18h' },
      ],
    });
  });
});
