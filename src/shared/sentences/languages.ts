import { z } from 'zod';

/** The first one is the language Malote is written in; the others follow it. */
export const languages = ['pt-BR', 'en', 'es'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** The language nearest to what a system or a user calls theirs, such as `pt_PT.UTF-8` or `es-MX`. */
export function nearestLanguage(tag: string | undefined): Language {
  const start = (tag ?? '').slice(0, 2).toLowerCase();
  if (start === 'en') return 'en';
  if (start === 'es') return 'es';
  return 'pt-BR';
}
