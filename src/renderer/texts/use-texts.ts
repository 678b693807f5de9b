import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#shared/problem.ts';
import { type Language, languageSchema } from '#shared/sentences/languages.ts';
import { createTranslator, problemSentence, type Translate } from '#shared/sentences/translate.ts';
import { optionsOf } from './options.ts';
import type { Area, TextFacts, TextKey } from './texts.ts';

export type Say<A extends Area> = (key: TextKey<A>, facts?: TextFacts) => string;

/** The texts of one area: `const say = useTexts('home'); say('drop.title')`. */
export function useTexts<A extends Area>(area: A): Say<A> {
  // The names are held by our own types; the library's would have to know the texts of every language.
  const { t } = useTranslation<string>(area);
  return useMemo(() => {
    const translate = (key: string, facts: TextFacts) => t(key, optionsOf(facts));
    return (key, facts) => translate(key, facts ?? {});
  }, [t]);
}

/** The language that the window speaks now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languageSchema.catch('pt-BR').parse(i18n.language);
}

const translators = new Map<Language, Translate>();

/** Building one costs some milliseconds, and every line of a table has a sentence. */
function translatorOf(language: Language): Translate {
  const known = translators.get(language);
  if (known) return known;
  const translate = createTranslator(language);
  translators.set(language, translate);
  return translate;
}

/** What every face says alike: states (`say('state.row.ready.label')`), notes, and the sentence of a problem. */
export function useSentences(): { readonly say: Translate; readonly problem: (problem: Problem) => string } {
  const language = useLanguage();
  return useMemo(() => {
    const say = translatorOf(language);
    return { say, problem: (problem) => problemSentence(say, problem) };
  }, [language]);
}
