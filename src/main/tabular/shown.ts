import { numberText } from './cell-text.ts';

/** An amount of eight digits is a telephone or a document, whatever a format makes of it. */
const identifierFrom = 10_000_000;

/**
 * The text of a number that is kept with what was shown of it (ODS, HTML of Excel): what was shown, unless digits were lost in it:
 * `5,51E+12`, `###`, or the decimals of a telephone. `value` is what stands in the file.
 */
export function shownNumber(shown: string, value: string): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return shown;
  const isLost = shown === '' || /^#+$/.test(shown) || /\d\s?E[+-]?\d/i.test(shown);
  const isIdentifier = Number.isInteger(number) && Math.abs(number) >= identifierFrom;
  const exact = numberText(value, { kind: 'plain' }, false);
  if (isLost) return exact;
  return isIdentifier && !digitsOf(shown).endsWith(digitsOf(exact)) ? exact : shown;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');
