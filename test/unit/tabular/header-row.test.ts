import { describe, expect, it } from 'vitest';
import { columnCount, columnNames, groupedNames } from '#shared/tabular/header.ts';
import { findHeaderRow } from '#shared/tabular/header-row.ts';
import { doubtful } from '#shared/tabular/table.ts';

const table = (...lines: readonly string[]) => lines.map((line) => line.split(';'));
const people = [
  'Ana Souza;11987654321;São Paulo',
  'Lia Lima;21912345678;Rio de Janeiro',
  'José Reis;31933334444;Contagem',
];

describe('the row with the names of the columns', () => {
  it.each([
    ['first, as nearly always', 0, ['Nome;Telefone;Cidade', ...people]],
    ['first, in English', 0, ['Full name;Phone number;City', ...people]],
    ['first, in Spanish', 0, ['Nombre;Móvil;Ciudad', ...people]],
    ['first, in capitals and with signs', 0, ['*NOME*;TEL. (DDD);CIDADE/UF', ...people]],
    ['first, of words that Malote does not know', 0, ['Quem;Onde ligar;Onde mora', ...people]],
    ['first, above columns without data', 0, ['Nome;Cidade', 'Ana;São Paulo', 'Lia;Rio']],
    ['below a title', 1, ['Clientes de 2026;;', 'Nome;Telefone;Cidade', ...people]],
    [
      'below a title, a date and a filter',
      3,
      ['Relatório de clientes', 'Emitido em 24/11/2026', 'Filtro: todos;;', 'Nome;Telefone;Cidade', ...people],
    ],
    [
      'first, with a number in the name of a column',
      0,
      ['Nome;Telefone 1;Telefone 2', 'Ana;11987654321;', 'Lia;21912345678;2133334444'],
    ],
    ['first, of a single column', 0, ['Telefone', '11987654321', '21912345678']],
    ['first, where a column has no name', 0, ['Nome;;Telefone', 'Ana;x;11987654321', 'Lia;y;21912345678']],
  ])('stands %s', (_, headerRow, lines) => {
    expect(findHeaderRow(table(...lines)).headerRow).toBe(headerRow);
  });

  it.each([
    ['people', people],
    ['numbers alone', ['11987654321', '21912345678']],
    ['a person whose surname is a word for a column', ['Maria Cliente;11987654321', 'Ana Souza;21912345678']],
    ['mail addresses', ['ana@example.com;Ana', 'lia@example.com;Lia']],
    ['a title above people, and no names', ['Clientes', ...people]],
  ])('is not there: %s come at once', (_, lines) => {
    expect(findHeaderRow(table(...lines)).headerRow).toBe(-1);
  });

  it('is sure of known names above data, and asks to look at words above words', () => {
    expect(findHeaderRow(table('Nome;Telefone;Cidade', ...people)).certainty).toBeGreaterThanOrEqual(doubtful);
    expect(findHeaderRow(table(...people)).certainty).toBeGreaterThanOrEqual(doubtful);
    expect(findHeaderRow(table('Azul;Verde', 'Uva;Pera', 'Mesa;Copo')).certainty).toBeLessThan(doubtful);
    expect(findHeaderRow(table('Clientes', ...people)).certainty).toBeLessThan(doubtful);
  });

  it('may be all there is', () => {
    expect(findHeaderRow(table('Nome;Telefone;Cidade'))).toEqual({ headerRow: 0, lines: 1, certainty: 1 });
    expect(findHeaderRow([]).headerRow).toBe(-1);
  });
});

describe('the names of columns', () => {
  it.each([
    ['blanks and line breaks go', [' Nome ', 'Última\r\n compra', '\uFEFFUF'], ['Nome', 'Última compra', 'UF']],
    ['a name that came before gets a number', ['Fone', 'fone', 'FONE '], ['Fone', 'fone (2)', 'FONE (3)']],
    ['a number that is taken is left out', ['Fone', 'Fone', 'Fone (2)'], ['Fone', 'Fone (3)', 'Fone (2)']],
    ['blank ones stay blank', ['Nome', '', ' ', 'UF'], ['Nome', '', '', 'UF']],
  ])('%s', (_, cells, names) => {
    expect(columnNames(cells, cells.length)).toEqual(names);
  });

  it('are as many as the table is wide, each of its own', () => {
    expect(columnNames(['Nome'], 3)).toEqual(['Nome', '', '']);
    const names = columnNames(
      Array.from({ length: 40 }, () => 'Telefone'),
      40,
    );
    expect(new Set(names).size).toBe(40);
  });

  it('end where no name and no row has anything', () => {
    expect(
      columnCount(
        ['Nome', 'Fone', '', ' '],
        [
          ['Ana', '1', ''],
          ['Lia', '2', 'x', '', ''],
        ],
      ),
    ).toBe(3);
    expect(columnCount([], [[]])).toBe(0);
  });
});

describe('a header of two lines', () => {
  const people = ['Ana;11987654321;Rua A;Belém', 'Lia;21987654321;Rua B;Natal'];
  const found = (...lines: readonly string[]) => {
    const { headerRow, lines: count } = findHeaderRow(table(...lines));
    return [headerRow, count];
  };

  it.each<[string, readonly string[]]>([
    ['names of groups over names of columns', ['Contato;;Endereço;', 'Nome;Fone;Rua;Cidade']],
    ['a group beside columns without one', ['Nome;Contato;;', ';Fone;E-mail;Cidade']],
    ['a group name written above each of its columns', ['Contato;Contato;Endereço;Endereço', 'Nome;Fone;Rua;Cidade']],
    ['groups that tell columns of one name apart', ['Titular;;Dependente;', 'Nome;Fone;Nome;Fone']],
  ])('is %s', (_, header) => {
    expect(found(...header, ...people)).toEqual([1, 2]);
  });

  it('stands below a title as well', () => {
    expect(found('Cadastro geral;;;', 'Dados pessoais;;Endereço;', 'Nome;Fone;Rua;Cidade', ...people)).toEqual([2, 2]);
  });

  it.each<[string, readonly string[], number]>([
    ['a title of one cell', ['Relação de clientes;;;', 'Nome;Fone;Rua;Cidade'], 1],
    ['a title of two cells', ['Relação de clientes;;;Página 1', 'Nome;Fone;Rua;Cidade'], 1],
    ['a title of a known word alone', ['Clientes;;;', 'Nome;Fone;Rua;Cidade'], 1],
    ['a first person who is like words', ['Nome;Fone;Rua;Cidade', 'Ana;;;Belém'], 0],
  ])('is not %s', (_, header, row) => {
    expect(found(...header, ...people)).toEqual([row, 1]);
  });
});

describe('the names of columns under a header of two lines', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      'are their own',
      ['Contato', '', 'Endereço', ''],
      ['Nome', 'Fone', 'Rua', 'Cidade'],
      ['Nome', 'Fone', 'Rua', 'Cidade'],
    ],
    [
      'have the group before them where two are the same',
      ['Titular', '', 'Dependente', ''],
      ['Nome', 'Fone', 'nome', 'Idade'],
      ['Titular Nome', 'Fone', 'Dependente nome', 'Idade'],
    ],
    [
      'are those of the line above where they are blank',
      ['Nome', 'Contato', ''],
      ['', 'Fone', 'E-mail'],
      ['Nome', 'Fone', 'E-mail'],
    ],
    ['are not doubled', ['Nome', 'Fone', 'Fone'], ['Nome', 'Fone', 'Celular'], ['Nome', 'Fone', 'Celular']],
  ])('%s', (_, groups, names, expected) => {
    expect(groupedNames(groups, names)).toEqual(expected);
  });
});
