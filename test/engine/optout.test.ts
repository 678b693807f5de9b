import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { personKey } from '#shared/phone/person.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, type PracticeSetup, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';

const forever = new AbortController().signal;
const nobodyAnswers = { replies: 0, optOuts: 0 };
const contactSchema = z.object({ unsubscribed: z.boolean(), tags: z.array(z.object({ label: z.string() })) });

let folder = '';
let open: { practice: Practice; malote: TestEngine }[] = [];
afterEach(async () => {
  for (const { malote, practice } of open) {
    await malote.stop();
    await practice.close();
  }
  open = [];
  if (folder !== '') await rm(folder, { recursive: true, force: true });
  folder = '';
});

/** Five people, written to by one campaign; nobody answers by themselves. */
async function aDesk(
  setup: PracticeSetup & { settings?: Parameters<TestEngine['engine']['settings']['write']>[0] } = {},
) {
  const { settings = {}, ...practiceSetup } = setup;
  const time = createTestClock();
  const practice = await startPractice({ habits: nobodyAnswers, ...practiceSetup, clock: time.clock });
  const malote = await startEngine({ practice, time });
  open.push({ practice, malote });
  malote.engine.settings.write(settings);
  folder = await mkdtemp(join(tmpdir(), 'malote-optout-'));
  const path = join(folder, 'people.csv');
  await writePeople(path, 5);
  const importId = await malote.importSheet(path);
  const campaign = await malote.send(importId);
  await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
  const rows = malote.store.rows.inState(importId, 'ready', 5);
  const [ana] = rows;
  if (!ana?.contactId || !ana.person || !ana.phone) throw new Error('nobody to write to');
  const { contactId, person, phone } = ana;
  const has = () => malote.store.optouts.has(malote.accountId, person);
  const [entry] = [() => malote.store.optouts.ofPerson(person)[0]];
  const contact = async () => {
    const answer = await fetch(`${practice.address}/contacts/${contactId}?include[0]=tags`, {
      headers: { authorization: `Bearer ${practice.token}` },
    });
    const { unsubscribed, tags } = contactSchema.parse(await answer.json());
    return { unsubscribed, tags: tags.map(({ label }) => label) };
  };
  const says = (text: string) => practice.write({ contactId, text, from: 'person' });
  const delivery = () => malote.store.deliveries.ofRow(campaign, ana.rowNo);
  return {
    time,
    practice,
    malote,
    importId,
    campaign,
    ana: { ...ana, contactId, person, phone },
    has,
    entry,
    contact,
    says,
    delivery,
  };
}

describe('law 5: who answers that they want no more', () => {
  it('is on the register with the words, the date and the message, and gets nothing that was queued', async () => {
    const { malote, importId, ana, says, has, entry, delivery, time } = await aDesk();
    const later = await malote.send(importId, {
      template: 'Mais uma coisa',
      pace: { startAt: time.clock.now() + 86_400_000 },
    });
    await says('Por favor, PARE de me mandar mensagem!');
    await malote.until('it is heard', has);

    expect(entry()).toMatchObject({
      source: 'reply',
      said: 'Por favor, PARE de me mandar mensagem!',
      deliveryId: delivery()?.id,
      accountId: malote.accountId,
    });
    expect(delivery()?.optedOutAt).not.toBeNull();
    expect(malote.store.deliveries.ofRow(later, ana.rowNo)).toMatchObject({
      state: 'skipped',
      problem: { kind: 'optedOut' },
    });
  });

  it('is marked in the account, with the tag of the settings', async () => {
    const { malote, says, entry, contact } = await aDesk({ settings: { optOutTag: 'Não enviar' } });
    expect(await contact()).toMatchObject({ unsubscribed: false });
    await says('sair');
    await malote.until('the account is told', () => entry()?.told === 'marked');
    const { unsubscribed, tags } = await contact();
    expect(unsubscribed).toBe(true);
    expect(tags).toContain('Não enviar');
  });

  it('comes back by a word of their own, here and in the account', async () => {
    const { malote, says, entry, has, contact, ana } = await aDesk();
    await says('sair');
    await malote.until('the account is told', () => entry()?.told === 'marked');
    await says('não quero voltar');
    await says('voltar?');
    await says('Quero voltar a receber');
    await malote.until('it is heard', () => !has());
    await malote.until('the account is told', () => malote.store.optouts.accountsWaiting().length === 0);
    expect(await contact()).toMatchObject({ unsubscribed: false });
    expect((await contact()).tags).not.toContain('Descadastrado');
    expect(malote.store.consents.ofPerson(ana.person)).toMatchObject([
      { agrees: true, said: 'Quero voltar a receber' },
    ]);
  });

  it('stays off although the account cannot be told for a while', async () => {
    const { malote, practice, says, entry, has } = await aDesk();
    await practice.setFaults([{ kind: 'serverError', status: 503, routes: ['contacts.update'], nth: [1, 2] }]);
    await says('sair');
    await malote.until('it is heard', has);
    await malote.until('the account is told', () => entry()?.told === 'marked');
  });

  it('is not lifted where a person wrote it down for all accounts', async () => {
    const { malote, says, has, ana, delivery } = await aDesk();
    malote.engine.optouts.add(ana.phone, 0);
    await says('voltar');
    await malote.until('it is heard', () => typeof delivery()?.repliedAt === 'number');
    expect(has()).toBe(true);
  });

  it('hears the words of the user beside its own', async () => {
    const { malote, says, has } = await aDesk({ settings: { optOutWords: ['chega'] } });
    await says('Chega, por favor');
    await malote.until('it is heard', has);
  });
});

describe('the last message, where the user wants one', () => {
  const settings = { optOutConfirmation: 'Pronto, você não recebe mais mensagens nossas.' };

  it('is sent once, and only to who asked to be left alone', async () => {
    const { malote, says, entry, practice, ana } = await aDesk({ settings });
    await says('sair');
    await malote.until('the account is told', () => entry()?.told === 'marked');
    await says('sair');
    malote.engine.optouts.add('11 91234-0002', malote.accountId);
    await malote.until('all is told', () => malote.store.optouts.accountsWaiting().length === 0);
    const sent = (await practice.messagesTo()).filter(({ text }) => text === settings.optOutConfirmation);
    expect(sent.map(({ contactId }) => contactId)).toEqual([ana.contactId]);
  });

  it('is never sent again when its answer is lost', async () => {
    const { malote, says, entry, practice } = await aDesk({ settings });
    await practice.setFaults([{ kind: 'lost', effect: true, routes: ['messages.create'], nth: [1] }]);
    await says('sair');
    await malote.until('the account is told', () => entry()?.told === 'marked');
    const sent = (await practice.messagesTo()).filter(({ text }) => text === settings.optOutConfirmation);
    expect(sent).toHaveLength(1);
  });

  it('is not sent unless it is wanted', async () => {
    const { malote, says, entry, practice } = await aDesk();
    const before = (await practice.messagesTo()).length;
    await says('sair');
    await malote.until('the account is told', () => entry()?.told === 'marked');
    expect(await practice.messagesTo()).toHaveLength(before);
  });
});

describe('the register', () => {
  it('survives a death with the account still to be told', async () => {
    const { malote, practice, time, entry, ana } = await aDesk();
    await practice.setFaults([{ kind: 'serverError', status: 503, routes: ['contacts.update'], rate: 1 }]);
    malote.engine.optouts.add(ana.phone, malote.accountId);
    await malote.stop();
    await practice.setFaults([]);
    const again = await startEngine({ practice, time, store: malote.store });
    open.push({ practice, malote: again });
    await again.until('the account is told', () => entry()?.told === 'marked');
  });

  it('does not hear an old word a second time after the person came back', async () => {
    const { malote, ana, has } = await aDesk();
    const { store, accountId } = malote;
    const { person, phone } = ana;
    const entry = { accountId, person, phone, source: 'reply', said: 'sair', deliveryId: null } as const;
    store.optouts.add({ ...entry, nowMs: 1_000_000 });
    store.optouts.add({ ...entry, nowMs: 1_060_000 });
    malote.engine.optouts.remove(phone, null);
    expect(has()).toBe(false);
    expect(store.optouts.wasLifted(accountId, person, 1_060_000)).toBe(true);
    expect(store.optouts.wasLifted(accountId, person, 1_070_000)).toBe(false);
  });

  it('takes a list in with its lines and dates, and says what it could not read', async () => {
    const { malote, importId, ana, time, has } = await aDesk();
    const list = join(folder, 'saidas.csv');
    const other = '11987650001';
    await writeFile(list, `Telefone;Data do pedido\n${ana.phone};03/11/2026\n${other};\n12;\n${ana.phone};\n`);
    const listId = await malote.engine.imports.stage({
      path: list,
      fileName: 'saidas.csv',
      accountId: malote.accountId,
    });
    await malote.until('it is read', () => malote.job(`i${listId}`).phase !== 'stage');
    const later = await malote.send(importId, {
      template: 'Mais uma coisa',
      pace: { startAt: time.clock.now() + 86_400_000 },
    });
    await malote.until('it is enlisted', () => malote.job(`c${later}`).counts['queued'] === 5);

    expect(await malote.engine.optouts.takeIn({ importId: listId, accountId: malote.accountId }, forever)).toEqual({
      added: 2,
      known: 1,
      skipped: 1,
      unreadable: 1,
    });
    expect(has()).toBe(true);
    const found = malote.engine.optouts.page({
      accountId: null,
      search: ana.phone.slice(-8),
      sources: [],
      offset: 0,
      limit: 9,
    });
    expect(found).toMatchObject({
      total: 1,
      optOuts: [{ source: 'import', said: 'saidas.csv, 2', addedAt: Date.UTC(2026, 10, 3, 12) }],
      known: [{ source: 'import', count: 2 }],
    });
  });

  it('goes out as a sheet that nothing in it can run as a formula', async () => {
    const { malote, says, has } = await aDesk();
    await says('sair');
    await malote.until('it is heard', has);
    const { store, accountId } = malote;
    const phone = '5511987650002';
    const entry = { accountId, person: personKey(phone), phone, source: 'reply', deliveryId: null, nowMs: 1 } as const;
    store.transact(() => store.optouts.add({ ...entry, said: '=1+1' }));
    const path = join(folder, 'lista.csv');
    const ask = { accountId: null, search: '', sources: [], format: 'csv', path, language: 'pt-BR' } as const;
    expect(await malote.engine.optouts.write(ask, forever)).toEqual({ path, rows: 2 });
    const written = await readFile(path, 'utf8');
    expect(written).toContain('pediu em resposta');
    expect(written).not.toMatch(/(^|;|")=1\+1/m);
    expect(written).toContain('1+1');
  });
});
