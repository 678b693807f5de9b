import { describe, expect, it } from 'vitest';
import {
  type Edit,
  insertPiece,
  toggleMark,
  variantsOf,
  withNthWay,
} from '#renderer/features/campaign/message/edit.ts';

/** A text with its selection in brackets: `Oi [Ana]`; `|` is a caret. */
function edit(drawn: string): Edit {
  const caret = drawn.indexOf('|');
  if (caret >= 0) return { text: drawn.replace('|', ''), from: caret, to: caret };
  const from = drawn.indexOf('[');
  return { text: drawn.replace(/[[\]]/g, ''), from, to: drawn.indexOf(']') - 1 };
}

const drawn = ({ text, from, to }: Edit): string =>
  from === to
    ? `${text.slice(0, from)}|${text.slice(from)}`
    : `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;

describe('writing a message', () => {
  it.each([
    ['Oi |, tudo bem?', 'Oi {{nome}}|, tudo bem?'],
    ['|', '{{nome}}|'],
    ['Oi [cliente]!', 'Oi {{nome}}|!'],
  ])('puts a variable at the caret: %s', (before, after) => {
    expect(drawn(insertPiece(edit(before), '{{nome}}'))).toBe(after);
  });

  it.each([
    ['Oi [Ana]!', 'Oi *[Ana]*!'],
    ['Oi *[Ana]*!', 'Oi [Ana]!'],
    ['Oi[ Ana ]!', 'Oi *[Ana]* !'],
    ['Oi |', 'Oi *|*'],
    ['Oi *|*', 'Oi |'],
  ])('puts marks around the selection, and takes them away: %s', (before, after) => {
    expect(drawn(toggleMark(edit(before), '*'))).toBe(after);
  });

  it.each([
    [['Oi', 'Olá', ''], '{Oi|Olá}'],
    [['Oi {{nome|você}}', ' Olá '], '{Oi {{nome|você}}|Olá}'],
    [['a|b', '{c}'], '{ab|c}'],
    [['Oi', ' '], ''],
  ])('makes different ways to say the same of %j', (ways, variants) => {
    expect(variantsOf(ways)).toBe(variants);
  });

  it('has room for another way while all have words, up to four', () => {
    expect(withNthWay(['Oi', ''], 1, 'Olá')).toEqual(['Oi', 'Olá', '']);
    expect(withNthWay(['Oi', '', ''], 1, 'Olá')).toEqual(['Oi', 'Olá', '']);
    expect(withNthWay(['Oi', 'Olá', 'E aí', ''], 3, 'Bom dia')).toHaveLength(4);
  });
});
