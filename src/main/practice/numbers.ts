/** Brazil's area codes, written down here anew: a witness that shared the app's list would share its errors. */
const areaCode = /^(?:[14689][1-9]|2[12478]|3[1-578]|5[1345]|7[134579])$/;

export type LineKind = 'mobile' | 'landline';

interface BrazilianNumber {
  readonly area: string;
  readonly subscriber: string;
  readonly kind: LineKind;
  /** Nine digits whose first may be left out: ranges that had eight before. */
  readonly hasShortForm: boolean;
}

/** Digits with country code; null for another country's number and for what cannot be one of Brazil. */
function brazilianNumber(digits: string): BrazilianNumber | null {
  const match = /^55(\d\d)(\d{8,9})$/.exec(digits);
  const [, area = '', subscriber = ''] = match ?? [];
  if (!areaCode.test(area)) return null;
  if (/^9\d{8}$/.test(subscriber)) {
    return { area, subscriber, kind: 'mobile', hasShortForm: /^9[6-9]/.test(subscriber) };
  }
  // Eight digits from 6 up are a mobile number of before the ninth digit came.
  if (/^[6-9]\d{7}$/.test(subscriber))
    return { area, subscriber: `9${subscriber}`, kind: 'mobile', hasShortForm: true };
  return /^[2-5]\d{7}$/.test(subscriber) ? { area, subscriber, kind: 'landline', hasShortForm: false } : null;
}

/** What kind of line this is; `foreign` where it is plausible for another country, null where it is impossible. */
export function lineKind(digits: string): LineKind | 'foreign' | null {
  if (digits.startsWith('55')) return brazilianNumber(digits)?.kind ?? null;
  return /^[1-9]\d{8,14}$/.test(digits) ? 'foreign' : null;
}

/** The same for both forms of one person's number. */
export function personOf(digits: string): string {
  const number = brazilianNumber(digits);
  return number?.hasShortForm ? `55${number.area}${number.subscriber.slice(1)}` : digits;
}

/** The number as WhatsApp knows it: with the ninth digit, or without in the area codes where it keeps the old form. */
export function canonicalNumber(digits: string, areasWithoutNinth: (area: string) => boolean): string {
  const number = brazilianNumber(digits);
  if (!number?.hasShortForm) return digits;
  const { area, subscriber } = number;
  return `55${area}${areasWithoutNinth(area) ? subscriber.slice(1) : subscriber}`;
}
