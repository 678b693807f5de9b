import { err, ok, type Result } from '../result.ts';
import { brazilCode, internationalCarriers } from './brazil.ts';
import { type Reading, readAfterCountry, readBrazilian } from './brazilian.ts';
import type { Piece } from './cell.ts';
import { isRounded } from './exponent.ts';
import { readAbroad, readInternational } from './foreign.ts';
import type { PhoneDefaults, PhoneProblem } from './phone.ts';
import { spacingProblem } from './spacing.ts';

type Outcome = Result<Reading, PhoneProblem>;

/** One piece of a cell as one number. */
export function readPiece(piece: Piece, defaults: PhoneDefaults): Outcome {
  const outcome = readDigits(piece, defaults);
  // What the spacing tells does not hang on the area code that is missing.
  const reading = outcome.ok || outcome.error.kind !== 'areaCodeMissing' ? outcome : readDigits(piece, anyArea);
  if (!reading.ok) return outcome;
  const problem = spacingProblem(piece, reading.value);
  return problem === null ? outcome : err(problem);
}

const anyArea: PhoneDefaults = { country: 'BR', area: '11' };

function readDigits(piece: Piece, defaults: PhoneDefaults): Outcome {
  const { digits, international } = piece;
  if (international === 'plus') return readWithCountry(digits, defaults.area);
  if (international === 'link') return readLink(digits, defaults);
  if (digits.startsWith('00')) return readAfterZeros(piece, defaults);
  if (defaults.country !== 'BR') return readAbroad(digits, defaults.country);
  if (piece.groups.length === 1 && isRounded(digits)) return err({ kind: 'phoneExponent' });
  return readBrazilian(digits, defaults.area);
}

function readWithCountry(digits: string, area: string | null): Outcome {
  return digits.startsWith(brazilCode) ? readAfterCountry(digits.slice(2), area, []) : readInternational(digits);
}

/** A WhatsApp link or id holds the country code. Many people forget it: then it is read as dialled at home, if whole. */
function readLink(digits: string, { country, area }: PhoneDefaults): Outcome {
  if (digits.startsWith(brazilCode)) return readBrazilian(digits, area);
  const international = readInternational(digits);
  if (international.ok) return international;
  const home = country === 'BR' ? readBrazilian(digits, null) : readAbroad(digits, country);
  return home.ok && !home.value.notes.includes('ninthDigitAdded') ? home : international;
}

/**
 * 00 dials another country, in Brazil after the carrier's code: 00 351 …, 00 15 351 …. Both are tried, since 0041 79 …
 * is Switzerland for some and Russia over carrier 41 for others. Three zeros or more only fill a column of fixed width.
 */
function readAfterZeros(piece: Piece, defaults: PhoneDefaults): Outcome {
  const { digits, groups } = piece;
  if (/^0+$/.test(digits)) return err({ kind: 'phoneFictitious' });
  const home = defaults.country === 'BR';
  if (home && digits.startsWith('000')) return readBrazilian(digits.replace(/^0+/u, '0'), defaults.area);

  const rest = digits.slice(2);
  const direct = readWithCountry(rest, defaults.area);
  const byCarrier = home && internationalCarriers.has(rest.slice(0, 2));
  const carried = byCarrier ? readWithCountry(rest.slice(2), defaults.area) : direct;
  if (direct.ok && carried.ok && direct.value.digits !== carried.value.digits) {
    return err({ kind: 'phoneInvalid', country: 'BR' });
  }
  const found = direct.ok ? direct : carried;
  if (found.ok) return ok({ ...found.value, notes: ['internationalPrefixDropped', ...found.value.notes] });
  if (home && groups[0] === 2 && (digits.length === 10 || digits.length === 11)) {
    return err({ kind: 'areaCodeUnknown', areaCode: '00' });
  }
  if (!home) return readAbroad(digits, defaults.country);
  return rest.slice(2).startsWith(brazilCode) ? carried : direct;
}
