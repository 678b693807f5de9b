import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDateText, numberText } from '#main/tabular/cell-text.ts';
import { readNumberFormat } from '#main/tabular/number-format.ts';

/** `format` is a code of the file, or the number of a built-in one. */
const shown = (value: string | number, format: string | number = 0, date1904 = false): string =>
  numberText(
    String(value),
    typeof format === 'number' ? readNumberFormat(format, undefined) : readNumberFormat(200, format),
    date1904,
  );

describe('a number of a workbook as Excel in Brazil shows it', () => {
  it.each([
    ['5511987654321', 'General', '5511987654321'],
    ['5.511987654321E12', 'General', '5511987654321'],
    ['5511987654321', '0.00E+00', '5511987654321'],
    ['5511987654321', '#,##0.00', '5511987654321'],
    ['11987654321', '0.00', '11987654321'],
    ['12345678901234567890', 'General', '12345678901234567890'],
    ['123456789012345678', '0', '123456789012345678'],
    ['1E21', 'General', '1000000000000000000000'],
    ['1.5E-7', 'General', '0,00000015'],
    ['0.1', 'General', '0,1'],
    ['0.30000000000000004', 'General', '0,3'],
    ['-12.5', 'General', '-12,5'],
    ['0', 'General', '0'],
  ])('keeps every digit and shows no exponent: %s as %s', (value, format, text) => {
    expect(shown(value, format)).toBe(text);
  });

  it.each([
    ['1234.5', '#,##0.00', '1234,50'],
    ['1234.5', 'R$ #,##0.00', '1234,50'],
    ['1234.5', '"R$" #,##0.00;[Red]-"R$" #,##0.00', '1234,50'],
    ['1234.5', '[$R$-416] #,##0.00', '1234,50'],
    ['-3.1', '0.00', '-3,10'],
    ['2.5', '0', '3'],
    ['1.005', '0.00', '1,01'],
    ['-0.001', '0.00', '0,00'],
    ['7', '0.0#', '7,0'],
    ['7.256', '0.0#', '7,26'],
    ['0.07', '0%', '7%'],
    ['0.0725', '0.00%', '7,25%'],
    ['1500000', '#,##0,', '1500000'],
    ['0.5', '# ?/?', '0,5'],
    ['12', '@', '12'],
    ['5', ';;;', '5'],
  ])('%s in the format %s is %s', (value, format, text) => {
    expect(shown(value, format)).toBe(text);
  });

  it.each([
    ['1310100', '00000-000', '01310-100'],
    ['11987654321', '(00) 00000-0000', '(11) 98765-4321'],
    ['1133334444', '(00) 0000-0000', '(11) 3333-4444'],
    ['551198765', '000"."000"."000-00', '005.511.987-65'],
    ['7', '000', '007'],
    ['123', '\\A000', 'A123'],
    ['987654321012', '(00) 00000-0000', '(987) 65432-1012'],
    ['1.5', '00000-000', '1,5'],
    ['87654321', '[<=99999999]0000-0000;00000-0000', '87654321'],
  ])('a mask gives zeros in front and signs back: %s as %s', (value, format, text) => {
    expect(shown(value, format)).toBe(text);
  });

  it.each([
    [45_992, 14, '01/12/2025'],
    [45_992, 'dd/mm/yyyy', '01/12/2025'],
    [45_992, 'd-mmm-yy', '01/12/2025'],
    [45_992, '[$-416]d" de "mmmm" de "yyyy;@', '01/12/2025'],
    [45_992.4375, 22, '01/12/2025 10:30'],
    [45_992.437511574, 'dd/mm/yyyy hh:mm:ss', '01/12/2025 10:30:01'],
    [45_992.999_999_9, 'dd/mm/yyyy hh:mm', '02/12/2025'],
    [0.75, 20, '18:00'],
    [0.75, 'h:mm AM/PM', '18:00'],
    [1.5, '[h]:mm', '36:00'],
    [0.0008, 'mm:ss', '00:01:09'],
    [1, 14, '01/01/1900'],
    [59, 14, '28/02/1900'],
    [60, 14, '29/02/1900'],
    [61, 14, '01/03/1900'],
    [2_958_465, 14, '31/12/9999'],
    [11_987_654_321, 14, '11987654321'],
    [-5, 14, '-5'],
  ])('%d in the format %s is the moment %s', (value, format, text) => {
    expect(shown(value, format)).toBe(text);
  });

  it('counts days from 1904 in files of old Macintoshes', () => {
    expect([shown(0, 14, true), shown(44_530, 14, true)]).toEqual(['01/01/1904', '01/12/2025']);
  });

  it.each([
    ['2026-11-24', '24/11/2026'],
    ['2026-11-24T10:30:00Z', '24/11/2026 10:30'],
    ['2026-11-24T10:30:15', '24/11/2026 10:30:15'],
    ['2026-11-24T00:00:00', '24/11/2026'],
    ['amanhã', 'amanhã'],
  ])('a date that stands as text, %s, is %s', (iso, text) => {
    expect(isoDateText(iso)).toBe(text);
  });

  it('is what came, where it is no number', () => {
    expect([shown('abc'), shown(''), shown('Infinity', 14)]).toEqual(['abc', '', 'Infinity']);
  });

  it('never loses a digit of a whole number, nor gains an exponent, in any format for numbers', () => {
    const digits = fc.bigInt({ min: 10_000_000n, max: 10n ** 25n }).map(String);
    const formats = fc.constantFrom(
      'General',
      '0',
      '#,##0',
      '0.00',
      '0.00E+00',
      '##0.0E+0',
      'dd/mm/yyyy',
      '@',
      '#,##0.00_);[Red](#,##0.00)',
    );
    fc.assert(
      fc.property(digits, formats, (value, format) => {
        // A number of a few million may be a day; people's numbers are beyond the last one.
        if (format === 'dd/mm/yyyy' || Number(value) > 2_958_466) expect(shown(value, format)).toBe(value);
      }),
    );
  });

  it('shows a day as that day, from 1900 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (day) => {
        const [d = '', m = '', y = ''] = shown(day, 'dd/mm/yyyy').split('/');
        expect(Date.UTC(Number(y), Number(m) - 1, Number(d)) / 86_400_000).toBe(day - 25_569);
      }),
    );
  });
});
