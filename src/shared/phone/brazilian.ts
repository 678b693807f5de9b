import { err, ok, type Result } from '../result.ts';
import { brazilCode, isAreaCode, isFictitious, isNationwide, isServiceNumber, lineOf } from './brazil.ts';
import type { PhoneNote, PhoneProblem } from './phone.ts';

/** One number, read. `area` is the Brazilian area code, which a further number of the same cell may inherit. */
export interface Reading {
  /** E.164 digits without plus. */
  readonly digits: string;
  readonly kind: 'mobile' | 'landline' | 'other';
  readonly notes: readonly PhoneNote[];
  readonly area: string | null;
}

type Outcome = Result<Reading, PhoneProblem>;

const invalid = err({ kind: 'phoneInvalid', country: 'BR' } as const);
const tooShort = err({ kind: 'phoneTooShort' } as const);
const tooLong = err({ kind: 'phoneTooLong' } as const);

/**
 * Digits as people in Brazil write them, with or without country code, reduced by length and plan.
 *
 * 55 is Brazil and also an area of Rio Grande do Sul. With 12 digits or more it is the country: an area and its number
 * have 10 or 11. With 10 or 11 it is the area: the country's code and a number would lack an area.
 */
export function readBrazilian(digits: string, area: string | null): Outcome {
  if (isFictitious(digits)) return err({ kind: 'phoneFictitious' });
  if (isServiceNumber(digits)) return err({ kind: 'phoneSpecial' });
  if (digits.startsWith(brazilCode) && digits.length >= 12) return readAfterCountry(digits.slice(2), area, []);
  if (digits.startsWith(brazilCode) && digits.length >= 10 && !lineOf(digits.slice(2))) {
    // Not area 55 and its number: then the country, an area, and a number that lacks digits.
    if (isAreaCode(digits.slice(2, 4))) return tooShort;
  }
  return readNational(digits, area, ['countryAdded']);
}

/** The digits after a country code that certainly is one: +55, 0055. */
export function readAfterCountry(rest: string, area: string | null, notes: readonly PhoneNote[]): Outcome {
  if (isFictitious(rest)) return err({ kind: 'phoneFictitious' });
  // 190 and its like are dialled at home only.
  if (rest.length >= 8 && isServiceNumber(rest)) return err({ kind: 'phoneSpecial' });
  return readNational(rest, area, notes);
}

function readNational(digits: string, area: string | null, notes: readonly PhoneNote[]): Outcome {
  const dialled = dropDialling(digits);
  if (dialled === null) return digits.length < 11 ? tooShort : tooLong;
  const { number, prefixed, areaNeeded } = dialled;
  const soFar: readonly PhoneNote[] = prefixed ? [...notes, 'trunkPrefixDropped'] : notes;
  if (number.length === 10 || number.length === 11) return readWithArea(number, soFar);
  if (number.length > 11) return tooLong;
  if (number.length < 8 || areaNeeded) return tooShort;
  return readWithoutArea(number, area, soFar);
}

/**
 * Takes off what is dialled but is no part of the number: 0 or 0XX (the carrier's two digits), 90XX and 9090 of collect
 * calls. Null where the lengths fit none of them.
 */
function dropDialling(digits: string): { number: string; prefixed: boolean; areaNeeded: boolean } | null {
  const { length } = digits;
  if (digits.startsWith('9090') && (length === 12 || length === 13)) {
    return { number: digits.slice(4), prefixed: true, areaNeeded: false };
  }
  if (/^90[1-9]{2}/.test(digits) && (length === 14 || length === 15)) {
    return { number: digits.slice(4), prefixed: true, areaNeeded: true };
  }
  if (!digits.startsWith('0')) return { number: digits, prefixed: false, areaNeeded: false };
  if (length === 11 || length === 12) return { number: digits.slice(1), prefixed: true, areaNeeded: true };
  // No carrier has a zero in its code, no area either: 0 15 11 …
  if (/^0[1-9]{2}/.test(digits) && (length === 13 || length === 14)) {
    return { number: digits.slice(3), prefixed: true, areaNeeded: true };
  }
  return null;
}

function readWithArea(number: string, notes: readonly PhoneNote[]): Outcome {
  const area = number.slice(0, 2);
  const subscriber = number.slice(2);
  if (!isAreaCode(area)) return err({ kind: 'areaCodeUnknown', areaCode: area });
  const line = lineOf(subscriber);
  // A fixed line or an old mobile number never has nine digits.
  if (line === null) return subscriber.length === 9 && /^[2-8]/.test(subscriber) ? tooLong : invalid;
  return complete(area, subscriber, notes);
}

function readWithoutArea(subscriber: string, area: string | null, notes: readonly PhoneNote[]): Outcome {
  const line = lineOf(subscriber);
  if (line === null) return isAreaCode(subscriber.slice(0, 2)) ? tooShort : invalid;
  if (area === null) return err({ kind: 'areaCodeMissing' });
  if (!isAreaCode(area)) return err({ kind: 'areaCodeUnknown', areaCode: area });
  return complete(area, subscriber, [...notes, 'areaAdded']);
}

function complete(area: string, subscriber: string, notes: readonly PhoneNote[]): Outcome {
  const line = lineOf(subscriber);
  if (line === 'landline') {
    if (isNationwide(subscriber)) return err({ kind: 'phoneSpecial' });
    return ok({ digits: brazilCode + area + subscriber, kind: 'landline', notes, area });
  }
  if (line === 'mobile') return ok({ digits: brazilCode + area + subscriber, kind: 'mobile', notes, area });
  return ok({
    digits: `${brazilCode}${area}9${subscriber}`,
    kind: 'mobile',
    notes: [...notes, 'ninthDigitAdded'],
    area,
  });
}
