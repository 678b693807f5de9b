import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReportReader } from '#main/engine/report/reader.ts';
import { writeJobReport } from '#main/engine/report/write-job-report.ts';
import { findReport } from '#main/hosts/reports.ts';
import type { RowChange } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import { openSheet } from '#main/tabular/open.ts';
import type { Clock } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import type { RowState } from '#shared/recipient/row.ts';
import { createTranslator } from '#shared/sentences/translate.ts';
import { monday10h } from '../support/clock.ts';
import { aCampaign, anImport } from '../support/records.ts';
import { openMemoryStore } from '../support/store.ts';

const header = ['Nome', 'Zap', 'Recado'];

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'malote-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A sheet in the store, its rows numbered from 1 and standing in the lines from 2 on. */
function aSheet(store: Store, importId: number, rows: readonly (readonly string[])[]): void {
  const text = { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: 0 } as const;
  store.imports.saveFindings(importId, {
    findings: { dialect: text, certainty: { encoding: 1, delimiter: 1, header: 1 }, sheets: [], header, head: [] },
    guesses: [],
    mapping: [{ kind: 'name' }, { kind: 'number' }, { kind: 'skip' }],
    signature: 'x',
  });
  store.rows.insertStaged(
    importId,
    1,
    rows.map((cells, index) => ({ line: index + 2, cells })),
  );
}

function move(
  store: Store,
  importId: number,
  rowNo: number,
  change: { readonly through: readonly RowState[]; readonly problem?: Problem; readonly set?: RowChange['set'] },
): void {
  for (const to of change.through) {
    const row = store.rows.find(importId, rowNo);
    if (row === null) throw new Error(`row ${rowNo} is gone`);
    const isLast = to === change.through.at(-1);
    store.rows.apply(importId, [
      {
        row,
        to,
        ...(isLast && change.problem ? { problem: change.problem } : {}),
        ...(isLast && change.set ? { set: change.set } : {}),
      },
    ]);
  }
}

const toReady = ['normalised', 'checked', 'linked', 'ready'] as const;

const aPerson = (contactId: string, phone = '5511987654321') =>
  ({ contactId, phone, person: phone, origin: 'created', verdict: 'yes' }) as const;

const resources = join(import.meta.dirname, '..', '..', 'resources');
const clock: Clock = { now: () => monday10h, monotonic: () => 0, sleep: () => Promise.resolve() };
const depsOf = (store: Store, dataFolder: string) => {
  const reader = createReportReader({ store, clock });
  return { store, clock, reader, dataFolder, resources };
};

async function reportOf(
  store: Store,
  wish: Partial<Parameters<typeof writeJobReport>[1]> & Pick<Parameters<typeof writeJobReport>[1], 'job'>,
) {
  const dataFolder = aFolder();
  const written = await writeJobReport(depsOf(store, dataFolder), {
    format: 'csv',
    raw: false,
    path: null,
    language: 'pt-BR',
    ...wish,
  });
  if (!written.ok) throw new Error(written.error.kind);
  const { path, rows } = written.value;
  const text = readFileSync(path, 'utf8');
  const [columns = [], ...lines] = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    delimiter: ';',
    skipEmptyLines: true,
  }).data;
  const cell = (line: number, column: string): string | undefined => lines[line]?.[columns.indexOf(column)];
  return { path, rows, text, columns, lines, cell, dataFolder };
}

describe('the report of an import', () => {
  it('law 3: has one line for every row of the sheet, in its order, however many pages they fill', async () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    aSheet(
      store,
      importId,
      Array.from({ length: 1_003 }, (_, index) => [`Pessoa ${index}`, '', '']),
    );

    const { rows, lines, cell } = await reportOf(store, { job: `i${importId}` });

    expect(rows).toBe(1_003);
    expect(lines.map(([line]) => Number(line))).toEqual(Array.from({ length: 1_003 }, (_, index) => index + 2));
    expect(cell(1_002, 'Nome')).toBe('Pessoa 1002');
  });

  it('says what was understood, what was changed for it, what became of the row and why', async () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    aSheet(store, importId, [
      ['Ana', '8765-4321', ''],
      ['Bia', '123', ''],
      ['Caio', '11 98765-4321', ''],
      ['Davi', '11 3654-3210', ''],
      ['Eva', '11 91234-5678', ''],
    ]);
    const changed = { notes: ['countryAdded', 'ninthDigitAdded'] };
    move(store, importId, 1, { through: toReady, set: { ...aPerson('ct-1'), ...changed } });
    move(store, importId, 2, { through: ['invalid'], problem: { kind: 'phoneTooShort' } });
    move(store, importId, 3, { through: ['duplicate'], problem: { kind: 'duplicateInFile', line: 2 } });
    move(store, importId, 4, { through: toReady, set: { ...aPerson('ct-4', '551136543210'), verdict: 'unknown' } });

    const { columns, cell } = await reportOf(store, { job: `i${importId}` });

    expect(columns).toEqual([
      'Linha',
      ...header,
      'Número entendido',
      'O que mudou no número',
      'Resultado da importação',
      'Motivo',
      'Código do contato',
    ]);
    expect(cell(0, 'Número entendido')).toBe('55 11 98765-4321');
    expect(cell(0, 'O que mudou no número')).toBe('Código do país acrescentado; Nono dígito acrescentado');
    expect(cell(0, 'Resultado da importação')).toBe('Pronto (criado)');
    expect(cell(0, 'Motivo')).toBe('');
    expect(cell(0, 'Código do contato')).toBe('ct-1');
    expect(cell(1, 'Resultado da importação')).toBe('Inválido');
    expect(cell(1, 'Motivo')).toMatch(/^O número tem dígitos de menos\./);
    expect(cell(2, 'Motivo')).toContain('linha 2');
    expect(cell(3, 'Motivo')).toBe(createTranslator('pt-BR')('state.verdict.unknown.explanation'));
    expect(cell(4, 'Resultado da importação')).toBe('Lido');
  });

  it('is written in the language asked for', async () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    aSheet(store, importId, [['Ana', '', '']]);
    move(store, importId, 1, { through: ['invalid'], problem: { kind: 'phoneMissing' } });

    const english = await reportOf(store, { job: `i${importId}`, language: 'en' });
    const spanish = await reportOf(store, { job: `i${importId}`, language: 'es' });

    expect(english.cell(0, 'Outcome of the import')).toBe('Invalid');
    expect(english.cell(0, 'Reason')).toMatch(/^The row has no number\./);
    expect(spanish.columns).toContain('Resultado de la importación');
  });

  it('law 6: keeps each cell as it came, and what a row has beyond the header behind everything else', async () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    aSheet(store, importId, [
      ['  Ana ', '(11) 8765-4321', 'linha 1\nlinha 2', 'a mais', 'e mais'],
      ['Bia'],
      ['Caio "Caco"; Silva', '', ''],
    ]);

    const { columns, lines } = await reportOf(store, { job: `i${importId}` });

    expect(lines[0]?.slice(1, 4)).toEqual(['  Ana ', '(11) 8765-4321', 'linha 1\nlinha 2']);
    expect(lines[0]?.slice(columns.length)).toEqual(['a mais', 'e mais']);
    expect(lines[1]).toHaveLength(columns.length);
    expect(lines[1]?.slice(1, 4)).toEqual(['Bia', '', '']);
    expect(lines[2]?.[1]).toBe('Caio "Caco"; Silva');
  });

  it('lets nothing that a stranger typed run as a formula', async () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    aSheet(store, importId, [['=HYPERLINK("http://x";"y")', '+55 11 98765-4321', '-2+3', '@SUM(A1)']]);

    const { lines } = await reportOf(store, { job: `i${importId}` });

    for (const cell of lines[0] ?? []) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    expect(lines[0]?.[1]).toBe(`'=HYPERLINK("http://x";"y")`);
  });

  it('opens in Excel as Portuguese has it: a mark for the encoding, semicolons', async () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    aSheet(store, importId, [['Ana', '', '']]);

    const { text } = await reportOf(store, { job: `i${importId}` });

    expect(text.startsWith('\uFEFFLinha;Nome;Zap;Recado;')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('is a workbook with the same cells where that is asked for', async () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    aSheet(store, importId, [['Ana', '=1+1', '']]);
    const path = join(aFolder(), 'r.xlsx');

    const written = await writeJobReport(depsOf(store, '/nowhere'), {
      job: `i${importId}`,
      format: 'xlsx',
      raw: false,
      path,
      language: 'pt-BR',
    });

    expect(written).toEqual({ ok: true, value: { path, rows: 1 } });
    const sheet = await openSheet(path, {}, { platform: 'linux' });
    if (!sheet.ok) throw new Error(sheet.error.kind);
    expect(sheet.value.findings.header.slice(0, 4)).toEqual(['Linha', ...header]);
    expect(sheet.value.findings.head[0]?.slice(0, 3)).toEqual(['2', 'Ana', "'=1+1"]);
  });

  it('goes by itself to the data folder, under a name that hosts hand out', async () => {
    const { store } = openMemoryStore();
    const importId = store.imports.create({
      accountId: null,
      path: '/x',
      fileName: '../Promoção de Natal! (ação).CSV',
      fileBytes: 1,
      options: store.imports.get(anImport(store)).options,
      nowMs: 1,
    });
    aSheet(store, importId, [['Ana', '', '']]);

    const { path, dataFolder } = await reportOf(store, { job: `i${importId}` });

    const name = path.slice(join(dataFolder, 'reports').length + 1);
    expect(name).toMatch(new RegExp(`^promocao-de-natal-acao-i${importId}-\\d{8}-\\d{4}\\.csv$`));
    expect(findReport(dataFolder, name)?.file).toBe(path);
  });

  it('tells what stands in its way', async () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    aSheet(store, importId, [['Ana', '', '']]);
    const folder = aFolder();
    writeFileSync(join(folder, 'reports'), 'a file where the folder should be');
    const deps = depsOf(store, folder);
    const wish = { format: 'csv', raw: false, path: null, language: 'pt-BR' } as const;

    expect(await writeJobReport(deps, { ...wish, job: 'i99' })).toEqual({
      ok: false,
      error: { kind: 'jobUnknown', job: 'i99' },
    });
    expect(await writeJobReport(deps, { ...wish, job: `i${importId}` })).toMatchObject({
      error: { kind: 'reportNotWritten' },
    });
    const path = join(folder, 'no', 'such', 'folder.csv');
    expect(await writeJobReport(deps, { ...wish, job: `i${importId}`, path })).toEqual({
      ok: false,
      error: { kind: 'reportNotWritten', path },
    });
  });

  it('lets others be answered between its pages', async () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    aSheet(
      store,
      importId,
      Array.from({ length: 2_000 }, () => ['Ana', '', '']),
    );
    let pages = 0;
    const after: Store['rows']['after'] = (...ask) => {
      pages += 1;
      return store.rows.after(...ask);
    };
    let isWritten = false;
    let most = 0;

    const report = reportOf({ ...store, rows: { ...store.rows, after } }, { job: `i${importId}` }).then(() => {
      isWritten = true;
    });
    while (!isWritten) {
      pages = 0;
      await turn();
      most = Math.max(most, pages);
    }
    await report;

    expect(most).toBe(1);
  });
});

describe('the report of a campaign', () => {
  function aSentCampaign() {
    const { store } = openMemoryStore();
    const { campaignId, accountId, importId } = aCampaign(store);
    aSheet(store, importId, [
      ['Ana', '1', ''],
      ['Bia', '2', ''],
      ['Caio', '3', ''],
      ['Davi', '4', ''],
    ]);
    for (const rowNo of [1, 2, 3]) move(store, importId, rowNo, { through: toReady, set: aPerson(`ct-${rowNo}`) });
    move(store, importId, 4, { through: ['invalid'], problem: { kind: 'phoneTooShort' } });
    const enlist = (rowNo: number, skipped: Problem | null) =>
      store.deliveries.enlist(
        {
          campaignId,
          accountId,
          rowNo,
          contactId: `ct-${rowNo}`,
          phone: '5511987654321',
          person: `p${rowNo}`,
          text: skipped ? '' : `Oi ${rowNo}`,
          version: 0,
          payload: null,
          skipped,
        },
        monday10h,
      );
    enlist(1, null);
    enlist(2, null);
    enlist(3, { kind: 'missingVariable', name: 'cidade' });
    const first = store.deliveries.ofRow(campaignId, 1);
    if (first === null) throw new Error('the delivery is gone');
    const nowMs = monday10h + 65_000;
    store.deliveries.take(first.id, nowMs);
    store.deliveries.accept(first.id, 'sending', { messageId: 'm1', acceptedAt: nowMs, pollAt: null, nowMs });
    return { store, campaignId, importId };
  }

  it('law 3: has every row of the sheet, whether it was written to or not', async () => {
    const { store, campaignId } = aSentCampaign();

    const { rows, cell } = await reportOf(store, { job: `c${campaignId}` });

    expect(rows).toBe(4);
    expect([0, 1, 2, 3].map((line) => cell(line, 'Situação do envio'))).toEqual([
      'Aceito',
      'Na fila',
      'Não enviado',
      '',
    ]);
    expect(cell(2, 'Motivo do envio')).toContain('“cidade”');
    expect(cell(3, 'Motivo')).toMatch(/dígitos de menos/);
  });

  it('tells the text only where it has left', async () => {
    const { store, campaignId } = aSentCampaign();

    const { cell } = await reportOf(store, { job: `c${campaignId}` });

    expect([0, 1, 2, 3].map((line) => cell(line, 'Mensagem'))).toEqual(['Oi 1', '', '', '']);
  });

  it('tells how far each message came, and which text it was where there were several', async () => {
    const { store, campaignId } = aSentCampaign();
    const nowMs = monday10h + 130_000;
    store.deliveries.move(1, 'accepted', 'read', { problem: null, nowMs });
    store.deliveries.markReplied(1, nowMs + 60_000, nowMs + 60_000);

    const { columns, cell } = await reportOf(store, { job: `c${campaignId}` });

    expect(columns.slice(-8)).toEqual([
      'Mensagem',
      'Aceita em',
      'Entregue em',
      'Lida em',
      'Respondeu em',
      'Descadastrou-se em',
      'Versão',
      'Última mudança',
    ]);
    expect([cell(0, 'Entregue em'), cell(0, 'Lida em'), cell(0, 'Respondeu em')]).toEqual([
      '23/11/2026 10:02:10',
      '23/11/2026 10:02:10',
      '23/11/2026 10:03:10',
    ]);
    // One text: there is no other to tell it from.
    expect(cell(0, 'Versão')).toBe('');
  });

  it('has the numbers before the rows in a workbook, as a page and as HTML the numbers alone', async () => {
    const { store, campaignId } = aSentCampaign();
    const folder = aFolder();
    const write = (format: 'xlsx' | 'pdf' | 'html') =>
      writeJobReport(depsOf(store, folder), {
        job: `c${campaignId}`,
        format,
        raw: false,
        path: join(folder, `r.${format}`),
        language: 'pt-BR',
      });
    expect((await write('xlsx')).ok && (await write('pdf')).ok && (await write('html')).ok).toBe(true);

    const rowsOf = async (sheet: string) => {
      const opened = await openSheet(join(folder, 'r.xlsx'), { sheet }, { platform: 'linux' });
      if (!opened.ok) throw new Error(opened.error.kind);
      const { header: first, head } = opened.value.findings;
      return { sheets: opened.value.findings.sheets, lines: [first, ...head] };
    };
    const summary = await rowsOf('Resumo');
    expect(summary.sheets).toMatchObject(['Resumo', 'Campanha']);
    expect(summary.lines.map((line) => line.slice(0, 2))).toContainEqual(['Enviados', '1']);
    expect((await rowsOf('Campanha')).lines[0]?.[0]).toBe('Linha');
    expect(readFileSync(join(folder, 'r.pdf'), 'latin1')).toMatch(/^%PDF-/);
    expect(readFileSync(join(folder, 'r.html'), 'utf8')).toContain('<h1>Campanha</h1>');
  });

  it('is a page of campaigns only', async () => {
    const { store, importId } = aSentCampaign();
    const wish = { format: 'pdf', raw: false, path: null, language: 'pt-BR' } as const;
    expect(await writeJobReport(depsOf(store, aFolder()), { ...wish, job: `i${importId}` })).toEqual({
      ok: false,
      error: { kind: 'reportOfCampaignsOnly', format: 'PDF' },
    });
  });

  it('tells times as the clocks of the campaign show them, in the way of the language', async () => {
    const { store, campaignId } = aSentCampaign();

    const portuguese = await reportOf(store, { job: `c${campaignId}` });
    const english = await reportOf(store, { job: `c${campaignId}`, language: 'en' });

    expect(portuguese.cell(0, 'Aceita em')).toBe('23/11/2026 10:01:05');
    expect(portuguese.cell(1, 'Aceita em')).toBe('');
    expect(portuguese.cell(1, 'Última mudança')).toBe('23/11/2026 10:00:00');
    expect(english.cell(0, 'Accepted at')).toBe('2026-11-23 10:01:05');
  });
});

describe('a raw report', () => {
  const aCell = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('', '=1+1', '+55 11 98765-4321', '-3', '@ana', "'x", '1,5', 'a;b', '"aspas"'),
    },
    { weight: 2, arbitrary: fc.string({ maxLength: 12 }).map((text) => text.replace(/[\p{Cc}\uFEFF]/gu, '')) },
    fc.constantFrom('linha 1\nlinha 2', ' espaço ', 'São João', '٣'),
  );

  it('is read back by Malote as the very rows that the sheet had', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(aCell, aCell, aCell), { minLength: 1, maxLength: 20 }), async (rows) => {
        const { store } = openMemoryStore();
        const importId = anImport(store);
        aSheet(store, importId, rows);
        const { path } = await reportOf(store, { job: `i${importId}`, raw: true });

        const sheet = await openSheet(path, {}, { platform: 'linux' });
        if (!sheet.ok) throw new Error(sheet.error.kind);
        const read: (readonly string[])[] = [];
        for await (const chunk of sheet.value.rows()) {
          if (!chunk.ok) throw new Error(chunk.error.kind);
          read.push(...chunk.value.rows.map((row) => row.cells));
        }

        expect(sheet.value.findings.header.slice(0, 4)).toEqual(['Linha', ...header]);
        expect(read.map((cells) => cells.slice(1, 4))).toEqual(rows);
      }),
      { numRuns: 20 },
    );
  });
});
