import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSheet } from '#main/tabular/open.ts';
import { writeReport } from '#main/tabular/write.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';

let folder = '';
let practice: Practice;
let malote: TestEngine;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-corrections-'));
  const time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  for (const number of ['5511987654321', '5521988776655', '5547987654321']) await practice.setWhatsapp(number, true);
  await practice.setWhatsapp('5531976543210', false);
  malote = await startEngine({ practice, time });
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

/** Ana is created; with each of the others something is wrong, and the last is Ana again. */
const lines = [
  'Cliente;Zap da pessoa;Turma',
  'Ana;(11) 98765-4321;A',
  'Bia;98877-6655;0123',
  'Caio;"=1+1";A',
  'Davi;(31) 97654-3210;B',
  'Eva;;2026-12-25',
  'Ana de novo;11 98765 4321;A',
];

async function firstImport(): Promise<number> {
  const path = join(folder, 'clientes.csv');
  await writeFile(path, lines.join('\n'));
  const importId = await malote.stage(path, { tags: ['Natal'] });
  await malote.engine.imports.configure(importId, {
    mapping: [{ kind: 'name' }, { kind: 'number' }, { kind: 'field', name: 'Turma' }],
  });
  await malote.engine.imports.create(importId);
  await malote.until('it is done', () => malote.job(`i${importId}`).status === 'done');
  return importId;
}

async function problemsOf(importId: number, format: 'csv' | 'xlsx') {
  const path = join(folder, `problemas.${format}`);
  const written = await malote.engine.writeProblems(
    { importId, format, path, language: 'pt-BR' },
    new AbortController().signal,
  );
  return { path, rows: written.rows };
}

async function cellsOf(path: string): Promise<{ header: readonly string[]; rows: (readonly string[])[] }> {
  const opened = await openSheet(path, {}, { platform: 'linux' });
  if (!opened.ok) throw new Error(opened.error.kind);
  const rows: (readonly string[])[] = [];
  for await (const chunk of opened.value.rows()) {
    if (chunk.ok) rows.push(...chunk.value.rows.map(({ cells }) => cells));
  }
  return { header: opened.value.findings.header, rows };
}

/** As Excel saves a CSV again: without a mark, Windows letters, zeros and dates turned, rows sorted by hand. */
async function savedAgain(path: string, header: readonly string[], rows: readonly (readonly string[])[]) {
  const again = path.replace(/problemas/, 'de volta');
  if (path.endsWith('.xlsx')) {
    await writeReport(again, { title: 'Plan1', columns: header, rows }, { format: 'xlsx' });
    return again;
  }
  const asExcel = (cell: string) => cell.replace(/^0+(\d+)$/, '$1').replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1');
  const text = [header, ...rows].map((row) => row.map(asExcel).join(';')).join('\r\n');
  await writeFile(again, text, 'latin1');
  return again;
}

const changed = (row: readonly string[], column: number, cell: string) => row.with(column, cell);

describe('the sheet of problems', () => {
  it('has the rows that are not good, as they are now, with the reason of each', async () => {
    const importId = await firstImport();

    const { path, rows } = await problemsOf(importId, 'csv');
    const sheet = await cellsOf(path);

    expect(rows).toBe(5);
    expect(sheet.header).toEqual(['Cliente', 'Zap da pessoa', 'Turma', 'motivo', 'linha']);
    expect(sheet.rows.map(([name, number, group]) => [name, number, group])).toEqual([
      ['Bia', '98877-6655', '0123'],
      ['Caio', "'=1+1", 'A'],
      ['Davi', '(31) 97654-3210', 'B'],
      ['Eva', '', '2026-12-25'],
      ['Ana de novo', '11 98765 4321', 'A'],
    ]);
    expect(sheet.rows.map((row) => row[3])).toEqual([
      expect.stringContaining('DDD'),
      expect.stringMatching(/número/),
      expect.stringContaining('WhatsApp'),
      expect.stringMatching(/número/),
      expect.stringContaining('linha 2'),
    ]);
    expect(sheet.rows.map((row) => row[4]?.split('-')[0])).toEqual(['3', '4', '5', '6', '7']);
  });

  it.each(['csv', 'xlsx'] as const)(
    'comes back as %s: the corrected rows are taken as the first import was, and nobody is made twice',
    async (format) => {
      const first = await firstImport();
      const { path } = await problemsOf(first, format);
      const { header, rows } = await cellsOf(path);
      const [bia, caio, davi, eva, ana] = rows;
      if (!bia || !caio || !davi || !eva || !ana) throw new Error('rows are missing');
      // Bia gets her area code; the second Ana a name only; Davi's row is deleted, the order is another.
      const again = await savedAgain(path, header, [
        changed(ana, 0, 'Ana Souza'),
        eva,
        changed(bia, 1, '(21) 98877-6655'),
        caio,
      ]);
      const before = await practice.summary();

      const second = await malote.stage(again);
      const detail = malote.engine.imports.detail(second);

      expect(detail.corrections).toEqual({ importId: first, fileName: 'sheet.csv', corrected: 2, rows: 4 });
      expect(detail.mapping).toEqual([
        { kind: 'name' },
        { kind: 'number' },
        { kind: 'field', name: 'Turma' },
        { kind: 'skip' },
        { kind: 'skip' },
      ]);
      expect(detail.options).toMatchObject({ accountId: malote.accountId, tags: ['Natal'] });
      const page = malote.engine.imports.rows({
        importId: second,
        filter: {},
        search: '',
        order: null,
        offset: 0,
        limit: 9,
      });
      const { rows: views } = await page;
      expect(views.map(({ state, problem }) => problem?.kind ?? state)).toEqual([
        'normalised',
        'notCorrected',
        'normalised',
        'notCorrected',
      ]);
      // What Excel alone did to a cell is taken back.
      expect(views[2]?.cells.slice(0, 3)).toEqual(['Bia', '(21) 98877-6655', '0123']);

      await malote.engine.imports.create(second);
      await malote.until('it is done', () => malote.job(`i${second}`).status === 'done');

      expect(malote.store.rows.counts(second)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ state: 'ready', origin: 'created', count: 1 }),
          expect.objectContaining({ state: 'ready', origin: 'matched', count: 1 }),
        ]),
      );
      expect((await practice.summary()).contacts).toBe(before.contacts + 1);
    },
  );

  it('takes rows that were added to it, and keeps the reasons of those that nobody corrected', async () => {
    const first = await firstImport();
    const { path } = await problemsOf(first, 'csv');
    const { header, rows } = await cellsOf(path);
    const again = await savedAgain(path, header, [
      ...rows,
      ['Gil', '(47) 98765-4321', 'C', '', ''],
      // Bia's row dragged down in Excel: its code counts on, and is of no row.
      [...(rows[0] ?? []).slice(0, 4), rows[0]?.[4]?.replace(/^3/, '4') ?? ''],
    ]);

    const second = await malote.stage(again);

    expect(malote.engine.imports.detail(second).corrections).toMatchObject({ corrected: 2, rows: 7 });
    const left = await cellsOf((await problemsOf(second, 'xlsx')).path);
    expect(left.header).toEqual(header);
    const copied = ['Bia', '98877-6655', '123', rows[0]?.[3]];
    expect(left.rows.map((row) => row.slice(0, 4))).toEqual([...rows.map((row) => row.slice(0, 4)), copied]);
  });

  it('is a sheet as any other where its import is not of this data folder', async () => {
    const path = join(folder, 'alheia.csv');
    await writeFile(path, 'Nome;Celular;motivo;linha\nAna;(11) 98765-4321;sem DDD;2-i1-1abcd\n');

    const importId = await malote.stage(path);

    expect(malote.engine.imports.detail(importId).corrections).toBeNull();
    expect(malote.job(`i${importId}`).counts).toMatchObject({ normalised: 1 });
  });
});
