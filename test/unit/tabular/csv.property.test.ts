import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRowParser } from '#shared/tabular/csv.ts';
import { delimiters, type Encoding, encodings } from '#shared/tabular/table.ts';
import { createUnrulyReader } from '#shared/tabular/unruly.ts';
import { cellsOf, encode, readAll, tableOf, type Writing, writeTable } from './writing.ts';

const isUnicode = (encoding: Encoding): boolean => encoding.startsWith('utf');

/** Letters of an encoding: all of them for one-byte ones, but for controls, U+FFFD and what it leaves undefined. */
const lettersOf = (encoding: Encoding): fc.Arbitrary<string> =>
  isUnicode(encoding)
    ? fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((c) => !/[\p{Cc}\uFEFF\uFFFD]/u.test(c))
    : fc.constantFrom(...[...tableOf(encoding).keys()].filter((c) => !/[\p{Cc}\uFFFD]/u.test(c)));

const cellOf = (encoding: Encoding): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { arbitrary: fc.constantFrom('"', ';', ',', '\t', '|', '\n', '\r\n', '\r', ' ', 'a', '1'), weight: 2 },
        { arbitrary: lettersOf(encoding), weight: 3 },
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''));

const filesOf = encodings.map((encoding) =>
  fc.record({
    writing: fc.record({
      encoding: fc.constant(encoding),
      mark: fc.constant(false),
      delimiter: fc.constantFrom(...delimiters),
      quoting: fc.constantFrom('all' as const, 'needed' as const),
      lineEnd: fc.constantFrom('\r\n' as const, '\n' as const, '\r' as const),
      lastLineEnd: fc.boolean(),
    }),
    marked: fc.boolean(),
    rows: fc.array(fc.array(cellOf(encoding), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
    sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
  }),
);

const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === '');

it('gives back any table, however it was written and in whatever pieces its bytes come', () => {
  fc.assert(
    fc.property(fc.oneof(...filesOf), ({ writing, marked, rows, sizes }) => {
      const file: Writing = { ...writing, mark: marked && isUnicode(writing.encoding) };
      const parser = createRowParser({ encoding: file.encoding, delimiter: file.delimiter, headerRow: -1 });
      const read = readAll(parser, writeTable(rows, file), sizes);
      expect(cellsOf(read)).toEqual(rows.filter((row) => !isBlank(row)));
    }),
    { numRuns: 2_000 },
  );
});

const anyText = fc
  .array(fc.constantFrom('"', '"', ';', ';', '\n', '\r\n', '\r', ' ', 'a', 'bc', 'é'), { maxLength: 40 })
  .map((parts) => parts.join(''));

it('reads any text, in order or not, the same in whatever pieces it comes', () => {
  fc.assert(
    fc.property(anyText, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), (text, sizes) => {
      const parse = (pieces: readonly number[]) =>
        readAll(createRowParser({ encoding: 'utf-8', delimiter: ';', headerRow: -1 }), encode(text, 'utf-8'), pieces);
      expect(parse(sizes)).toEqual(parse([10_000]));
    }),
    { numRuns: 3_000 },
  );
});

it('reads line by line what it reads in blocks', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const inBlocks = readAll(
        createRowParser({ encoding: 'utf-8', delimiter: ';', headerRow: -1 }),
        encode(text, 'utf-8'),
      );
      const reader = createUnrulyReader(';');
      const byLine = reader.read(text, 1);
      const last = reader.end(byLine.nextLine);
      expect(inBlocks.rows).toEqual([...byLine.rows, ...last.rows].filter((row) => !isBlank(row.cells)));
      expect(inBlocks.mended.quotes).toEqual([...byLine.forgottenQuotes, ...last.forgottenQuotes]);
    }),
    { numRuns: 3_000 },
  );
});

it('counts a line for every line end up to the row, inside quotes or not', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a;b', '', '"x\ny";z', ';;', '"\n\n1"'), { maxLength: 12 }), (lines) => {
      const { rows } = readAll(
        createRowParser({ encoding: 'utf-8', delimiter: ';', headerRow: -1 }),
        encode(lines.join('\r\n'), 'utf-8'),
        [3],
      );
      const starts = lines.flatMap((line, i) => {
        const before = lines.slice(0, i).join('\n').split('\n').length;
        return isBlank(line.split(';')) ? [] : [i === 0 ? 1 : before + 1];
      });
      expect(rows.map((row) => row.line)).toEqual(starts);
    }),
  );
});
