import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsPattern, newestSheet } from '#shared/routine/newest-sheet.ts';

const file = (name: string, changedAtMs: number) => ({ name, changedAtMs, bytes: 10 });

describe('the newest sheet of a folder', () => {
  it('is a sheet, and no lock or half a download', () => {
    const files = [
      file('vendas.csv', 1),
      file('vendas.xlsx', 2),
      file('~$vendas.xlsx', 9),
      file('.~lock.vendas.ods#', 9),
      file('.oculta.csv', 9),
      file('vendas.csv.part', 9),
      file('foto.png', 9),
    ];
    expect(newestSheet(files, '')?.name).toBe('vendas.xlsx');
    expect(newestSheet(files, '*.csv')?.name).toBe('vendas.csv');
    expect(newestSheet(files, 'clientes*')).toBeNull();
  });

  it('is the last one by name where two have one moment', () => {
    expect(newestSheet([file('b.csv', 1), file('a.csv', 1)], '')?.name).toBe('b.csv');
  });
});

describe('a pattern of names', () => {
  it.each([
    ['vendas-2026.csv', 'vendas*.csv', true],
    ['VENDAS.CSV', 'vendas*.csv', true],
    ['vendas.csv', 'vendas.csv', true],
    ['vendas.csv', 'vendas', false],
    ['a.csv', 'a*a.csv', false],
    ['aXbXc.csv', '*x*x*', true],
    ['ab.csv', '*b*b*', false],
    ['[1].csv', '[1].csv', true],
    ['x.csv', '.*', false],
  ])('%s, %s: %s', (name, pattern, fits) => {
    expect(fitsPattern(name, pattern)).toBe(fits);
  });

  it('fits every name that is made of it, and a single star fits all', () => {
    const part = fc.string({ maxLength: 5 }).map((text) => text.replaceAll('*', ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 4 }), (parts) => {
        const pattern = parts.map(([text]) => text).join('*');
        const name = parts.map(([text, filling], i) => (i < parts.length - 1 ? text + filling : text)).join('');
        expect(fitsPattern(name, pattern.trim() === pattern ? pattern : '*')).toBe(true);
        expect(fitsPattern(name, '*')).toBe(true);
      }),
    );
  });
});
