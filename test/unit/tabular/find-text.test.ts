import { describe, expect, it } from 'vitest';
import { findText, rowsShown, type TextWishes } from '#shared/tabular/sniff.ts';
import type { Encoding, Findings } from '#shared/tabular/table.ts';
import { encode } from './writing.ts';

const find = (text: string, options: { encoding?: Encoding; wishes?: TextWishes; whole?: boolean } = {}) =>
  findText(
    { head: encode(text, options.encoding ?? 'utf-8'), further: [], whole: options.whole ?? true },
    options.wishes ?? {},
  );

function found(...options: Parameters<typeof find>): Findings {
  const findings = find(...options);
  if (!findings.ok) throw new Error(findings.error.kind);
  return findings.value;
}

const problemOf = (...options: Parameters<typeof find>) => {
  const findings = find(...options);
  return findings.ok ? null : findings.error;
};

describe('what is found out about a text file', () => {
  it('is everything, of a sheet as Excel in Brazil saves it', () => {
    expect(
      found('Nome;Telefone;Cidade\r\nJoão;11987654321;São Paulo\r\nLia;;\r\n', { encoding: 'windows-1252' }),
    ).toMatchObject({
      dialect: { format: 'text', encoding: 'windows-1252', delimiter: ';', headerRow: 0 },
      sheets: [],
      header: ['Nome', 'Telefone', 'Cidade'],
      head: [
        ['João', '11987654321', 'São Paulo'],
        ['Lia', '', ''],
      ],
    });
  });

  it.each([
    ['sep=,\r\nnome,obs\r\nAna,a;b\r\n', ','],
    ['\uFEFF"sep=|"\nnome|obs\nAna|a;b\n', '|'],
  ])('believes a first line that names the delimiter: %j', (text, delimiter) => {
    const { dialect, certainty, header } = found(text);
    expect(dialect).toMatchObject({ delimiter, headerRow: 0 });
    expect(certainty.delimiter).toBe(1);
    expect(header).toEqual(['nome', 'obs']);
  });

  it('reads a named delimiter in UTF-16 as well', () => {
    expect(found('\uFEFFsep=;\r\nnome;obs\r\nAna;a,b\r\n', { encoding: 'utf-16le' }).header).toEqual(['nome', 'obs']);
  });

  it('leaves titles and blank lines above the header aside', () => {
    const { dialect, header, head } = found(
      'Clientes de 2026\n\n;;\nNome;Fone;UF\n\nAna;11987654321;SP\nLia;21912345678;RJ\n',
    );
    expect([dialect.headerRow, header]).toEqual([1, ['Nome', 'Fone', 'UF']]);
    expect(head.map(([name]) => name)).toEqual(['Ana', 'Lia']);
  });

  it('gives duplicate names a number, and columns behind the last name their place', () => {
    const { header } = found('Nome;Fone;Fone;;\nAna;11987654321;21912345678;x;\nLia;1;2;y;\n');
    expect(header).toEqual(['Nome', 'Fone', 'Fone (2)', '']);
  });

  it('asks nobody about what was wished', () => {
    const text = 'Ana,1;2\nLia,3;4\nZé,5;6\n';
    const wishes = { encoding: 'cp850', delimiter: ',', headerRow: 0 } as const;
    const { dialect, certainty, header, head } = found(text, { wishes });
    expect(dialect).toEqual({ format: 'text', ...wishes });
    expect(certainty).toEqual({ encoding: 1, delimiter: 1, header: 1 });
    expect([header, head.length]).toEqual([['Ana', '1;2'], 2]);
    expect(found(text, { wishes: { ...wishes, headerRow: -1 } })).toMatchObject({
      header: ['', ''],
      head: { length: 3 },
    });
  });

  it('shows the first rows, and not the one that the sample cuts', () => {
    const rows = Array.from({ length: 200 }, (_, i) => `Ana ${i};1198765${1000 + i}`);
    expect(found(['Nome;Fone', ...rows].join('\n')).head).toHaveLength(rowsShown);
    const cut = found(`Nome;Fone\n${rows.slice(0, 3).join('\n')}`, { whole: false });
    expect(cut.head.map(([name]) => name)).toEqual(['Ana 0', 'Ana 1']);
  });

  it('shows the good rows above one that cannot be read', () => {
    expect(found(`nome;obs\nAna;1\n${';'.repeat(2_000)}x\nZé;3\n`).head).toEqual([['Ana', '1']]);
  });

  it('has a header of two lines where there is one, and where it was decided so', () => {
    const text = 'Titular;;Dependente;\nNome;Fone;Nome;Fone\nAna;11987654321;Lia;21987654321\n';
    const names = ['Titular Nome', 'Titular Fone', 'Dependente Nome', 'Dependente Fone'];
    expect(found(text)).toMatchObject({ dialect: { headerRow: 1, headerLines: 2 }, header: names });
    expect(found(text).head).toEqual([['Ana', '11987654321', 'Lia', '21987654321']]);
    const one = found(text, { wishes: { headerRow: 1 } });
    expect(one.header).toEqual(['Nome', 'Fone', 'Nome (2)', 'Fone (2)']);
    expect(one.dialect).not.toHaveProperty('headerLines');
    expect(found(text, { wishes: { headerRow: 1, headerLines: 2 } }).header).toEqual(names);
  });

  it('shows the rows behind a quote that is never closed', () => {
    const head = [
      ['Ana', '"1'],
      ['Lia', '2'],
    ];
    expect(found('nome;obs\nAna;"1\nLia;2\n').head).toEqual(head);
  });
});

describe('a text file that cannot be read', () => {
  it.each([
    ['is nothing', ''],
    ['is blank lines', '\r\n ;;\r\n\r\n'],
    ['is a mark alone', '\uFEFF'],
    ['is a word to Excel alone', 'sep=;\r\n'],
  ])('%s: fileEmpty', (_, text) => {
    expect(problemOf(text)).toEqual({ kind: 'fileEmpty' });
  });

  it.each(['Nome;Telefone;Cidade', 'Nome;Telefone;Cidade\r\n\r\n;;\r\n'])('is a header alone: %j', (text) => {
    expect(problemOf(text)).toEqual({ kind: 'fileHeaderOnly' });
  });

  it('is too wide from the first row on', () => {
    expect(problemOf(`${'a;'.repeat(1_200)}b\n1;2\n`)).toEqual({ kind: 'fileTooWide', columns: 1_201, most: 1_000 });
  });

  it('is one line without end', () => {
    expect(problemOf('a'.repeat(256 * 1024), { whole: false })).toEqual({ kind: 'fileNotATable' });
  });

  it('is a workbook, which only the engine opens', () => {
    expect(problemOf('PK\x03\x04')).toEqual({ kind: 'fileBinary', looksLike: 'ZIP' });
  });
});
