import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defused } from '#main/tabular/defuse.ts';
import { problemOfWriting } from '#main/tabular/file-problem.ts';
import { writeReport } from '#main/tabular/write.ts';
import { writeFully } from '#main/tabular/write-fully.ts';
import { writeWorkbook } from '#main/tabular/write-workbook.ts';
import { aFolder, opened, stagedOf } from './files.ts';

const { folder } = aFolder();
let count = 0;
const aPath = (format: 'csv' | 'xlsx'): string => {
  count += 1;
  mkdirSync(join(folder, `report ${count}`));
  return join(folder, `report ${count}`, `relatório.${format}`);
};
const columns = ['Nome', 'Telefone', 'Situação'];
const rows = [
  ['João "Zé"', '5511987654321', 'entregue'],
  ['Lia; Lu', '+55 21', ''],
  ['linha\nnova', '=1+1', 'não entregue'],
];
const formats = ['csv', 'xlsx'] as const;
const isFormula = (cell: string): boolean => /^[\s]*[=+\-@＝＋－＠]|^\s*[\t\r\n]/.test(cell);

describe('a report', () => {
  it('is CSV as Excel in Brazil opens it: UTF-8 with its mark, semicolons, CRLF, quotes where they are needed', async () => {
    const path = aPath('csv');
    expect(await writeReport(path, { title: 'x', columns, rows }, { format: 'csv' })).toEqual({
      ok: true,
      value: { rows: 3 },
    });
    expect(readFileSync(path, 'utf8')).toBe(
      '\uFEFFNome;Telefone;Situação\r\n"João ""Zé""";5511987654321;entregue\r\n"Lia; Lu";\'+55 21;\r\n"linha\nnova";\'=1+1;não entregue\r\n',
    );
  });

  it('is a workbook with one sheet of text, its header in sight', async () => {
    const path = aPath('xlsx');
    await writeReport(path, { title: "Envios: [hoje]/ontem? 'x'", columns, rows }, { format: 'xlsx' });
    const sheet = await opened(path);
    expect(sheet.findings).toMatchObject({ sheets: ["Envios   hoje  ontem  'x"], header: columns });
    expect((await stagedOf(sheet)).rows.map((row) => row.cells)).toEqual([
      ['João "Zé"', '5511987654321', 'entregue'],
      ['Lia; Lu', "'+55 21"],
      ['linha\nnova', "'=1+1", 'não entregue'],
    ]);
  });

  it.each(formats)('has its header where there are no rows: %s', async (format) => {
    const path = aPath(format);
    expect(await writeReport(path, { title: '', columns, rows: [] }, { format })).toEqual({
      ok: true,
      value: { rows: 0 },
    });
    expect(readFileSync(path).length).toBeGreaterThan(20);
  });

  it('goes on in a further sheet, under the same header, where one is full', async () => {
    const path = aPath('xlsx');
    async function* six() {
      for (let i = 0; i < 6; i += 1) yield [`Pessoa ${i}`, '1', ''];
    }
    const file = await open(path, 'wx');
    await writeWorkbook(file, { title: 'Um título que é comprido demais para o Excel', columns, rows: six() }, 3);
    await file.close();
    const { findings } = await opened(path);
    expect(findings.sheets).toEqual([
      'Um título que é comprido demais',
      'Um título que é comprido de (2)',
      'Um título que é comprido de (3)',
    ]);
    const names = await Promise.all(findings.sheets.map(async (sheet) => (await opened(path, { sheet })).findings));
    expect(names.flatMap((sheet) => sheet.head.map(([name]) => name))).toEqual(
      [0, 1, 2, 3, 4, 5].map((i) => `Pessoa ${i}`),
    );
    expect(names.every((sheet) => sheet.header[0] === 'Nome')).toBe(true);
  });

  it('shortens a cell that Excel would not open', async () => {
    const path = aPath('xlsx');
    await writeReport(
      path,
      { title: 'x', columns: ['Texto', 'B'], rows: [['é'.repeat(40_000), 'b']] },
      { format: 'xlsx' },
    );
    const [row] = (await stagedOf(await opened(path, { headerRow: 0 }))).rows;
    expect(row?.cells[0]).toBe(`${'é'.repeat(32_766)}…`);
  });
});

describe('a report that cannot be written', () => {
  it.each(formats)('leaves the one before it as it was, and nothing beside it: %s', async (format) => {
    const path = aPath(format);
    writeFileSync(path, 'the last one');
    function* broken(): Generator<readonly string[]> {
      for (let i = 0; i < 5_000; i += 1) yield ['x'.repeat(100), 'y'];
      throw new Error('a bug');
    }
    await expect(writeReport(path, { title: 'x', columns, rows: broken() }, { format })).rejects.toThrow('a bug');
    expect(readFileSync(path, 'utf8')).toBe('the last one');
    expect(readdirSync(join(path, '..'))).toEqual([`relatório.${format}`]);
  });

  it.each(formats)('is gone when it is told to stop: %s', async (format) => {
    const path = aPath(format);
    const stop = new AbortController();
    function* endless(): Generator<readonly string[]> {
      for (let i = 0; ; i += 1) {
        if (i === 3_000) stop.abort(new Error('enough'));
        yield ['x'.repeat(100), 'y'];
      }
    }
    const written = writeReport(path, { title: 'x', columns, rows: endless() }, { format, signal: stop.signal });
    await expect(written).rejects.toThrow('enough');
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('says where: the folder is not there, or the name is that of a folder', async () => {
    const nowhere = join(folder, 'nowhere', 'report.csv');
    const inner = aPath('csv');
    mkdirSync(inner);
    for (const path of [nowhere, inner]) {
      expect(await writeReport(path, { title: 'x', columns, rows }, { format: 'csv' })).toEqual({
        ok: false,
        error: { kind: 'reportNotWritten', path },
      });
    }
  });

  it.each([
    ['ENOSPC', { kind: 'diskFull' }],
    ['EDQUOT', { kind: 'diskFull' }],
    ['EPERM', { kind: 'reportNotWritten', path: 'r.csv' }],
  ])('says that the disk is full, or that the place does not take it: %s', (code, problem) => {
    expect(problemOfWriting(Object.assign(new Error(), { code }), 'r.csv')).toEqual(problem);
  });

  it('does not take a part for the whole where a disk takes only some of the bytes', async () => {
    const disk = new Uint8Array(40);
    const nearlyFull = {
      write: async (bytes: Uint8Array, offset: number, length: number, position: number | null) => {
        const bytesWritten = Math.min(3, length);
        disk.set(bytes.subarray(offset, offset + bytesWritten), position ?? 0);
        return { bytesWritten };
      },
    };
    await writeFully(nearlyFull, Buffer.from('a report of several pieces'), 5);
    expect(Buffer.from(disk).toString('latin1').replaceAll('\0', '')).toBe('a report of several pieces');
  });
});

describe('a cell of a report', () => {
  it.each([
    '=1+1',
    '+55',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '\u00A0=1',
    '\uFEFF=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '\tAna',
  ])('does not run as a formula: %j', (cell) => expect(defused(cell)).toBe(`'${cell}`));

  it.each(['', ' ', 'Ana', '5511987654321', 'a=1', "'=1", '1-2', 'ana@example.com', '  Ana', '(11) 98765-4321'])(
    'stays as it is where it is harmless: %j',
    (cell) => expect(defused(cell)).toBe(cell),
  );

  const anyCell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc
      .array(
        fc.constantFrom(
          '=',
          '+',
          '-',
          '@',
          '＝',
          '\t',
          '\r',
          '\n',
          ' ',
          '"',
          "'",
          ';',
          ',',
          '_x000D_',
          '&',
          '<',
          ']]>',
          'é',
          '\0',
          '\x07',
          '\uFFFE',
          '\u2028',
          '👍',
          '\uD83D',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );

  it('reads back, whatever is in it, and none runs as a formula', async () => {
    const tables = fc.array(fc.tuple(anyCell, anyCell), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom(...formats), async (table, format) => {
        const path = aPath(format);
        const written = table.map(([a, b]) => ['x', a, b, 'y']);
        // So long a name keeps the control codes of the cells out of the part by which a file is told from a program.
        const columns = ['A'.repeat(5_000), '=B', 'C', 'D'];
        await writeReport(path, { title: 'x', columns, rows: written }, { format });
        const sheet = await opened(path, { delimiter: ';', encoding: 'utf-8', headerRow: 0 });
        const read = (await stagedOf(sheet)).rows.map((row) => row.cells);
        expect(read).toEqual(written.map((row) => row.map((cell) => defused(cell).toWellFormed())));
        expect([...read.flat(), ...sheet.findings.header].filter(isFormula)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
