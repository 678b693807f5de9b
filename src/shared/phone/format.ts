import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { brazilCode } from './brazil.ts';

/** E.164 digits for people: +55 11 98765-4321, +351 912 345 678. What is no number comes back as it is, with a plus. */
export function formatPhone(digits: string): string {
  if (digits === '') return '';
  if (digits.startsWith(brazilCode) && (digits.length === 12 || digits.length === 13)) {
    return `+55 ${digits.slice(2, 4)} ${digits.slice(4, -4)}-${digits.slice(-4)}`;
  }
  return parsePhoneNumberFromString(`+${digits}`, { extract: false })?.formatInternational() ?? `+${digits}`;
}
