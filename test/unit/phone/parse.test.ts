import { describe, expect, it } from 'vitest';
import { parsePhone } from '#shared/phone/parse.ts';
import type { PhoneDefaults, PhoneNote, PhoneProblem } from '#shared/phone/phone.ts';
import { severalNumbers, whole, withDefaultArea } from './people.ts';

const brazil: PhoneDefaults = { country: 'BR', area: null };
const rio: PhoneDefaults = { country: 'BR', area: '21' };

/** Notes say what was done, not in which order. */
const sorted = (notes: readonly PhoneNote[]) => [...notes].sort();

function read(cell: string, defaults: PhoneDefaults) {
  const result = parsePhone(cell, defaults);
  if (!result.ok) return result.error;
  return { ...result.value, notes: sorted(result.value.notes) };
}

const problem = (cell: string, defaults: PhoneDefaults): PhoneProblem | null => {
  const result = parsePhone(cell, defaults);
  return result.ok ? null : result.error;
};

const isLandline = (digits: string) => digits.startsWith('55') && digits.length === 12;

describe('a cell with one number', () => {
  it.each(whole)('reads %j as %s', (cell, digits, notes) => {
    const expected = { digits, kind: isLandline(digits) ? 'landline' : 'mobile', notes: sorted(notes), others: [] };
    expect(read(cell, brazil)).toEqual(expected);
    expect(read(cell, rio)).toEqual(expected);
  });

  it.each(withDefaultArea)('reads %j as %s where the default area is 21', (cell, digits, notes) => {
    expect(read(cell, rio)).toMatchObject({ digits, notes: sorted(notes), others: [] });
  });
});

describe('a cell with several numbers', () => {
  it.each(severalNumbers)('reads %j as %s', (cell, digits, notes, others) => {
    expect(read(cell, brazil)).toMatchObject({ digits, notes: sorted(notes), others });
  });

  it('asks for the area code of a mobile number rather than taking the fixed line beside it', () => {
    expect(problem('98765-4321 / 11 3333-4444', brazil)).toEqual({ kind: 'areaCodeMissing' });
    expect(read('98765-4321 / 11 3333-4444', rio)).toMatchObject({ digits: '5521987654321', others: ['551133334444'] });
  });

  it('takes the good number beside a bad one, and says that something was left out', () => {
    expect(read('11 98765-4321 / 11 9999', brazil)).toMatchObject({
      digits: '5511987654321',
      notes: ['countryAdded', 'textDropped'],
    });
  });
});

describe('55, the country and an area of Rio Grande do Sul', () => {
  it.each([
    // Area 55, told by the length
    ['55987654321', '5555987654321'],
    ['(55) 98765-4321', '5555987654321'],
    ['55 98765-4321', '5555987654321'],
    ['55 8765-4321', '5555987654321'],
    ['5587654321', '5555987654321'],
    ['5533334444', '555533334444'],
    ['(55) 3333-4444', '555533334444'],
    ['055 98765-4321', '5555987654321'],
    ['05533334444', '555533334444'],
    ['0 15 55 98765-4321', '5555987654321'],
    ['(0xx55) 3333-4444', '555533334444'],
    ['wa.me/55987654321', '5555987654321'],
    // Country 55 and area 55
    ['5555987654321', '5555987654321'],
    ['555587654321', '5555987654321'],
    ['555533334444', '555533334444'],
    ['+55 55 98765-4321', '5555987654321'],
    ['+55 (55) 3333-4444', '555533334444'],
    ['0055 55 98765-4321', '5555987654321'],
    ['55 055 98765-4321', '5555987654321'],
    // Country 55 and another area, whose number begins like an area or with 55
    ['551155554444', '551155554444'],
    ['1155554444', '551155554444'],
    ['5511955554444', '5511955554444'],
  ])('reads %s as %s', (cell, digits) => {
    expect(read(cell, brazil)).toMatchObject({ digits });
  });

  it('takes +55 for the country: what follows lacks its area code', () => {
    expect(problem('+55 98765-4321', brazil)).toEqual({ kind: 'areaCodeMissing' });
    expect(problem('+55 3333-4444', brazil)).toEqual({ kind: 'areaCodeMissing' });
    expect(read('+55 98765-4321', rio)).toMatchObject({ digits: '5521987654321' });
  });

  it('finds a digit missing behind the country code where area 55 has no such number', () => {
    expect(problem('55 11 3333-444', brazil)).toEqual({ kind: 'phoneTooShort' });
    expect(problem('5511333344', brazil)).toEqual({ kind: 'phoneTooShort' });
  });
});

describe('a cell without a number that can be asked about', () => {
  const problems: readonly (readonly [string, PhoneProblem])[] = [
    ['', { kind: 'phoneMissing' }],
    ['   ', { kind: 'phoneMissing' }],
    ['-', { kind: 'phoneMissing' }],
    ['--', { kind: 'phoneMissing' }],
    ['0', { kind: 'phoneMissing' }],
    ['0,00', { kind: 'phoneMissing' }],
    ['\u00a0', { kind: 'phoneMissing' }],
    ['( ) -', { kind: 'phoneMissing' }],
    ['não tem', { kind: 'phoneNotANumber' }],
    ['N/A', { kind: 'phoneNotANumber' }],
    ['ana1985@example.com', { kind: 'phoneNotANumber' }],
    ['https://example.com/11987654321', { kind: 'phoneNotANumber' }],
    ['https://wa.me/message/ABC123', { kind: 'phoneNotANumber' }],
    ['5511987654321-1512345678@g.us', { kind: 'phoneNotANumber' }],
    ['119876543210123@lid', { kind: 'phoneNotANumber' }],
    ['119.876.543-21', { kind: 'phoneNotANumber' }],
    ['33.000.167/1021-01', { kind: 'phoneNotANumber' }],
    ['22041-001', { kind: 'phoneNotANumber' }],
    ['39.876.543', { kind: 'phoneNotANumber' }],
    ['98.765.432-1', { kind: 'phoneNotANumber' }],
    ['25/05/1990', { kind: 'phoneNotANumber' }],
    ['25-05-1990', { kind: 'phoneNotANumber' }],
    ['2024-05-12', { kind: 'phoneNotANumber' }],
    ['2024-05-12T00:00:00', { kind: 'phoneNotANumber' }],
    ['9O765-4321', { kind: 'phoneNotANumber' }],
    ['11 98765-432l', { kind: 'phoneNotANumber' }],
    ['1l 98765-4321', { kind: 'phoneNotANumber' }],
    ['1198765432/1', { kind: 'phoneNotANumber' }],
    ['5,51199E+12', { kind: 'phoneExponent' }],
    ['5.51199E+12', { kind: 'phoneExponent' }],
    ['5,51199e+12', { kind: 'phoneExponent' }],
    ['5,51E+12', { kind: 'phoneExponent' }],
    ['5,5E12', { kind: 'phoneExponent' }],
    ['5,5119876543E+12', { kind: 'phoneExponent' }],
    ['5,51198765432E+12', { kind: 'phoneExponent' }],
    ['1,2E+10', { kind: 'phoneExponent' }],
    ['Cel: 5,51199E+12', { kind: 'phoneExponent' }],
    // Taken as exact by a program that read the file again
    ['5511990000000', { kind: 'phoneExponent' }],
    ['551133000000', { kind: 'phoneExponent' }],
    ['123', { kind: 'phoneSpecial' }],
    ['45', { kind: 'phoneTooShort' }],
    ['3333-444', { kind: 'phoneTooShort' }],
    ['11 3333-444', { kind: 'phoneTooShort' }],
    ['11 98765-432', { kind: 'phoneTooShort' }],
    ['98765-432', { kind: 'phoneTooShort' }],
    ['(98) 3509-080', { kind: 'phoneTooShort' }],
    ['+55 (98) 3509-080', { kind: 'phoneTooShort' }],
    ['(21) 333-444', { kind: 'phoneTooShort' }],
    ['+55', { kind: 'phoneTooShort' }],
    ['011 3333', { kind: 'phoneTooShort' }],
    ['+55 11 9****-4321', { kind: 'phoneTooShort' }],
    ['11 3333-44445', { kind: 'phoneTooLong' }],
    ['(55) 98765-43210', { kind: 'phoneTooLong' }],
    ['(55) 91200-00010', { kind: 'phoneTooLong' }],
    ['11 8765-43210', { kind: 'phoneTooLong' }],
    ['11 98765-43210', { kind: 'phoneTooLong' }],
    ['11 998765-4321', { kind: 'phoneTooLong' }],
    ['551198765432100', { kind: 'phoneTooLong' }],
    ['351912345678', { kind: 'phoneTooLong' }],
    ['5555119876543210', { kind: 'phoneTooLong' }],
    ['98765-4321', { kind: 'areaCodeMissing' }],
    ['8765-4321', { kind: 'areaCodeMissing' }],
    ['3333-4444', { kind: 'areaCodeMissing' }],
    ['98765-4321 (11)', { kind: 'areaCodeMissing' }],
    ['8765-4321 11', { kind: 'areaCodeMissing' }],
    ['98765-4321 DDD 11', { kind: 'areaCodeMissing' }],
    ['20 98765-4321', { kind: 'areaCodeUnknown', areaCode: '20' }],
    ['(23) 3333-4444', { kind: 'areaCodeUnknown', areaCode: '23' }],
    ['+55 52 98765-4321', { kind: 'areaCodeUnknown', areaCode: '52' }],
    ['(00) 98765-4321', { kind: 'areaCodeUnknown', areaCode: '00' }],
    ['1 98765-4321', { kind: 'areaCodeUnknown', areaCode: '1' }],
    ['190', { kind: 'phoneSpecial' }],
    ['0800 123 4567', { kind: 'phoneSpecial' }],
    ['0800-480-196', { kind: 'phoneSpecial' }],
    ['8001234567', { kind: 'phoneSpecial' }],
    ['+55 0800 123 4567', { kind: 'phoneSpecial' }],
    ['+55 800 123 4567', { kind: 'phoneSpecial' }],
    ['0300 123 4567', { kind: 'phoneSpecial' }],
    ['0500 123 4567', { kind: 'phoneSpecial' }],
    ['4004-1235', { kind: 'phoneSpecial' }],
    ['(11) 4004-1235', { kind: 'phoneSpecial' }],
    ['3003-1235', { kind: 'phoneSpecial' }],
    ['10315', { kind: 'phoneSpecial' }],
    ['00000000000', { kind: 'phoneFictitious' }],
    ['11111111111', { kind: 'phoneFictitious' }],
    ['(11) 99999-9999', { kind: 'phoneFictitious' }],
    ['(11) 98888-8888', { kind: 'phoneFictitious' }],
    ['(11) 8888-8888', { kind: 'phoneFictitious' }],
    ['(11) 90000-0000', { kind: 'phoneFictitious' }],
    ['(11) 91234-5678', { kind: 'phoneFictitious' }],
    ['12345678', { kind: 'phoneFictitious' }],
    ['123456789', { kind: 'phoneFictitious' }],
    ['11123456789', { kind: 'phoneFictitious' }],
    ['11 1333-4444', { kind: 'phoneInvalid', country: 'BR' }],
    ['11 0333-4444', { kind: 'phoneInvalid', country: 'BR' }],
    ['1 212 555 0123', { kind: 'phoneInvalid', country: 'BR' }],
    // Kenya, or Norway over carrier 25
    ['00254794877654', { kind: 'phoneInvalid', country: 'BR' }],
  ];

  it.each(problems)('says of %j: %o', (cell, expected) => {
    expect(problem(cell, brazil)).toEqual(expected);
  });

  it('keeps numbers, names and texts out of what it says', () => {
    for (const [cell] of problems) {
      expect(JSON.stringify(problem(cell, brazil))).not.toMatch(/\d{3}|ana|example/i);
    }
  });

  it('says it with a default area too, unless the area code was all that was missing', () => {
    const missing = problems.filter(([, { kind }]) => kind === 'areaCodeMissing').map(([cell]) => cell);
    const solved = missing.filter((cell) => parsePhone(cell, rio).ok);
    expect(solved).toEqual(['98765-4321', '8765-4321', '3333-4444']);
    for (const [cell, expected] of problems) {
      if (!missing.includes(cell)) expect(problem(cell, rio), cell).toEqual(expected);
    }
  });

  it('names a default area that Brazil does not have', () => {
    expect(problem('98765-4321', { country: 'BR', area: '10' })).toEqual({ kind: 'areaCodeUnknown', areaCode: '10' });
  });
});
