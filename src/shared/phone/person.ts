import { brazilCode, isAreaCode, lineOf } from './brazil.ts';

/**
 * One person has two numbers where the ninth digit came later: sheets, WhatsApp's ids and old contacts hold either.
 * Only ranges that once had eight digits have a second form (`lineOf`): 91234-5678 was never 1234-5678.
 */
function otherForm(digits: string): string | null {
  if (!digits.startsWith(brazilCode) || !isAreaCode(digits.slice(2, 4))) return null;
  const subscriber = digits.slice(4);
  if (lineOf(subscriber) === 'oldMobile') return `${digits.slice(0, 4)}9${subscriber}`;
  if (lineOf(subscriber) === 'mobile' && lineOf(subscriber.slice(1)) === 'oldMobile') {
    return digits.slice(0, 4) + subscriber.slice(1);
  }
  return null;
}

/** The same for both forms of a number, E.164 digits in; the longer form, where there are two. */
export function personKey(digits: string): string {
  const other = otherForm(digits);
  return other !== null && other.length > digits.length ? other : digits;
}

/** The number itself first, then its other form, if it has one. E.164 digits in and out. */
export function ninthDigitForms(digits: string): readonly string[] {
  const other = otherForm(digits);
  return other === null ? [digits] : [digits, other];
}
