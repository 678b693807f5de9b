import { useMemo } from 'react';
import { formatPhone } from '#shared/phone/format.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { useLanguage, useTexts } from './use-texts.ts';

/** Numbers, moments and durations as the language reads them. */
export interface Format {
  /** 1.234 */
  readonly number: (value: number) => string;
  /** 0,421 → 42% */
  readonly percent: (share: number) => string;
  /** 4.2 MB */
  readonly bytes: (bytes: number) => string;
  /** 23/11/2026 14:05 */
  readonly moment: (at: number) => string;
  /** 23/11 14:05 */
  readonly shortMoment: (at: number) => string;
  /** 14:05 */
  readonly time: (at: number) => string;
  /** 23 de nov., or a time where it is today */
  readonly day: (at: number) => string;
  /** cerca de 3 min */
  readonly duration: (ms: number) => string;
  /** +55 11 98765-4321 */
  readonly phone: (digits: string) => string;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export function useFormat(): Format {
  const language = useLanguage();
  const say = useTexts('common');
  return useMemo(() => createFormat(language, (key, count) => say(`duration.${key}`, { count })), [language, say]);
}

export function createFormat(
  language: Language,
  sayDuration: (key: 'moments' | 'minutes' | 'hours' | 'days', count: number) => string,
): Format {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit', year: 'numeric' });
  const dayAndMonth = new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit' });
  const shortDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    bytes: (bytes) => {
      const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1_000)), units.length - 1);
      const value = bytes / 1_000 ** step;
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: units[step] ?? 'byte',
        maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1,
      }).format(value);
    },
    moment: (at) => `${date.format(at)} ${time.format(at)}`,
    shortMoment: (at) => `${dayAndMonth.format(at)} ${time.format(at)}`,
    time: (at) => time.format(at),
    day: (at) => shortDay.format(at),
    duration: (ms) => {
      const minutes = ms / 60_000;
      if (minutes < 1) return sayDuration('moments', 1);
      if (minutes < 90) return sayDuration('minutes', Math.round(minutes));
      if (minutes < 48 * 60) return sayDuration('hours', Math.round(minutes / 60));
      return sayDuration('days', Math.round(minutes / 60 / 24));
    },
    phone: formatPhone,
  };
}
