import { parsePhone } from '../phone/parse.ts';
import { personKey } from '../phone/person.ts';
import type { PhoneDefaults } from '../phone/phone.ts';
import type { Problem } from '../problem.ts';

/** Somebody of a pasted list. */
export interface WrittenNumber {
  /** E.164 digits; null where there is none. */
  readonly phone: string | null;
  /** As it was written, where no number could be read. */
  readonly written: string | null;
  readonly problem: Problem | null;
}

/** Longer than any line that somebody means as a number. */
const mostShown = 80;

/**
 * The numbers of a pasted text, in its order: each line that is not blank gives one or more, so that nothing of it is lost.
 * Both forms of a Brazilian number are one person, who is meant once.
 */
export function numbersIn(text: string, defaults: PhoneDefaults): readonly WrittenNumber[] {
  const firstAt = new Map<string, number>();
  const found: WrittenNumber[] = [];
  for (const line of text.split(/[\r\n]+/)) {
    if (line.trim() === '') continue;
    const read = parsePhone(line, defaults);
    if (!read.ok) {
      found.push({ phone: null, written: line.trim().slice(0, mostShown), problem: read.error });
      continue;
    }
    for (const phone of [read.value.digits, ...read.value.others]) {
      const person = personKey(phone);
      const first = firstAt.get(person);
      if (first === undefined) firstAt.set(person, found.length + 1);
      const problem: Problem | null = first === undefined ? null : { kind: 'chosenTwice', line: first };
      found.push({ phone, written: null, problem });
    }
  }
  return found;
}
