import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languages } from '#shared/sentences/languages.ts';
import { texts } from './texts.ts';

/** The texts of the window, in `language` until the settings say otherwise. */
export function createTexts(language: Language): I18n {
  const i18n = createInstance();
  void i18n.use(initReactI18next).init({
    lng: language,
    supportedLngs: [...languages],
    resources: texts,
    ns: Object.keys(texts['pt-BR']),
    defaultNS: 'common',
    fallbackLng: false,
    nsSeparator: false,
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return i18n;
}
