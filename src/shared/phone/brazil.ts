/**
 * Brazil's numbering plan, as data.
 *
 * Source: ANATEL, Regulamento de Numeração dos Serviços de Telecomunicações (Resolução 749/2022), which took over the
 * plans of Resoluções 86/1998 (fixed), 301/2002 (mobile) and 553/2010 (ninth digit). The ninth digit came to area 11 on
 * 2012-07-29, to the rest of São Paulo, Rio and Espírito Santo in 2013, to the North in 2014, to the North-East, Bahia
 * and Minas in 2015, and to everyone else by the end of 2016: no mobile number of eight digits is left in service.
 */
export const brazilCode = '55';

/** All 67 area codes (DDD, "código nacional"), each with the state it belongs to. 61 also covers Goiás around Brasília. */
export const areaStates: Readonly<Record<string, string>> = {
  ...{ 11: 'SP', 12: 'SP', 13: 'SP', 14: 'SP', 15: 'SP', 16: 'SP', 17: 'SP', 18: 'SP', 19: 'SP' },
  ...{ 21: 'RJ', 22: 'RJ', 24: 'RJ', 27: 'ES', 28: 'ES' },
  ...{ 31: 'MG', 32: 'MG', 33: 'MG', 34: 'MG', 35: 'MG', 37: 'MG', 38: 'MG' },
  ...{ 41: 'PR', 42: 'PR', 43: 'PR', 44: 'PR', 45: 'PR', 46: 'PR', 47: 'SC', 48: 'SC', 49: 'SC' },
  ...{ 51: 'RS', 53: 'RS', 54: 'RS', 55: 'RS' },
  ...{ 61: 'DF', 62: 'GO', 63: 'TO', 64: 'GO', 65: 'MT', 66: 'MT', 67: 'MS', 68: 'AC', 69: 'RO' },
  ...{ 71: 'BA', 73: 'BA', 74: 'BA', 75: 'BA', 77: 'BA', 79: 'SE' },
  ...{ 81: 'PE', 82: 'AL', 83: 'PB', 84: 'RN', 85: 'CE', 86: 'PI', 87: 'PE', 88: 'CE', 89: 'PI' },
  ...{ 91: 'PA', 92: 'AM', 93: 'PA', 94: 'PA', 95: 'RR', 96: 'AP', 97: 'AM', 98: 'MA', 99: 'MA' },
};

export const isAreaCode = (code: string): boolean => Object.hasOwn(areaStates, code);

/**
 * Carriers that take international calls: 00, the carrier's code, the country. A list, since any two digits would make
 * a carrier of every country code. Source: the international prefixes of libphonenumber's metadata for BR, 9.0.43, but
 * for 55: in a sheet 0055 is Brazil.
 */
export const internationalCarriers: ReadonlySet<string> = new Set('12 14 15 21 22 23 25 31 41 43 65 99'.split(' '));

/** What a number without its area code is, by its first digits. `oldMobile` is a mobile number of before its ninth digit. */
export type Line = 'mobile' | 'oldMobile' | 'landline';

/**
 * - Mobile: nine digits from 9. (The plan's 90 million numbers an area leave out 90, which opens collect calls. It is
 *   taken all the same, as libphonenumber does: that a number has no WhatsApp is for the account to say.)
 * - Fixed: eight digits from 2 to 5.
 * - Old mobile: eight digits from 6 to 9. 90 was never given out. Nextel's radio numbers (7) kept eight digits for longer;
 *   their network was switched off on 2018-03-31, so 7 is no exception any more.
 *
 * So a mobile number whose second digit is below 6 (91234-…, 95234-…) never had eight digits: without its 9 it would be
 * a fixed line, or nothing.
 */
export function lineOf(subscriber: string): Line | null {
  const first = subscriber.charAt(0);
  if (subscriber.length === 9) return first === '9' ? 'mobile' : null;
  if (subscriber.length !== 8) return null;
  if (first >= '2' && first <= '5') return 'landline';
  if (first === '9') return subscriber.charAt(1) === '0' ? null : 'oldMobile';
  return first >= '6' && first <= '8' ? 'oldMobile' : null;
}

/**
 * A number of a service, not of a person, written without country code: 190 and its like (three digits from 1, and the
 * carriers' 103 and 105 with their code), 0800, 0300, 0303, 0500 and 0900 with or without their zero, and the one number
 * for all areas (3003, 4004, 4020 …) as it is dialled, without area code. No area code ends in 0, so 800 is never one.
 */
export function isServiceNumber(digits: string): boolean {
  return (
    /^1\d\d$/.test(digits) ||
    /^10[356]\d{1,2}$/.test(digits) ||
    /^0(?:[3589]00|303)/.test(digits) ||
    /^(?:[3589]00|303)\d{6,7}$/.test(digits) ||
    /^(?:300\d|400\d|4020|4370|4864)\d{4}$/.test(digits)
  );
}

/** 4003 and 4004 belong to companies in every area, also where somebody wrote an area code before them. */
export const isNationwide = (subscriber: string): boolean => /^400[34]\d{4}$/.test(subscriber);

/**
 * What a hurried hand types to get past a form: one digit throughout, or counting up from 1. The eight digits of the
 * number proper decide, so 98888-8888 is one, whatever its area and country.
 */
export function isFictitious(digits: string): boolean {
  if (digits.length < 7) return false;
  const tail = digits.slice(-8);
  if (isOneDigit(tail)) return true;
  // Portugal's 351 912 345 678 without its plus is something else.
  if (tail === '12345678' && (digits.length <= 11 || digits.startsWith(brazilCode))) return true;
  return /^(?:(?:55)?\d\d|0?)123456789?0?$/.test(digits);
}

function isOneDigit(digits: string): boolean {
  for (let i = 1; i < digits.length; i++) {
    if (digits[i] !== digits[0]) return false;
  }
  return true;
}
