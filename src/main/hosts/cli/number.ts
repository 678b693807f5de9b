import { parsePhone } from '#shared/phone/parse.ts';
import type { PhoneDefaults } from '#shared/phone/phone.ts';
import { ProblemError } from '#shared/problem.ts';

/** E.164 digits of a number that was typed. The problem names the option, never the number (law 7). */
export function readNumber(
  typed: string,
  { option, ...defaults }: PhoneDefaults & { readonly option: string },
): string {
  const phone = parsePhone(typed, defaults);
  if (phone.ok) return phone.value.digits;
  throw new ProblemError({ kind: 'phoneOfOptionInvalid', option });
}
