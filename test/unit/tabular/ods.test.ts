import { describe, expect, it } from 'vitest';
import { aFolder, opened, problemOf, stagedOf } from './files.ts';
import { floatCell, type OdsFile, odsFile, repeated, rowOf, textCell, textsRow } from './ods-file.ts';
import { zipFile } from './zip-file.ts';

const { write } = aFolder();
const path = (file: OdsFile): string => write('sheet.ods', odsFile(file));
const rowsOf = async (file: OdsFile) => (await stagedOf(await opened(path(file), { headerRow: 0 }))).rows;
const cellsOf = async (file: OdsFile) => (await rowsOf(file)).map((row) => row.cells);
const header = textsRow('Nome', 'Telefone', 'Cidade');

describe('a spreadsheet of LibreOffice', () => {
  it('is understood: its tables, the first visible one with rows, its header', async () => {
    const tables = [
      { name: 'Antigos', rows: textsRow('x', 'y'), hidden: true },
      { name: 'Vazia', rows: '' },
      { name: 'A &amp; B', rows: `${header}${textsRow('João', '11987654321', 'São Paulo')}` },
    ];
    expect((await opened(path({ tables }))).findings).toEqual({
      dialect: { format: 'workbook', sheet: 'A & B', headerRow: 0 },
      certainty: { encoding: 1, delimiter: 1, header: 1 },
      sheets: ['Antigos', 'Vazia', 'A & B'],
      header: ['Nome', 'Telefone', 'Cidade'],
      head: [['João', '11987654321', 'São Paulo']],
    });
    expect(await problemOf(path({ tables }), { sheet: 'Novos' })).toEqual({
      kind: 'sheetNotFound',
      sheet: 'Novos',
      sheets: 'Antigos, Vazia, A & B',
    });
  });

  it('gives cells as they are shown, and the digits where what is shown lost them', async () => {
    const rows = [
      rowOf(textCell('Ana'), floatCell('5511987654321', '5,51E+12'), textCell('um\ndois')),
      rowOf(textCell('Lia'), floatCell('11987654321', '(11) 98765-4321'), floatCell('1234.5', 'R$ 1.234,50')),
      rowOf(textCell('Zé'), floatCell('11987654321', '###'), floatCell('0.5', '50%')),
      rowOf(textCell('Íris'), floatCell('11987654321', '11987654321,00'), floatCell('12345678900', '00012345678900')),
      rowOf(textCell('Rui'), floatCell('1200', '1,2E+03'), floatCell('0.00000012', '1,2E-07')),
      rowOf(
        textCell('Eva'),
        '<table:table-cell office:value-type="date" office:date-value="2026-11-24"><text:p>24/11/26</text:p></table:table-cell>',
        '<table:table-cell office:value-type="date" office:date-value="2026-11-24"><text:p>###</text:p></table:table-cell>',
      ),
    ];
    expect(await cellsOf({ rows: header + rows.join('') })).toEqual([
      ['Ana', '5511987654321', 'um\ndois'],
      ['Lia', '(11) 98765-4321', 'R$ 1.234,50'],
      ['Zé', '11987654321', '50%'],
      ['Íris', '11987654321', '00012345678900'],
      ['Rui', '1200', '0,00000012'],
      ['Eva', '24/11/26', '24/11/2026'],
    ]);
  });

  it('leaves notes and pictures out, and keeps blanks that are elements', async () => {
    const name =
      '<table:table-cell office:value-type="string"><office:annotation><text:p>ligar amanhã</text:p></office:annotation>' +
      '<draw:frame><text:p>foto</text:p></draw:frame><text:p>  Ana<text:s text:c="2"/>\n <text:span>Souza</text:span><text:line-break/>filha</text:p></table:table-cell>';
    expect(await cellsOf({ rows: header + rowOf(name, textCell('1')) })).toEqual([['Ana  Souza\nfilha', '1']]);
  });

  it('counts repeated rows and columns, without keeping the blank ones', async () => {
    const many = '<table:table-cell table:number-columns-repeated="2"/>';
    const twice = `<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell>`;
    const rows = [
      repeated(3, many),
      rowOf(many, textCell('Ana')),
      repeated(2, twice),
      repeated(1_048_000, '<table:table-cell table:number-columns-repeated="16384"/>'),
      rowOf(textCell('Lia')),
    ];
    expect(await rowsOf({ rows: header + rows.join('') })).toEqual([
      { line: 5, cells: ['', '', 'Ana'] },
      { line: 6, cells: ['x', 'x'] },
      { line: 7, cells: ['x', 'x'] },
      { line: 1_048_008, cells: ['Lia'] },
    ]);
  });

  it('lets what is merged downwards hold for each row of the merge that has something of its own', async () => {
    const merged = textCell('São Paulo', 'table:number-rows-spanned="5" table:number-columns-spanned="1"');
    const covered = '<table:covered-table-cell/>';
    const rows = [
      rowOf(textCell('Ana'), textCell('1'), merged),
      repeated(2, textCell('Lia'), textCell('2'), covered),
      rowOf('<table:table-cell/>', '<table:table-cell/>', covered),
      repeated(3, textCell('Zé')),
    ];
    expect(await cellsOf({ rows: header + rows.join('') })).toEqual([
      ['Ana', '1', 'São Paulo'],
      ['Lia', '2', 'São Paulo'],
      ['Lia', '2', 'São Paulo'],
      ['Zé', '', 'São Paulo'],
      ['Zé'],
      ['Zé'],
    ]);
  });

  it('reads half a million rows without holding them', async () => {
    const sheet = await opened(path({ rows: header + repeated(500_000, textCell('Ana'), textCell('11987654321')) }));
    let most = 0;
    let count = 0;
    for await (const chunk of sheet.rows()) {
      if (!chunk.ok) throw new Error(chunk.error.kind);
      most = Math.max(most, chunk.value.rows.length);
      count += chunk.value.rows.length;
    }
    expect([count, most]).toEqual([500_000, 1_000]);
  });
});

describe('a spreadsheet of LibreOffice that cannot be read', () => {
  const manifest = (content: string) => ({
    'META-INF/manifest.xml': `<manifest:manifest>${content}</manifest:manifest>`,
  });

  it('has a password', async () => {
    const locked = manifest('<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>');
    expect(await problemOf(path({ rows: header, parts: locked }))).toEqual({ kind: 'workbookLocked' });
    const whole = zipFile({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'encrypted-package': 'x' });
    expect(await problemOf(write('sheet.ods', whole))).toEqual({ kind: 'workbookLocked' });
    expect(await problemOf(path({ rows: header + textsRow('Ana', '1', 'x'), parts: manifest('') }))).toBeNull();
  });

  it('is damaged: good rows are kept', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => textsRow(`Pessoa ${i}`, '1', 'x')).join('');
    const torn = `<office:document-content><office:body><office:spreadsheet><table:table table:name="A">${header}${rows}<table:table-row`;
    const { rows: staged, problem } = await stagedOf(
      await opened(write('sheet.ods', odsFile({ parts: { 'content.xml': torn } }))),
    );
    expect(problem).toEqual({ kind: 'workbookDamaged' });
    expect(staged).toHaveLength(3_000);
  });

  it('goes beyond what a sheet can hold', async () => {
    const beyond = [
      `${repeated(1_048_570, '<table:table-cell/>')}${repeated(9, textCell('Ana'), textCell('1'))}`,
      rowOf('<table:table-cell table:number-columns-repeated="99999"/>', textCell('Ana')),
    ];
    for (const rows of beyond) expect(await problemOf(path({ rows }))).toEqual({ kind: 'workbookDamaged' });
  });

  it('is made to burst: one row of a hundred thousand letters, a million times', async () => {
    const rows = header + repeated(1_000_000, textCell('x'.repeat(100_000)), textCell('1'));
    expect(await problemOf(path({ rows }))).toEqual({ kind: 'workbookDamaged' });
  });
});
