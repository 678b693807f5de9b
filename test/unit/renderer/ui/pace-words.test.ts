import { describe, expect, it } from 'vitest';
import { createTexts } from '#renderer/texts/i18n.ts';
import { createPaceWords, type PaceWords } from '#renderer/ui/pace/use-pace-words.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { defaultPace } from '#shared/pace/presets.ts';
import type { Language } from '#shared/sentences/languages.ts';

const wordsIn = (language: Language): PaceWords => {
  const t = createTexts(language).getFixedT(language, 'campaign');
  return createPaceWords(language, (key, facts) => t(key, facts ?? {}));
};
const words = wordsIn('pt-BR');
const pace = defaultPace({ isPractice: false });
const on = (days: Pace['days']) => words.hours({ hours: null, days });

describe('a pace in words', () => {
  it('tells tempo, limit, days and hours', () => {
    expect(words.tempo(pace)).toBe('15 por minuto · até 1.000 por dia');
    expect(words.prose(pace)).toBe('a 15 por minuto, no máximo 1.000 por dia, seg. a sáb., das 09:00 às 21:00');
    expect(wordsIn('en').hours(pace)).toBe('Mon to Sat, from 09:00 to 21:00');
    expect(wordsIn('es').tempo({ rate: { count: 1, windowMs: 3_600_000 }, dailyLimit: null })).toBe('1 por hora');
  });

  it.each([
    [['mon', 'tue', 'wed'], 'seg. a qua.'],
    [['fri', 'mon', 'wed'], 'seg., qua. e sex.'],
    [['sun', 'sat'], 'sáb. e dom.'],
    [['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'todos os dias'],
  ] as const)('names the days %j', (days, text) => {
    expect(on([...days])).toBe(text);
  });

  it('is open at any time without bounds', () => {
    expect(words.hours({ hours: null, days: null })).toBe('a qualquer hora');
  });
});

describe('a moment in words', () => {
  const zone = 'America/Sao_Paulo';
  const now = Date.parse('2026-12-30T22:00:00-03:00');

  it.each([
    ['2026-12-30T23:30:00-03:00', 'hoje às 23:30'],
    ['2026-12-31T00:00:00-03:00', 'amanhã às 00:00'],
    ['2026-12-31T23:59:00-03:00', 'amanhã às 23:59'],
    // A line may end between the day and the time only.
    ['2027-01-02T09:15:00-03:00', 'sáb.,_2_de_jan._de_2027 às 09:15'],
  ])('%s', (at, text) => {
    expect(words.when(Date.parse(at), zone, now).replaceAll('\u00a0', '_')).toBe(text);
  });

  it('is told in the zone of the campaign', () => {
    expect(words.when(Date.parse('2026-12-31T01:30:00Z'), 'America/Manaus', now)).toBe('hoje às 21:30');
  });
});
