import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platform } from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import { diskParts, type Parts } from '#main/engine/export/parts.ts';
import type { Fault } from '#main/practice/fault.ts';
import { createStore } from '#main/store/store.ts';
import { openSheet } from '#main/tabular/open.ts';
import { openArchive } from '#main/tabular/zip.ts';
import type { ExportWish } from '#shared/export/wish.ts';
import { usualContactColumns } from '#shared/lookup/contacts.ts';
import { anyTicket, type TicketFilter, usualTicketColumns } from '#shared/lookup/tickets.ts';
import { ProblemError } from '#shared/problem.ts';
import { anotherHand, told } from '../support/account.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { Dead, mortalStore } from '../support/mortal-store.ts';
import { type Practice, type PracticeSetup, startPractice } from '../support/practice.ts';
import { openMemoryStore } from '../support/store.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface World {
  readonly time: TestClock;
  readonly practice: Practice;
  readonly folder: string;
  readonly db: ReturnType<typeof openMemoryStore>['db'];
}

/** An account of 27 tickets and some people, which gives ten of anything at a time. */
async function aWorld(setup: PracticeSetup = {}): Promise<World> {
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock, dialect: { largestPage: 10 }, ...setup });
  open.push(practice.close);
  const folder = await mkdtemp(join(tmpdir(), 'malote-exports-'));
  open.push(() => rm(folder, { recursive: true, force: true }));
  return { time, practice, folder, db: openMemoryStore().db };
}

const storeOf = ({ db }: World) => createStore(db, { schema: 1, folder: '/nowhere', onClose: () => undefined });

async function aMalote(world: World, more: { store?: ReturnType<typeof storeOf>; parts?: Parts } = {}) {
  const malote = await startEngine({ ...world, store: storeOf(world), ...more });
  open.push(malote.stop);
  return malote;
}

const allTickets = (): ExportWish => ({
  ...{ what: 'tickets', format: 'csv', filter: anyTicket, columns: [...usualTicketColumns] },
});
// Of an open ticket the time goes on.
const ofClosed = { ...anyTicket, which: 'closed' } as const;
const closedTickets = (format: 'csv' | 'xlsx'): ExportWish => ({
  ...{ what: 'tickets', format, filter: ofClosed, columns: [...usualTicketColumns] },
});
const allContacts: ExportWish = {
  ...{ what: 'contacts', format: 'csv', serviceId: null, filter: { by: 'all' }, fieldIds: [] },
  columns: [...usualContactColumns],
};
const ofOpen = { ...anyTicket, which: 'open' } as const;
const conversations = (as: 'txt' | 'pdf', filter: TicketFilter = ofOpen): ExportWish => ({
  ...{ what: 'conversations', as, of: { filter } },
});

const begin = ({ engine, accountId }: TestEngine, wish: ExportWish, path: string, overwrites = false) =>
  engine.exportJobs.create({
    ...{ accountId, name: 'Exportação', wish, path, overwrites, language: 'pt-BR', timeZone: 'America/Sao_Paulo' },
  });

/** Its end, whichever it is. */
async function run(malote: TestEngine, wish: ExportWish, path: string) {
  const id = await begin(malote, wish, path);
  await malote.until('it is over', () => malote.job(`e${id}`).status !== 'running');
  return { id, job: malote.job(`e${id}`), detail: malote.engine.exportJobs.detail(id) };
}

const hashOf = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

async function rowsOf(path: string): Promise<string[][]> {
  const sheet = await openSheet(path, {}, { platform });
  if (!sheet.ok) throw new Error(sheet.error.kind);
  const rows: string[][] = [[...sheet.value.findings.header]];
  for await (const chunk of sheet.value.rows()) {
    if (!chunk.ok) throw new Error(chunk.error.kind);
    for (const { cells } of chunk.value.rows) rows.push([...cells]);
  }
  return rows;
}

describe('an export', () => {
  it('holds every ticket of the account once, oldest first, under the name that was asked for', async () => {
    const world = await aWorld();
    const { practice, time, folder } = world;
    const hand = anotherHand(practice, time.clock);
    open.push(hand.close);
    const path = join(folder, 'chamados.csv');
    const { job, detail } = await run(await aMalote(world), allTickets(), path);
    expect(job).toMatchObject({
      kind: 'export',
      status: 'done',
      counts: { written: 27, failed: 0, open: 0 },
      total: 27,
    });
    expect(detail).toMatchObject({ path, isPartial: false });
    const [head, ...rows] = await rowsOf(path);
    expect(head?.slice(0, 4)).toEqual(['Protocolo', 'Situação', 'Contato', 'Número']);
    const protocols: (string | null)[] = [];
    for (let page = 1; page <= 3; page += 1) {
      const { tickets } = told(await hand.digisac.ticketPage({ which: 'all', order: 'oldest', page }));
      protocols.push(...tickets.map(({ protocol }) => protocol));
    }
    expect(rows.map(([protocol]) => protocol)).toEqual(protocols);
    expect(rows.filter(([, state]) => state === 'Aberto')).toHaveLength(3);
    expect(await readdir(folder)).toEqual(['chamados.csv']);
  });

  it('is the same as a workbook', async () => {
    const world = await aWorld();
    const malote = await aMalote(world);
    const [csv, xlsx] = [join(world.folder, 'a.csv'), join(world.folder, 'a.xlsx')];
    await run(malote, closedTickets('csv'), csv);
    const { detail } = await run(malote, closedTickets('xlsx'), xlsx);
    expect(detail.path).toBe(xlsx);
    expect(await rowsOf(xlsx)).toEqual(await rowsOf(csv));
    expect((await readdir(world.folder)).sort()).toEqual(['a.csv', 'a.xlsx']);
  });

  it('defuses what a spreadsheet program would run, in its own file and in that of the account', async () => {
    const world = await aWorld();
    const { practice, time, folder } = world;
    const hand = anotherHand(practice, time.clock);
    open.push(hand.close);
    const { serviceId } = practice;
    const draft = { number: '5511981000077', name: '=HYPERLINK("x")', serviceId, departmentId: null, fields: {} };
    told(await hand.digisac.createContact(draft));
    const malote = await aMalote(world);
    for (const wish of [allContacts, { what: 'contactsOfAccount', serviceId } as const]) {
      const path = join(folder, `${wish.what}.csv`);
      const { detail } = await run(malote, wish, path);
      expect(detail).toMatchObject({ isOurs: false, isPartial: false });
      const names = (await rowsOf(path)).map(([name]) => name);
      expect(names).toContain('\'=HYPERLINK("x")');
      expect(names).not.toContain('=HYPERLINK("x")');
      expect(detail.written).toBe(names.length - 1);
    }
  });

  it('lists by itself what an account sends by e-mail only, and says so', async () => {
    const world = await aWorld({ dialect: { largestPage: 10, exports: 'later' } });
    const path = join(world.folder, 'historico.csv');
    const { detail } = await run(await aMalote(world), { what: 'history', serviceId: null }, path);
    expect(detail).toMatchObject({ isOurs: true, written: 27, isPartial: false });
    expect(await rowsOf(path)).toHaveLength(28);
  });

  it('puts each conversation into one archive, and tells in it which are missing and why', async () => {
    const world = await aWorld();
    const malote = await aMalote(world);
    const whole = await run(malote, conversations('txt'), join(world.folder, 'conversas.zip'));
    expect(whole.detail).toMatchObject({ written: 3, failed: 0, isPartial: false });
    await world.practice.setFaults([
      { kind: 'serverError', routes: ['tickets.exportPdf'], from: 2, times: 6, status: 500 },
    ]);
    const partial = await run(malote, conversations('pdf'), join(world.folder, 'pdf.zip'));
    expect(partial.detail).toMatchObject({ written: 2, failed: 1, isPartial: true });
    expect(partial.detail.path).toBe(join(world.folder, 'pdf (parcial).zip'));
    const archive = await openArchive(partial.detail.path);
    expect(archive.names).toHaveLength(3);
    expect(archive.names).toContain('faltam.csv');
    const [first = ''] = archive.names;
    const bytes: Uint8Array[] = [];
    for await (const piece of (await archive.read(first)) ?? []) bytes.push(piece);
    expect(Buffer.concat(bytes).toString('latin1')).toMatch(/^%PDF/);
    archive.close();
    expect((await readdir(world.folder)).sort()).toEqual(['conversas.zip', 'pdf (parcial).zip']);
  });

  it('of one ticket is the conversation itself, found by its protocol', async () => {
    const world = await aWorld({ faults: [{ kind: 'lost', routes: ['tickets.export'], nth: [1] }] });
    const malote = await aMalote(world);
    const all = await malote.engine.tickets.page(
      { accountId: malote.accountId, filter: anyTicket, order: 'newest', page: 1 },
      new AbortController().signal,
    );
    const [ticket] = all.tickets;
    const named = { id: null, protocol: ticket?.protocol ?? null };
    const wish: ExportWish = { what: 'conversations', as: 'txt', of: { tickets: [named] } };
    const { detail } = await run(malote, wish, join(world.folder, 'a.txt'));
    expect(detail).toMatchObject({ written: 1, isPartial: false });
    const text = await readFile(join(world.folder, 'a.txt'), 'utf8');
    expect(text.split('\n')[0]).toBe(`Protocolo: ${ticket?.protocol}`);
    const pdf: ExportWish = { what: 'conversations', as: 'pdf', of: { tickets: [named] } };
    await run(malote, pdf, join(world.folder, 'a.pdf'));
    expect(await readFile(join(world.folder, 'a.pdf'), 'latin1')).toContain(`Protocolo ${ticket?.protocol}`);
  });

  it('is made anew where somebody took its part away', async () => {
    const world = await aWorld({
      faults: [{ kind: 'throttle', routes: ['tickets.list'], nth: [2], retryAfterMs: 60_000 }],
    });
    const malote = await aMalote(world);
    const path = join(world.folder, 'chamados.csv');
    const id = await begin(malote, allTickets(), path);
    await malote.until('a page is written', () => malote.job(`e${id}`).progress.done === 10);
    await malote.engine.jobs.pause(`e${id}`);
    await rm(`${path}.part`);
    await malote.engine.jobs.resume(`e${id}`);
    await malote.until('it is done', () => malote.job(`e${id}`).status === 'done');
    expect(await rowsOf(path)).toHaveLength(28);
  });

  const faults: readonly Fault[][] = [
    [{ kind: 'serverError', routes: ['tickets.list'], nth: [2], status: 500 }],
    [{ kind: 'lost', routes: ['tickets.list'], nth: [1, 3] }],
    [{ kind: 'truncated', routes: ['tickets.list'], nth: [2] }],
    [{ kind: 'throttle', routes: ['tickets.list'], nth: [2], retryAfterMs: 30_000 }],
  ];
  it.each(faults.map((list) => [list[0]?.kind, list] as const))(
    'is whole, and told no twice, where the account fails by the way: %s',
    async (_, list) => {
      const world = await aWorld({ faults: list });
      const path = join(world.folder, 'chamados.csv');
      const { detail } = await run(await aMalote(world), allTickets(), path);
      expect(detail).toMatchObject({ written: 27, isPartial: false });
      expect(new Set((await rowsOf(path)).map(([protocol]) => protocol)).size).toBe(28);
    },
  );

  it('says that it is a part where the account does not turn its pages', async () => {
    const world = await aWorld({ dialect: { largestPage: 10, pageNumber: 'ignored' } });
    const { detail } = await run(await aMalote(world), allTickets(), join(world.folder, 'chamados.csv'));
    expect(detail).toMatchObject({ written: 10, isCut: true, path: join(world.folder, 'chamados (parcial).csv') });
  });

  it('never takes the place of a file that is there, unless it may', async () => {
    const world = await aWorld();
    const malote = await aMalote(world);
    const path = join(world.folder, 'chamados.csv');
    await writeFile(path, 'meu');
    const refused: unknown = await begin(malote, allTickets(), path).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect(await readFile(path, 'utf8')).toBe('meu');
    const id = await begin(malote, allTickets(), path, true);
    await malote.until('it is over', () => malote.job(`e${id}`).status === 'done');
    expect(await rowsOf(path)).toHaveLength(28);
  });

  it('keeps somebody else’s file that came to its place meanwhile, and waits', async () => {
    const world = await aWorld();
    const disk = diskParts(platform);
    const path = join(world.folder, 'chamados.csv');
    let pages = 0;
    const parts: Parts = {
      ...disk,
      settle: async (part, length) => {
        pages += 1;
        if (pages === 2) await writeFile(path, 'meu');
        await disk.settle(part, length);
      },
    };
    const malote = await aMalote(world, { parts });
    const { job } = await run(malote, allTickets(), path);
    expect(job).toMatchObject({ status: 'paused', reason: { kind: 'targetThere', path } });
    await rm(path);
    await malote.engine.jobs.resume('e1');
    await malote.until('it is done', () => malote.job('e1').status === 'done');
    expect(await rowsOf(path)).toHaveLength(28);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const world = await aWorld({
      faults: [{ kind: 'throttle', routes: ['tickets.list'], from: 2, retryAfterMs: 60_000 }],
    });
    const malote = await aMalote(world);
    const id = await begin(malote, allTickets(), join(world.folder, 'chamados.csv'));
    await malote.until('a page is written', () => malote.job(`e${id}`).progress.done === 10);
    expect(await readdir(world.folder)).toEqual(['chamados.csv.part']);
    await malote.engine.jobs.cancel(`e${id}`);
    expect(malote.job(`e${id}`).status).toBe('cancelled');
    expect(await readdir(world.folder)).toEqual([]);
  });

  it('waits where the disk is full or the folder is gone, and goes on without a line twice', async () => {
    const world = await aWorld();
    const disk = diskParts(platform);
    let isFull = false;
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const parts: Parts = {
      ...disk,
      write: async (part, at, bytes) => {
        if (!isFull || at === 0) return disk.write(part, at, bytes);
        await disk.write(part, at, bytes.subarray(0, 3));
        throw full;
      },
    };
    const malote = await aMalote(world, { parts });
    isFull = true;
    const path = join(world.folder, 'chamados.csv');
    const { id, job } = await run(malote, allTickets(), path);
    expect(job).toMatchObject({ status: 'paused', reason: { kind: 'diskFull' }, counts: { written: 10 } });
    isFull = false;
    const gone = `${world.folder}-away`;
    await rename(world.folder, gone);
    await malote.engine.jobs.resume(`e${id}`);
    await malote.until('it waits', () => malote.job(`e${id}`).status !== 'running');
    expect(malote.job(`e${id}`).reason).toEqual({ kind: 'folderNotFound', folder: world.folder });
    await rename(gone, world.folder);
    await malote.engine.jobs.resume(`e${id}`);
    await malote.until('it is done', () => malote.job(`e${id}`).status === 'done');
    const protocols = (await rowsOf(path)).map(([protocol]) => protocol);
    expect(new Set(protocols).size).toBe(protocols.length);
    expect(protocols).toHaveLength(28);
  });
});

/** One life of Malote, up to the end of its export or its death at a commit, counted from the one that began the export. */
async function live(
  world: World,
  ask: { wish: ExportWish; path: string },
  death: { step: number; when: 'before' | 'after' } | null,
): Promise<{ died: boolean; first: number; steps: number }> {
  const mortal = mortalStore(storeOf(world), death ?? { step: Number.POSITIVE_INFINITY, when: 'after' });
  let malote: TestEngine | null = null;
  let first = 0;
  try {
    const alive = await startEngine({ ...world, store: mortal.store });
    malote = alive;
    first = mortal.steps() + 1;
    if (!alive.engine.snapshots.find('e1')) await begin(alive, ask.wish, ask.path);
    await alive.until('it is done', () => alive.job('e1').status === 'done');
  } catch (error) {
    if (!(error instanceof Dead)) throw error;
  }
  await malote?.stop().catch(() => undefined);
  await world.time.settle();
  return { died: mortal.isDead(), first, steps: mortal.steps() };
}

const lately = (nowMs: number): TicketFilter => ({
  ...ofClosed,
  period: { fromMs: nowMs - 20 * 86_400_000, toMs: nowMs },
});
const ownContacts = (serviceId: string): ExportWish => ({ what: 'contactsOfAccount', serviceId });

describe('an export whose Malote dies', () => {
  it.each([
    ['lines', 'a.csv', () => closedTickets('csv'), 4],
    ['a workbook', 'a.xlsx', () => closedTickets('xlsx'), 5],
    ['conversations', 'a.zip', ({ time }: World) => conversations('txt', lately(time.clock.now())), 7],
    ['the account’s own file', 'b.csv', ({ practice }: World) => ownContacts(practice.serviceId), 5],
  ])('at its commits, before or after one, comes to the same bytes: %s', async (_, name, wishIn, every) => {
    const world = await aWorld();
    const wish = wishIn(world);
    const path = join(world.folder, name);
    const { first, steps } = await live(world, { wish, path }, null);
    const undisturbed = await hashOf(path);
    let deaths = 0;
    for (let step = first; step <= steps; step += every) {
      for (const when of ['before', 'after'] as const) {
        const again: World = { ...world, db: openMemoryStore().db };
        await rm(path);
        if ((await live(again, { wish, path }, { step, when })).died) deaths += 1;
        await live(again, { wish, path }, null);
        expect(await hashOf(path), `death ${when} commit ${step}`).toBe(undisturbed);
        expect(await readdir(world.folder)).toEqual([name]);
      }
    }
    expect(deaths).toBeGreaterThan(1);
  });
});
