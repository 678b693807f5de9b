import { describe, expect, it } from 'vitest';
import { parsePhone } from '#shared/phone/parse.ts';
import type { Phone, PhoneProblem } from '#shared/phone/phone.ts';

const read = (cell: string, country = 'BR') => {
  const result = parsePhone(cell, { country, area: null });
  return result.ok ? result.value : result.error;
};

describe('a number of another country in a Brazilian sheet', () => {
  const lines: readonly (readonly [string, Partial<Phone>])[] = [
    ['+351 912 345 678', { digits: '351912345678', kind: 'mobile', notes: [] }],
    ['+351 21 234 5678', { digits: '351212345678', kind: 'landline', notes: [] }],
    ['00351 912 345 678', { digits: '351912345678', notes: ['internationalPrefixDropped'] }],
    ['00 15 351 912 345 678', { digits: '351912345678', notes: ['internationalPrefixDropped'] }],
    ['+1 (212) 555-0123', { digits: '12125550123', kind: 'other' }],
    ['00 21 1 212 555 0123', { digits: '12125550123', notes: ['internationalPrefixDropped'] }],
    ['+54 9 11 2345-6789', { digits: '5491123456789', kind: 'mobile' }],
    ['+54 11 15 2345 6789', { digits: '5491123456789', kind: 'mobile' }],
    ['+52 1 55 1234 5678', { digits: '525512345678', notes: ['trunkPrefixDropped'] }],
    ['+595 981 123456', { digits: '595981123456', kind: 'mobile' }],
    ['+39 06 1234 5678', { digits: '390612345678', kind: 'landline' }],
    ['+49 (0) 1512 3456789', { digits: '4915123456789', kind: 'mobile' }],
    ['0041 79 123 45 67', { digits: '41791234567', kind: 'mobile' }],
    ['wa.me/351912345678', { digits: '351912345678', notes: [] }],
    ['351912345678@c.us', { digits: '351912345678', notes: [] }],
    // Peru's number 51 987 654 321 is also one of Porto Alegre: the link says that the country comes first.
    ['wa.me/51987654321', { digits: '51987654321' }],
    ['+51 987 654 321', { digits: '51987654321' }],
    ['Lisboa: +351 912 345 678', { digits: '351912345678', notes: ['textDropped'] }],
  ];
  it.each(lines)('is read from %j', (cell, expected) => {
    expect(read(cell)).toMatchObject(expected);
  });

  it('needs its plus: the same digits without it are one of Porto Alegre', () => {
    expect(read('51 98765-4321')).toMatchObject({ digits: '5551987654321' });
  });

  const problems: readonly (readonly [string, PhoneProblem])[] = [
    ['+351 912 345', { kind: 'phoneTooShort' }],
    ['+351 912 345 678 901', { kind: 'phoneTooLong' }],
    ['+351 112 345 678', { kind: 'phoneInvalid', country: 'PT' }],
    ['+1 198 765 4321', { kind: 'phoneInvalid', country: 'US' }],
    ['+999 12345678', { kind: 'phoneInvalid', country: 'ZZ' }],
    ['+1 800 555 0199', { kind: 'phoneSpecial' }],
    ['+351 999 999 999', { kind: 'phoneFictitious' }],
  ];
  it.each(problems)('is refused: %j, %o', (cell, expected) => {
    expect(read(cell)).toEqual(expected);
  });
});

describe('a sheet of another country', () => {
  it.each([
    ['912 345 678', 'PT', '351912345678'],
    ['351912345678', 'PT', '351912345678'],
    ['00351912345678', 'PT', '351912345678'],
    ['212 345 678 / 912 345 678', 'PT', '351912345678'],
    ['(212) 555-0123', 'US', '12125550123'],
    ['212-555-0123 ext 12', 'US', '12125550123'],
    ['011 55 11 98765 4321', 'US', '5511987654321'],
    ['11 2345-6789', 'AR', '541123456789'],
    ['0981 123456', 'PY', '595981123456'],
    ['9,12345678E+8', 'PT', '351912345678'],
    ['wa.me/912345678', 'PT', '351912345678'],
    // Brazil's numbers are read as Brazil's everywhere.
    ['+55 11 98765-4321', 'PT', '5511987654321'],
    ['+55 11 8765-4321', 'PT', '5511987654321'],
    ['0055 11 98765 4321', 'PT', '5511987654321'],
  ])('reads %j in %s as %s', (cell, country, digits) => {
    expect(read(cell, country)).toMatchObject({ digits });
  });

  it('takes no Brazilian digits without their plus', () => {
    expect(read('11987654321', 'PT')).toMatchObject({ kind: 'phoneTooLong' });
    expect(read('5511987654321', 'PT')).toMatchObject({ kind: 'phoneTooLong' });
  });

  it('names a country that is none, and still reads what carries its own', () => {
    expect(read('11987654321', 'XX')).toEqual({ kind: 'phoneInvalid', country: 'XX' });
    expect(read('+351 912 345 678', 'XX')).toMatchObject({ digits: '351912345678' });
  });
});
