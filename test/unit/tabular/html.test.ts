import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTableReader, type HtmlRow } from '#main/tabular/html-table.ts';
import { aFolder, opened, problemOf, stagedOf } from './files.ts';

const { text } = aFolder();
const page = (body: string): string => text(body, 'utf-8', 'relatorio.xls');
const cellsOf = async (body: string) => (await stagedOf(await opened(page(body)))).rows.map((row) => row.cells);
const header = '<tr><th>Nome</th><th>Telefone</th><th>Cidade</th></tr>';

function readInPieces(html: string, size: number): readonly HtmlRow[] {
  const rows: HtmlRow[] = [];
  const reader = createTableReader((row) => rows.push(row));
  for (let at = 0; at < html.length; at += size) reader.write(html.slice(at, at + size));
  reader.end();
  return rows;
}

describe('a page that is called .xls', () => {
  it('is understood: its first table, header, first rows', async () => {
    const sheet = await opened(
      page(
        `<!DOCTYPE html><html><head><style>td{mso-number-format:"\\@"}</style><script>if (a<b) document.write("<table><tr><td>no")</script></head><body><!-- <table><tr><td>no</table> --><table border=1>${header}<tr><td>Ana</td><td>11987654321</td><td>S&atilde;o Paulo</td></tr></table></body></html>`,
      ),
    );
    expect(sheet.findings).toEqual({
      dialect: { format: 'workbook', sheet: '', headerRow: 0 },
      certainty: { encoding: 1, delimiter: 1, header: 1 },
      sheets: [],
      header: ['Nome', 'Telefone', 'Cidade'],
      head: [['Ana', '11987654321', 'São Paulo']],
    });
    expect((await stagedOf(sheet)).rows).toEqual([{ line: 2, cells: ['Ana', '11987654321', 'São Paulo'] }]);
  });

  it('reads entities, blanks, line breaks and marks within a cell as a browser shows them', async () => {
    expect(
      await cellsOf(
        `<table>${header}<tr><td> Jo&atilde;o&nbsp;<b>&quot;Z&eacute;&quot;</b>\n  Souza </td><td>&#49;1 &#x39;&amp;&lt;</td><td>um<br>dois<p>tr&ecirc;s</p></td></tr><tr><td>A & B &copy</td><td>1 < 2</td><td>&desconhecido;&#128;</td></tr></table>`,
      ),
    ).toEqual([
      ['João "Zé" Souza', '11 9&<', 'um\ndois\ntrês'],
      ['A & B ©', '1 < 2', '&desconhecido;€'],
    ]);
  });

  it('does without closing tags and quotes of attributes, and with capitals', async () => {
    expect(
      await cellsOf(`<TABLE BORDER=0><TR><TD>Nome<TD>Telefone<TR CLASS=x><TD TITLE="a>b">Ana<TD>1<TR><TD>Lia<TD>2`),
    ).toEqual([
      ['Ana', '1'],
      ['Lia', '2'],
    ]);
  });

  it('puts cells over several columns and rows where they stand, and lets the latter hold below', async () => {
    const rows =
      '<tr><td colspan=2>Ana</td><td rowspan="2">Belém</td></tr><tr><td>Lia</td><td>2</td></tr><tr><td>Zé</td><td>3</td><td>Natal</td></tr><tr><td rowspan=2>Rui</td><td>4</td></tr><tr><td>5</td></tr>';
    expect(await cellsOf(`<table>${header}${rows}</table>`)).toEqual([
      ['Ana', '', 'Belém'],
      ['Lia', '2', 'Belém'],
      ['Zé', '3', 'Natal'],
      ['Rui', '4'],
      ['Rui', '5'],
    ]);
  });

  it('takes the digits that Excel writes beside an exponent', async () => {
    const rows = '<tr><td>Ana</td><td x:num="5511987654321">5,51E+12</td><td x:num="10.5">10,50</td></tr>';
    expect(await cellsOf(`<table>${header}${rows}</table>`)).toEqual([['Ana', '5511987654321', '10,50']]);
  });

  it('takes the table of people, not the frames and titles around it', async () => {
    const people = `<table>${header}<tr><td>Ana</td><td>1</td><td>Belém</td></tr></table>`;
    expect(
      await cellsOf(
        `<table><tr><td>Relatório</td></tr></table><table><tr><td>Loja</td><td>Clientes</td></tr><tr><td>${people}</td></tr></table>`,
      ),
    ).toEqual([['Ana', '1', 'Belém']]);
  });

  it('may be written in Windows-1252', async () => {
    const body = `<table>${header}${'<tr><td>João</td><td>1</td><td>Goiânia</td></tr>'.repeat(9)}</table>`;
    const sheet = await opened(text(body, 'windows-1252', 'relatorio.xls'));
    expect(sheet.findings.head[8]).toEqual(['João', '1', 'Goiânia']);
  });

  it('is none without a table, or with nothing in it', async () => {
    for (const body of ['<html><p>Ana</p></html>', '<table><tr><td> </td></tr></table>']) {
      expect(await problemOf(page(body))).toEqual({ kind: 'fileUnsupported', extension: '.html' });
    }
  });

  it('is read the same in whatever pieces it comes, whatever stands in it', () => {
    const parts = fc.constantFrom(
      ...[
        '<table>',
        '</table>',
        '<tr>',
        '<td>',
        '</td>',
        '<td colspan=2>',
        '<th rowspan=3>',
        'Ana',
        'é',
        '&amp;',
        '&atil',
        ';',
      ],
      ...['<!--', '-->', '<script>', '</script>', '<', '>', '"', '=', '<a href="', '<br>', ' ', '\n', '<b', '&#9', '/'],
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (pieces, size) => {
        const html = `<table><tr><td>${pieces.join('')}`;
        expect(readInPieces(html, size)).toEqual(readInPieces(html, html.length));
      }),
      { numRuns: 500 },
    );
  });

  it('takes no longer than its length allows, whatever is never closed', () => {
    for (const part of ['<a ', '<a x="', "<a x='", '<!--', '<!--x--', '<', '&', '<table', '<script>', '</']) {
      const rows = readInPieces(`<table><tr><td>a<td>b<tr><td>${part.repeat(300_000 / part.length)}`, 65_536);
      expect(rows.length).toBeGreaterThan(0);
    }
  });
});
