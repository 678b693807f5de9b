import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ProblemError } from '#shared/problem.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, type PracticeSetup, startPractice } from '../support/practice.ts';
import { openMemoryStore } from '../support/store.ts';

const forever = new AbortController().signal;
const dayMs = 86_400_000;

let folder = '';
let open: { practice: Practice; malote: TestEngine } | null = null;
afterEach(async () => {
  await open?.malote.stop();
  await open?.practice.close();
  open = null;
  if (folder !== '') await rm(folder, { recursive: true, force: true });
  folder = '';
});

const ana = '5511987650001';
const sheetText = `Nome;Celular;Consentimento;Data do consentimento;Recado
Ana Souza;(11) 98765-0001;Sim, no site;03/02/2026;
Bia;11 98765-0002;Não;03/02/2026;
Caio;11 98765-0003;;;ligar para Ana 98765-0001
Davi;11 98765-0004;;;indicado por +55 (11) 98765-0001
Ana de novo;11987650001;;;
`;

async function aDesk(setup: PracticeSetup = {}) {
  const time = createTestClock();
  const practice = await startPractice({ habits: { replies: 0, optOuts: 0 }, ...setup, clock: time.clock });
  const { store: plain, db } = openMemoryStore();
  folder = await mkdtemp(join(tmpdir(), 'malote-privacy-'));
  const store = { ...plain, folder };
  const malote = await startEngine({ practice, time, store });
  open = { practice, malote };
  const path = join(folder, 'clientes.csv');
  await writeFile(path, sheetText);
  const stage = () => malote.stage(path);
  const importSheet = () => malote.importSheet(path);
  const { privacy } = malote.engine;
  /** All that the database holds, as text. */
  const everything = (): string => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    return tables.map((name) => JSON.stringify(db.prepare(`SELECT * FROM "${String(name)}"`).all())).join('\n');
  };
  return { time, practice, malote, store, importSheet, stage, privacy, everything };
}

const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((all, { count }) => all + count, 0);

describe('everything about a person', () => {
  it('is found wherever it stands, and says where it came from', async () => {
    const { malote, importSheet, privacy, time } = await aDesk();
    const importId = await importSheet();
    const campaign = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    malote.engine.optouts.add(ana, malote.accountId);

    const person = await privacy.person('11 8765-0001', forever);
    expect(person.rows.map(({ line, state }) => ({ line, state }))).toEqual([
      { line: 2, state: 'ready' },
      { line: 5, state: 'ready' },
      { line: 6, state: 'duplicate' },
    ]);
    expect(person.rows[0]).toMatchObject({ fileName: 'sheet.csv', importId });
    expect(person.rows[0]?.said).toContainEqual({ column: 'Nome', cell: 'Ana Souza' });
    expect(person.contacts).toMatchObject([{ name: 'Ana Souza' }]);
    expect(person.consents).toMatchObject([
      { agrees: true, said: 'Sim, no site', dated: '03/02/2026', from: { line: 2 } },
    ]);
    expect(person.optOuts).toMatchObject([{ source: 'user' }]);
    expect(person.messages).toMatchObject([{ campaignId: campaign, text: 'Olá, Ana Souza!' }]);
    expect(person.messages[0]?.acceptedAt).toBeLessThanOrEqual(time.clock.now());
  });

  it('does not mistake others for them, nor a number without its area code', async () => {
    const { importSheet, privacy } = await aDesk();
    await importSheet();
    expect((await privacy.person('11987650003', forever)).rows.map(({ line }) => line)).toEqual([4]);
    expect((await privacy.person('21987650001', forever)).rows).toEqual([]);
  });

  it('goes out as one page in which nothing of a sheet is markup', async () => {
    const { malote, privacy } = await aDesk();
    const path = join(folder, 'outra.csv');
    await writeFile(path, 'Nome;Celular\n<script>alert(1)</script>;11987650001\n');
    await malote.stage(path);
    const out = join(folder, 'ana.html');
    expect(await privacy.write({ number: ana, path: out, language: 'pt-BR' }, forever)).toEqual({ path: out, rows: 1 });
    const page = await readFile(out, 'utf8');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('<script>');
    expect(page).toContain('linha 2');
  });
});

describe('erasure', () => {
  it('leaves nothing of the person but a hash, and every count as it was', async () => {
    const { malote, importSheet, privacy, everything } = await aDesk();
    const importId = await importSheet();
    const campaign = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    malote.engine.optouts.add(ana, malote.accountId);
    await malote.until('the account is told', () => malote.store.optouts.accountsWaiting().length === 0);
    const before = malote.job(`i${importId}`).counts;
    const sent = malote.job(`c${campaign}`).counts;
    expect(everything().includes('Ana Souza')).toBe(true);

    const { receipt, counts } = await privacy.erase(ana, forever);
    expect(counts).toEqual({ rows: 3, contacts: 1, messages: 1, consents: 1 });
    const left = everything();
    const traces = ['Ana Souza', 'Ana de novo', '(11) 98765-0001', '987650001', '87650001', 'Sim, no site'];
    expect(traces.filter((trace) => left.includes(trace))).toEqual([]);
    expect(left).toContain('Bia');
    expect(malote.job(`i${importId}`).counts).toEqual(before);
    expect(sum(malote.store.rows.counts(importId))).toBe(5);
    expect(malote.store.rows.counts(importId)).toEqual(
      expect.arrayContaining([...malote.store.rows.recount(importId)]),
    );
    expect(sum(malote.store.deliveries.counts(campaign))).toBe(sum(malote.store.deliveries.recount(campaign)));
    expect(malote.store.rows.after(importId, 0, 9)).toHaveLength(5);
    expect(malote.job(`c${campaign}`).counts).toEqual(sent);
    expect(privacy.erasures()).toMatchObject([{ receipt }]);
    expect(await privacy.person(ana, forever)).toMatchObject({ rows: [], contacts: [], messages: [], optOuts: [] });
    expect((await privacy.person(ana, forever)).erasedAt).not.toBeNull();
  });

  it('keeps the opt-out, and refuses a sheet that brings the person back', async () => {
    const { malote, importSheet, privacy, stage } = await aDesk();
    await importSheet();
    malote.engine.optouts.add(ana, malote.accountId);
    malote.engine.optouts.add('11987650003', malote.accountId);
    await privacy.erase(ana, forever);
    await privacy.erase('11987650002', forever);
    expect(malote.store.optouts.has(malote.accountId, ana)).toBe(true);

    const again = await stage();
    const problems = [1, 2].map((rowNo) => malote.store.rows.find(again, rowNo)?.problem?.kind);
    expect(problems).toEqual(['optedOut', 'erased']);
    expect(malote.store.rows.find(again, 2)).toMatchObject({ phone: null, person: null });
    malote.engine.optouts.remove(ana);
    expect(malote.store.optouts.has(malote.accountId, ana)).toBe(false);
  });

  it('lets no later campaign write to them', async () => {
    const { malote, importSheet, privacy, practice } = await aDesk();
    const importId = await importSheet();
    await privacy.erase(ana, forever);
    const campaign = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    expect(await practice.messagesTo({ number: ana })).toEqual([]);
  });

  it('waits for a message whose end is not known', async () => {
    const { malote, importSheet, privacy, practice } = await aDesk();
    const importId = await importSheet();
    await practice.setFaults([{ kind: 'lost', effect: false, routes: ['messages.create'] }]);
    const campaign = await malote.send(importId, { inDoubt: 'hold' });
    await malote.until('they are held', () => (malote.job(`c${campaign}`).counts['held'] ?? 0) > 0);
    await expect(privacy.erase(ana, forever)).rejects.toThrow(ProblemError);
    expect((await privacy.person(ana, forever)).rows).toHaveLength(3);
  });
});

describe('consent', () => {
  it('keeps who refused it out of campaigns, where the list has no other ground', async () => {
    const { malote, importSheet, practice } = await aDesk();
    const importId = await importSheet();
    const campaign = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    const bia = malote.store.deliveries.ofRow(campaign, 2);
    expect(bia).toMatchObject({ state: 'skipped', problem: { kind: 'noConsent' } });
    expect(await practice.messagesTo({ number: '5511987650002' })).toEqual([]);
  });

  it('does not where the list rests on a contract', async () => {
    const { malote } = await aDesk();
    const importId = await malote.importSheet(join(folder, 'clientes.csv'), { legalBasis: 'contract' });
    const campaign = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    expect(malote.store.deliveries.ofRow(campaign, 2)?.problem).toBeNull();
  });
});

describe('retention', () => {
  it('takes the data of what ended long ago out by itself, keeps the counts, and writes it down', async () => {
    const { malote, importSheet, privacy, everything, time } = await aDesk();
    const uploads = join(folder, 'uploads');
    await mkdir(uploads);
    const [old, fresh] = [join(uploads, 'antiga.csv'), join(uploads, 'nova.csv')];
    for (const path of [old, fresh]) await writeFile(path, sheetText);
    await utimes(old, 1, 1);
    await utimes(fresh, 4_000_000_000, 4_000_000_000);
    const importId = await importSheet();
    const campaign = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaign}`).status === 'done');
    await malote.until('all is read', () => malote.store.deliveries.nextPoll(malote.accountId) === null);
    const before = [malote.job(`i${importId}`).counts, malote.job(`c${campaign}`).counts];
    malote.engine.settings.write({ retentionMonths: 1 });
    expect(privacy.retention()).toMatchObject({ months: 1, due: 0, journal: [] });

    time.jump(33 * dayMs);
    await malote.until('it is wiped', () => privacy.retention().journal.some(({ what }) => what === 'files'));
    expect(everything().includes('Ana Souza')).toBe(false);
    expect([malote.job(`i${importId}`).counts, malote.job(`c${campaign}`).counts]).toEqual(before);
    expect(privacy.retention().journal.map(({ what, subject }) => `${what} ${subject}`)).toEqual(
      expect.arrayContaining([`campaign c${campaign}`, `import i${importId}`]),
    );
    expect(privacy.retention().due).toBe(0);
    expect(await readdir(uploads)).toEqual(['nova.csv']);
    // What is left of it can be read and shown as before.
    expect(malote.store.rows.after(importId, 0, 9).map(({ problem }) => problem?.kind)).toContain('duplicateInFile');
  });

  it('keeps what a campaign still needs, and everything where nothing was chosen', async () => {
    const { malote, importSheet, privacy, everything, time } = await aDesk();
    const importId = await importSheet();
    const path = join(folder, 'clientes.csv');
    await utimes(path, 1, 1);
    await malote.send(importId, { pace: { startAt: time.clock.now() + 400 * dayMs } });
    time.jump(33 * dayMs);
    expect(await privacy.retain(forever)).toEqual({ wiped: 0 });
    malote.engine.settings.write({ retentionMonths: 1 });
    expect(await privacy.retain(forever)).toEqual({ wiped: 0 });
    expect(everything().includes('Ana Souza')).toBe(true);
  });
});
