import type { ProblemOf } from '../problem.ts';

/** What a number without a country or area code is taken for. */
export interface PhoneDefaults {
  /** ISO 3166-1 alpha-2, `BR` as a rule. */
  readonly country: string;
  /** Brazilian area code (DDD), two digits, or null: then a number without one is a problem. */
  readonly area: string | null;
}

/** What was done to the cell to make a number of it. Keys of the sentences (`phone.note.*`). */
export const phoneNotes = [
  'countryAdded',
  'areaAdded',
  'ninthDigitAdded',
  'trunkPrefixDropped', // a leading 0, or 0XX with the carrier's code
  'internationalPrefixDropped', // 00 or 00XX before the country code
  'exponentRestored', // 5.511987654321E12, where the text still held every digit
  'firstOfSeveral', // the cell held more than one number
  'textDropped', // words around the number, such as "Zap: … (Ana)"
] as const;
export type PhoneNote = (typeof phoneNotes)[number];

export interface Phone {
  /** E.164 digits without plus: 5511987654321. */
  readonly digits: string;
  readonly kind: 'mobile' | 'landline' | 'other';
  readonly notes: readonly PhoneNote[];
  /** Further numbers of the same cell, E.164 digits, in their order. */
  readonly others: readonly string[];
}

export type PhoneProblem = ProblemOf<
  | 'phoneMissing'
  | 'phoneNotANumber'
  | 'phoneExponent'
  | 'phoneTooShort'
  | 'phoneTooLong'
  | 'areaCodeMissing'
  | 'areaCodeUnknown'
  | 'phoneSpecial'
  | 'phoneFictitious'
  | 'phoneInvalid'
>;
