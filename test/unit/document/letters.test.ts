import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainOf, runsOf } from '#main/document/letters.ts';

const written = (text: string) =>
  runsOf(text)
    .map((run) => run.text)
    .join('');

describe('the letters of a printed report', () => {
  it.each([
    ['Promoção de Natal – só até amanhã', 'Promoção de Natal – só até amanhã'],
    ['Volta às aulas 🎒✏️', 'Volta às aulas'],
    ['Família 👨‍👩‍👧 e 🇧🇷 juntos', 'Família e juntos'],
    ['Loja® e 10 € por 2º', 'Loja® e 10 € por 2º'],
    ['linha 1\nlinha\t2\u0007', 'linha 1 linha 2'],
    ['Ação', 'Ação'.normalize('NFC')],
    ['Привет', '??????'],
  ])('%j is written as %j', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  it('come from the font that has them', () => {
    expect(runsOf('Łódź é')).toEqual([
      { font: 'latinExt', text: 'Ł' },
      { font: 'latin', text: 'ód' },
      { font: 'latinExt', text: 'ź' },
      { font: 'latin', text: ' é' },
    ]);
  });

  it('never hold a break, a sign that nobody sees, or nothing at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(written(text)).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}|\u200d|\ufe0f/u);
        for (const run of runsOf(text)) expect(run.text).not.toBe('');
        expect(plainOf(plainOf(text))).toBe(plainOf(text));
      }),
    );
  });
});
