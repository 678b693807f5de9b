import { describe, expect, it } from 'vitest';
import { createRowParser } from '#shared/tabular/csv.ts';
import { namedDelimiter, sniffDelimiter } from '#shared/tabular/delimiter.ts';
import { createStrayReader } from '#shared/tabular/stray.ts';
import { type Delimiter, doubtful } from '#shared/tabular/table.ts';
import { encode, readAll } from './writing.ts';

const sniff = (text: string) =>
  sniffDelimiter(
    (delimiter) =>
      readAll(createRowParser({ encoding: 'utf-8', delimiter, headerRow: -1 }), encode(text, 'utf-8')).rows,
  );

describe('the delimiter of a text file', () => {
  it.each<[string, Delimiter, string]>([
    ['semicolons, as Excel in Brazil writes', ';', 'nome;fone\nAna;1\nLia;2\n'],
    ['commas', ',', 'name,phone\nAna,1\nLia,2\n'],
    ['tabs', '\t', 'nome\tfone\nAna\t1\nLia\t2\n'],
    ['bars', '|', 'nome|fone\nAna|1\nLia|2\n'],
    ['commas in amounts, in each row but the header', ';', 'nome;valor\nAna;10,50\nLia;7,25\nZé;0,99\n'],
    ['commas in addresses', ';', 'nome;rua\nAna;Rua A, 10\nLia;Rua B, 20\nZé;Rua C, 3\n'],
    [
      'more commas than semicolons, but none in the header',
      ';',
      `nome;rua;valor\n${'Ana;Rua A, 10, casa;10,50\n'.repeat(30)}`,
    ],
    ['semicolons in a remark', ',', 'nome,fone,obs\nAna,1,"a;b"\nLia,2,c;d\nZé,3,x;y\n'],
    ['tags divided by bars', ';', 'nome;tags\nAna;vip|novo\nLia;novo|sp\nZé;vip|rj\n'],
    ['quoted cells', ',', '"nome","obs"\n"Ana","a; b"\n"Lia","c; d"\n'],
    ['a title with commas above', ';', 'Clientes, fornecedores e amigos\nnome;fone;uf\nAna;1;SP\nLia;2;RJ\n'],
    ['rows of uneven length', ';', 'nome;fone;obs\nAna;1\nLia;2;x\nZé;3;y;z\n'],
    ['some rows of another delimiter', ';', `nome;fone;uf\n${'Ana;1;SP\n'.repeat(20)}${'Lia,2,RJ\n'.repeat(5)}`],
  ])('finds %s', (_, delimiter, text) => {
    expect(sniff(text).delimiter).toBe(delimiter);
  });

  it.each([
    ['a table in order', 'nome;fone\nAna;1\nLia;2\n'],
    ['one column, where any delimiter is right', 'telefone\n11987654321\n11912345678\n'],
  ])('is sure of %s', (_, text) => {
    expect(sniff(text).certainty).toBeGreaterThanOrEqual(doubtful);
  });

  it.each([
    ['two delimiters that divide alike', 'nome;fone,uf\nAna;1,SP\nLia;2,RJ\n'],
    ['half of the rows in each of two', `nome;fone;uf\n${'Ana;1;SP\n'.repeat(10)}${'Lia,2,RJ\n'.repeat(12)}`],
  ])('is in doubt about %s', (_, text) => {
    expect(sniff(text).certainty).toBeLessThan(doubtful);
  });

  it.each([
    ['sep=;', ';'],
    ['"sep=,"', ','],
    ['SEP=\t', '\t'],
    ['sep=:', null],
    ['nome;fone', null],
  ])('is told by a first line %j', (line, delimiter) => {
    expect(namedDelimiter(line)).toBe(delimiter);
  });
});

describe('a line of another delimiter than the rest', () => {
  const divide = createStrayReader(';');

  it.each([
    ['Ana,11987654321,SP', ['Ana', '11987654321', 'SP']],
    ['Ana\t11987654321\tSP', ['Ana', '11987654321', 'SP']],
    ['"Souza, Ana",11987654321,SP', ['Souza, Ana', '11987654321', 'SP']],
    // What is left of `"Ana","11987654321","SP"` when its outer quotes were taken for those of one cell.
    ['Ana","11987654321","SP', ['Ana', '11987654321', 'SP']],
  ])('is divided where it makes as many cells as the header has: %s', (cell, cells) => {
    expect(divide(cell, 3)).toEqual(cells);
  });

  it.each([
    ['a remark with one comma', 'falar com Ana, urgente', 3],
    ['a name before a comma, in a table of two columns', 'Souza, Ana', 2],
    ['more cells than the header has', 'a,b,c,d', 3],
    ['a quote that stays open', '"Ana,1,SP', 3],
    ['nothing to divide', 'Total geral', 3],
  ])('is left as it came: %s', (_, cell, columns) => {
    expect(divide(cell, columns)).toBeNull();
  });

  it('is read by the parser, below a header and nowhere else', () => {
    const text = 'Relatório, de, hoje\nnome;fone;uf\nAna;1;SP\nLia,2,RJ\n"Zé, Filho","3","MG"\nobs, sem fone\n';
    const rowsFrom = (headerRow: number) =>
      readAll(createRowParser({ encoding: 'utf-8', delimiter: ';', headerRow }), encode(text, 'utf-8')).rows;
    expect(rowsFrom(1)).toEqual([
      { line: 3, cells: ['Ana', '1', 'SP'] },
      { line: 4, cells: ['Lia', '2', 'RJ'] },
      { line: 5, cells: ['Zé, Filho', '3', 'MG'] },
      { line: 6, cells: ['obs, sem fone'] },
    ]);
    expect(rowsFrom(-1)[0]?.cells).toEqual(['Relatório, de, hoje']);
  });
});
