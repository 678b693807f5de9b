import fc from 'fast-check';
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { formatPhone } from '#shared/phone/format.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { personKey } from '#shared/phone/person.ts';
import type { PhoneDefaults } from '#shared/phone/phone.ts';
import { area, type Brazilian, landline, mobile, oldMobile, wholeDigits, writtenForms } from './numbers.ts';

const brazil: PhoneDefaults = { country: 'BR', area: null };
const digitsIn = (cell: string, defaults = brazil) => {
  const result = parsePhone(cell, defaults);
  return result.ok ? result.value.digits : result.error.kind;
};

const withNinth = ({ area: code, subscriber }: Brazilian) => `55${code}9${subscriber}`;
const runs = { numRuns: 300 };

describe('a Brazilian number', () => {
  it('is the same number in each of its written forms', () => {
    fc.assert(
      fc.property(fc.oneof(mobile, landline), (number) => {
        for (const write of writtenForms) expect(digitsIn(write(number)), write(number)).toBe(wholeDigits(number));
      }),
      runs,
    );
  });

  it('gets its ninth digit in each of its written forms', () => {
    fc.assert(
      fc.property(oldMobile, (number) => {
        for (const write of writtenForms) expect(digitsIn(write(number)), write(number)).toBe(withNinth(number));
      }),
      runs,
    );
  });

  it('without its area code takes the default one, and is a problem without default', () => {
    fc.assert(
      fc.property(fc.oneof(mobile, landline), area, ({ subscriber }, code) => {
        fc.pre(!/^(?:300|400|4020|4370|4864)/.test(subscriber));
        for (const cell of [subscriber, `${subscriber.slice(0, -4)}-${subscriber.slice(-4)}`, `+55 ${subscriber}`]) {
          expect(digitsIn(cell, { country: 'BR', area: code }), cell).toBe(`55${code}${subscriber}`);
          expect(digitsIn(cell), cell).toBe('areaCodeMissing');
        }
      }),
      runs,
    );
  });

  it('stays itself when it is read again, formatted or as digits', () => {
    fc.assert(
      fc.property(fc.oneof(mobile, landline), (number) => {
        const digits = wholeDigits(number);
        expect(digitsIn(digits)).toBe(digits);
        expect(digitsIn(formatPhone(digits))).toBe(digits);
      }),
      runs,
    );
  });

  it('is never another one for a digit too few or too many: the spacing tells', () => {
    const defaults = fc.constantFrom(brazil, { country: 'BR', area: '21' });
    const digit = fc.constantFrom(...'0123456789');
    fc.assert(
      fc.property(fc.oneof(mobile, landline), defaults, digit, ({ area: code, subscriber }, chosen, extra) => {
        const cell = `(${code}) ${subscriber.slice(0, -4)}-${subscriber.slice(-4)}`;
        for (const before of ['', '+55 ']) {
          expect(digitsIn(before + cell.slice(0, -1), chosen), before + cell.slice(0, -1)).toMatch(/^phone/);
          expect(digitsIn(before + cell + extra, chosen), before + cell + extra).toMatch(/^phone/);
        }
      }),
      runs,
    );
  });
});

/** Brazil's old mobile numbers get their ninth digit here; libphonenumber takes those from 7 for radios of eight digits. */
const isRadio = (e164: string | undefined) => e164 !== undefined && /^\+55\d\d7\d{7}$/.test(e164);

function agree(cell: string): void {
  const ours = parsePhone(cell, brazil);
  const theirs = parsePhoneNumberFromString(cell, 'BR');
  if (!ours.ok || theirs?.isValid() !== true || isRadio(theirs.number)) return;
  expect(`+${ours.value.digits}`, cell).toBe(theirs.number);
}

const callingCodes = [...new Set(getCountries().map((country) => getCountryCallingCode(country)))];
const someDigits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`));

describe('libphonenumber-js', () => {
  it('agrees on every Brazilian number that both take', () => {
    const prefix = fc.constantFrom('', '+55', '55', '0', '015', '021');
    fc.assert(
      fc.property(prefix, area, someDigits(7, 10), (before, code, rest) => agree(before + code + rest)),
      { numRuns: 5_000 },
    );
  });

  it('agrees on every number of another country that both take', () => {
    fc.assert(
      fc.property(fc.constantFrom(...callingCodes), someDigits(5, 11), (code, rest) => agree(`+${code}${rest}`)),
      { numRuns: 5_000 },
    );
  });

  it('agrees on its own example of every country, formatted and read again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...callingCodes), someDigits(6, 10), (code, rest) => {
        const theirs = parsePhoneNumberFromString(`+${code}${rest}`);
        fc.pre(theirs?.isValid() === true && code !== '55' && parsePhone(theirs.number, brazil).ok);
        const digits = digitsIn(theirs?.number ?? '');
        expect(digitsIn(formatPhone(digits))).toBe(digits);
        expect(digitsIn(`+${digits}`)).toBe(digits);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any cell', () => {
  const pieces = fc.constantFrom(
    ...['11', '55', '9', '0', '00', '98765', '4321', '3333-4444', '+', '(', ')', ' ', '-', '/', ',', ';', '\n', '.0'],
    ...[
      'E+12',
      'wa.me/',
      '@c.us',
      'phone=',
      'xx',
      'ramal 12',
      ' ou ',
      ' e ',
      'Ana',
      '\u00a0',
      '\u200b',
      '９',
      '٣',
      '𝟗',
      '\ud800',
    ],
  );
  const jumble = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(''));
  const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), jumble);
  const defaults = fc.record({
    country: fc.constantFrom('BR', 'PT', 'US', 'XX', ''),
    area: fc.constantFrom(null, '11', '00', 'x'),
  });

  it('is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(anything, defaults, (cell, chosen) => {
        const result = parsePhone(cell, chosen);
        if (!result.ok) return;
        expect(result.value.digits).toMatch(/^[1-9]\d{5,14}$/);
        expect(result.value.others).not.toContain(result.value.digits);
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives Brazilian digits that are taken as they are ever after', () => {
    fc.assert(
      fc.property(jumble, (cell) => {
        const result = parsePhone(cell, { country: 'BR', area: '11' });
        fc.pre(result.ok && result.value.digits.startsWith('55'));
        if (!result.ok) return;
        const again = parsePhone(`+${result.value.digits}`, brazil);
        expect(again).toMatchObject({ ok: true, value: { digits: result.value.digits, notes: [] } });
        expect(personKey(result.value.digits)).toBe(result.value.digits);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of any length costs no more than a glance', () => {
    for (const part of ['1 ', '9', '98765-4321 ', 'a@', 'wa.me/1', 'x1', '(', '+1', 'whatsapp.', '1/', '0xx']) {
      expect(parsePhone(part.repeat(20_000), brazil)).toEqual({ ok: false, error: { kind: 'phoneNotANumber' } });
      expect(parsePhone(part.repeat(2_000).slice(0, 2_000), brazil).ok).toBe(false);
    }
  });
});
