import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf } from '#shared/template/date.ts';
import { applyFilter, filterNames, filterOf, filters } from '#shared/template/filters.ts';
import { moneyOf } from '#shared/template/money.ts';

describe('the names of filters', () => {
  it('are known in three languages, however they are written', () => {
    for (const filter of filters) for (const name of filterNames[filter]) expect(filterOf(name)).toBe(filter);
    for (const name of ['Primeiro Nome', 'MAIUSCULAS', 'titulo', ' first_name ']) expect(filterOf(name)).not.toBeNull();
    for (const name of ['', 'cliente', 'primeiro', 'constructor', '__proto__']) expect(filterOf(name)).toBeNull();
  });
});

describe('a date', () => {
  it.each([
    ['27/11/2026', '27/11/2026'],
    ['1/2/26', '01/02/2026'],
    ['03-04-1985', '03/04/1985'],
    ['03.04.85', '03/04/1985'],
    ['2026-11-27', '27/11/2026'],
    ['2026-11-27T09:00:00Z', '27/11/2026'],
    ['27/11/2026 14:30', '27/11/2026'],
    ['27 de novembro de 2026', '27/11/2026'],
    ['1º de Março de 2026', '01/03/2026'],
    ['27-nov-26', '27/11/2026'],
    ['5 de diciembre del 2026', '05/12/2026'],
    ['29/02/2024', '29/02/2024'],
  ])('of %s is said as %s', (value, said) => {
    expect(dateOf(value)).toBe(said);
  });

  it.each([
    '11/27/2026',
    '31/04/2026',
    '29/02/2026',
    '00/01/2026',
    '46353',
    '27/11',
    '27/11/026',
    'amanhã',
    '2026',
    '',
  ])('is not what %s is', (value) => {
    expect(dateOf(value)).toBeNull();
  });

  it('never turns day and month about', () => {
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom('/', '-', '.'), fc.boolean(), (date, mark, isYearFirst) => {
        const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-');
        const written = isYearFirst ? [year, month, day] : [day, month, year];
        expect(dateOf(written.join(mark))).toBe(`${day}/${month}/${year}`);
      }),
    );
  });
});

describe('an amount', () => {
  it.each([
    ['1234.5', 'R$ 1.234,50'],
    ['1.234,50', 'R$ 1.234,50'],
    ['R$ 10', 'R$ 10,00'],
    ['R$1.234', 'R$ 1.234,00'],
    ['10,5', 'R$ 10,50'],
    ['1,234.50', 'R$ 1.234,50'],
    ['1.234.567,89', 'R$ 1.234.567,89'],
    ['1,234,567', 'R$ 1.234.567,00'],
    ['1 234,50', 'R$ 1.234,50'],
    ['10.005', 'R$ 10.005,00'],
    ['1234.005', null],
    ['0.1', 'R$ 0,10'],
    ['99.9949', 'R$ 99,99'],
    ['99,9950', 'R$ 100,00'],
    ['-5', '-R$ 5,00'],
    ['R$ -5,00', '-R$ 5,00'],
    ['150 reais', 'R$ 150,00'],
    ['99999999999999999999', 'R$ 99.999.999.999.999.999.999,00'],
  ])('of %s is said as %s', (value, said) => {
    expect(moneyOf(value)).toBe(said);
  });

  it.each(['1,234', '0.500', 'US$ 10', '€ 5', '1,5E+03', '12.34.567', '10,', 'grátis', '--5', ''])(
    'is not told by %s, which could be another one or none',
    (value) => {
      expect(moneyOf(value)).toBeNull();
    },
  );

  it('is the same in each way of writing it', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (cents) => {
        const whole = String(Math.floor(cents / 100));
        const rest = String(cents % 100).padStart(2, '0');
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
        const said = `R$ ${grouped},${rest}`;
        for (const written of [
          `${whole}.${rest}`,
          `${whole},${rest}`,
          said,
          `${grouped.replaceAll('.', ',')}.${rest}`,
        ]) {
          expect(moneyOf(written)).toBe(said);
        }
      }),
    );
  });
});

describe('every filter', () => {
  it('never throws, whatever stands in a cell', () => {
    fc.assert(
      fc.property(fc.constantFrom(...filters), fc.string({ unit: 'binary', maxLength: 60 }), (filter, value) => {
        const said = applyFilter[filter](value);
        expect(said === null || typeof said === 'string').toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('writes names as they are written', () => {
    expect(applyFilter.title("ANA D'ÁVILA DE SOUZA E SILVA")).toBe("Ana D'Ávila de Souza e Silva");
    expect(applyFilter.lower('ÇÃO')).toBe('ção');
    expect(applyFilter.firstName('SOUZA, ANA MARIA')).toBe('Ana');
    expect(applyFilter.firstName('123')).toBeNull();
  });
});
