import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, readBlocks } from '#renderer/ui/message/blocks.ts';

/** Blocks as tags, to read them in a table. */
const written = (blocks: readonly Block[]): string => blocks.map(tagged).join('¶');

function tagged(block: Block): string {
  if (block.kind === 'text') return block.text;
  if (block.kind === 'bullets') return block.items.map((item) => `<li>${item}</li>`).join('');
  if (block.kind === 'numbers') return block.items.map(({ number, text }) => `<li ${number}>${text}</li>`).join('');
  return `<${block.kind}>${block.text}</${block.kind}>`;
}

describe('the blocks of a message', () => {
  it.each([
    ['Oi\n\ntudo bem?', 'Oi\n\ntudo bem?'],
    ['Oi\n> Só até sexta\n> e sábado\nTchau', 'Oi¶<quote>Só até sexta\ne sábado</quote>¶Tchau'],
    ['- um\n* dois\nfim', '<li>um</li><li>dois</li>¶fim'],
    ['1. um\n2. dois\n10. dez', '<li 1>um</li><li 2>dois</li><li 10>dez</li>'],
    ['```\na\n b\n```', '<code>a\n b</code>'],
    ['Veja:\n```a```\nfim', 'Veja:¶<code>a</code>¶fim'],
    ['o ```código``` no meio', 'o ```código``` no meio'],
    ['x ```a\n- b\n> c``` y', 'x ```a\n- b\n> c``` y'],
  ])('%j', (text, shown) => {
    expect(written(readBlocks(text))).toBe(shown);
  });

  it.each(['*negrito*', '-sem espaço', '- ', '>', '1.sem espaço', '2026. foi', '``` ```', '```aberto'])(
    'leaves %j as it is',
    (text) => {
      expect(readBlocks(text)).toEqual([{ kind: 'text', text }]);
    },
  );

  it('loses no letter', () => {
    const letters = (text: string) => text.replace(/[^a-z]/g, '');
    const line = fc.constantFrom('a', '- b', '* c', '> d', '1. e', '```', '```f```', 'g ```h', '', ' i');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        const said = JSON.stringify(readBlocks(text).map((block) => ('items' in block ? block.items : block.text)));
        expect(letters(said.replace(/"number"|"text"|\\n/g, ''))).toBe(letters(text));
      }),
    );
  });
});
