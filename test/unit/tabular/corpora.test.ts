import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRowParser } from '#shared/tabular/csv.ts';
import { sniffDelimiter } from '#shared/tabular/delimiter.ts';
import { type Delimiter, delimiterSchema } from '#shared/tabular/table.ts';
import { opened, stagedOf } from './files.ts';
import { cellsOf, encode, readAll } from './writing.ts';

// Cases that others published: test/fixtures/README.md says whose.

const fixtures = join(import.meta.dirname, '../../fixtures');
const jsonOf = (path: string): unknown => JSON.parse(readFileSync(join(fixtures, path), 'utf8'));

describe('csv-spectrum', () => {
  const names = readdirSync(join(fixtures, 'csv-spectrum/csvs')).map((name) => name.replace('.csv', ''));
  const rowSchema = z.record(z.string(), z.string());
  const expectedSchema = z.union([z.array(rowSchema), rowSchema.transform((only) => [only])]);

  it('has its twelve files', () => {
    expect(names).toHaveLength(12);
  });

  it.each(names)('%s', async (name) => {
    const sheet = await opened(join(fixtures, `csv-spectrum/csvs/${name}.csv`), { headerRow: 0 });
    const { header, dialect } = sheet.findings;
    expect(dialect).toMatchObject({ encoding: 'utf-8', delimiter: ',' });
    const { rows, problem } = await stagedOf(sheet);
    const people = rows.map(({ cells }) => Object.fromEntries(header.map((key, i) => [key, cells[i] ?? ''])));
    const expected = expectedSchema.parse(jsonOf(`csv-spectrum/json/${name}.json`));
    // Its two files of this name have different numbers.
    const phone = name === 'location_coordinates' ? { 'Contact Phone Number': '2095257564' } : {};
    expect([people, problem]).toEqual([expected.map((row) => ({ ...row, ...phone })), null]);
  });
});

describe('papaparse', () => {
  const cases = z
    .array(
      z.object({
        description: z.string(),
        input: z.string(),
        delimiter: delimiterSchema.optional(),
        data: z.array(z.array(z.string())),
        errors: z.array(z.string()),
      }),
    )
    .parse(jsonOf('papaparse/cases.json'));

  const read = (text: string, delimiter: Delimiter) =>
    readAll(createRowParser({ encoding: 'utf-8', delimiter, headerRow: -1 }), encode(text, 'utf-8'));
  const readAsFound = (text: string, named: Delimiter | undefined) => {
    const found = sniffDelimiter((delimiter) => read(text, delimiter).rows).delimiter;
    return read(text, named ?? found);
  };
  const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

  /** Where reading is meant to differ: each with what it gives. */
  const otherwise: Readonly<Record<string, readonly (readonly string[])[]>> = {
    'Mixed slash n and slash r should choose first as precident': [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
      ['g', 'h', 'i'],
    ],
    'Quoted field has no closing quote': [
      ['a', '"b', 'c'],
      ['d', 'e', 'f'],
    ],
    'Quoted field has invalid trailing quote after delimiter with a valid closer': [
      ['"a,"b', 'c"'],
      ['d', 'e', 'f'],
    ],
    'Quoted field has invalid trailing quote after delimiter': [
      ['a', '"b,"c'],
      ['d', 'e', 'f'],
    ],
    'Quoted field has invalid trailing quote before delimiter': [
      ['a', '"b"c', 'd'],
      ['e', 'f', 'g'],
    ],
    'Quoted field has invalid trailing quote after new line': [
      ['a', '"b', 'c'],
      ['d"e', 'f', 'g'],
    ],
  };

  it('has cases enough', () => {
    expect(cases.length).toBeGreaterThan(75);
    expect(cases.filter(({ errors }) => errors.length > 0)).toHaveLength(5);
  });

  it.each(cases.filter(({ errors }) => errors.length === 0))(
    '$description: $input',
    ({ input, delimiter, data, description }) => {
      const expected = otherwise[description] ?? data.filter((cells) => !isBlank(cells));
      expect(cellsOf(readAsFound(input, delimiter))).toEqual(expected);
    },
  );

  it.each(cases.filter(({ errors }) => errors.length > 0))(
    'loses no line where papaparse gives up: $description',
    ({ input, description }) => {
      expect(cellsOf(read(input, ','))).toEqual(otherwise[description]);
    },
  );
});
