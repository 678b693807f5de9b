import { createInstance } from 'i18next';
import type { Problem, ProblemKind } from '../problem.ts';
import { jobStatusSchema } from '../rpc/jobs.ts';
import type { Language } from './languages.ts';
import { type SentenceKey, sentences } from './sentences.ts';

/**
 * What a sentence speaks of. Numbers are written as the language reads them (1.234); what is no quantity (a port,
 * a code) comes as text. `count` decides between singular and plural.
 */
export type Facts = Readonly<Record<string, string | number>>;

export type Translate = (key: SentenceKey, facts?: Facts) => string;

/**
 * The sentences of one language. Moments (facts that end in `At`, ISO 8601) are written as the language reads dates,
 * countries (ISO 3166-1 alpha-2) by their names. Facts are never read as sentences themselves, whatever they hold.
 */
export function createTranslator(language: Language): Translate {
  const i18n = createInstance();
  void i18n.init({
    lng: language,
    resources: { [language]: { translation: sentences[language] } },
    fallbackLng: false,
    nsSeparator: false,
    initAsync: false,
    // Faces escape what they show where they have to; here it would turn “&” into “&amp;” on the command line.
    interpolation: { escapeValue: false },
  });
  const write = createWriter(language);
  return (key, facts = {}) => {
    const replace = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, write(name, value)]));
    const { count } = facts;
    return i18n.t(key, typeof count === 'number' ? { replace, count } : { replace });
  };
}

/** Facts that are a quantity in a sentence with a singular. */
const counted: Partial<Record<ProblemKind, string>> = {
  tooManyAttempts: 'attempts',
  slowedDown: 'seconds',
  maxReached: 'max',
  dailyLimitReached: 'limit',
};

/** Facts that are a list of what there is. */
const lists: ReadonlySet<string> = new Set([
  'sheets',
  'columns',
  'accounts',
  'services',
  'departments',
  'names',
  'templates',
]);

/** What a problem is and what to do next, in one sentence or two. */
export function problemSentence(translate: Translate, problem: Problem): string {
  const { kind, ...own } = problem;
  const facts = new Map<string, string | number>(Object.entries(own));
  for (const [name, value] of facts) {
    if (typeof value !== 'string' || value.trim() !== '') continue;
    if (name === 'detail') facts.set(name, translate('state.blank.detail'));
    if (lists.has(name)) facts.set(name, translate('state.blank.list'));
  }
  const status = kind === 'jobWrongState' ? jobStatusSchema.safeParse(problem.state) : null;
  if (status?.success) facts.set('state', translate(`state.job.${status.data}.label`));
  const count = facts.get(counted[kind] ?? 'count');
  if (typeof count === 'number') facts.set('count', count);
  return translate(`problem.${kind}`, Object.fromEntries(facts));
}

function createWriter(language: Language): (name: string, value: string | number) => string {
  const numbers = new Intl.NumberFormat(language);
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  return (name, value) => {
    if (typeof value === 'number') return numbers.format(value);
    if (name === 'country' && /^[A-Z]{2}$/.test(value)) return countries.of(value) ?? value;
    return name.endsWith('At') ? writeMoment(value, language) : value;
  };
}

/**
 * "2026-11-23T14:05-03:00" as 23/11/2026 14:05: the time of the zone it was given in, which is the campaign's.
 * Only what ends in Z, and so names no zone of people, is moved to the one of this machine.
 */
function writeMoment(iso: string, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(iso.endsWith('Z') ? localOf(iso) : iso);
  if (parts === null) return iso;
  const [, year, month, day, time] = parts;
  return language === 'en' ? `${year}-${month}-${day} ${time}` : `${day}/${month}/${year} ${time}`;
}

function localOf(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  // The only language whose short form is ISO's own.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T');
}
