import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPhone } from '#shared/phone/format.ts';
import { ninthDigitForms, personKey } from '#shared/phone/person.ts';
import { oldMobile, wholeDigits } from './numbers.ts';

describe('one person, two forms of a number', () => {
  it('has one key for both', () => {
    fc.assert(
      fc.property(oldMobile, (number) => {
        const short = wholeDigits(number);
        const long = `${short.slice(0, 4)}9${short.slice(4)}`;
        expect(personKey(short)).toBe(long);
        expect(personKey(long)).toBe(long);
        expect(ninthDigitForms(short)).toEqual([short, long]);
        expect(ninthDigitForms(long)).toEqual([long, short]);
      }),
    );
  });

  it.each([
    ['5511912348765', 'a range that never had eight digits'],
    ['5511952348765', 'a range that never had eight digits'],
    ['5511990123456', '90 was never given out'],
    ['551133334444', 'a fixed line'],
    ['5520987654321', 'no area code of Brazil'],
    ['5499112345678', 'another country'],
    ['351912345678', 'another country'],
    ['', 'no number at all'],
  ])('keeps %s apart: %s', (digits) => {
    expect(personKey(digits)).toBe(digits);
    expect(ninthDigitForms(digits)).toEqual([digits]);
  });

  it('never takes a fixed line and a mobile number for one person', () => {
    expect(personKey('551133334444')).not.toBe(personKey('5511933334444'));
  });
});

describe('a number for people', () => {
  it.each([
    ['5511987654321', '+55 11 98765-4321'],
    ['551187654321', '+55 11 8765-4321'],
    ['551133334444', '+55 11 3333-4444'],
    ['5555987654321', '+55 55 98765-4321'],
    ['351912345678', '+351 912 345 678'],
    ['12125550123', '+1 212 555 0123'],
    ['5491123456789', '+54 9 11 2345 6789'],
    ['999', '+999'],
    ['', ''],
  ])('is %s as %s', (digits, text) => {
    expect(formatPhone(digits)).toBe(text);
  });
});
