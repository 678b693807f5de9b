import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, opened, problemOf, stagedOf } from './files.ts';
import { compoundWith, f64, record, text8, u16, u32, xlsFile } from './xls-file.ts';

const { write } = aFolder();
const stagedXls = async (file: Parameters<typeof xlsFile>[0]) =>
  await stagedOf(await opened(write('sheet.xls', xlsFile(file)), { headerRow: 0 }));
const label = (row: number, column: number, text: string): Buffer => record(0x0204, u16(row, column, 0), text8(text));
const header = [label(0, 0, 'Nome'), label(0, 1, 'Telefone'), label(0, 2, 'Cidade')];
const style = (format: number): Buffer => record(0x00e0, u16(0, format), Buffer.alloc(16));
const formula = (row: number, column: number, result: Buffer): Buffer =>
  record(0x0006, u16(row, column, 0), result, Buffer.alloc(8));

describe('a workbook of Excel 97', () => {
  it('holds texts in more records than one, and some of two bytes a letter', async () => {
    const path = join(import.meta.dirname, '../../fixtures/libreoffice/many.xls');
    const { rows, problem } = await stagedOf(await opened(path));
    expect(problem).toBeNull();
    expect(rows.map((row) => row.cells)).toEqual(
      Array.from({ length: 500 }, (_, i) => [
        `${i % 3 === 0 ? 'Чайка' : 'João da Conceição'} número ${i} ${'x'.repeat(i % 50)}`,
        String(11_987_650_000 + i),
      ]),
    );
  });

  it('reads cells of each kind', async () => {
    const globals = [
      record(0x041e, u16(164), text8('(00) 00000-0000')),
      style(0),
      style(14),
      style(164),
      style(10),
      record(0x00fc, u32(2), u32(2), text8('Ana'), text8('Чайка')),
    ];
    const cells = [
      ...header,
      record(0x00fd, u16(1, 0, 0), u32(0)),
      record(0x0203, u16(1, 1, 0), f64(5_511_987_654_321)),
      record(0x0203, u16(1, 2, 1), f64(46_350)),
      record(0x00fd, u16(2, 0, 0), u32(1)),
      record(0x0203, u16(2, 1, 2), f64(11_987_654_321)),
      record(0x027e, u16(2, 2, 0), u32((1_234 << 2) | 3)),
      label(3, 0, 'Zé “Bento”'),
      record(0x00bd, u16(3, 1), u16(0), u32((7 << 2) | 2), u16(3), u32((50 << 2) | 3), u16(2)),
      record(0x0205, u16(4, 0, 0), Buffer.of(1, 0)),
      record(0x0205, u16(4, 1, 0), Buffer.of(0x2a, 1)),
      formula(4, 2, Buffer.of(0, 0, 0, 0, 0, 0, 0xff, 0xff)),
      record(0x0207, text8('de uma fórmula')),
      formula(5, 0, f64(12.5)),
      formula(5, 1, Buffer.of(1, 0, 0, 0, 0, 0, 0xff, 0xff)),
      formula(5, 2, Buffer.of(2, 0, 7, 0, 0, 0, 0xff, 0xff)),
    ];
    expect((await stagedXls({ globals, cells })).rows.map((row) => row.cells)).toEqual([
      ['Ana', '5511987654321', '24/11/2026'],
      ['Чайка', '(11) 98765-4321', '12,34'],
      ['Zé “Bento”', '7', '50,00%'],
      ['VERDADEIRO', '#N/A', 'de uma fórmula'],
      ['12,5', 'FALSO', '#DIV/0!'],
    ]);
  });

  it('puts rows in order that were written column by column', async () => {
    const names = ['Ana', 'Lia', 'Zé'];
    const cells = [
      ...header,
      ...names.map((name, i) => label(i + 1, 0, name)),
      ...names.map((_, i) => label(i + 1, 1, String(i))),
    ];
    expect((await stagedXls({ cells })).rows).toEqual([
      { line: 2, cells: ['Ana', '0'] },
      { line: 3, cells: ['Lia', '1'] },
      { line: 4, cells: ['Zé', '2'] },
    ]);
  });

  it('keeps good rows before a place where it breaks off', async () => {
    const cells = [...header, ...Array.from({ length: 300 }, (_, i) => label(i + 1, 0, `Pessoa ${i}`))];
    const whole = xlsFile({ cells });
    const sheet = await opened(write('sheet.xls', whole.subarray(0, whole.length - 1_000)), { headerRow: 0 });
    const { rows, problem } = await stagedOf(sheet);
    expect(problem).toEqual({ kind: 'workbookDamaged' });
    expect(rows.length).toBeGreaterThan(200);
  });

  it('whose chains run in a circle, or out of the file, is damaged', async () => {
    const cells = [...header, ...Array.from({ length: 300 }, (_, i) => label(i + 1, 0, `Pessoa ${i}`))];
    for (const next of [2, 3, 1_000_000]) {
      const bytes = Buffer.from(xlsFile({ cells }));
      bytes.writeUInt32LE(next, 512 + 6 * 4);
      const path = write('sheet.xls', bytes);
      const problem = (await problemOf(path)) ?? (await stagedOf(await opened(path))).problem;
      expect(problem).toEqual({ kind: 'workbookDamaged' });
    }
  });

  it('may have a password, or nothing in it', async () => {
    const locked = xlsFile({ globals: [record(0x002f, u16(1, 1, 1))], cells: header });
    expect(await problemOf(write('sheet.xls', locked))).toEqual({ kind: 'workbookLocked' });
    expect(await problemOf(write('sheet.xls', xlsFile({ cells: [] })))).toEqual({ kind: 'fileEmpty' });
    expect(await problemOf(write('sheet.xls', compoundWith('WordDocument', Buffer.alloc(9))))).toEqual({
      kind: 'fileUnsupported',
      extension: '.doc',
    });
  });
});

describe('a workbook of Excel 5', () => {
  it('has letters of one byte, of the code page that it names', async () => {
    const bytes = (text: string): Buffer => Buffer.concat([u16(text.length), Buffer.from(text, 'latin1')]);
    const old = (row: number, column: number, text: string): Buffer => record(0x0204, u16(row, column, 0), bytes(text));
    const cells = [
      old(0, 0, 'Nome'),
      old(0, 1, 'Fone'),
      old(1, 0, 'João'),
      record(0x027e, u16(1, 1, 0), u32((5 << 2) | 2)),
    ];
    const globals = [
      record(0x0042, u16(1252)),
      record(0x041e, u16(164), Buffer.of(4), Buffer.from('0000')),
      style(164),
    ];
    expect((await stagedXls({ version: 5, globals, cells })).rows).toEqual([{ line: 2, cells: ['João', '0005'] }]);
  });
});
