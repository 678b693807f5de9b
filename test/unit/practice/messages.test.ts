import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestClock } from '../../support/clock.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, columnOf, find, idOf, mobile, rowsOf } from './client.ts';

const time = createTestClock();
const calm = { replies: 0, optOuts: 0, prompt: 1, read: 1 };
let practice: Practice;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
  practice = await startPractice({ seed: 3, clock: time.clock, habits: calm });
  api = clientOf(practice);
});
beforeEach(() => practice.reset());
afterAll(() => practice.close());

async function contact(number: string, hasWhatsapp = true): Promise<string> {
  await practice.setWhatsapp(number, hasWhatsapp);
  const { body } = await api.post('contacts', { internalName: 'Ana', number, serviceId: practice.serviceId });
  return idOf(body);
}

const send = (target: object, more: object = {}) =>
  api.post('messages', { text: 'Olá!', type: 'chat', origin: 'bot', dontOpenTicket: true, ...target, ...more });
const ackOf = async (id: string) => find((await api.get(`messages/${id}`)).body, 'data', 'ack');

describe('POST /messages', () => {
  it('accepts a message to a contact, pending, in the recorded shape', async () => {
    const contactId = await contact(mobile(11, 1));
    const { status, body } = await send({ contactId });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ isFromMe: true, sent: true, type: 'chat', text: 'Olá!', origin: 'bot', isFromBot: true },
      ...{ contactId, serviceId: practice.serviceId, ticketId: null, userId: null },
      data: { ack: 0, dontOpenTicket: true },
    });
    expect(await practice.messagesTo({ contactId })).toMatchObject([{ text: 'Olá!' }]);
  });

  it('makes a contact of a number that nobody knows yet', async () => {
    const number = mobile(11, 2);
    const { body } = await send({ number, serviceId: practice.serviceId });
    expect((await api.get(`contacts/${find(body, 'contactId')}`)).body).toMatchObject({ data: { number } });
    expect((await practice.summary()).effects).toMatchObject({ contactCreated: 1, messageAccepted: 1 });
  });

  it('finds the contact of a number in either of its forms', async () => {
    const contactId = await contact('5541971230001');
    for (const number of ['5541971230001', '554171230001']) {
      expect(find((await send({ number, serviceId: practice.serviceId })).body, 'contactId')).toBe(contactId);
    }
    expect(await practice.messagesTo({ number: '5541971230001' })).toHaveLength(2);
  });

  it('opens a ticket unless it is asked not to', async () => {
    const contactId = await contact(mobile(11, 3));
    const { body } = await send({ contactId }, { dontOpenTicket: false });
    expect(find(body, 'ticketId')).toEqual(expect.any(String));
    expect((await practice.summary()).ticketsOpened).toBe(1);
    expect(columnOf((await api.get(`messages?where[contactId]=${contactId}`)).body, 'type')).toEqual([
      'ticket',
      'chat',
    ]);
  });

  it.each([{ dontOpenTicket: true }, { dontOpenTicket: 'true' }, { dontOpenTicket: undefined, dontOpenticket: true }])(
    'opens no ticket for %o',
    async (more) => {
      const contactId = await contact(mobile(11, 4));
      expect((await send({ contactId }, more)).body).toMatchObject({ ticketId: null, data: { dontOpenTicket: true } });
      expect((await practice.summary()).ticketsOpened).toBe(0);
    },
  );

  it('sends into the ticket that is open already', async () => {
    const [row] = rowsOf((await api.query('contacts', { where: { internalName: 'Leocádia Furtado' } })).body);
    const { body } = await send({ contactId: idOf(row) });
    expect(find(body, 'ticketId')).toBe(find(row, 'currentTicketId'));
    expect(find(body, 'ticketId')).toEqual(expect.any(String));
    expect((await practice.summary()).ticketsOpened).toBe(0);
  });

  it('refuses in the recorded words where the connection is off, and nothing takes effect', async () => {
    const contactId = await contact(mobile(11, 5));
    await practice.disconnect('Vendas');
    expect(await send({ contactId })).toMatchObject({
      status: 400,
      body: { error: 'BadRequestHttpError', message: `Service (${practice.serviceId}) disconnected.`, status: 400 },
    });
    expect((await practice.summary()).messages).toMatchObject({ arrived: 1, sent: 0 });
    await practice.connect('Vendas');
    expect((await send({ contactId })).status).toBe(200);
  });

  it.each([
    ['no text', { text: undefined }],
    ['an empty text', { text: '' }],
    ['a field that is not documented', { priority: 'high' }],
    ['a kind that is not known', { type: 'carrier pigeon' }],
    ['an origin that is not known', { origin: 'robot' }],
    ['a flag that is none', { dontOpenTicket: 'yes' }],
    ['nobody to send to', { contactId: undefined }],
    ['a number without its connection', { contactId: undefined, number: '5511971230006' }],
    ['a connection that is not the contact’s', { serviceId: 'another' }],
  ])('refuses %s', async (_, change) => {
    const contactId = await contact(mobile(11, 6));
    expect(await send({ contactId }, change)).toMatchObject({ status: 400, body: { error: 'BadRequestHttpError' } });
    expect((await practice.summary()).messages.sent).toBe(0);
  });

  it('does not find a contact that is not there', async () => {
    expect((await send({ contactId: 'nobody' })).status).toBe(404);
  });

  it('takes a file inside the message, and names it by its kind', async () => {
    const contactId = await contact(mobile(11, 7));
    const file = (mimetype: string) => send({ contactId }, { file: { base64: 'AAAA', mimetype, name: 'a' } });
    expect((await file('image/png')).body).toMatchObject({ type: 'image' });
    expect((await file('application/pdf')).body).toMatchObject({ type: 'document' });
  });

  it('counts no comment as sent: it is for the colleagues', async () => {
    const contactId = await contact(mobile(11, 8));
    expect((await send({ contactId }, { type: 'comment' })).body).toMatchObject({ type: 'comment' });
    expect((await practice.summary()).messages.sent).toBe(0);
  });
});

describe('receipts', () => {
  it('move on with time from pending to sent, delivered and read', async () => {
    const id = idOf((await send({ contactId: await contact(mobile(11, 9)) })).body);
    const seen: unknown[] = [];
    for (let second = 0; second <= 2_400; second += 1) {
      const ack = await ackOf(id);
      if (seen.at(-1) !== ack) seen.push(ack);
      if (ack === 3) break;
      await time.advance(1_000);
    }
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('never come from a number without WhatsApp, whose message is accepted all the same', async () => {
    const { status, body } = await send({ contactId: await contact(mobile(11, 10), false) });
    expect(status).toBe(200);
    await time.advance(48 * 3_600_000);
    expect(await ackOf(idOf(body))).toBe(0);
  });

  it('never come from a contact that is not valid, also when its owner got WhatsApp since', async () => {
    const contactId = await contact(mobile(11, 17), false);
    await practice.setWhatsapp(mobile(11, 17), true);
    const { body } = await send({ contactId });
    await time.advance(48 * 3_600_000);
    expect(await ackOf(idOf(body))).toBe(0);
  });

  it('do not go back when the clock of this machine does', async () => {
    const id = idOf((await send({ contactId: await contact(mobile(11, 11)) })).body);
    await time.advance(3_600_000);
    expect(await ackOf(id)).toBe(3);
    time.moveWall(-7_200_000);
    expect(await ackOf(id)).toBe(3);
    time.moveWall(7_200_000);
  });

  it('are not asked of an unknown message', async () => {
    expect((await api.get('messages/nothing')).status).toBe(404);
  });
});

describe('GET /messages', () => {
  it('shows what was said with several contacts, newest first', async () => {
    const [ana, bia, caio] = [
      await contact(mobile(11, 12)),
      await contact(mobile(11, 13)),
      await contact(mobile(11, 14)),
    ];
    for (const [contactId, text] of [
      [ana, 'um'],
      [bia, 'dois'],
      [caio, 'três'],
      [ana, 'quatro'],
    ]) {
      await send({ contactId }, { text });
      await time.advance(10);
    }
    const path = `messages?where[contactId][$in][0]=${ana}&where[contactId][$in][1]=${bia}&order[0]=timestamp,DESC`;
    expect(columnOf((await api.get(path)).body, 'text')).toEqual(['quatro', 'dois', 'um']);
    const asked = { where: { contactId: { $in: [ana, bia] } }, order: [['timestamp', 'DESC']], perPage: 1, page: 2 };
    expect(columnOf((await api.query('messages', asked)).body, 'text')).toEqual(['dois']);
  });

  it('finds what is not older than a moment', async () => {
    const contactId = await contact(mobile(11, 15));
    await send({ contactId }, { text: 'antes' });
    await time.advance(60_000);
    const { body } = await send({ contactId }, { text: 'depois' });
    const asked = { where: { contactId, timestamp: { $gte: find(body, 'timestamp') }, isFromMe: true } };
    expect(columnOf((await api.query('messages', asked)).body, 'text')).toEqual(['depois']);
  });

  it('shows what a person or an agent has written by then', async () => {
    const contactId = await contact(mobile(11, 16));
    await send({ contactId });
    await practice.write({ contactId, text: 'SAIR' });
    await practice.write({ contactId, text: 'Posso ajudar?', from: 'agent' });
    const { body } = await api.get(`messages?where[contactId]=${contactId}`);
    expect(rowsOf(body)).toMatchObject([
      { isFromMe: true, origin: 'bot' },
      { isFromMe: false, text: 'SAIR', data: { ack: -1 } },
      { isFromMe: true, origin: 'user', text: 'Posso ajudar?' },
    ]);
    expect((await practice.summary()).messages.sent).toBe(1);
  });
});
