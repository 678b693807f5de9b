import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRow, findRowCodes, matchColumns } from '#shared/corrections/corrections.ts';
import { formatRowCode, isSealed, parseRowCode } from '#shared/corrections/row-code.ts';
import { cellThroughSpreadsheet } from '#shared/corrections/spreadsheet-cell.ts';

const source = { importId: 12, createdAt: 1_790_000_000_000 };

describe('the code of a row', () => {
  it('is read back, whatever a spreadsheet does to its capitals and the blanks around it', () => {
    const number = fc.integer({ min: 1, max: 5_000_000 });
    fc.assert(
      fc.property(number, number, number, (importId, rowNo, line) => {
        const own = { importId, createdAt: source.createdAt };
        const code = parseRowCode(` ${formatRowCode(own, { rowNo, line }).toUpperCase()} `);
        expect(code).toMatchObject({ importId, rowNo, line });
        expect(code !== null && isSealed(code, own)).toBe(true);
      }),
    );
  });

  it('is none where it was dragged on, made up, or comes from another data folder', () => {
    const code = parseRowCode(formatRowCode(source, { rowNo: 340, line: 341 }));
    if (code === null) throw new Error('no code');
    expect(isSealed({ ...code, line: 342 }, source)).toBe(false);
    expect(isSealed({ ...code, rowNo: 341 }, source)).toBe(false);
    expect(isSealed(code, { ...source, createdAt: 1 })).toBe(false);
    for (const cell of ['', '340', '340-i12', 'i12', '(11) 98765-4321', '2026-11-25']) {
      expect(parseRowCode(cell), cell).toBeNull();
    }
  });
});

describe('a cell that went through a spreadsheet program', () => {
  it.each([
    ['5511987654321', '5,51199E+12', 'digits shown as an exponent'],
    ['5511987654321', '5.511987654E+12', 'more of them'],
    ['01310100', '1310100', 'zeros in front'],
    ['+55 11 98765-4321', "'+55 11 98765-4321", 'defused, and never touched'],
    ['=1+1', "'=1+1", 'a formula that could not run'],
    ['1.50', '1,5', 'decimals'],
    ['1.500', '1500', 'thousands'],
    ['2026-12-25', '25/12/2026', 'a date'],
    ['1/2/26', '01/02/2026', 'the same date'],
    ['a\r\nb', 'a\nb', 'line ends'],
    ['Ana ', 'Ana', 'blanks at the ends'],
    ['true', 'TRUE', 'a truth'],
  ])('%j is itself where it comes back as %j: %s', (before, after) => {
    expect(cellThroughSpreadsheet(before, after)).toBe(before);
  });

  it.each([
    ['98765-4321', '(11) 98765-4321', '(11) 98765-4321'],
    ['+55 11 9876-4321', "'+55 11 98765-4321", '+55 11 98765-4321'],
    ['5511987654321', '5,51188E+12', '5,51188E+12'],
    ['0119876', '119877', '119877'],
    ['3/4/2026', '4/3/2026', '4/3/2026'],
    ['1.500', '1,5', '1,5'],
    ['Ana', 'ana', 'ana'],
    ['Ana', '', ''],
    ['', "O'Brien", "O'Brien"],
  ])('%j that became %j is what a person wrote: %j', (before, after, meant) => {
    expect(cellThroughSpreadsheet(before, after)).toBe(meant);
  });
});

describe('the columns of a sheet of problems', () => {
  const first = ['Nome', 'Celular', '', 'Cidade'];
  const code = formatRowCode(source, { rowNo: 1, line: 2 });

  it('are known again in any order, with new ones between them and others gone', () => {
    const header = ['linha', 'CIDADE', 'minha nota', 'Celular', 'Coluna 3', 'motivo'];
    const rows = [[code, 'Belém', '', '98765-4321', 'x', 'sem DDD']];
    const found = findRowCodes(rows);
    expect(found?.column).toBe(0);
    expect(matchColumns({ header, codeColumn: 0 }, first)).toEqual({
      reasonColumn: 5,
      columns: [null, 3, null, 1, 2, null],
    });
  });

  it('tell the reason of the file from a column of that name that the sheet had', () => {
    const had = ['Nome', 'Motivo', 'Celular'];
    expect(matchColumns({ header: [...had, 'motivo (2)', 'linha'], codeColumn: 4 }, had)).toEqual({
      reasonColumn: 3,
      columns: [0, 1, 2, null, null],
    });
    expect(matchColumns({ header: [...had, 'linha'], codeColumn: 3 }, had).reasonColumn).toBeNull();
  });

  it('are of no other sheet', () => {
    expect(findRowCodes([['Ana', '(11) 98765-4321', '340']])).toBeNull();
  });
});

describe('a row that came back', () => {
  const columns = [0, 1, null] as const;

  it('is corrected where a cell says something else, and has its other cells as they were', () => {
    expect(compareRow(['Ana', "'+55 98765", 'x'], ['Ana', '+55 98765'], [...columns])).toEqual({
      isCorrected: false,
      meant: { 1: '+55 98765' },
    });
    expect(compareRow(['Ana Lima', '5,51199E+12', 'x'], ['Ana', '5511987654321'], [...columns])).toEqual({
      isCorrected: true,
      meant: { 1: '5511987654321' },
    });
  });
});
