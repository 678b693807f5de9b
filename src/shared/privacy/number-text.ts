import { ninthDigitForms, personKey } from '../phone/person.ts';

/** How many last digits a text must hold, side by side as people group them, to be worth a look: "98765-4321". */
const endingDigits = 4;

/** The digits by which a sheet is gone through for a number, whatever stands between the others. */
export const endingOf = (digits: string): string => digits.slice(-endingDigits);

/**
 * Does a text hold this number (E.164 digits), in any writing: with or without country code, with or without the ninth digit,
 * among other text? Without its area code a Brazilian number is nobody's in particular.
 */
export function createNumberFinder(digits: string): (text: string) => boolean {
  const forms = [...new Set([personKey(digits), ...ninthDigitForms(digits)].flatMap(ninthDigitForms))];
  const written = forms.map((form) => (form.startsWith('55') ? form.slice(2) : form));
  return (text) => {
    const said = text.replace(/\D/g, '');
    return written.some((number) => said.includes(number));
  };
}
