import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSheet } from '#main/tabular/open.ts';
import { rowsShown } from '#shared/tabular/sniff.ts';
import { delimiters, type Encoding, encodings } from '#shared/tabular/table.ts';
import { aFolder, deps, opened, stagedOf } from './files.ts';
import { odsFile, rowOf, textCell } from './ods-file.ts';
import { inline, number, row, shared, si, workbookFile } from './workbooks.ts';
import { tableOf, type Writing, writeTable } from './writing.ts';

const { write } = aFolder();
const isUnicode = (encoding: Encoding): boolean => encoding.startsWith('utf');
const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');
const filledUpTo = (cells: readonly string[]) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);

const words = [
  'Ana',
  'João',
  'São Paulo',
  '11987654321',
  '(11) 98765-4321',
  'ana@example.com',
  '10,50',
  '24/11/2026',
  'vip|novo',
  '',
  ' ',
];
const lettersOf = (encoding: Encoding): readonly string[] =>
  isUnicode(encoding)
    ? ['ã', 'Ç', '€', '“', '👍', 'я', '\u00A0']
    : [...tableOf(encoding).keys()].filter((c) => !/[\p{Cc}\uFFFD]/u.test(c));

const anyCell = (encoding: Encoding): fc.Arbitrary<string> => {
  const known = isUnicode(encoding) ? words : words.filter((word) => [...word].every((c) => tableOf(encoding).has(c)));
  const odd = fc.array(fc.constantFrom(...lettersOf(encoding), '"', ';', ',', '\t', '|', '\n', '\r\n', 'a'), {
    maxLength: 6,
  });
  return fc.oneof(
    { arbitrary: fc.constantFrom(...known), weight: 3 },
    { arbitrary: odd.map((parts) => parts.join('')), weight: 1 },
  );
};

const anyTable = (encoding: Encoding): fc.Arbitrary<string[][]> =>
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 70 })).chain(([width, height]) =>
    fc.array(fc.array(anyCell(encoding), { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

const anyFile = fc.constantFrom(...encodings).chain((encoding) =>
  fc.record({
    table: anyTable(encoding),
    writing: fc.record({
      encoding: fc.constant(encoding),
      mark: isUnicode(encoding) ? fc.boolean() : fc.constant(false),
      delimiter: fc.constantFrom(...delimiters),
      quoting: fc.constantFrom('all' as const, 'needed' as const),
      lineEnd: fc.constantFrom('\r\n' as const, '\n' as const, '\r' as const),
      lastLineEnd: fc.boolean(),
    } satisfies { [K in keyof Writing]: fc.Arbitrary<Writing[K]> }),
  }),
);

/** How a cell is kept in a workbook: as a shared text, inline, or a number where it is one. */
const anyWorkbook = fc.record({
  table: anyTable('utf-8'),
  kinds: fc.array(fc.constantFrom('shared', 'inline'), { minLength: 1, maxLength: 7 }),
});

function workbookOf(table: readonly (readonly string[])[], kinds: readonly string[]): Uint8Array {
  const texts: string[] = [];
  const cellXml = (cell: string, place: string, kind: string | undefined): string => {
    if (cell === '') return '';
    if (/^[1-9]\d+$/.test(cell)) return number(place, cell);
    // XML makes one line feed of CRLF; Excel writes the CR in its own way.
    const text = cell.replaceAll('\r', '_x000D_');
    return kind === 'inline' ? inline(place, text) : shared(place, texts.push(si(text)) - 1);
  };
  let nth = 0;
  const rows = table.map((cells, i) =>
    row(
      i + 1,
      ...cells.map((cell, j) => cellXml(cell, `${String.fromCharCode(65 + j)}${i + 1}`, kinds[nth++ % kinds.length])),
    ),
  );
  return workbookFile({ rows: rows.join(''), texts });
}

it('stages what it previewed, cell for cell, of whatever text file it understands', async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, async ({ table, writing }) => {
      const sheet = await openSheet(write('sheet.csv', writeTable(table, writing)), {}, deps);
      if (!sheet.ok) return fc.pre(false);
      const { rows } = await stagedOf(sheet.value);
      expect(sheet.value.findings.head).toEqual(rows.slice(0, rowsShown).map((one) => one.cells));
    }),
    { numRuns: 80 },
  );
});

it('stages what it previewed, cell for cell, of whatever workbook it understands', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorkbook, async ({ table, kinds }) => {
      const sheet = await openSheet(write('sheet.xlsx', workbookOf(table, kinds)), {}, deps);
      if (!sheet.ok) return fc.pre(false);
      const { rows } = await stagedOf(sheet.value);
      expect(sheet.value.findings.head).toEqual(rows.slice(0, rowsShown).map((one) => one.cells));
    }),
    { numRuns: 50 },
  );
});

it('gives back any table from a text file in any encoding, delimiter, quoting and line end', async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, async ({ table, writing }) => {
      const people = table.filter((cells) => !isBlank(cells));
      fc.pre(people.length > 0);
      const { encoding, delimiter } = writing;
      const path = write('sheet.csv', writeTable(table, writing));
      const { rows, problem } = await stagedOf(await opened(path, { encoding, delimiter, headerRow: -1 }));
      expect([rows.map((one) => one.cells), problem]).toEqual([people, null]);
    }),
    { numRuns: 80 },
  );
});

it('gives back any table from a workbook, with the line of each row', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorkbook, async ({ table, kinds }) => {
      const people = table.flatMap((cells, i) => (isBlank(cells) ? [] : [{ line: i + 1, cells: filledUpTo(cells) }]));
      fc.pre(people.length > 0);
      const { rows, problem } = await stagedOf(
        await opened(write('sheet.xlsx', workbookOf(table, kinds)), { headerRow: -1 }),
      );
      expect([rows, problem]).toEqual([people, null]);
    }),
    { numRuns: 50 },
  );
});

const odsOf = (table: readonly (readonly string[])[]): Uint8Array => {
  // XML makes one line feed of CRLF, and LibreOffice has no CR in a cell.
  const cell = (text: string): string => (text === '' ? '<table:table-cell/>' : textCell(text));
  return odsFile({ rows: table.map((cells) => rowOf(...cells.map(cell))).join('') });
};

it('gives back any table from a spreadsheet of LibreOffice, and stages what it previewed of it', async () => {
  await fc.assert(
    fc.asyncProperty(anyTable('utf-8'), async (written) => {
      const table = written.map((cells) => cells.map((cell) => cell.replaceAll('\r', '')));
      const people = table.flatMap((cells, i) => (isBlank(cells) ? [] : [{ line: i + 1, cells: filledUpTo(cells) }]));
      fc.pre(people.length > 0);
      const sheet = await opened(write('sheet.ods', odsOf(table)), { headerRow: -1 });
      const { rows, problem } = await stagedOf(sheet);
      expect([rows, problem]).toEqual([people, null]);
      expect(sheet.findings.head).toEqual(rows.slice(0, rowsShown).map((one) => one.cells));
    }),
    { numRuns: 50 },
  );
});

const anyDisorder = fc
  .array(fc.constantFrom('"', '"', ';', ';', '\n', '\n', '\r\n', 'Ana', '11987654321', 'é', ' ', ','), {
    minLength: 5,
    maxLength: 120,
  })
  .map((parts) => `Nome;Fone\n${parts.join('')}`);

it('stages what it previewed, cell for cell, of a text file with its quotes in disorder', async () => {
  await fc.assert(
    fc.asyncProperty(anyDisorder, async (text) => {
      const sheet = await openSheet(write('sheet.csv', Buffer.from(text)), {}, deps);
      if (!sheet.ok) return fc.pre(false);
      const { rows, problem } = await stagedOf(sheet.value);
      expect(problem).toBeNull();
      expect(sheet.value.findings.head).toEqual(rows.slice(0, rowsShown).map((one) => one.cells));
    }),
    { numRuns: 80 },
  );
});

it('stages what it previewed where a quote is open beyond what is first looked at', async () => {
  const note = 'x'.repeat(4_000);
  const lines = Array.from({ length: 400 }, (_, i) => `Pessoa ${i};1198765${1_000 + i};${note}`);
  const text = ['Nome;Fone;Obs', ...lines.with(3, `Pessoa 3;"11987651003;${note}`)].join('\n');
  const sheet = await opened(write('sheet.csv', Buffer.from(text)));
  const { rows, chunks } = await stagedOf(sheet);
  expect(sheet.findings.head).toHaveLength(rowsShown);
  expect(sheet.findings.head).toEqual(rows.slice(0, rowsShown).map((one) => one.cells));
  expect(rows).toHaveLength(400);
  expect(chunks.flatMap((chunk) => chunk.mended.quotes)).toEqual([5]);
});
