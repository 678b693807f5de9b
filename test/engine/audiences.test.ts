import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AudienceDefinition, AudienceNode, ContactsWhich, OutcomeKind } from '#shared/audience/definition.ts';
import { plainText } from '#shared/campaign/content.ts';
import { type Exclusions, noExclusions } from '#shared/campaign/exclusions.ts';
import type { ProblemKind } from '#shared/problem.ts';
import type { AudienceCounted } from '#shared/rpc/audiences.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { clientOf, find, rowsOf } from '../unit/practice/client.ts';

let folder = '';
let practice: Practice;
let malote: TestEngine;
let time: TestClock;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-audiences-'));
  time = createTestClock();
  practice = await startPractice({ clock: time.clock, habits: { replies: 0, optOuts: 0 } });
  for (const number of [ana, bia, caio]) await practice.setWhatsapp(number, true);
  malote = await startEngine({ practice, time });
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

const [ana, bia, caio] = ['5511987654321', '5521988776655', '5547987654321'] as const;
const never = new AbortController().signal;

async function sheetOf(name: string, ...lines: string[]): Promise<number> {
  const path = join(folder, `${name}.csv`);
  await writeFile(path, lines.join('\n'));
  const importId = await malote.stage(path);
  await malote.engine.imports.configure(importId, {
    mapping: [{ kind: 'name' }, { kind: 'number' }, { kind: 'variable', name: 'Bairro' }],
  });
  await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
  await malote.engine.imports.create(importId);
  await malote.until('its contacts are created', () => malote.job(`i${importId}`).status === 'done');
  return importId;
}
const people = () =>
  sheetOf('pessoas', 'Nome;Celular;Bairro', `Ana;${ana};Centro`, `Bia;${bia};Lapa`, `Caio;${caio};Sul`);

const sheet = (importId: number): AudienceNode => ({ kind: 'source', source: { kind: 'import', importId } });
const contacts = (which: ContactsWhich): AudienceNode => ({ kind: 'source', source: { kind: 'contacts', which } });
const outcome = (campaignId: number, is: OutcomeKind, cause: string | null = null): AudienceNode => ({
  ...{ kind: 'source', source: { kind: 'campaign', campaignId, outcome: is, cause, version: null } },
});
const not = (of: AudienceNode): AudienceNode => ({ kind: 'not', of });
const all = (...of: AudienceNode[]): AudienceNode => ({ kind: 'all', of });
const any = (...of: AudienceNode[]): AudienceNode => ({ kind: 'any', of });

const definition = (root: AudienceNode): AudienceDefinition => ({
  ...{ accountId: malote.accountId, serviceId: practice.serviceId, root },
});

/** Time goes on as far as answers need it. */
async function settled<T>(work: Promise<T>): Promise<T> {
  let isDone = false;
  void work.then(
    () => {
      isDone = true;
    },
    () => {
      isDone = true;
    },
  );
  await malote.until('it is answered', () => isDone);
  return work;
}

const count = (root: AudienceNode, exclusions: Exclusions = noExclusions): Promise<AudienceCounted> =>
  settled(
    (async () => {
      for await (const event of malote.engine.audiences.count({ definition: definition(root), exclusions }, never)) {
        if (event.type === 'counted') return event;
      }
      throw new Error('it was never counted');
    })(),
  );

const make = (root: AudienceNode): Promise<number> =>
  settled(
    (async () => {
      for await (const event of malote.engine.audiences.make(
        { definition: definition(root), name: 'Público' },
        never,
      )) {
        if (event.type === 'made') return event.importId;
      }
      throw new Error('it was never made');
    })(),
  );

/** Who is in a list, with what is known of them, in the order of their numbers. */
const listed = (importId: number) =>
  malote.store.rows
    .page({ importId, filter: { states: ['ready'] }, offset: 0, limit: 500 })
    .rows.map((row) => row.cells);
const namesIn = (importId: number) =>
  listed(importId)
    .map(([name]) => name)
    .sort();

async function practiceIds(noun: string, key: string) {
  const { body } = await clientOf(practice).get(`${noun}?perPage=40`);
  return new Map(rowsOf(body).map((row) => [String(find(row, key)), String(find(row, 'id'))]));
}

async function contactIdOf(number: string): Promise<string> {
  const { body } = await clientOf(practice).query('contacts', {
    where: { 'data.number': { $iLike: `%${number.slice(-8)}%` } },
  });
  return String(find(rowsOf(body)[0], 'id'));
}

const leftOutOf = (counted: AudienceCounted) =>
  Object.fromEntries(counted.leftOut.map(({ problem, count: n }): [ProblemKind, number] => [problem.kind, n]));

describe('an audience of the account’s contacts', () => {
  it.each<[string, (ids: Map<string, string>) => ContactsWhich, number]>([
    ['by tag', (ids) => ({ by: 'tag', tagId: ids.get('VIP') ?? '', label: 'VIP' }), 5],
    ['all of them', () => ({ by: 'all' }), 34],
  ])('is read %s', async (_, which, expected) => {
    const ids = await practiceIds('tags', 'label');
    expect(await count(contacts(which(ids)))).toMatchObject({ people: expected, recipients: expected, leftOut: [] });
  });

  it('is read by custom field, compared as people compare', async () => {
    const fields = await practiceIds('custom-fields', 'name');
    const city = (test: 'filled' | 'equals' | 'contains', value = ''): AudienceNode =>
      contacts({ by: 'field', fieldId: fields.get('Cidade') ?? '', name: 'Cidade', test, value });
    const counts = await Promise.all(
      [city('equals', 'sao paulo'), city('contains', 'porto'), city('filled')].map((node) => count(node)),
    );
    expect(counts.map(({ people: n }) => n)).toEqual([2, 1, 28]);
    const importId = await make(city('equals', 'São Paulo'));
    // Found by one field, listed with all of them.
    expect(namesIn(importId)).toEqual(['Adelaide Siqueira', 'Márcia Barbosa Esteves']);
    expect(listed(importId).map((cells) => cells.slice(2))).toEqual([
      ['Cliente', 'São Paulo', 'Varejo'],
      ['Revenda', 'São Paulo', 'Atacado'],
    ]);
  });

  it('is read by organisation and by person', async () => {
    const [organisations, persons] = [await practiceIds('organizations', 'name'), await practiceIds('people', 'name')];
    const market = contacts({
      ...{ by: 'organisation', organisationId: organisations.get('Mercado Boa Vista') ?? '', name: '' },
    });
    const eulalia = contacts({ by: 'person', personId: persons.get('Eulália Montenegro') ?? '', name: '' });
    expect(namesIn(await make(market))).toEqual(['Adelaide Siqueira', 'Baltazar Nogueira']);
    expect(namesIn(await make(eulalia))).toEqual(['Eulália Montenegro']);
    expect((await count(any(market, eulalia))).people).toBe(3);
    expect(await settled(malote.engine.audiences.directory(malote.accountId))).toMatchObject({
      organisations: [{ name: 'Mercado Boa Vista' }, { name: 'Clínica Horizonte' }],
    });
  });

  it('is the same from an account with small pages, bare lists, and other names for what it says', async () => {
    const ids = await practiceIds('tags', 'label');
    await practice.setDialect([
      ...[
        {
          largestPage: 15,
          list: 'array',
          tagName: 'title',
          fieldValues: 'customFields',
          bracketBooleans: 'missed',
        } as const,
      ],
    ]);
    expect((await count(contacts({ by: 'tag', tagId: ids.get('Cliente') ?? '', label: '' }))).people).toBe(20);
    expect((await count(contacts({ by: 'createdSince', day: '2000-01-01' }))).people).toBe(34);
  });

  it.each(['refused', 'ignored'] as const)(
    'is the same where a filter is %s: everybody is read, and looked at',
    async (contactFilters) => {
      const [tags, fields] = [await practiceIds('tags', 'label'), await practiceIds('custom-fields', 'name')];
      await practice.setDialect([{ contactFilters, largestPage: 20 }]);
      const revenda = contacts({ by: 'tag', tagId: tags.get('Revenda') ?? '', label: 'Revenda' });
      const city = contacts({
        by: 'field',
        fieldId: fields.get('Cidade') ?? '',
        name: 'Cidade',
        test: 'equals',
        value: 'Salvador',
      });
      expect((await count(revenda)).people).toBe(7);
      expect((await count(city)).people).toBe(1);
    },
  );

  it('says so where the account gives its first page for ever', async () => {
    await practice.setDialect([{ largestPage: 15, list: 'array', pageNumber: 'ignored' }]);
    await expect(count(contacts({ by: 'all' }))).rejects.toMatchObject({ problem: { kind: 'contactsNotTold' } });
  });

  it('is not read again for a change of the words around it', async () => {
    const importId = await people();
    await count(contacts({ by: 'all' }));
    const before = (await practice.summary()).requestsByRoute['contacts.list'];
    expect((await count(all(contacts({ by: 'all' }), not(sheet(importId))))).people).toBe(34);
    expect((await practice.summary()).requestsByRoute['contacts.list']).toBe(before);
  });
});

describe('an audience put together', () => {
  it('joins sheets by person, and carries what each knows into the list', async () => {
    const first = await people();
    const second = await sheetOf(
      'outras',
      'Nome;Celular;Bairro',
      `Bia Souza;${bia};Urca`,
      'Adelaide;11 97120-4816;Mooca',
    );

    expect((await count(all(sheet(first), sheet(second)))).people).toBe(1);
    expect((await count(any(sheet(first), sheet(second)))).people).toBe(4);
    expect((await count(all(sheet(second), not(sheet(first))))).people).toBe(1);

    const importId = await make(any(sheet(first), sheet(second), contacts({ by: 'all' })));
    const byName = new Map(listed(importId).map(([name, , ...rest]) => [name, rest]));
    expect(malote.store.imports.get(importId).findings?.header).toEqual([
      'Nome',
      'Número',
      'Tags',
      'Bairro',
      'Cidade',
      'Segmento',
    ]);
    // The sheet first, the account where it says nothing.
    expect(byName.get('Ana')).toEqual(['', 'Centro', '', '']);
    expect(byName.get('Bia')).toEqual(['', 'Lapa', '', '']);
    expect(byName.get('Adelaide')).toEqual(['Cliente', 'Mooca', 'São Paulo', 'Varejo']);
    expect(byName.get('Firmino Arruda')).toEqual(['', '', 'Salvador', '']);
    expect(malote.store.imports.get(importId).rowTotal).toBe(37);
    expect(malote.store.rows.counts(importId)).toEqual(malote.store.rows.recount(importId));
  });

  it('is a list that a campaign writes to, and no job among the others', async () => {
    const importId = await make(sheet(await people()));
    expect(malote.engine.snapshots.list().map(({ job }) => job)).not.toContain(`i${importId}`);
    const campaignId = await malote.send(importId, { template: '{{nome}} de {{bairro}}' });
    await malote.until('it is over', () => malote.job(`c${campaignId}`).status === 'done');
    expect((await practice.messagesTo({ number: bia })).map(({ text }) => text)).toEqual(['Bia de Lapa']);
    expect((await practice.summary()).messages.sent).toBe(3);
  });

  it('tells people of another connection apart: they are meant, and cannot be written to from here', async () => {
    const path = join(folder, 'suporte.csv');
    await writeFile(path, `Nome;Celular\nDora;5531987654321\nAna;${ana}`);
    await practice.connect('Suporte');
    await practice.setWhatsapp('5531987654321', true);
    await malote.engine.accounts.probe(malote.accountId);
    const other = await malote.importSheet(path, { serviceId: practice.services[1]?.id ?? '' });
    await malote.engine.accounts.probe(malote.accountId);
    const here = await settled(
      malote.importSheet(join(folder, 'suporte.csv'), { serviceId: practice.serviceId, tags: [] }),
    );
    expect(
      malote.engine.audiences.sources({ accountId: malote.accountId, serviceId: practice.serviceId }).imports,
    ).toMatchObject([
      { importId: here, people: 2, isHere: true },
      { importId: other, people: 2, isHere: false },
    ]);

    expect(leftOutOf(await count(sheet(other)))).toEqual({ noContactHere: 2 });
    await expect(make(sheet(other))).rejects.toMatchObject({ problem: { kind: 'audienceEmpty' } });
    // As a condition it is as good as any.
    expect(await count(all(sheet(here), sheet(other)))).toMatchObject({ people: 2, recipients: 2, leftOut: [] });
  });

  it('keeps audiences under a name, and says when a part of one is gone', async () => {
    const importId = await people();
    const { engine } = malote;
    const id = engine.audiences.save({ name: 'Clientes VIP', definition: definition(sheet(importId)) });
    expect(engine.audiences.save({ name: 'clientes vip', definition: definition(contacts({ by: 'all' })) })).toBe(id);
    expect(engine.audiences.saved()).toMatchObject([{ id, name: 'clientes vip' }]);
    engine.audiences.remove(id);
    expect(engine.audiences.saved()).toEqual([]);
    await expect(count(sheet(999))).rejects.toMatchObject({ problem: { kind: 'audienceSourceGone' } });
  });
});

describe('an audience of what became of a campaign', () => {
  it('is who got it, who answered, who did not, and who was left out for a cause', async () => {
    const importId = await people();
    malote.engine.optouts.add(caio);
    const campaignId = await malote.send(importId);
    await malote.until('it is over', () => malote.job(`c${campaignId}`).status === 'done');
    await practice.write({ number: ana, text: 'Quero sim!' });
    await malote.until('the answer is heard', () => malote.store.deliveries.ofRow(campaignId, 1)?.repliedAt !== null);

    const names = async (is: OutcomeKind, cause: string | null = null) =>
      namesIn(await make(outcome(campaignId, is, cause)));
    expect(await names('got')).toEqual(['Ana', 'Bia']);
    expect(await names('answered')).toEqual(['Ana']);
    expect(await names('unanswered')).toEqual(['Bia']);
    expect(await names('skipped', 'optedOut')).toEqual(['Caio']);
    await expect(make(outcome(campaignId, 'skipped', 'missingVariable'))).rejects.toMatchObject({
      problem: { kind: 'audienceEmpty' },
    });
    expect((await count(outcome(campaignId, 'skipped'))).leftOut).toEqual([
      { problem: { kind: 'optedOut' }, count: 1 },
    ]);
  });
});

describe('who is left out of an audience', () => {
  it('adds up, each for one reason: opted out, marked in the account, on a list, written to lately', async () => {
    const importId = await people();
    const api = clientOf(practice);
    const { engine, store } = malote;
    await api.put(`contacts/${await contactIdOf('5511971204816')}`, { unsubscribed: true });
    await api.post(`contacts/${await contactIdOf('5511982316407')}/block`, { block: true, description: '' });
    const path = join(folder, 'registro.csv');
    await writeFile(path, '(21) 98877-6655\n(21) 97508-3164\n(51) 98417-0352\nsem número');
    const load = engine.blockLists.load(
      {
        path,
        fileName: 'registro.csv',
        name: 'Registro',
        source: '',
        dated: '2026-11-01',
        goodForDays: null,
        areas: ['21'],
        replaces: null,
      },
      never,
    );
    for await (const event of load)
      if (event.type === 'loaded') expect(event.list).toMatchObject({ numbers: 2, elsewhere: 1, notNumbers: 1 });
    const campaignId = await malote.send(importId, { exclusions: { ...noExclusions, blockLists: true } });
    await malote.until('it is over', () => malote.job(`c${campaignId}`).status === 'done');
    expect(malote.job(`c${campaignId}`).counts['skipped']).toBe(1);
    engine.optouts.add('5551984170352');
    expect((await settled(engine.audiences.refusals(importId, never))).readings.map(({ wasTold }) => wasTold)).toEqual([
      true,
      true,
    ]);

    const exclusions = { ...noExclusions, blockLists: true, contactedWithinDays: 7 };
    const counted = await count(any(sheet(importId), contacts({ by: 'all' })), exclusions);

    expect(leftOutOf(counted)).toEqual({
      ...{ optedOut: 1, unsubscribedInAccount: 1, blockedInAccount: 1, onBlockList: 2, contactedRecently: 2 },
    });
    expect(counted.people).toBe(37);
    expect(counted.recipients + counted.leftOut.reduce((sum, { count: n }) => sum + n, 0)).toBe(counted.people);

    const list = await make(any(sheet(importId), contacts({ by: 'all' })));
    const draft = { importId: list, content: plainText('Oi, {{nome}}'), exclusions, seed: 0 };
    const page = await engine.audiences.leftOut({ ...draft, kind: null, offset: 0, limit: 100 });
    expect(page.total).toBe(7);
    expect(await engine.audiences.leftOut({ ...draft, kind: 'onBlockList', offset: 1, limit: 1 })).toMatchObject({
      ...{ total: 2, rows: [{ problem: { kind: 'onBlockList', list: 'Registro', date: '2026-11-01' } }] },
    });
    const forecast = await engine.campaigns.audience(draft, never);
    expect(forecast.leftOut.reduce((sum, { count: n }) => sum + n, 0)).toBe(page.total);
    expect(store.rows.counts(list)).toEqual(store.rows.recount(list));
  });

  it('is nobody on doubt: an account that does not tell is noted as such, and what it said before counts', async () => {
    await clientOf(practice).put(`contacts/${await contactIdOf('5511971204816')}`, { unsubscribed: true });
    const { store, engine, accountId } = malote;
    const where = { accountId, serviceId: practice.serviceId };
    const importId = await people();
    await settled(engine.audiences.refusals(importId, never));
    expect(store.refusals.find(accountId, '5511971204816')).toBe('unsubscribed');

    // Within minutes it is not asked again; later it is, and by then it does not let itself be asked.
    const asked = (await practice.summary()).requestsByRoute['contacts.list'];
    await settled(engine.audiences.refusals(importId, never));
    expect((await practice.summary()).requestsByRoute['contacts.list']).toBe(asked);
    await practice.setDialect([{ contactFilters: 'refused' }]);
    await time.advance(10 * 60_000);
    const { readings, problem } = await settled(engine.audiences.refusals(importId, never));

    expect([problem, readings.map(({ wasTold }) => wasTold)]).toEqual([null, [false, false]]);
    expect(store.refusals.readings(where).every(({ wasTold }) => !wasTold)).toBe(true);
    expect(store.refusals.find(accountId, '5511971204816')).toBe('unsubscribed');
  });
});
