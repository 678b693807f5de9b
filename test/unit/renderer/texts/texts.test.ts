import { describe, expect, it } from 'vitest';
import { createTexts } from '#renderer/texts/i18n.ts';
import { optionsOf } from '#renderer/texts/options.ts';
import { texts } from '#renderer/texts/texts.ts';
import { createFormat } from '#renderer/texts/use-format.ts';
import { languages } from '#shared/sentences/languages.ts';

/** Every text of a language by its area and key. */
function flatten(tree: object, path: readonly string[] = []): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set([...path, name].join('.'), value);
    else for (const [key, text] of flatten(value, [...path, name])) flat.set(key, text);
  }
  return flat;
}

const factsOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? ''))].sort();
const tagsOf = (text: string): readonly string[] =>
  [...text.matchAll(/<(\w+)>/g)].map((match) => match[1] ?? '').sort();

describe('the texts of the window', () => {
  const portuguese = flatten(texts['pt-BR']);

  it.each(languages)('are the same in %s as in Portuguese, with the same facts and marks', (language) => {
    const own = flatten(texts[language]);

    expect([...own.keys()].sort()).toEqual([...portuguese.keys()].sort());
    for (const [key, text] of portuguese) {
      expect(factsOf(own.get(key) ?? ''), key).toEqual(factsOf(text));
      expect(tagsOf(own.get(key) ?? ''), key).toEqual(tagsOf(text));
    }
  });

  it.each(languages)('are whole and tidy in %s', (language) => {
    for (const [key, text] of flatten(texts[language])) {
      expect(text, key).toBe(text.replace(/[ \t]+/g, ' ').trim());
      expect(text, key).not.toBe('');
    }
  });

  it.each(languages)('use the words of people in %s, never those of programmers', (language) => {
    for (const [key, text] of flatten(texts[language])) {
      const said = text.replaceAll(/\{\{.*?\}\}|<\/?\w+>/g, '');
      expect(said, key).not.toMatch(/\b(jobs?|payload|endpoint|null|undefined|thread|http|json|timeout|engine)\b/i);
    }
  });

  it('are in each language as long as people read it: nothing was left in Portuguese', () => {
    /** Where Portuguese and Spanish say the same. */
    const alike = new Set(['import.columns.targets.number']);
    for (const language of ['en', 'es'] as const) {
      const same = [...flatten(texts[language])].filter(
        ([key, text]) => !alike.has(key) && text === portuguese.get(key) && /\p{L}{3,} \p{L}{2,} \p{L}{3,}/u.test(text),
      );
      expect(same.map(([key]) => key)).toEqual([]);
    }
  });

  it('say quantities as the language writes them, and nothing in the plural', () => {
    const i18n = createTexts('pt-BR');
    const rows = (count: number) => i18n.t('rows', { ns: 'import', ...optionsOf({ count }) });

    expect([0, 1, 2, 1_000_000].map(rows)).toEqual(['0 linhas', '1 linha', '2 linhas', '1.000.000 linhas']);
  });
});

describe('numbers, moments and durations', () => {
  const format = createFormat('pt-BR', (key, count) => `${count} ${key}`);

  it('are written as Brazilians read them', () => {
    expect(format.number(1_234_567)).toBe('1.234.567');
    expect(format.percent(0.421)).toBe('42%');
    expect(format.phone('5511987654321')).toBe('+55 11 98765-4321');
    expect(format.moment(new Date(2026, 10, 23, 14, 5).getTime())).toBe('23/11/2026 14:05');
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [148_212, '148 kB'],
    [4_200_000, '4,2 MB'],
    [61_400_000_000, '61,4 GB'],
  ])('write %i bytes as %s', (bytes, text) => {
    expect(format.bytes(bytes).replace(/\s/g, ' ')).toBe(text);
  });

  it.each([
    [20_000, '1 moments'],
    [61_000, '1 minutes'],
    [40 * 60_000, '40 minutes'],
    [3 * 3_600_000, '3 hours'],
    [5 * 86_400_000, '5 days'],
  ])('say %i ms in the unit that people would', (ms, text) => {
    expect(format.duration(ms)).toBe(text);
  });
});
