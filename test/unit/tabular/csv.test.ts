import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowParser, type ParsedRows } from '#shared/tabular/csv.ts';
import { delimiters, type Encoding, encodings, mostColumns } from '#shared/tabular/table.ts';
import { cellsOf, encode, plainly, readAll, writeTable } from './writing.ts';

const read = (text: string, options: { headerRow?: number; encoding?: Encoding; sizes?: number[] } = {}) =>
  readAll(
    createRowParser({ encoding: options.encoding ?? 'utf-8', delimiter: ';', headerRow: options.headerRow ?? -1 }),
    encode(text, options.encoding ?? 'utf-8'),
    options.sizes,
  );

describe('rows of a text file', () => {
  it.each([
    [
      'plain cells',
      'a;b\nc;d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no line end at the end',
      'a;b\nc;d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a delimiter in quotes', 'a;"b;c"\n', [['a', 'b;c']]],
    [
      'a line break in quotes, as it came',
      '"a\r\nb";c\n"d\ne";f\n',
      [
        ['a\r\nb', 'c'],
        ['d\ne', 'f'],
      ],
    ],
    ['doubled quotes', '"diz ""oi""";b\n', [['diz "oi"', 'b']]],
    ['only quotes', '"""";""\n', [['"', '']]],
    ['quotes inside an unquoted cell', 'Monitor 24" novo;b\n', [['Monitor 24" novo', 'b']]],
    ['blanks around quotes', '"a" ;"b"  \n', [['a', 'b']]],
    ['blanks around cells, which are kept', ' a ; b \n', [[' a ', ' b ']]],
    [
      'empty cells',
      'a;;c\n;b;\n',
      [
        ['a', '', 'c'],
        ['', 'b', ''],
      ],
    ],
    ['short and long rows', 'a;b;c\nd\ne;f;g;h\n', [['a', 'b', 'c'], ['d'], ['e', 'f', 'g', 'h']]],
    [
      'a first column in quotes only',
      '"a";1\n"b";2\n',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'mixed line ends',
      'a;1\r\nb;2\nc;3\rd;4',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
        ['d', '4'],
      ],
    ],
    [
      'old Macintosh line ends',
      'a;1\rb;2\r',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['an end mark of DOS', 'a;1\r\n\x1A', [['a', '1']]],
    ['emoji and other planes', '"👩‍👩‍👧 Ana";𝒜\n', [['👩‍👩‍👧 Ana', '𝒜']]],
    [
      'a mark inside the text',
      'a;1\n\uFEFFb;2\n',
      [
        ['a', '1'],
        ['\uFEFFb', '2'],
      ],
    ],
    ['single zeros, as they came', 'ANA\0\0;1\n', [['ANA\0\0', '1']]],
    ['JSON in a cell', '1;"{""type"": ""Point""}"\n', [['1', '{"type": "Point"}']]],
  ])('reads %s', (_, text, cells) => {
    expect(cellsOf(read(text))).toEqual(cells);
  });

  it.each([
    [
      'a name that begins in quotes',
      '"ACME" Ltda;11\nAna;22\n',
      [
        ['"ACME" Ltda', '11'],
        ['Ana', '22'],
      ],
    ],
    [
      'quotes that were not doubled',
      '"Bar "do Zé"";11\nAna;22\n',
      [
        ['Bar "do Zé"', '11'],
        ['Ana', '22'],
      ],
    ],
    [
      'a missing opening quote',
      '"Ana";1\nZé";2\n"Lia";3\n',
      [
        ['Ana', '1'],
        ['Zé"', '2'],
        ['Lia', '3'],
      ],
    ],
    ['a missing closing quote', '"Ana;"1"\n"Lia";"3"\n', [['Ana;"1'], ['Lia', '3']]],
  ])('does not let %s swallow a row', (_, text, cells) => {
    const result = read(text);
    expect(result.problem).toBeNull();
    expect(cellsOf(result)).toEqual(cells);
  });

  it('counts lines as an editor does: blank ones and line breaks inside cells too', () => {
    const text = 'nome;obs\r\n\r\nAna;"um\r\ndois\ntrês"\r\n;;\r\n   \r\nLia;x\r\n';
    expect(read(text).rows.map((row) => row.line)).toEqual([1, 3, 8]);
    expect(read(text.replaceAll('\r\n', '\r')).rows.map((row) => row.line)).toEqual([1, 3, 8]);
  });

  it('gives out only what stands below the header, and counts no blank line as a row', () => {
    const text = 'Clientes de 2026\n\nnome;fone\nAna;1\nLia;2\n';
    expect(read(text, { headerRow: 1 }).rows).toEqual([
      { line: 4, cells: ['Ana', '1'] },
      { line: 5, cells: ['Lia', '2'] },
    ]);
  });

  it.each(['sep=;\r\n', '"sep=;"\n', 'SEP=;;;\n'])(
    'takes %j for a word to Excel, which is a line but no row',
    (first) => {
      expect(read(`${first}nome;fone\nAna;1\n`, { headerRow: 0 }).rows).toEqual([{ line: 3, cells: ['Ana', '1'] }]);
    },
  );

  it('reads the same in each encoding, delimiter, quoting and line end', () => {
    const table = [
      ['Nome', 'Observação'],
      ['João "Zé" Conceição', 'diz: "olá; tudo, bem|?"'],
      ['ÁUREA', 'um\ndois'],
      ['Núbia', '\t1º'],
    ];
    for (const encoding of encodings)
      for (const mark of encoding.startsWith('utf') ? [true, false] : [false])
        for (const delimiter of delimiters)
          for (const quoting of ['all', 'needed'] as const)
            for (const lineEnd of ['\r\n', '\n', '\r'] as const) {
              const bytes = writeTable(table, { encoding, mark, delimiter, quoting, lineEnd, lastLineEnd: true });
              const parser = createRowParser({ encoding, delimiter, headerRow: -1 });
              expect(cellsOf(readAll(parser, bytes, [7]))).toEqual(table);
            }
  });
});

describe('a file that is not in order', () => {
  it.each([
    ['nothing', ''],
    ['blank lines', '\r\n \r\n;;;\r\n'],
    ['a mark alone', '\uFEFF'],
    ['a separator line alone', 'sep=;\n'],
  ])('is empty: %s', (_, text) => {
    expect(read(text)).toMatchObject({ rows: [], problem: { kind: 'fileEmpty' } });
  });

  it('has a header and nobody below it', () => {
    expect(read('nome;fone\n\n', { headerRow: 0 }).problem).toEqual({ kind: 'fileHeaderOnly' });
  });

  it.each<[string, string, readonly (readonly string[])[]]>([
    [
      'until the end of the file',
      'Lia;"dois\nZé;3\nEva;4\n',
      [
        ['Lia', '"dois'],
        ['Zé', '3'],
        ['Eva', '4'],
      ],
    ],
    [
      'where the quote of another cell closes it',
      'Lia;"dois\n"Zé";"3"\n"Eva";"4"\n',
      [
        ['Lia', '"dois'],
        ['Zé', '3'],
        ['Eva', '4'],
      ],
    ],
    [
      'in the middle of a row, whose other cells come as they are',
      'Lia;"dois;x;""\n"Zé";"3"\nEva;4\n',
      [
        ['Lia', '"dois', 'x', ''],
        ['Zé', '3'],
        ['Eva', '4'],
      ],
    ],
    [
      'behind a cell of two lines',
      '"Lia\nSouza";"dois\n"Zé";"3"\n',
      [
        ['Lia\nSouza', '"dois'],
        ['Zé', '3'],
      ],
    ],
    [
      'twice in a row',
      'Lia;"dois\nZé;"3\nEva;4\n',
      [
        ['Lia', '"dois'],
        ['Zé', '"3'],
        ['Eva', '4'],
      ],
    ],
    [
      'for more than a thousand lines',
      `Lia;"dois\n${'Zé;3\n'.repeat(2_000)}"Eva";4\n`,
      [['Lia', '"dois'], ...Array.from({ length: 2_000 }, () => ['Zé', '3']), ['Eva', '4']],
    ],
    [
      'for more than a million letters',
      `Lia;"dois\n${'x'.repeat(900)}\n${'y'.repeat(1_200_000)};z\n"Eva";4\n`,
      [['Lia', '"dois'], ['x'.repeat(900)], ['y'.repeat(1_200_000), 'z'], ['Eva', '4']],
    ],
  ])('has a quote that is open %s: it is a letter, each line since is a row, and the line is told', (_, text, rows) => {
    for (const sizes of [[65_536], [997], ...(text.length < 1_000 ? [[1], [5]] : [])]) {
      const result = read(`nome;obs\nAna;1\n${text}`, { sizes });
      expect(result.problem).toBeNull();
      expect(cellsOf(result)).toEqual([['nome', 'obs'], ['Ana', '1'], ...rows]);
      const open = result.rows.findIndex((row) => row.cells.some((cell) => cell.startsWith('"')));
      expect(result.mended.quotes[0]).toBe(text.startsWith('"Lia') ? 4 : 3);
      expect(result.rows.slice(open + 1).map((row) => row.line)).toEqual(
        rows.slice(1).map((_, i) => (result.mended.quotes[0] ?? 0) + 1 + i),
      );
    }
  });

  it('loses no row of a million to a quote on line 900,002, nor holds what follows in memory', () => {
    const parser = createRowParser({ encoding: 'utf-8', delimiter: ';', headerRow: 0 });
    const block = encode('Ana Souza;5511987654321\n'.repeat(1_000), 'utf-8');
    parser.push(encode('nome;fone\n', 'utf-8'));
    const seen = { rows: 0, quotes: [] as number[], mostHeld: 0 };
    const take = ({ rows, mended }: ParsedRows, pushed: number): void => {
      seen.rows += rows.length;
      seen.quotes.push(...mended.quotes);
      seen.mostHeld = Math.max(seen.mostHeld, pushed - seen.rows);
    };
    for (let i = 0; i < 900; i += 1) take(parser.push(block), (i + 1) * 1_000);
    take(parser.push(encode('Lia;"551198\n', 'utf-8')), 900_001);
    for (let i = 0; i < 100; i += 1) take(parser.push(block), 900_001 + (i + 1) * 1_000);
    take(parser.end(), 1_000_001);
    expect(seen).toMatchObject({ rows: 1_000_001, quotes: [900_002] });
    expect(seen.mostHeld).toBeLessThanOrEqual(1_001);
  });

  it('has quotes in any disorder: each line that is not within a cell is a row, and nothing is lost', () => {
    const anyLine = fc
      .array(fc.constantFrom('"', '""', ';', 'a', ' '), { maxLength: 8 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (lines, size) => {
        const text = lines.map((line) => `x${line}\n`).join('');
        const result = read(text, { sizes: [size] });
        expect(read(text)).toEqual(result);
        const letters = (all: string): number => all.replace(/[^ax]/g, '').length;
        expect(letters(cellsOf(result).flat().join(''))).toBe(letters(text));
        const first = result.rows.map((row) => row.line);
        expect(first).toEqual([...new Set(first)].toSorted((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  it('is too wide', () => {
    const wide = Array.from({ length: mostColumns + 1 }, (_, i) => String(i)).join(';');
    const result = read(`nome;fone\nAna;1\n${wide}\nLia;2\n`);
    expect(result.problem).toEqual({ kind: 'fileTooWide', columns: 1_001, most: 1_000 });
    expect(result.rows).toHaveLength(2);
  });

  it('has a hole of zeros, as after a power cut: what stands before it is good', () => {
    const result = read(`nome;fone\nAna;1\nLi${'\0'.repeat(4_096)}`);
    expect(result.problem).toEqual({ kind: 'fileNotATable' });
    expect(result.rows).toHaveLength(2);
  });

  it('is one endless line', () => {
    const parser = createRowParser({ encoding: 'utf-8', delimiter: ';', headerRow: -1 });
    const block = new Uint8Array(1024 * 1024).fill(0x61);
    const problems = Array.from({ length: 6 }, () => parser.push(block).problem);
    expect(problems[0]).toBeNull();
    expect(problems.at(-1)).toEqual({ kind: 'fileNotATable' });
  });
});

describe('letters', () => {
  it('keeps what it carries over when the bytes it was given are overwritten', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [`João ${i}`, String(i)]);
    const bytes = writeTable(rows, plainly);
    for (const reused of [new Uint8Array(16), Buffer.alloc(16)]) {
      const parser = createRowParser({ encoding: 'utf-8', delimiter: ';', headerRow: -1 });
      const read: (readonly string[])[] = [];
      for (let at = 0; at < bytes.length; at += reused.length) {
        const piece = bytes.subarray(at, at + reused.length);
        reused.set(piece);
        read.push(...cellsOf(parser.push(reused.subarray(0, piece.length))));
        reused.fill(0x3f);
      }
      expect([...read, ...cellsOf(parser.end())]).toEqual(rows);
    }
  });

  it('holds together a letter torn at any of its bytes', () => {
    const rows = [
      ['João 👍', 'ção'],
      ['€uro', 'Ünï'],
    ];
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
      const bytes = writeTable(rows, { ...plainly, encoding, mark: true });
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        const parser = createRowParser({ encoding, delimiter: ';', headerRow: -1 });
        const parts = [parser.push(bytes.slice(0, cut)), parser.push(bytes.slice(cut)), parser.end()];
        expect(parts.flatMap((part) => cellsOf(part))).toEqual(rows);
      }
    }
  });

  it('reads a line of Windows-1252 within a file of UTF-8 as what it is, and says so', () => {
    const utf8 = encode('nome;fone\nJosé;1\n', 'utf-8');
    const windows = encode('João Conceição;2\n', 'windows-1252');
    const bytes = Uint8Array.from([...utf8, ...windows, ...encode('Antônia;3\n', 'utf-8')]);
    for (const sizes of [[1], [3, 5], [65_536]]) {
      const parser = createRowParser({ encoding: 'utf-8', delimiter: ';', headerRow: 0 });
      const result = readAll(parser, bytes, sizes);
      expect(cellsOf(result)).toEqual([
        ['José', '1'],
        ['João Conceição', '2'],
        ['Antônia', '3'],
      ]);
      expect(result.mended).toEqual({ letters: [3], quotes: [] });
    }
  });

  it('shows a letter that another system cut in two as broken, never as another letter', () => {
    const name = encode('JOSÉ DA CONCEIÇÃO', 'utf-8').slice(0, -2);
    const bytes = Uint8Array.from([...encode('Ána;1\n', 'utf-8'), ...name, ...encode(';2\nLia;\uFFFD\n', 'utf-8')]);
    const result = readAll(createRowParser({ encoding: 'utf-8', delimiter: ';', headerRow: -1 }), bytes);
    expect(cellsOf(result)).toEqual([
      ['Ána', '1'],
      ['JOSÉ DA CONCEIÇ\uFFFD', '2'],
      ['Lia', '\uFFFD'],
    ]);
    expect(result.mended).toEqual({ letters: [2], quotes: [] });
  });
});
