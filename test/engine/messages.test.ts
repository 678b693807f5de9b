import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { type Approved, type Content, plainText } from '#shared/campaign/content.ts';
import { noExclusions } from '#shared/campaign/exclusions.ts';
import { ProblemError } from '#shared/problem.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { migrationsFolder } from '../support/store.ts';

let root = '';
let time: TestClock;
let practice: Practice;
let store: Store;
let malote: TestEngine;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'malote-messages-'));
  time = createTestClock();
  const habits = { withoutWhatsapp: 0, replies: 0, optOuts: 0, prompt: 1, read: 1 };
  practice = await startPractice({ clock: time.clock, official: true, habits });
  const opened = openStore({ folder: join(root, 'home'), migrations: migrationsFolder, clock: time.clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  store = opened.value;
  malote = await startEngine({ practice, time, store });
});
afterEach(async () => {
  await malote.stop();
  store.close();
  await practice.close();
  await rm(root, { recursive: true, force: true });
});

const serviceNamed = (name: string) => practice.services.find((service) => service.name === name)?.id ?? '';

async function people(count: number, service = 'Vendas'): Promise<number> {
  const path = join(root, 'people.csv');
  await writePeople(path, count);
  return malote.importSheet(path, { serviceId: serviceNamed(service) });
}

/** What arrived of a campaign, one for each recipient. */
async function sent(importId: number, content: Content) {
  const campaignId = await malote.send(importId, { content });
  await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
  return practice.messagesTo();
}

async function attached(fileName: string, bytes: Uint8Array) {
  const path = join(root, fileName);
  await writeFile(path, bytes);
  return malote.engine.messages.attach({ path, fileName });
}

const aPicture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a picture')]);
const aSound = Buffer.concat([Buffer.from('ID3'), Buffer.from('a sound')]);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const message = (template: string, more: object = {}): Content => ({
  kind: 'message',
  versions: [{ template, share: 1 }],
  attachment: null,
  buttons: [],
  ...more,
});

async function approved(importId: number, name: string, filled: Partial<Approved>): Promise<Approved> {
  const template = (await malote.engine.messages.approved(importId)).find((one) => one.name === name);
  if (!template) throw new Error(`no template ${name}`);
  const { hsmId, language, body } = template;
  const empty = { parameters: [], header: null, headerParameters: [], buttons: [] };
  return { kind: 'approved', hsmId, name, language, body, ...empty, ...filled };
}

async function problemOf(asked: Promise<unknown>): Promise<unknown> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

describe('what a campaign sends', () => {
  it('is one of its texts, drawn for each recipient by their shares, with variants and filters', async () => {
    const importId = await people(60);
    const content: Content = {
      ...{ kind: 'message', attachment: null, buttons: [] },
      versions: [
        { template: '{Oi|Olá} {{nome|primeiro_nome|maiúsculas}}!', share: 3 },
        { template: 'Bom dia, {{nome}}.', share: 1 },
      ],
    };
    const texts = (await sent(importId, content)).map(({ text }) => text);
    const count = (start: string) => texts.filter((text) => text.startsWith(start)).length;
    expect(count('Oi PESSOA!') + count('Olá PESSOA!') + count('Bom dia, Pessoa')).toBe(texts.length);
    expect(Math.min(count('Oi'), count('Olá'), count('Bom dia'))).toBeGreaterThan(5);
    expect(count('Bom dia')).toBeLessThan(texts.length / 2);
  });

  it('is a picture with its text', async () => {
    const importId = await people(3);
    const attachment = await attached('oferta.jpg', aPicture);
    expect(attachment).toMatchObject({ kind: 'image', mimetype: 'image/jpeg', name: 'oferta.jpg' });
    const file = { hash: hashOf(aPicture), bytes: aPicture.length, mimetype: 'image/jpeg', name: 'oferta.jpg' };
    for (const one of await sent(importId, message('Para {{nome}}', { attachment }))) {
      expect(one).toMatchObject({ type: 'image', file, text: expect.stringMatching(/^Para Pessoa \d$/) });
    }
  });

  it('is a sound without any text', async () => {
    const importId = await people(3);
    const attachment = await attached('recado.mp3', aSound);
    const arrived = await sent(importId, message('', { attachment }));
    expect(arrived).toHaveLength(3);
    for (const one of arrived) expect(one).toMatchObject({ type: 'audio', text: '', file: { hash: hashOf(aSound) } });
    expect(await problemOf(malote.send(importId, { content: message('Ouça', { attachment }) }))).toEqual({
      kind: 'audioWithText',
    });
  });

  it('is a text with replies to touch', async () => {
    const importId = await people(2);
    const buttons = [{ text: 'Quero' }, { text: 'Não, obrigado' }];
    for (const one of await sent(importId, message('Quer, {{nome}}?', { buttons }))) {
      expect(one).toMatchObject({
        text: expect.stringMatching(/^Quer, Pessoa \d\?$/),
        buttons: ['Quero', 'Não, obrigado'],
      });
    }
  });

  it('is a note at the contact, which nobody outside gets', async () => {
    const importId = await people(2);
    const content: Content = { kind: 'comment', versions: [{ template: 'Está na lista: {{nome}}', share: 1 }] };
    expect(await sent(importId, content)).toEqual([]);
    const requests = (await practice.requests()).filter(({ route }) => route === 'messages.create');
    expect(requests.map(({ text, outcome }) => [text?.slice(0, 14), outcome])).toEqual([
      ['Está na lista:', 'changed'],
      ['Está na lista:', 'changed'],
    ]);
  });

  it('is an approved template, filled in for each recipient', async () => {
    const importId = await people(2, 'Vendas (oficial)');
    const content = await approved(importId, 'pedido_a_caminho', {
      header: { kind: 'image', link: 'https://loja.example.com/{{cidade|minúsculas}}.jpg' },
      parameters: ['{{nome|primeiro_nome}}', ' {{cidade}}\nhoje '],
      buttons: [{ index: 1, suffix: 'x {{cidade}}' }],
    });
    const arrived = await sent(importId, content);
    expect(arrived.map(({ text }) => text).sort()).toEqual([
      'Pessoa, o pedido Cidade 0 hoje saiu para entrega.',
      'Pessoa, o pedido Cidade 1 hoje saiu para entrega.',
    ]);
    const [first] = arrived.filter(({ text }) => text.includes('Cidade 0'));
    expect(first).toMatchObject({ type: 'hsm', hsmId: content.hsmId });
    expect(first?.parameters).toEqual([
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://loja.example.com/cidade%200.jpg' } }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Pessoa' },
          { type: 'text', text: 'Cidade 0 hoje' },
        ],
      },
      { type: 'button', sub_type: 'url', index: 1, parameters: [{ type: 'text', text: 'x%20Cidade%200' }] },
    ]);
    await malote.until('it is read', () => (malote.job('c1').counts['read'] ?? 0) === 2);
  });

  it('is the text of the preview, through a kill in the middle and with an attachment', async () => {
    const importId = await people(40);
    const attachment = await attached('oferta.jpg', aPicture);
    const content = message('{Oi|Olá|Bom dia}, {{nome}}! {Tudo bem?|Como vai?}', { attachment });
    const draft = { importId, content, exclusions: noExclusions, seed: 0 };
    const previewed = Array.from(
      { length: 40 },
      (_, offset) => malote.engine.campaigns.preview({ ...draft, offset }).recipient?.text,
    );
    const campaignId = await malote.send(importId, { content, pace: { rate: { count: 20, windowMs: 60_000 } } });
    await malote.until('some have it', () => (malote.job(`c${campaignId}`).counts['queued'] ?? 40) < 25);
    await malote.stop();
    malote = await startEngine({ practice, time, store });
    await malote.until('all have it', () => malote.job(`c${campaignId}`).status === 'done');
    const arrived = await practice.messagesTo();
    expect(arrived.map(({ text }) => text).sort()).toEqual(previewed.sort());
    expect(new Set(arrived.map(({ file }) => file?.hash))).toEqual(new Set([hashOf(aPicture)]));
    expect((await practice.summary()).messages.mostToOneContact).toBe(1);
  });
});

describe('what a campaign does not send', () => {
  it('is a message without its attachment', async () => {
    const importId = await people(3);
    const attachment = await attached('oferta.jpg', aPicture);
    const kept = join(root, 'home', 'attachments');
    expect(await readdir(kept)).toEqual([hashOf(aPicture)]);
    await writeFile(join(kept, attachment.hash), 'another picture');
    const campaignId = await malote.send(importId, { content: message('Oi', { attachment }) });
    await malote.until('it stops', () => malote.job(`c${campaignId}`).status === 'paused');
    expect(malote.job(`c${campaignId}`).reason).toEqual({ kind: 'attachmentGone', name: 'oferta.jpg' });
    expect((await practice.summary()).messages.arrived).toBe(0);
  });

  it('is a template that the account does not have in this shape, or not approved', async () => {
    const importId = await people(2, 'Vendas (oficial)');
    const create = (content: Content) => problemOf(malote.send(importId, { content }));
    const name = { parameters: ['{{nome}}'] };
    const pending = await approved(importId, 'oferta_de_natal', name);
    expect(await create(pending)).toMatchObject({ kind: 'approvedNot', status: 'PENDING' });
    const two = await approved(importId, 'boas_vindas', name);
    expect(await create(two)).toEqual({ kind: 'approvedParameters', needed: 2, given: 1 });
    const both = { ...two, parameters: ['{{nome}}', '{{cidade}}'] };
    expect(await create({ ...both, hsmId: 'gone' })).toMatchObject({ kind: 'approvedGone' });
    expect(await create({ ...both, body: '{{1}} e {{2}}' })).toMatchObject({ kind: 'approvedChanged' });
    const withTop = await approved(importId, 'pedido_a_caminho', { parameters: ['a', 'b'] });
    expect(await create(withTop)).toMatchObject({ kind: 'approvedHeader' });
    expect((await practice.summary()).messages.arrived).toBe(0);
  });

  it('is a template through a connection that is not the official one', async () => {
    const official = await people(1, 'Vendas (oficial)');
    const content = await approved(official, 'aviso_de_feriado', {});
    const importId = await people(2);
    expect(await malote.engine.messages.approved(importId)).toEqual([]);
    expect(await problemOf(malote.send(importId, { content }))).toEqual({ kind: 'notOfficial', service: 'Vendas' });
  });
});

describe('a test message', () => {
  const test = (importId: number, content: Content, number: string) =>
    malote.engine.sendTest({ importId, content, seed: 0, number }, new AbortController().signal);

  it('goes to a number that is no contact yet by the number, and its receipt can be asked for', async () => {
    const importId = await people(1);
    const before = (await practice.summary()).effects['contactCreated'] ?? 0;
    const { text, messageId } = await test(importId, plainText('Olá {{nome}}'), '11 97777-1234');
    expect(text).toBe('Olá Pessoa 1');
    const posted = (await practice.requests()).filter(({ route }) => route === 'messages.create');
    expect(posted).toMatchObject([{ number: '5511977771234', contactId: null }]);
    expect((await practice.summary()).effects['contactCreated']).toBe(before + 1);
    expect(await malote.engine.messages.receipt(importId, messageId)).toEqual({ receipt: 'pending', detail: null });
    await time.advance(3_600_000);
    expect(await malote.engine.messages.receipt(importId, messageId)).toEqual({ receipt: 'read', detail: null });
    expect(await malote.engine.messages.receipt(importId, 'gone')).toEqual({ receipt: 'pending', detail: null });
    await test(importId, plainText('De novo'), '11 97777-1234');
    expect((await practice.requests()).at(-1)).toMatchObject({ number: null, contactId: expect.any(String) });
  });

  it('is refused late by the official API outside of its 24 hours', async () => {
    const importId = await people(1, 'Vendas (oficial)');
    const { messageId } = await test(importId, plainText('Olá'), '11 97777-1234');
    await time.advance(10_000);
    expect(await malote.engine.messages.receipt(importId, messageId)).toMatchObject({
      receipt: 'failed',
      detail: expect.stringContaining('#131047'),
    });
  });
});

describe('words to choose from', () => {
  it('are the quick replies of the account, and the texts that were kept, newest first', async () => {
    const replies = await malote.engine.messages.quickReplies(malote.accountId);
    expect(replies.map(({ title }) => title)).toContain('Bom dia! Como posso ajudar?');
    const { messages } = malote.engine;
    messages.save({ name: 'Natal', template: 'Oi' });
    await time.advance(1_000);
    const other = messages.save({ name: 'Páscoa', template: 'Olá' });
    await time.advance(1_000);
    messages.save({ name: 'NATAL', template: 'Oi, {{nome}}' });
    expect(messages.saved().map(({ name, template }) => [name, template])).toEqual([
      ['NATAL', 'Oi, {{nome}}'],
      ['Páscoa', 'Olá'],
    ]);
    messages.forget(other.id);
    expect(messages.saved()).toHaveLength(1);
  });

  it('are no files that WhatsApp would not show', async () => {
    expect(await problemOf(attached('foto.jpg', Buffer.from('GIF89a')))).toEqual({
      kind: 'attachmentUnsupported',
      looksLike: 'GIF',
    });
    const large = Buffer.concat([aPicture, Buffer.alloc(5 * 1_048_576)]);
    expect(await problemOf(attached('foto.jpg', large))).toEqual({ kind: 'attachmentTooLarge', megabytes: 6, most: 5 });
    expect(await problemOf(attached('vazio.pdf', Buffer.alloc(0)))).toEqual({ kind: 'fileEmpty' });
    const gone = malote.engine.messages.attach({ path: join(root, 'gone.pdf'), fileName: 'gone.pdf' });
    expect(await problemOf(gone)).toEqual({ kind: 'fileNotFound' });
  });
});
