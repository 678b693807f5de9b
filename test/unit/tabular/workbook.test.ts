import { describe, expect, it } from 'vitest';
import type { Problem } from '#shared/problem.ts';
import { aFolder, opened, problemOf, stagedOf } from './files.ts';
import {
  inline,
  main,
  number,
  row,
  shared,
  sheetXml,
  si,
  stylesOf,
  textRow,
  type WorkbookFile,
  workbookFile,
} from './workbooks.ts';
import { zipFile } from './zip-file.ts';

const { write } = aFolder();
const path = (workbook: WorkbookFile): string => write('sheet.xlsx', workbookFile(workbook));
const cellsOf = async (workbook: WorkbookFile) =>
  (await stagedOf(await opened(path(workbook), { headerRow: 0 }))).rows.map((one) => one.cells);
const header = textRow(1, 'Nome', 'Telefone', 'Cidade');

describe('a workbook', () => {
  it('is understood: sheets, header, first rows', async () => {
    const sheet = await opened(
      path({
        sheets: [
          { name: 'Antigos', rows: textRow(1, 'x'), state: 'hidden' },
          { name: 'Vazia', rows: '' },
          { name: 'Clientes &amp; amigos', rows: `${header}${textRow(2, 'João', '11987654321', 'São Paulo')}` },
        ],
      }),
    );
    expect(sheet.findings).toEqual({
      dialect: { format: 'workbook', sheet: 'Clientes & amigos', headerRow: 0 },
      certainty: { encoding: 1, delimiter: 1, header: 1 },
      sheets: ['Antigos', 'Vazia', 'Clientes & amigos'],
      header: ['Nome', 'Telefone', 'Cidade'],
      head: [['João', '11987654321', 'São Paulo']],
    });
  });

  it('gives the sheet that was asked for, by its name in any case, also a hidden one', async () => {
    const sheets = [
      { name: 'Clientes', rows: `${header}${textRow(2, 'Ana', '1')}` },
      { name: 'Antigos', rows: `${header}${textRow(2, 'Lia', '2')}`, state: 'veryHidden' as const },
    ];
    const sheet = await opened(path({ sheets }), { sheet: ' antigos ' });
    expect(sheet.findings.head).toEqual([['Lia', '2']]);
    expect((await stagedOf(sheet)).rows).toEqual([{ line: 2, cells: ['Lia', '2'] }]);
    expect(await problemOf(path({ sheets }), { sheet: 'Novos' })).toEqual({
      kind: 'sheetNotFound',
      sheet: 'Novos',
      sheets: 'Clientes, Antigos',
    });
  });

  it('counts lines as Excel does, and leaves blank rows out', async () => {
    const rows = `${textRow(3, 'Nome', 'Telefone')}${row(4)}${textRow(5, ' ', '')}${textRow(7, 'Ana', '1')}${textRow(1_048_576, 'Lia', '2')}`;
    const { rows: staged } = await stagedOf(await opened(path({ rows })));
    expect(staged.map((one) => one.line)).toEqual([7, 1_048_576]);
  });

  it('leaves titles above the header aside', async () => {
    const rows = `${textRow(1, 'Clientes de 2026')}${textRow(3, 'Nome', 'Telefone')}${textRow(4, 'Ana', '11987654321')}`;
    const sheet = await opened(path({ rows }));
    expect(sheet.findings).toMatchObject({ dialect: { headerRow: 1 }, header: ['Nome', 'Telefone'] });
    expect((await stagedOf(sheet)).rows).toEqual([{ line: 4, cells: ['Ana', '11987654321'] }]);
  });

  it('reads cells of each kind', async () => {
    const rows =
      header +
      row(2, shared('A2', 0), number('B2', '11987654321'), number('C2', '45992', 1)) +
      row(3, inline('A3', 'Lia'), number('B3', '5.511987654321E12', 3), number('C3', '0.5', 2)) +
      row(
        4,
        '<c r="A4" t="str"><f>UPPER("zé")</f><v>ZÉ</v></c>',
        '<c r="B4" t="b"><v>1</v></c>',
        '<c r="C4" t="e"><v>#N/A</v></c>',
      ) +
      row(
        5,
        '<c r="A5" t="d"><v>2026-11-24T10:30:00</v></c>',
        '<c r="B5"><f>1+1</f><v>2</v></c>',
        '<c r="C5" t="b"><v>0</v></c>',
      );
    expect(await cellsOf({ rows, texts: [si('Ana')], styles: stylesOf('dd/mm/yyyy', '0%', '0.00E+00') })).toEqual([
      ['Ana', '11987654321', '01/12/2025'],
      ['Lia', '5511987654321', '50%'],
      ['ZÉ', 'VERDADEIRO', '#N/A'],
      ['24/11/2026 10:30', '2', 'FALSO'],
    ]);
  });

  it('lets what is merged downwards hold for each row of the merge that has something of its own', async () => {
    const rows = `${header}${row(2, inline('A2', 'Ana'), inline('C2', 'Belém'))}${row(3, inline('A3', 'Lia'))}${row(4)}${row(5, inline('A5', 'Zé'), inline('C5', 'Natal'))}${row(6, inline('A6', 'Eva'))}`;
    const merges =
      '<mergeCells count="3"><mergeCell ref="C2:C5"/><mergeCell ref="A2:B2"/><mergeCell ref="AB1:AC9"/></mergeCells>';
    const sheet = sheetXml(rows).replace('<pageMargins/>', `${merges}<pageMargins/>`);
    const merged = await opened(path({ rows, parts: { 'xl/worksheets/sheet1.xml': sheet } }), { headerRow: 0 });
    const { rows: staged } = await stagedOf(merged);
    expect(staged.map((one) => one.cells)).toEqual([
      ['Ana', '', 'Belém'],
      ['Lia', '', 'Belém'],
      ['Zé', '', 'Natal'],
      ['Eva'],
    ]);
    expect(merged.findings.head).toEqual(staged.map((one) => one.cells));
  });

  it('knows days from 1904', async () => {
    const rows = `${header}${row(2, inline('A2', 'Ana'), number('B2', '44530', 1))}`;
    expect(await cellsOf({ rows, styles: stylesOf('dd/mm/yyyy'), date1904: true })).toEqual([['Ana', '01/12/2025']]);
  });

  it('finds shared texts in whatever order the rows ask for them', async () => {
    const names = Array.from({ length: 3_000 }, (_, i) => `Pessoa ${i}`);
    const rows = names.map((_, i) => row(i + 2, shared(`A${i + 2}`, 2_999 - i), number(`B${i + 2}`, i))).join('');
    const sheet = await opened(path({ rows: header + rows, texts: names.map(si) }));
    const staged = (await stagedOf(sheet)).rows.map((one) => one.cells[0]);
    expect(staged).toEqual(names.toReversed());
    expect(sheet.findings.head.map(([name]) => name)).toEqual(staged.slice(0, 50));
  });

  it('reads texts of several runs as one, without their pronunciation', async () => {
    const texts = [
      '<si><r><rPr><b/></rPr><t>Ana </t></r><r><t xml:space="preserve">Souza </t></r></si>',
      '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>',
      '<si><t/></si>',
      '<si><t><![CDATA[A & B]]> &lt;c&gt; &#x1F44D;</t></si>',
      '<si><t>linha_x000D_\nnova _x005F_x0041_</t></si>',
    ];
    const rows = header + row(2, ...texts.map((_, i) => shared(`${String.fromCharCode(65 + i)}2`, i)));
    expect(await cellsOf({ rows, texts })).toEqual([
      ['Ana Souza ', '東京', '', 'A & B <c> 👍', 'linha\r\nnova _x0041_'],
    ]);
  });

  it('puts cells in their column, where some are left out or their places are not written down', async () => {
    const rows = `${header}${row(2, inline('C2', 'São Paulo'), inline('A2', 'Ana'))}<row><c t="inlineStr"><is><r><t>Li</t></r><r><t>a</t></r><rPh><t>リア</t></rPh></is></c><c><v>2</v></c></row>`;
    expect(await cellsOf({ rows })).toEqual([
      ['Ana', '', 'São Paulo'],
      ['Lia', '2'],
    ]);
  });

  it('reads what other programs write: prefixes, absolute targets, parts in capitals or with slashes of Windows', async () => {
    const rows = `<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row><x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c></x:row>`;
    const office = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const relations = (list: string) => `<Relationships>${list}</Relationships>`;
    const bytes = zipFile({
      '_rels/.rels': relations(`<Relationship Id="a" Type="${office}/officeDocument" Target="/xl/Workbook.xml"/>`),
      'xl\\workbook.xml': `<x:workbook xmlns:x="${main}" xmlns:r="r"><x:sheets><x:sheet name="P" sheetId="1" r:id="s"/></x:sheets></x:workbook>`,
      '/xl/_rels/workbook.xml.rels': relations(
        `<Relationship Id="s" Type="${office}/worksheet" Target="/xl/worksheets/one.xml"/><Relationship Id="t" Type="${office}/sharedStrings" Target="../xl/./texts.xml"/>`,
      ),
      'XL/worksheets/one.xml': `<x:worksheet xmlns:x="${main}"><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
      'xl/texts.xml': `<x:sst xmlns:x="${main}"><x:si><x:t>Nome</x:t></x:si><x:si><x:t>Ana</x:t></x:si></x:sst>`,
    });
    const sheet = await opened(write('sheet.xlsx', bytes));
    expect((await stagedOf(sheet)).rows).toEqual([{ line: 2, cells: ['Ana'] }]);
  });

  it('reads XML in UTF-16', async () => {
    const xml = sheetXml(`${header}${textRow(2, 'João', '1')}`).replace('UTF-8', 'UTF-16');
    const parts = { 'xl/worksheets/sheet1.xml': Buffer.from(`\uFEFF${xml}`, 'utf16le') };
    expect(await cellsOf({ parts })).toEqual([['João', '1']]);
  });

  it('leaves charts out of its sheets', async () => {
    const relations =
      '<Relationships><Relationship Id="s0" Type="x/chartsheet" Target="charts/1.xml"/><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>';
    const sheets = [
      { name: 'Gráfico', rows: '' },
      { name: 'Clientes', rows: `${header}${textRow(2, 'Ana', '1')}` },
    ];
    const sheet = await opened(path({ sheets, parts: { 'xl/_rels/workbook.xml.rels': relations } }));
    expect(sheet.findings.sheets).toEqual(['Clientes']);
  });
});

describe('a workbook that cannot be read', () => {
  const rows = `${header}${textRow(2, 'Ana', '1')}`;
  const whole = workbookFile({ rows, texts: [si('x')] });

  it.each<[string, WorkbookFile, Problem]>([
    ['has no rows', { rows: '' }, { kind: 'fileEmpty' }],
    ['has a header alone', { rows: header }, { kind: 'fileHeaderOnly' }],
    ['has hidden sheets alone', { sheets: [{ name: 'A', rows, state: 'hidden' }] }, { kind: 'fileEmpty' }],
    [
      'is too wide',
      { rows: `${header}${row(2, inline('ALM2', 'x'))}` },
      { kind: 'fileTooWide', columns: 1_001, most: 1_000 },
    ],
    [
      'is as wide as a sheet can be',
      {
        rows: Array.from({ length: 60 }, (_, i) =>
          row(i + 1, ...Array.from({ length: 9_000 }, () => '<c t="s"><v>0</v></c>')),
        ).join(''),
        texts: [si('x')],
      },
      { kind: 'fileTooWide', columns: 9_000, most: 1_000 },
    ],
    [
      'has a cell beyond the last column',
      { rows: `${header}${row(2, inline('XFE2', 'x'))}` },
      { kind: 'workbookDamaged' },
    ],
    ['has a row beyond the last one', { rows: `${header}${textRow(1_048_577, 'x')}` }, { kind: 'workbookDamaged' }],
    [
      'asks for a text that is not there',
      { rows: `${header}${row(2, shared('A2', 7))}`, texts: [si('x')] },
      { kind: 'workbookDamaged' },
    ],
    [
      'has lost its texts',
      { rows: `${header}${row(2, shared('A2', 0))}`, texts: [si('x')], parts: { 'xl/sharedStrings.xml': null } },
      { kind: 'workbookDamaged' },
    ],
    [
      'has a text by a name',
      { rows: `${header}${row(2, '<c r="A2" t="s"><v>first</v></c>')}`, texts: [si('x')] },
      { kind: 'workbookDamaged' },
    ],
    ['has lost its sheet', { rows, parts: { 'xl/worksheets/sheet1.xml': null } }, { kind: 'workbookDamaged' }],
    ['has lost its list of sheets', { rows, parts: { 'xl/workbook.xml': null } }, { kind: 'workbookDamaged' }],
    [
      'has XML that ends too soon',
      { rows: '', parts: { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}` } },
      { kind: 'workbookDamaged' },
    ],
    [
      'has XML that is none',
      { rows: '', parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row></c></row>' } },
      { kind: 'workbookDamaged' },
    ],
    [
      'has entities that multiply',
      {
        rows: '',
        parts: {
          'xl/worksheets/sheet1.xml': `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheetXml(textRow(1, ''))
            .replace('</t>', '&b;</t>')
            .replace(/<\?.*?\?>/, '')}`,
        },
      },
      { kind: 'workbookDamaged' },
    ],
    [
      'is nested as no sheet is',
      { rows: `${rows}${'<a>'.repeat(200)}${'</a>'.repeat(200)}` },
      { kind: 'workbookDamaged' },
    ],
  ])('%s', async (_, workbook, problem) => {
    expect(await problemOf(path(workbook))).toEqual(problem);
  });

  it.each([
    ['its end', () => whole.slice(0, whole.length - 30)],
    ['its middle', () => Uint8Array.from([...whole.slice(0, 400), ...whole.slice(700)])],
    ['all but its beginning', () => whole.slice(0, 200)],
  ])('lost %s', async (_, bytes) => {
    expect(await problemOf(write('sheet.xlsx', bytes()))).toEqual({ kind: 'workbookDamaged' });
  });

  it('bursts: a part of a hundred megabytes in a few kilobytes', async () => {
    const blanks = Buffer.alloc(1024 ** 2, ' ');
    const rest = Array.from({ length: 101 }, (_, i) => [Buffer.from(textRow(i + 2, 'Ana', '1')), blanks]).flat();
    const bomb = Buffer.concat([Buffer.from(`<worksheet><sheetData>${header}`), ...rest]);
    expect(await problemOf(path({ rows, parts: { 'xl/worksheets/sheet1.xml': bomb } }))).toEqual({
      kind: 'workbookDamaged',
    });
  });

  it('is never taken for anything else, whatever byte of it is broken', async () => {
    for (let at = 0; at < whole.length; at += 23) {
      const broken = Uint8Array.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      const problem = await problemOf(write('sheet.xlsx', broken));
      if (problem !== null && at > 3) expect(problem.kind).toMatch(/^workbookDamaged$|^file(Empty|Binary|HeaderOnly)$/);
    }
  });

  it('keeps the rows before the place where it is damaged', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => textRow(i + 2, `Pessoa ${i}`, String(i))).join('');
    const parts = { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${header}${many}<row r="x">` };
    const { rows: staged, problem } = await stagedOf(await opened(path({ parts })));
    expect(problem).toEqual({ kind: 'workbookDamaged' });
    expect(staged).toHaveLength(30_000);
  });

  it('keeps the rows before one that is too wide', async () => {
    const many = Array.from({ length: 200 }, (_, i) => textRow(i + 2, `Pessoa ${i}`, String(i))).join('');
    const { rows: staged, problem } = await stagedOf(
      await opened(path({ rows: `${header}${many}${row(900, inline('ALM900', 'x'))}` })),
    );
    expect([staged.length, problem]).toEqual([200, { kind: 'fileTooWide', columns: 1_001, most: 1_000 }]);
  });
});
