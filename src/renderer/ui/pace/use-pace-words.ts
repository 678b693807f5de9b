import { useMemo } from 'react';
import { dayAround } from '#shared/pace/hours.ts';
import { type Pace, type Weekday, weekdays } from '#shared/pace/limits.ts';
import type { Language } from '#shared/sentences/languages.ts';
import type { Say } from '../../texts/use-texts.ts';
import { useLanguage, useTexts } from '../../texts/use-texts.ts';
import { perHourOf, spokenRate } from './tempo.ts';
import { toTime } from './wall-clock.ts';

/** A pace as people say it. */
export interface PaceWords {
  /** "15 por minuto" */
  readonly rate: (pace: Pick<Pace, 'rate'>) => string;
  /** "15 por minuto · até 1.000 por dia" */
  readonly tempo: (pace: Pick<Pace, 'rate' | 'dailyLimit'> & Partial<Pick<Pace, 'caps'>>) => string;
  /** "seg. a sáb., das 09:00 às 21:00"; "a qualquer hora" */
  readonly hours: (pace: Pick<Pace, 'hours' | 'days'> & Partial<Pick<Pace, 'hoursOf'>>) => string;
  /** "hoje às 14:37", "qui., 26 de nov. às 10:15", in the campaign's time zone. */
  readonly when: (atMs: number, timeZone: string, nowMs: number) => string;
  readonly weekday: (day: Weekday, width: 'short' | 'long') => string;
  /** "2026-11-23" → "seg., 23 de nov." */
  readonly date: (date: string) => string;
  /** "a 15 por minuto, no máximo 1.000 por dia, de seg. a sáb., das 09:00 às 21:00" */
  readonly prose: (
    pace: Pick<Pace, 'rate' | 'caps' | 'dailyLimit' | 'rampUp' | 'hours' | 'days' | 'hoursOf'>,
  ) => string;
}

export function usePaceWords(): PaceWords {
  const say = useTexts('campaign');
  const language = useLanguage();
  return useMemo(() => createPaceWords(language, say), [language, say]);
}

export function createPaceWords(language: Language, say: Say<'campaign'>): PaceWords {
  const weekday = (day: Weekday, width: 'short' | 'long') =>
    // 1 January 2024 was a Monday.
    new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, 1 + weekdays.indexOf(day), 12),
    );
  const rate = (pace: Pick<Pace, 'rate'>) => {
    const { count, per } = spokenRate(pace.rate);
    return say(per === 'minute' ? 'pace.perMinute' : 'pace.perHour', { count });
  };
  const perHour = ({ caps = [] }: Partial<Pick<Pace, 'caps'>>): readonly string[] => {
    const most = perHourOf({ caps });
    return most === null ? [] : [say('pace.mostPerHour', { count: most })];
  };
  const days = (chosen: readonly Weekday[]) => {
    const sorted = weekdays.filter((day) => chosen.includes(day));
    const [first] = sorted;
    const last = sorted.at(-1);
    if (first === undefined || last === undefined || sorted.length === weekdays.length) return say('pace.daysAll');
    const isRun = weekdays.indexOf(last) - weekdays.indexOf(first) === sorted.length - 1;
    if (sorted.length > 2 && isRun)
      return say('pace.daysRange', { from: weekday(first, 'short'), to: weekday(last, 'short') });
    return new Intl.ListFormat(language).format(sorted.map((day) => weekday(day, 'short')));
  };
  const hours: PaceWords['hours'] = (pace) => {
    const bounds =
      pace.hours && say('pace.hoursText', { from: toTime(pace.hours.fromMinute), to: toTime(pace.hours.toMinute) });
    const onDays = pace.days && days(pace.days);
    const words = [onDays, bounds].filter((part) => part !== null);
    if (words.length === 0) return say('pace.end.allDay');
    return [...words, ...(pace.hoursOf === 'recipient' ? [say('pace.window.there')] : [])].join(', ');
  };
  return {
    weekday,
    rate,
    hours,
    date: (date) =>
      new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(
        Date.parse(`${date}T12:00:00Z`),
      ),
    prose: (pace) =>
      [
        say('pace.prose.rate', { rate: rate(pace) }),
        ...perHour(pace),
        ...(pace.dailyLimit === null ? [] : [say('pace.prose.daily', { count: pace.dailyLimit })]),
        ...(pace.rampUp ? [say('pace.prose.ramp', { count: pace.rampUp.first })] : []),
        hours(pace),
      ].join(', '),
    tempo: (pace) =>
      [
        rate(pace),
        ...perHour(pace),
        ...(pace.dailyLimit === null ? [] : [say('pace.perDay', { count: pace.dailyLimit })]),
      ].join(' · '),
    when: (atMs, timeZone, nowMs) => {
      const time = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit' }).format(atMs);
      const today = dayAround(nowMs, timeZone);
      if (atMs >= today.startMs && atMs < today.endMs) return say('pace.when.today', { time });
      const tomorrow = dayAround(today.endMs, timeZone);
      if (atMs >= tomorrow.startMs && atMs < tomorrow.endMs) return say('pace.when.tomorrow', { time });
      const year = (ms: number) => new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(ms);
      const isThisYear = year(atMs) === year(nowMs);
      const day = new Intl.DateTimeFormat(language, {
        timeZone,
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        ...(isThisYear ? {} : { year: 'numeric' }),
      }).format(atMs);
      // A line may end before the time, not within the day.
      return say('pace.when.day', { day: day.replaceAll(' ', '\u00a0'), time });
    },
  };
}
