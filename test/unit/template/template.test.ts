import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variableKey } from '#shared/mapping/key.ts';
import { parseTemplate, printTemplate, type Template } from '#shared/template/parse.ts';
import { mostCharacters, renderTemplate, unknownVariables, variablesOf } from '#shared/template/render.ts';

function parsed(source: string): Template {
  const result = parseTemplate(source);
  if (!result.ok) throw new Error(`${source}: ${result.error.kind}`);
  return result.value;
}

const render = (source: string, variables: Record<string, string> = {}) => renderTemplate(parsed(source), variables);

/** Texts made of what matters to a template. */
const sources = fc
  .array(fc.constantFrom('{{', '}}', '{', '}', '\\', '\\{{', '|', ' ', 'nome', 'Olá', '\n', '\t', '😀', '$t(x)'), {
    maxLength: 20,
  })
  .map((parts) => parts.join(''));

describe('reading a template', () => {
  it('finds text, variables and what to say instead', () => {
    expect(parsed('Olá {{nome|cliente}}, seu plano *{{ Plano }}* vence {{data | }}.')).toEqual([
      { kind: 'text', text: 'Olá ' },
      { kind: 'variable', name: 'nome', fallback: 'cliente' },
      { kind: 'text', text: ', seu plano *' },
      { kind: 'variable', name: 'Plano', fallback: null },
      { kind: 'text', text: '* vence ' },
      { kind: 'variable', name: 'data', fallback: '' },
      { kind: 'text', text: '.' },
    ]);
  });

  it.each([
    ['{nome} e } e }}', '{nome} e } e }}'],
    ['{A|B|C}', '{A|B|C}'],
    ['\\{{nome}}', '{{nome}}'],
    ['R$ 10 | 20', 'R$ 10 | 20'],
    ['*negrito* _itálico_ ~riscado~', '*negrito* _itálico_ ~riscado~'],
  ])('takes %s for plain text', (source, text) => {
    expect(parsed(source)).toEqual([{ kind: 'text', text }]);
  });

  it('reads a variable between single braces', () => {
    expect(parsed('{{{nome}}}')).toEqual([
      { kind: 'text', text: '{' },
      { kind: 'variable', name: 'nome', fallback: null },
      { kind: 'text', text: '}' },
    ]);
  });

  it('keeps bars and single braces in what is said instead', () => {
    expect(parsed('{{a|b|c}}')).toEqual([{ kind: 'variable', name: 'a', fallback: 'b|c' }]);
    expect(parsed('{{a|{b} \\{{}}')).toEqual([{ kind: 'variable', name: 'a', fallback: '{b} {{' }]);
  });

  it.each([
    ['Olá {{nome', 5],
    ['{{', 1],
    ['😀 {{nome', 4],
    ['{{}}', 1],
    ['{{ | cliente}}', 1],
    ['Olá {{nome, {{plano}}', 5],
    ['Olá {{nome|cliente, {{plano}}', 5],
    ['Olá {{no{me}}', 5],
    ['\\{{ {{nome', 5],
  ])('says where %s is broken', (source, position) => {
    expect(parseTemplate(source)).toEqual({ ok: false, error: { kind: 'templateBroken', position } });
  });

  it.each(['', ' ', '\n\t ', '\u200b', '\u0000'])('finds nothing in a blank one', (source) => {
    expect(parseTemplate(source)).toEqual({ ok: false, error: { kind: 'templateEmpty' } });
  });

  it('never throws, and prints what it reads so that it reads the same', () => {
    fc.assert(
      fc.property(fc.oneof(sources, fc.string(), fc.string({ unit: 'binary' })), (source) => {
        const first = parseTemplate(source);
        if (!first.ok) return;
        const printed = printTemplate(first.value);
        expect(parseTemplate(printed)).toEqual(first);
        expect(printTemplate(parsed(printed))).toBe(printed);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('rendering a template', () => {
  it('says the values, and the fallback where there is none', () => {
    const variables = { nome: 'Ana', plano: 'Ouro', cidade: '  ' };
    expect(render('Olá {{Nome|cliente}}, plano {{PLANO}} em {{Cidade|sua cidade}}', variables)).toEqual({
      ok: true,
      value: 'Olá Ana, plano Ouro em sua cidade',
    });
  });

  it('finds a value however the variable is written', () => {
    const variables = { 'data de vencimento': '10/12' };
    for (const name of ['Data de Vencimento', 'data_de_vencimento', 'DATA-DE-VENCIMENTO']) {
      expect(render(`{{${name}}}`, variables)).toEqual({ ok: true, value: '10/12' });
    }
  });

  it('names the variable that has no value', () => {
    expect(render('Olá {{nome}}, {{Plano}}', { nome: 'Ana' })).toEqual({
      ok: false,
      error: { kind: 'missingVariable', name: 'Plano' },
    });
    for (const name of ['constructor', 'toString', '__proto__']) {
      expect(render(`{{${name}}}`)).toMatchObject({ error: { kind: 'missingVariable' } });
    }
  });

  it('says a value as it is, whatever stands in it', () => {
    expect(render('{{a}} {{b}}', { a: '{{b}}', b: '$& \\{{ *x*' })).toEqual({ ok: true, value: '{{b}} $& \\{{ *x*' });
  });

  it.each([
    ['Olá {{nome|}}, tudo bem?', 'Olá, tudo bem?'],
    ['Olá {{nome|}}!', 'Olá!'],
    ['Olá {{nome|}}', 'Olá'],
    ['{{nome|}} tudo bem?', 'tudo bem?'],
    ['Oi\n{{nome|}} tudo bem?', 'Oi\ntudo bem?'],
    ['Olá {{nome|}} tudo bem?', 'Olá tudo bem?'],
    ['Olá {{nome|}} {{sobrenome|}}, tudo bem?', 'Olá, tudo bem?'],
    ['a{{nome|}}b', 'ab'],
  ])('closes the gap of what is left out: %s', (source, text) => {
    expect(render(source)).toEqual({ ok: true, value: text });
  });

  it('sends no blank message', () => {
    expect(render('{{saudacao|}} {{nome|}}')).toEqual({
      ok: false,
      error: { kind: 'missingVariable', name: 'saudacao' },
    });
  });

  it('cleans line breaks, control characters and spaces at the end', () => {
    expect(render('um \r\ndois\rtrês\u2028quatro\u000bcinco\u0000\u0007\tseis  \n\n')).toEqual({
      ok: true,
      value: 'um\ndois\ntrês\nquatro\ncinco seis',
    });
    expect(render('{{a}} 👩‍👧', { a: 'x\ud800y' })).toEqual({ ok: true, value: 'x\ufffdy 👩‍👧' });
  });

  it('refuses what WhatsApp would not take', () => {
    expect(render('{{a}}', { a: 'x'.repeat(mostCharacters) })).toMatchObject({ ok: true });
    expect(render('{{a}}', { a: 'x'.repeat(mostCharacters + 1) })).toEqual({
      ok: false,
      error: { kind: 'templateTooLong', length: 4_097, most: 4_096 },
    });
  });

  it('gives a text without variables as it stands', () => {
    const plain = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
      .filter((text) => !/\{\{|[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(text) && text.trim() !== '')
      .map((text) => text.replace(/\s+$/, ''));
    fc.assert(
      fc.property(plain, (text) => {
        expect(render(text)).toEqual({ ok: true, value: text });
      }),
    );
  });

  it('leaves no variable in what people read, and never throws', () => {
    fc.assert(
      fc.property(sources, fc.dictionary(fc.constantFrom('nome', 'Olá'), fc.string()), (source, variables) => {
        const template = parseTemplate(source);
        if (!template.ok) return;
        const result = renderTemplate(template.value, variables);
        // What braces are left were written to be read: escaped in the template, or part of a value.
        const literal = [
          ...template.value.map((piece) => (piece.kind === 'text' ? piece.text : (piece.fallback ?? ''))),
          ...Object.values(variables),
        ];
        if (result.ok && result.value.includes('{{')) expect(literal.join('')).toContain('{{');
        if (result.ok) expect(result.value).toBe(result.value.trimEnd());
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the variables of a template', () => {
  it('are named once, as first written', () => {
    expect(variablesOf(parsed('{{Nome}} {{plano|x}} {{nome}} {{NOME|y}}'))).toEqual(['Nome', 'plano']);
    expect(variablesOf(parsed('sem nada'))).toEqual([]);
  });

  it('are unknown where the sheet does not have them, even with a fallback', () => {
    const template = parsed('{{Nmoe|cliente}} {{Data_Venc}} {{plano}}');
    expect(unknownVariables(template, ['nome', 'Data venc.', 'Plano'])).toEqual(['Nmoe']);
  });

  it('know the name in the three languages where the sheet has a name', () => {
    const template = parsed('{{name}} {{nombre}} {{primeiro nome}} {{first_name}} {{Primer Nombre}}');
    expect(unknownVariables(template, ['nome', 'primeiro nome'])).toEqual([]);
    expect(unknownVariables(template, ['plano'])).toHaveLength(5);
    expect(variablesOf(template).map(variableKey)).toHaveLength(5);
  });
});
