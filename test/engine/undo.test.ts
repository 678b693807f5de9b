import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountContact } from '#main/digisac/digisac.ts';
import type { PracticeOptions } from '#main/practice/options.ts';
import { setPragmas } from '#main/store/open.ts';
import { createStore, type Store } from '#main/store/store.ts';
import type { ColumnTarget } from '#shared/mapping/mapping.ts';
import { ProblemError } from '#shared/problem.ts';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import type { UndoCount } from '#shared/rpc/undos.ts';
import { anotherHand, told } from '../support/account.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { Dead, mortalStore } from '../support/mortal-store.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { openMemoryStore } from '../support/store.ts';

// Four that are new, and two that the account has, with other values.
const sheet = [
  'Nome;Celular;Cidade;Tags',
  'Nova Um;(11) 98100-0001;Recife;natal',
  'Nova Dois;(11) 98100-0002;;',
  'Nova Três;(11) 98100-0003;Olinda;',
  'Nova Quatro;(11) 98100-0004;Olinda;',
  'Ana Souza;(11) 98100-0005;Olinda;natal',
  'Bia Lima;(11) 98100-0006;;natal',
].join('\r\n');
const people = [
  { number: '5511981000005', name: 'Ana', city: 'Recife' },
  { number: '5511981000006', name: 'Bia', city: 'Natal' },
];
const columns: ColumnTarget[] = [
  { kind: 'name' },
  { kind: 'number' },
  { kind: 'field', name: 'Cidade' },
  { kind: 'tags' },
];
const options: Partial<ImportOptions> = {
  ...{ existing: 'overwrite', blanks: 'erase', tagRule: 'replace', tags: ['feira'] },
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-undo-'));
  await writeFile(join(folder, 'sheet.csv'), sheet, 'latin1');
  const lines = sheet.split('\r\n');
  await writeFile(join(folder, 'two.csv'), [lines[0], lines[1], lines[5]].join('\r\n'), 'latin1');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open: { close: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** An account with `people` in it, and what it looks like to somebody else. */
async function anAccount(setup: Partial<Pick<PracticeOptions, 'dialect' | 'statePath'>> = {}) {
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock, habits: { withoutWhatsapp: 0, replies: 0 }, ...setup });
  open.push(practice);
  const hand = anotherHand(practice, time.clock);
  open.push(hand);
  const { digisac } = hand;
  const city = told(await digisac.customFields()).find(({ name }) => name === 'Cidade')?.id ?? '';
  const vip = told(await digisac.tags()).find(({ label }) => label === 'VIP')?.id ?? '';
  const isNew = (await hand.contacts()).get(people[0]?.number ?? '') === undefined;
  for (const person of isNew ? people : []) {
    const draft = { number: person.number, name: person.name, serviceId: practice.serviceId, departmentId: null };
    const { id } = told(await digisac.createContact({ ...draft, fields: { [city]: person.city } }));
    told(await digisac.tagContacts(vip, [id]));
  }
  // What the practice account has besides is none of the sheet's.
  const look = async () => {
    const all = await hand.contacts();
    const own = [...all].filter(([number]) => number.startsWith('551198100000'));
    return new Map(own.map(([number, contact]) => [number.slice(-1), contact]));
  };
  return { time, practice, hand, city, look };
}

const seen = (contacts: ReadonlyMap<string, AccountContact>) =>
  [...contacts]
    .map(([place, { name, fields, tagIds }]) => ({
      ...{ place, name, tags: (tagIds ?? []).toSorted() },
      fields: Object.entries(fields ?? {}).filter(([, value]) => value !== ''),
    }))
    .toSorted((a, b) => a.place.localeCompare(b.place));

async function importInto(malote: TestEngine, name = 'sheet.csv'): Promise<number> {
  const importId = await malote.stage(join(folder, name), options);
  await malote.engine.imports.configure(importId, { mapping: columns });
  await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
  await malote.engine.imports.create(importId);
  await malote.until('it is created', () => malote.job(`i${importId}`).status === 'done');
  return importId;
}

async function imported(setup: Partial<Pick<PracticeOptions, 'dialect'>> = {}) {
  const account = await anAccount(setup);
  const before = seen(await account.look());
  const malote = await startEngine({ practice: account.practice, time: account.time });
  open.push({ close: malote.stop });
  const importId = await importInto(malote);
  const look = async () => {
    await begin(malote, () => malote.engine.undos.look(importId));
    await malote.until('it has looked', () => malote.job(`u${importId}`).status !== 'running');
  };
  const undo = async () => {
    await malote.engine.undos.start(importId);
    await malote.until('it is undone', () => malote.job(`u${importId}`).status !== 'running');
  };
  return { ...account, before, malote, importId, lookAt: look, undo, counts: () => countsOf(malote.store, importId) };
}

/** What is asked of the account meanwhile needs time to pass. */
async function begin(malote: TestEngine, work: () => Promise<unknown>): Promise<void> {
  let end: { readonly error: unknown } | null = null;
  const working = work().then(
    () => {
      end = { error: null };
    },
    (error: unknown) => {
      end = { error };
    },
  );
  await malote.until('it is begun', () => end !== null);
  await working;
  const { error } = end ?? { error: null };
  if (error !== null) throw error;
}

const problemOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.kind;
    throw error;
  }
  return 'none';
};

const nameOf = ({ action, state, problem }: UndoCount): string => [action, state, problem ?? ''].join(' ').trim();
const countsOf = (store: Store, importId: number): Readonly<Record<string, number>> =>
  Object.fromEntries(store.undos.counts(importId).map((count) => [nameOf(count), count.count]));

describe('an import that is undone', () => {
  it('is looked at first, with reads alone, and then leaves the account as it was', async () => {
    const { practice, malote, importId, before, look, lookAt, undo, counts } = await imported();
    expect(seen(await look())).not.toEqual(before);
    const { n } = (await practice.requests()).at(-1) ?? { n: 0 };
    await lookAt();
    expect((await practice.requests(n)).every(({ outcome }) => outcome === 'read')).toBe(true);
    expect(malote.job(`u${importId}`)).toMatchObject({ kind: 'undo', status: 'waiting', phase: 'review', total: 6 });
    expect(counts()).toEqual({ 'delete planned': 4, 'restore planned': 2 });

    await undo();
    expect(malote.job(`u${importId}`)).toMatchObject({ status: 'done', counts: { deleted: 4, restored: 2 } });
    expect(malote.job(`u${importId}`).progress).toEqual({ done: 6, total: 6 });
    expect(seen(await look())).toEqual(before);
    expect(malote.store.undos.counts(importId)).toEqual(malote.store.undos.recount(importId));
  });

  it.each([
    ...['tags-by-name', 'fields-by-id', 'clock-ahead', 'dates-seconds', 'single-in-data', 'bare-lists', 'tags-added'],
  ] as const)('leaves the account as it was in the dialect %s', async (dialect) => {
    const { before, malote, importId, look, lookAt, undo } = await imported({ dialect });
    await lookAt();
    await undo();
    expect(malote.job(`u${importId}`).counts).toEqual({ deleted: 4, restored: 2 });
    expect(seen(await look())).toEqual(before);
  });

  it('keeps whom somebody has used since: who wrote, and whom an agent wrote to', async () => {
    const { practice, look, lookAt, undo, counts } = await imported();
    const contacts = await look();
    await practice.write({ contactId: contacts.get('1')?.id ?? '', text: 'Oi', from: 'person' });
    await lookAt();
    expect(counts()).toMatchObject({ 'delete planned': 3, 'delete kept contactUsedSince': 1 });
    // And who is used after the look, but before it is their turn.
    await practice.write({ contactId: contacts.get('2')?.id ?? '', text: 'Bom dia', from: 'agent' });
    await undo();
    expect(counts()).toEqual({
      'delete deleted': 2,
      'delete kept contactUsedSince': 2,
      'restore restored': 2,
    });
    expect([...(await look()).keys()].toSorted()).toEqual(['1', '2', '5', '6']);
  });

  it('keeps whom a message of ours went out to, or may have: of one the log alone knows', async () => {
    const { practice, malote, importId, lookAt, counts } = await imported();
    await practice.setFaults([{ kind: 'lost', routes: ['messages.create'], nth: [1], effect: false }]);
    const campaignId = await malote.send(importId, { inDoubt: 'hold', pace: { concurrency: 1 } });
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
    expect(malote.job(`c${campaignId}`).counts['held']).toBe(1);
    await lookAt();
    expect(counts()).toMatchObject({ 'delete kept contactUsedSince': 4, 'restore planned': 2 });
  });

  it('keeps whom somebody else has changed, and what somebody else has written', async () => {
    const { hand, city, look, lookAt, undo, counts } = await imported();
    const contacts = await look();
    const idOf = (place: string) => contacts.get(place)?.id ?? '';
    told(await hand.digisac.updateContact(idOf('1'), { name: 'Nova Um (cliente)' }));
    told(await hand.digisac.updateContact(idOf('2'), { fields: { [city]: 'Caruaru' } }));
    // Of Ana the name is still the import's, her city is not.
    told(await hand.digisac.updateContact(idOf('5'), { fields: { [city]: 'Natal' } }));
    await lookAt();
    await undo();
    expect(counts()).toEqual({
      'delete deleted': 2,
      'delete kept contactChangedSince': 2,
      'restore restored contactChangedSince': 1,
      'restore restored': 1,
    });
    const after = await look();
    expect(after.get('5')).toMatchObject({ name: 'Ana', fields: { [city]: 'Natal' } });
    expect(after.get('6')).toMatchObject({ name: 'Bia', fields: { [city]: 'Natal' } });
  });

  it('keeps whom another import has as well, and does not mind who is gone already', async () => {
    const { hand, malote, importId, look, lookAt, undo, counts } = await imported();
    const contacts = await look();
    await writeFile(join(folder, 'other.csv'), 'Nome;Celular\r\nNova Um;(11) 98100-0001', 'latin1');
    await malote.importSheet(join(folder, 'other.csv'));
    told(await hand.digisac.deleteContact(contacts.get('2')?.id ?? ''));
    await lookAt();
    expect(counts()).toEqual({
      ...{ 'delete planned': 2, 'delete kept contactInOtherImport': 1, 'delete gone': 1 },
      'restore planned': 2,
    });
    told(await hand.digisac.deleteContact(contacts.get('3')?.id ?? ''));
    await undo();
    expect(malote.job(`u${importId}`)).toMatchObject({ status: 'done', counts: { deleted: 1, gone: 2, kept: 1 } });
  });

  it.each([
    ['lost after the effect', { kind: 'lost', rate: 0.25, effect: true }],
    ['lost before the effect', { kind: 'lost', rate: 0.25, effect: false }],
    ['answered with 500 after the effect', { kind: 'serverError', rate: 0.4, status: 500, effect: true }],
    ['done only after the connection has broken', { kind: 'late', rate: 0.4, ms: 2_000 }],
    ['slowed down', { kind: 'throttle', rate: 0.4, retryAfterMs: 2_000 }],
  ] as const)('comes out right while requests are %s', async (_, fault) => {
    const { practice, malote, importId, before, look, lookAt, undo } = await imported();
    await lookAt();
    const routes = ['contacts.delete', 'contacts.update', 'tags.addContacts', 'tags.removeContacts'] as const;
    await practice.setFaults([{ ...fault, routes: [...routes] }]);
    await undo();
    await practice.setFaults([]);
    const { status, counts } = malote.job(`u${importId}`);
    expect({ status, counts }).toEqual({ status: 'done', counts: { deleted: 4, restored: 2 } });
    expect(seen(await look())).toEqual(before);
  });

  it('fails what the account refuses, with its reason, and takes it up again when told to', async () => {
    const { practice, malote, importId, before, look, lookAt, undo, counts } = await imported();
    await lookAt();
    await practice.setFaults([{ kind: 'serverError', routes: ['contacts.delete'], status: 400 }]);
    await undo();
    expect(counts()).toMatchObject({ 'delete failed contactNotDeleted': 4, 'restore restored': 2 });
    await practice.setFaults([]);
    expect(await malote.engine.jobs.retry(`u${importId}`)).toBe(4);
    await malote.until('it is undone', () => malote.job(`u${importId}`).status === 'done');
    expect(seen(await look())).toEqual(before);
  });

  it('can be paused, resumed and cancelled, and what was left can be undone later', async () => {
    const { malote, importId, before, look, lookAt, undo, counts } = await imported();
    await lookAt();
    await malote.engine.undos.start(importId);
    await malote.until('some is done', () => malote.job(`u${importId}`).progress.done > 0);
    await begin(malote, () => malote.engine.jobs.pause(`u${importId}`));
    expect(malote.job(`u${importId}`)).toMatchObject({ status: 'paused', reason: { kind: 'pausedByUser' } });
    await malote.engine.jobs.resume(`u${importId}`);
    await begin(malote, () => malote.engine.jobs.cancel(`u${importId}`));
    const all = Object.values(counts()).reduce((sum, count) => sum + count, 0);
    expect(all).toBe(6);
    expect(Object.keys(malote.job(`u${importId}`).counts).toSorted()).toEqual(['cancelled', 'deleted']);

    await lookAt();
    await undo();
    expect(malote.job(`u${importId}`)).toMatchObject({ status: 'done', counts: { deleted: 4, restored: 2 } });
    expect(seen(await look())).toEqual(before);
  });
});

describe('what cannot be', () => {
  it('no campaign begins, and none goes on, with contacts of an import that was undone', async () => {
    const { practice, malote, importId, lookAt, undo } = await imported();
    await practice.setFaults([{ kind: 'serverError', routes: ['messages.create'], status: 400 }]);
    const campaignId = await malote.send(importId, { pace: { concurrency: 1 } });
    await malote.until('it has failed', () => malote.job(`c${campaignId}`).status === 'done');
    await practice.setFaults([]);
    await lookAt();
    await undo();
    const retry = () => malote.engine.jobs.retry(`c${campaignId}`);
    expect(await problemOf(() => malote.send(importId))).toBe('importUndone');
    expect(await problemOf(retry)).toBe('importUndone');
    expect((await practice.summary()).messages.sent).toBe(0);
  });

  it('nothing is undone while a campaign still has messages for it', async () => {
    const { malote, importId, lookAt } = await imported();
    const campaignId = await malote.send(importId, { pace: { rate: { count: 1, windowMs: 60_000 } } });
    expect(await problemOf(() => malote.engine.undos.look(importId))).toBe('importInUse');
    await begin(malote, () => malote.engine.jobs.cancel(`c${campaignId}`));
    await lookAt();
    expect(malote.job(`u${importId}`).phase).toBe('review');
  });

  it('there is nothing to undo of an import that has created nothing, nor before it is done', async () => {
    const account = await anAccount();
    const malote = await startEngine({ practice: account.practice, time: account.time });
    open.push({ close: malote.stop });
    const importId = await malote.stage(join(folder, 'sheet.csv'));
    expect(await problemOf(() => malote.engine.undos.look(importId))).toBe('importNotReady');
    await malote.engine.jobs.cancel(`i${importId}`);
    expect(await problemOf(() => malote.engine.undos.look(importId))).toBe('nothingToUndo');
    expect(await problemOf(() => malote.engine.undos.look(99))).toBe('jobUnknown');
    expect(await problemOf(() => malote.engine.undos.start(importId))).toBe('jobUnknown');
  });
});

describe('death at a commit of the undo', () => {
  /** One life of Malote: undoes what it finds imported, up to the end or its death. */
  async function live(
    world: {
      practice: Practice;
      time: ReturnType<typeof createTestClock>;
      db: ReturnType<typeof openMemoryStore>['db'];
    },
    death: { step: number; when: 'before' | 'after' } | null,
  ) {
    const { practice, time, db } = world;
    const own = createStore(db, { schema: 1, folder: '/nowhere', onClose: () => undefined });
    const mortal = mortalStore(own, death ?? { step: Number.POSITIVE_INFINITY, when: 'after' });
    let malote: TestEngine | null = null;
    try {
      malote = await startEngine({ practice, time, store: mortal.store });
      const { engine, job, until } = malote;
      if (!engine.snapshots.find('u1')) await engine.undos.look(1);
      await until('it has looked', () => job('u1').phase !== 'look');
      if (job('u1').phase === 'review') await engine.undos.start(1);
      await until('it is undone', () => job('u1').status === 'done');
    } catch (error) {
      if (!(error instanceof Dead)) throw error;
    }
    await malote?.stop().catch(() => undefined);
    await time.settle();
    return { steps: mortal.steps() };
  }

  /** An account and a log right after the import, to be taken up as often as it is needed. */
  async function prepared() {
    const statePath = join(folder, 'account');
    const account = await anAccount({ statePath });
    const before = seen(await account.look());
    const { db, store } = openMemoryStore();
    const malote = await startEngine({ practice: account.practice, time: account.time, store });
    await importInto(malote, 'two.csv');
    await malote.stop();
    for (const one of open.splice(0).reverse()) await one.close();
    return { before, statePath, log: db.serialize() };
  }

  async function survive(
    from: Awaited<ReturnType<typeof prepared>>,
    deaths: readonly { step: number; when: 'before' | 'after' }[],
  ) {
    const statePath = await mkdtemp(join(folder, 'account-'));
    await cp(from.statePath, statePath, { recursive: true });
    const account = await anAccount({ statePath });
    const db = new Database(from.log);
    setPragmas(db);
    const world = { practice: account.practice, time: account.time, db };
    for (const death of deaths) await live(world, death);
    const { steps } = await live(world, null);
    const store = createStore(db, { schema: 1, folder: '/nowhere', onClose: () => undefined });
    expect(countsOf(store, 1)).toEqual({ 'delete deleted': 1, 'restore restored': 1 });
    expect(seen(await account.look())).toEqual(from.before);
    for (const one of open.splice(0).reverse()) await one.close();
    return steps;
  }

  it('leaves the account as it was, and every contact counted once', async () => {
    const from = await prepared();
    const steps = await survive(from, []);
    expect(steps).toBeGreaterThan(10);
    for (let step = 1; step <= steps; step += 1) {
      const when = step % 2 === 0 ? 'before' : 'after';
      try {
        await survive(from, [{ step, when }]);
      } catch (error) {
        throw new Error(`death ${when} commit ${step}`, { cause: error });
      }
    }
  });
});
