import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doubtful } from '#shared/tabular/table.ts';
import { opened, stagedOf } from './files.ts';

// Written by LibreOffice itself, from one table: scripts/make-fixtures.ts.

const folder = join(import.meta.dirname, '../../fixtures/libreoffice');
const delimiters: Readonly<Record<string, string>> = { semicolon: ';', comma: ',', tab: '\t', bar: '|' };

const header = ['Nome', 'Telefone', 'Cidade', 'CPF', 'Nascimento', 'Valor', 'Desconto', 'Observação'];
const row = (line: number, ...cells: readonly string[]) => ({ line, cells });
const ana = ['João "Zé" Conceição', '5511987654321', 'São Paulo', '00123456789', '01/02/1990', '1234,50'];
const nubia = ['Núbia Ávila', '(11) 98765-4321', 'São Paulo', '98765432100', '31/12/2001', '0,05', '7,5%', 'um\ndois'];

describe('a text file of LibreOffice', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));

  it('comes in six encodings, four delimiters and two ways of quoting', () => {
    expect(files).toHaveLength(48);
  });

  it.each(files)('is read to the cell, and surely: %s', async (name) => {
    const sheet = await opened(join(folder, name));
    const [, encoding, delimiter = ''] = /^(.+)-(\w+)-(?:all|needed)\.csv$/.exec(name) ?? [];
    const isLatin = encoding === 'iso-8859-1';
    expect(sheet.findings.dialect).toEqual({
      format: 'text',
      // The same letters at the same places, and all that is not Unicode comes from Windows.
      encoding: isLatin ? 'windows-1252' : encoding,
      delimiter: delimiters[delimiter],
      headerRow: 1,
    });
    const { encoding: sure, delimiter: divided, header: named } = sheet.findings.certainty;
    expect(Math.min(sure, divided, named)).toBeGreaterThanOrEqual(doubtful);
    expect(sheet.findings.header).toEqual(header);
    const { rows, problem } = await stagedOf(sheet);
    expect(problem).toBeNull();
    expect(rows).toEqual([
      row(4, ...ana, '50,0%', 'diz: "olá; tudo, bem|?"'),
      row(5, ...nubia.with(2, '')),
      row(7, '  Íris  ', '5,51E+12', 'Goiânia', '001.234.567-89', '', '-7,00', '', '"'),
      row(9, 'ÇELIK', '011 3456-7890', 'Maringá', '', '05/05/1985', '', '', "'1º"),
    ]);
  });
});

describe('a workbook of LibreOffice', () => {
  const workbooks = ['ugly.xlsx', 'ugly.xls', 'ugly.ods'];

  it.each(workbooks)(
    'is read to the cell, with digits that an exponent hides and a city merged over two rows: %s',
    async (name) => {
      const sheet = await opened(join(folder, name));
      expect(sheet.findings).toMatchObject({
        dialect: { format: 'workbook', sheet: 'Clientes', headerRow: 1 },
        sheets: ['Clientes', 'Antigos', 'Novos & outros'],
        header,
      });
      const { rows, problem } = await stagedOf(sheet);
      expect(problem).toBeNull();
      expect(rows).toEqual([
        row(4, ...ana, '50,0%', 'diz: "olá; tudo, bem|?"'),
        row(5, ...nubia),
        row(6, '  Íris  ', '5511987650001', 'Goiânia', '001.234.567-89', '', '-7,00', '', '"'),
        row(8, 'ÇELIK', '011 3456-7890', 'Maringá', '', '05/05/1985', '', '', "'1º"),
      ]);
      expect(sheet.findings.head).toEqual(rows.map((one) => one.cells));
    },
  );

  it.each(workbooks)('has other sheets, a hidden one as well, by their names: %s', async (name) => {
    const others = await Promise.all(
      ['Antigos', 'novos & outros'].map(async (sheet) => (await opened(join(folder, name), { sheet })).findings.head),
    );
    expect(others).toEqual([[['Ana', '21987654321']], [['Lia', '31987654321']]]);
  });

  it('may be a page: its first table is read to the cell', async () => {
    const sheet = await opened(join(folder, 'ugly.html'));
    expect(sheet.findings).toMatchObject({ dialect: { sheet: '', headerRow: 1 }, sheets: [], header });
    expect((await stagedOf(sheet)).rows).toEqual([
      row(4, ...ana, '50,0%', 'diz: "olá; tudo, bem|?"'),
      row(5, ...nubia),
      row(6, 'Íris', '5511987650001', 'Goiânia', '001.234.567-89', '', '-7,00', '', '"'),
      row(8, 'ÇELIK', '011 3456-7890', 'Maringá', '', '05/05/1985', '', '', "'1º"),
    ]);
  });
});
