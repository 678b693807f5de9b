import { phoneNotes } from '#shared/phone/phone.ts';
import type { Problem } from '#shared/problem.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { createTranslator, problemSentence, type Translate } from '#shared/sentences/translate.ts';

/** What a report says in words, in one language. A million rows say the same few things, so they are said once. */
export interface Words {
  readonly translate: Translate;
  readonly problem: (problem: Problem | null) => string;
  readonly notes: (notes: readonly string[]) => string;
  /** A moment in the campaign's time zone, to the second. */
  readonly moment: (atMs: number | null) => string;
}

export function wordsOf(language: Language, timeZone: string | undefined): Words {
  const translate = createTranslator(language);
  const known = new Map<string, string>();
  const noteWords = new Map<string, string>(phoneNotes.map((note) => [note, translate(`phone.note.${note}`)]));
  // English is written as ISO writes it, here as everywhere (see `sentences/translate.ts`).
  const moments = new Intl.DateTimeFormat(language === 'en' ? 'sv-SE' : language, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  });

  return {
    translate,
    problem: (problem) => {
      if (problem === null) return '';
      // With facts (a line, an account's own words) the sentence differs from row to row.
      if (Object.keys(problem).length > 1) return problemSentence(translate, problem);
      const said = known.get(problem.kind) ?? problemSentence(translate, problem);
      known.set(problem.kind, said);
      return said;
    },
    notes: (notes) => notes.map((note) => noteWords.get(note) ?? note).join('; '),
    moment: (atMs) => (atMs === null ? '' : moments.format(atMs).replace(',', '')),
  };
}
