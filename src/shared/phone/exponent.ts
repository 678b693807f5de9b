/** What became of numbers that a spreadsheet wrote as exponents. `text` has the restored ones in place, the lost ones taken out. */
export interface Exponents {
  readonly text: string;
  readonly restored: boolean;
  readonly lost: boolean;
}

// 5,51199E+12 · 5.511987654321E12 · 1,1987654321e+10. Without fraction and sign (5E12) only where nothing else is there:
// "3333-4444e 11 …" joins two numbers with the Portuguese word for "and".
const pattern = /(?<![\d.,])(\d{1,3})(?:[.,](\d+))?E(\+?)(\d{1,2})(?![\d.,])/giu;

/**
 * Excel shows a number of 12 digits or more as 5,51199E+12, and saves what it shows: the digits behind the sixth are
 * gone for good. Other programs write 5.511987654321E12, where every digit is still there.
 */
export function restoreExponents(text: string): Exponents {
  if (!/\dE/iu.test(text)) return { text, restored: false, lost: false };
  let restored = false;
  let lost = false;
  const plain = text.replace(pattern, (whole, integer: string, fraction: string | undefined, sign: string, power) => {
    const alone = whole.length === text.trim().length;
    if (fraction === undefined && sign === '' && !alone) return whole;
    const digits = digitsOf(integer, fraction ?? '', Number(power));
    if (digits === null) {
      lost = true;
      return ' ; ';
    }
    restored = true;
    return digits;
  });
  return { text: plain, restored, lost };
}

/** The whole number that mantissa and power stand for, or null where the mantissa does not hold all its digits. */
function digitsOf(integer: string, fraction: string, power: number): string | null {
  if (power > fraction.length) return null;
  const beyond = fraction.slice(power);
  if (!/^0*$/.test(beyond)) return null;
  return integer + fraction.slice(0, power);
}

/**
 * Whether plain digits look like such a number taken as exact again: 5,51199E+12 read back as 5511990000000. A country
 * code before six significant digits at most; with separators a person wrote it, and it may well end in zeros.
 */
export function isRounded(digits: string): boolean {
  return /^55(?:\d{4}0{7}|\d{4}0{6})$/.test(digits);
}

/**
 * 11987654321.0 and 11987654321,00 (columns of decimals), 11.987.654.321 and 11,987,654,321 (thousands): the digits.
 * Thousands from ten digits on only: 98.765.432 is how identity cards are written.
 */
export function dropDecimals(text: string): string {
  return text
    .replace(/^\s*(\d{1,3}(?:\.\d{3}){3,})(?:,0{1,2})?\s*$/u, (_, number: string) => number.replaceAll('.', ''))
    .replace(/^\s*(\d{1,3}(?:,\d{3}){3,})(?:\.0{1,2})?\s*$/u, (_, number: string) => number.replaceAll(',', ''))
    .replace(/(?<![\d.,-])(\d{8,15})[.,]0{1,2}(?!\d)/gu, '$1');
}
