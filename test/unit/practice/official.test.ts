import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestClock } from '../../support/clock.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, columnOf, find, idOf, mobile, rowsOf } from './client.ts';

const time = createTestClock();
let practice: Practice;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
  practice = await startPractice({ seed: 3, clock: time.clock, official: true, habits: { replies: 0, optOuts: 0 } });
  api = clientOf(practice);
});
beforeEach(() => practice.reset());
afterAll(() => practice.close());

const official = () => practice.services.find(({ name }) => name === 'Vendas (oficial)')?.id ?? '';
const template = async (name: string) =>
  rowsOf((await api.get('whatsapp-business-templates?perPage=200')).body).find((row) => find(row, 'name') === name);

async function send(more: object, serviceId = official()) {
  await practice.setWhatsapp(mobile(11, 1), true);
  const { body, status } = await api.post('messages', {
    number: mobile(11, 1),
    serviceId,
    dontOpenTicket: true,
    ...more,
  });
  return { status, id: idOf(body), contactId: String(find(body, 'contactId')) };
}

/** What the account says of it some seconds later: the reason of its failure, or its receipt. */
async function fateOf(id: string): Promise<unknown> {
  await time.advance(5_000);
  const { body } = await api.get(`messages/${id}`);
  return find(body, 'data', 'error', 'message') ?? find(body, 'data', 'ack');
}

const hsm = (hsmId: string, ...parameters: readonly object[]) => ({
  ...{ type: 'chat', hsmId, parameters, files: [], uploadingFiles: false, replyTo: null, file: {} },
});
const body = (...texts: readonly string[]) => ({
  type: 'body',
  parameters: texts.map((text) => ({ type: 'text', text })),
});
const image = (link: string) => ({ type: 'header', parameters: [{ type: 'image', image: { link } }] });
const button = { type: 'button', sub_type: 'url', index: 1, parameters: [{ type: 'text', text: '7' }] };

describe('the official connection', () => {
  it('has templates, some of them approved, and the others have none', async () => {
    const list = (await api.get('whatsapp-business-templates?perPage=200')).body;
    expect(new Set(columnOf(list, 'serviceId'))).toEqual(new Set([official()]));
    expect(columnOf(list, 'status')).toContain('PENDING');
    const asked = { where: { status: 'APPROVED' } };
    expect(columnOf((await api.query('whatsapp-business-templates', asked)).body, 'name')).toHaveLength(4);
    expect(columnOf((await api.get('quick-replies?perPage=40')).body, 'text')).toHaveLength(3);
  });

  it('says of a template what the person reads', async () => {
    const { id, contactId } = await send(hsm(idOf(await template('boas_vindas')), body('Ana', 'Recife')));
    expect(await fateOf(id)).toEqual(expect.any(Number));
    expect(await practice.messagesTo({ contactId })).toMatchObject([
      { type: 'hsm', text: 'Olá Ana! Que bom ter você com a gente. Seu cadastro na loja de Recife já está pronto.' },
    ]);
  });

  it.each([
    ['boas_vindas', [body('Ana')], '#132000'],
    ['boas_vindas', [body('Ana', 'a\nb')], '#132018'],
    ['pedido_a_caminho', [body('Ana', '7'), button], '#132012'],
    ['pedido_a_caminho', [image('http://x.example/a.jpg'), body('Ana', '7'), button], '#131053'],
    ['pedido_a_caminho', [image('https://x.example/a.jpg'), body('Ana', '7')], '#131008'],
    ['boleto_do_mes', [body('Ana', 'maio')], '#132012'],
    ['oferta_de_natal', [body('Ana')], '#132001'],
  ])('refuses %s late where its parameters do not fit', async (name, parameters, code) => {
    const { status, id } = await send(hsm(idOf(await template(name)), ...parameters));
    expect(status).toBe(200);
    expect(await fateOf(id)).toContain(code);
  });

  it('takes the same where they do', async () => {
    const fitting = [image('https://x.example/a.jpg'), body('Ana', '7'), button];
    expect(await fateOf((await send(hsm(idOf(await template('pedido_a_caminho')), ...fitting))).id)).toEqual(
      expect.any(Number),
    );
    expect((await send(hsm('nowhere'))).status).toBe(400);
  });

  it('takes free text within a day of what the person wrote, and refuses it late otherwise', async () => {
    const { id, contactId } = await send({ text: 'Oi' });
    expect(await fateOf(id)).toContain('#131047');
    await practice.write({ contactId, text: 'Quero saber mais' });
    expect(await fateOf((await send({ text: 'Claro!' })).id)).toEqual(expect.any(Number));
    await time.advance(24 * 3_600_000);
    expect(await fateOf((await send({ text: 'E então?' })).id)).toContain('#131047');
  });
});

describe('what comes with a message', () => {
  const interactive = (...titles: readonly string[]) => ({
    interactiveMessage: {
      interactive: {
        type: 'button',
        body: { text: 'Quer?' },
        action: { buttons: titles.map((title) => ({ type: 'reply', reply: { title } })) },
      },
    },
  });

  it('is a file, of which hash and size are kept', async () => {
    const file = { base64: Buffer.from('a picture').toString('base64'), mimetype: 'image/jpeg', name: 'a.jpg' };
    const { contactId } = await send({ file, text: 'Veja' }, practice.serviceId);
    expect(await practice.messagesTo({ contactId })).toMatchObject([
      { type: 'image', text: 'Veja', file: { bytes: 9, name: 'a.jpg', hash: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
    for (const base64 of ['', 'data:image/jpeg;base64,AAAA', '…']) {
      expect((await send({ file: { ...file, base64 } }, practice.serviceId)).status).toBe(400);
    }
  });

  it('is at most three replies to touch', async () => {
    const { contactId } = await send(interactive('Sim', 'Não'), practice.serviceId);
    expect(await practice.messagesTo({ contactId })).toMatchObject([{ text: 'Quer?', buttons: ['Sim', 'Não'] }]);
    for (const titles of [[], ['a', 'b', 'c', 'd'], ['mais de vinte letras aqui']]) {
      expect((await send(interactive(...titles), practice.serviceId)).status).toBe(400);
    }
  });
});
