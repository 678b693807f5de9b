import fc from 'fast-check';
import { areaStates, isFictitious, lineOf } from '#shared/phone/brazil.ts';

/** Numbers of the plan, as properties ask for them. */
export const area = fc.constantFrom(...Object.keys(areaStates));

const digitsOf = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

export interface Brazilian {
  readonly area: string;
  readonly subscriber: string;
}

const brazilian = (first: readonly string[], length: number): fc.Arbitrary<Brazilian> =>
  fc
    .record({ area, first: fc.constantFrom(...first), rest: digitsOf(length) })
    .map(({ area: code, first: lead, rest }) => ({ area: code, subscriber: lead + rest }))
    // The generator's own idea of a plan would be a second one: it only leaves out what nobody has for a number.
    .filter(({ subscriber }) => !isFictitious(subscriber) && !subscriber.endsWith('000000'));

/** Mobile numbers of today, those whose range once had eight digits among them. */
export const mobile = brazilian(['91', '92', '93', '94', '95', '96', '97', '98', '99'], 7);
export const landline = brazilian(['2', '3', '5'], 7);
/** Mobile numbers that had eight digits once: without their 9. */
export const oldMobile = brazilian(['6', '7', '8', '91', '95', '99'], 7)
  .map((number) => ({ ...number, subscriber: number.subscriber.slice(0, 8) }))
  .filter(({ subscriber }) => lineOf(subscriber) === 'oldMobile' && !isFictitious(subscriber));

export const wholeDigits = ({ area: code, subscriber }: Brazilian) => `55${code}${subscriber}`;

const dashed = (subscriber: string) => `${subscriber.slice(0, -4)}-${subscriber.slice(-4)}`;
const exponent = (digits: string) => `${digits[0]},${digits.slice(1)}E+${digits.length - 1}`;
const fullWidth = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));

/** Every way in which sheets hold a whole number, area code included. */
export const writtenForms: readonly ((number: Brazilian) => string)[] = [
  ({ area: a, subscriber: s }) => a + s,
  ({ area: a, subscriber: s }) => `55${a}${s}`,
  ({ area: a, subscriber: s }) => `+55${a}${s}`,
  ({ area: a, subscriber: s }) => `0055${a}${s}`,
  ({ area: a, subscriber: s }) => `001555${a}${s}`,
  ({ area: a, subscriber: s }) => `0${a}${s}`,
  ({ area: a, subscriber: s }) => `015${a}${s}`,
  ({ area: a, subscriber: s }) => `9021${a}${s}`,
  ({ area: a, subscriber: s }) => `000${a}${s}`,
  ({ area: a, subscriber: s }) => `(0xx${a}) ${dashed(s)}`,
  ({ area: a, subscriber: s }) => `(${a}) ${dashed(s)}`,
  ({ area: a, subscriber: s }) => `(${a})${s}`,
  ({ area: a, subscriber: s }) => `${a} ${dashed(s)}`,
  ({ area: a, subscriber: s }) => `${a}/${dashed(s)}`,
  ({ area: a, subscriber: s }) => `${a}.${dashed(s).replace('-', '.')}`,
  ({ area: a, subscriber: s }) => `+55 (${a}) ${dashed(s)}`,
  ({ area: a, subscriber: s }) => `+55 0${a} ${dashed(s)}`,
  ({ area: a, subscriber: s }) => `\u200b${a}\u00a0${dashed(s).replace('-', '\u2013')}`,
  ({ area: a, subscriber: s }) => fullWidth(`（${a}）${s}`),
  ({ area: a, subscriber: s }) => arabic(a + s),
  ({ area: a, subscriber: s }) => `Zap: (${a}) ${dashed(s)} (Ana)`,
  ({ area: a, subscriber: s }) => `tel:+55-${a}-${dashed(s)}`,
  ({ area: a, subscriber: s }) => `https://wa.me/55${a}${s}?text=Oi`,
  ({ area: a, subscriber: s }) => `https://api.whatsapp.com/send?phone=55${a}${s}&text=Oi%202`,
  ({ area: a, subscriber: s }) => `55${a}${s}@c.us`,
  ({ area: a, subscriber: s }) => `="${a}${s}"`,
  ({ area: a, subscriber: s }) => `${a}${s}.0`,
  ({ area: a, subscriber: s }) => `${a}${s},00`,
  ({ area: a, subscriber: s }) => exponent(`55${a}${s}`),
  ({ area: a, subscriber: s }) => exponent(a + s).replace(',', '.'),
  ({ area: a, subscriber: s }) => `(${a}) ${dashed(s)} / (${a}) ${dashed(s)}`,
  ({ area: a, subscriber: s }) => `${a} ${dashed(s)} ramal 12`,
];
