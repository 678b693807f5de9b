import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mark, readMarks } from '#renderer/ui/message/marks.ts';

/** Marks as tags, to read them in a table. */
const written = (marks: readonly Mark[]): string =>
  marks
    .map((mark) => {
      if (mark.kind === 'text') return mark.text;
      return `<${mark.kind}>${'children' in mark ? written(mark.children) : mark.text}</${mark.kind}>`;
    })
    .join('');

describe('the marks of WhatsApp', () => {
  it.each([
    ['Oi *Ana*, tudo bem?', 'Oi <bold>Ana</bold>, tudo bem?'],
    ['_itálico_ e ~riscado~', '<italic>itálico</italic> e <strike>riscado</strike>'],
    ['*negrito com _itálico_ dentro*', '<bold>negrito com <italic>itálico</italic> dentro</bold>'],
    ['*duas* e *vezes*', '<bold>duas</bold> e <bold>vezes</bold>'],
    ['```a\n b```', '<code>a\n b</code>'],
    ['o código `AB-12`.', 'o código <code>AB-12</code>.'],
    ['```*não é negrito*```', '<code>*não é negrito*</code>'],
    ['(*sim*)', '(<bold>sim</bold>)'],
    ['😀*sim*😀', '😀<bold>sim</bold>😀'],
    ['*a*b*', '<bold>a*b</bold>'],
  ])('%s', (text, shown) => {
    expect(written(readMarks(text))).toBe(shown);
  });

  it.each([
    ['2*3*4'],
    ['* com espaço*'],
    ['*com espaço *'],
    ['*em duas\nlinhas*'],
    ['*não fecha'],
    ['nome_do_arquivo'],
    ['**'],
    ['***'],
    ['``` ```'],
    ['`em duas\nlinhas`'],
  ])('%j is plain text', (text) => {
    expect(readMarks(text)).toEqual([{ kind: 'text', text }]);
  });

  it.each([
    ['veja https://loja.com.br/a_b_c?x=1.', 'veja <link>https://loja.com.br/a_b_c?x=1</link>.'],
    ['*www.loja.com.br*', '<bold><link>www.loja.com.br</link></bold>'],
    ['(https://loja.com.br)', '(<link>https://loja.com.br</link>)'],
  ])('finds the link in %s', (text, shown) => {
    expect(written(readMarks(text))).toBe(shown);
  });

  it('loses no letter but the marks themselves, and never throws', () => {
    const letters = fc
      .array(fc.constantFrom('*', '_', '~', '`', '```', ' ', 'a', 'é', '\n', '😀', 'https://x.co/', '.'), {
        maxLength: 30,
      })
      .map((parts) => parts.join(''));
    const bare = (marks: readonly Mark[]): string =>
      marks.map((mark) => ('children' in mark ? bare(mark.children) : mark.text)).join('');
    const withoutSigns = (text: string) => text.replace(/[*_~`]/g, '');
    fc.assert(
      fc.property(letters, (text) => {
        expect(withoutSigns(bare(readMarks(text)))).toBe(withoutSigns(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
