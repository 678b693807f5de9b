import { areaStates, isFictitious, isNationwide, type Line, lineOf } from './brazil.ts';
import { isRounded } from './exponent.ts';
import type { Phone, PhoneNote } from './phone.ts';

/**
 * The way of nine cells in ten: a whole Brazilian number, in plain digits or in the usual shape. Null is "not for this
 * way", never a verdict.
 */
export function readPlain(cell: string): Phone | null {
  const shaped = usualShape.exec(cell);
  if (shaped === null) return null;
  const [, country, area = '', front = '', back = ''] = shaped;
  const subscriber = front + back;
  const line = lineOf(subscriber);
  if (line === null || areaStates[area] === undefined || isFictitious(subscriber)) return null;
  if (isNationwide(subscriber) || isRounded(cell)) return null;
  return {
    digits: `55${area}${line === 'oldMobile' ? '9' : ''}${subscriber}`,
    kind: line === 'landline' ? 'landline' : 'mobile',
    notes: country === undefined ? notesOfNational[line] : notesOfWhole[line],
    others: [],
  };
}

// Country code, area code, then 4 or 5 and 4 digits. Digits in any other grouping may mean something else.
const usualShape = /^(\+?55 ?)?\(?([1-9][1-9])\)?[ -]?([2-9]\d{3,4})[ -]?(\d{4})$/;

// Shared between all results: a million rows make no million lists.
const notesOfWhole: Readonly<Record<Line, readonly PhoneNote[]>> = {
  mobile: [],
  landline: [],
  oldMobile: ['ninthDigitAdded'],
};
const notesOfNational: Readonly<Record<Line, readonly PhoneNote[]>> = {
  mobile: ['countryAdded'],
  landline: ['countryAdded'],
  oldMobile: ['countryAdded', 'ninthDigitAdded'],
};
