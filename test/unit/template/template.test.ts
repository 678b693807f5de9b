import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw } from '#shared/campaign/draw.ts';
import { variableKey } from '#shared/mapping/key.ts';
import { parseTemplate, plainPieces, printTemplate, type Template } from '#shared/template/parse.ts';
import { mostCharacters, renderTemplate, unknownVariables, variablesOf } from '#shared/template/render.ts';

function parsed(source: string): Template {
  const result = parseTemplate(source);
  if (!result.ok) throw new Error(`${source}: ${result.error.kind}`);
  return result.value;
}

const aVariable = (name: string, fallback: string | null = null, filters: readonly string[] = []) => ({
  kind: 'variable',
  name,
  filters,
  fallback,
});

const render = (source: string, variables: Record<string, string> = {}) => renderTemplate(parsed(source), variables);

/** Texts made of what matters to a template. */
const sources = fc
  .array(
    fc.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      '\\',
      '\\{{',
      '|',
      ' ',
      'nome',
      'Olá',
      '|data',
      '|\\data',
      '|',
      '\n',
      '\t',
      '😀',
      '$t(x)',
    ),
    {
      maxLength: 20,
    },
  )
  .map((parts) => parts.join(''));

describe('reading a template', () => {
  it('finds text, variables and what to say instead', () => {
    expect(parsed('Olá {{nome|cliente}}, seu plano *{{ Plano }}* vence {{data | }}.')).toEqual([
      { kind: 'text', text: 'Olá ' },
      aVariable('nome', 'cliente'),
      { kind: 'text', text: ', seu plano *' },
      aVariable('Plano'),
      { kind: 'text', text: '* vence ' },
      aVariable('data', ''),
      { kind: 'text', text: '.' },
    ]);
  });

  it.each([
    ['{nome} e } e }}', '{nome} e } e }}'],
    ['\\{{nome}}', '{{nome}}'],
    ['\\{A|B\\}', '{A|B\\}'],
    ['{A|B', '{A|B'],
    ['{A} | {B}', '{A} | {B}'],
    ['¯\\_(ツ)_/¯ \\n', '¯\\_(ツ)_/¯ \\n'],
    ['R$ 10 | 20', 'R$ 10 | 20'],
    ['*negrito* _itálico_ ~riscado~', '*negrito* _itálico_ ~riscado~'],
  ])('takes %s for plain text', (source, text) => {
    expect(parsed(source)).toEqual([{ kind: 'text', text }]);
  });

  it('reads a variable between single braces', () => {
    expect(parsed('{{{nome}}}')).toEqual([{ kind: 'text', text: '{' }, aVariable('nome'), { kind: 'text', text: '}' }]);
  });

  it('keeps bars and single braces in what is said instead', () => {
    expect(parsed('{{a|b|c}}')).toEqual([aVariable('a', 'b|c')]);
    expect(parsed('{{a|{b} \\{{}}')).toEqual([aVariable('a', '{b} {{')]);
  });

  it('takes known words behind a bar for filters, and the rest for what is said instead', () => {
    expect(parsed('{{nome | primeiro_nome | MAIUSCULAS | cliente | amigo}}')).toEqual([
      aVariable('nome', 'cliente | amigo', ['primeiro_nome', 'MAIUSCULAS']),
    ]);
    expect(parsed('{{valor|moeda|}}')).toEqual([aVariable('valor', '', ['moeda'])]);
    expect(parsed('{{name|first name|título|data de hoje}}')).toEqual([
      aVariable('name', 'data de hoje', ['first name', 'título']),
    ]);
  });

  it('says a word that is a filter, where a backslash stands before it', () => {
    expect(parsed('{{prazo|\\data}}')).toEqual([aVariable('prazo', 'data')]);
    expect(parsed('{{prazo|data|\\data|x}}')).toEqual([aVariable('prazo', 'data|x', ['data'])]);
    expect(parsed('{{prazo|\\dia}}')).toEqual([aVariable('prazo', '\\dia')]);
  });

  it('prints escapes only where something else would be read without them', () => {
    for (const source of ['{a} \\{{b}} {{c|\\data}} {d|e \\| f}', 'Oi {{nome|primeiro_nome|cliente}}! {Até já|}']) {
      expect(printTemplate(parsed(source))).toBe(source);
    }
    expect(printTemplate(parsed('\\{a|b}'))).toBe('\\{a|b}');
  });

  it('finds variants, with variables in them', () => {
    expect(parsed('{Oi|Olá {{nome|cliente}}|}! {{{nome}}|Você}')).toEqual([
      {
        kind: 'variants',
        options: [[{ kind: 'text', text: 'Oi' }], [{ kind: 'text', text: 'Olá ' }, aVariable('nome', 'cliente')], []],
      },
      { kind: 'text', text: '! ' },
      { kind: 'variants', options: [[aVariable('nome')], [{ kind: 'text', text: 'Você' }]] },
    ]);
  });

  it('takes escaped braces and bars of a variant for its text', () => {
    expect(parsed('{a\\|b|\\{c\\}}')).toEqual([
      { kind: 'variants', options: [[{ kind: 'text', text: 'a|b' }], [{ kind: 'text', text: '{c}' }]] },
    ]);
  });

  it.each([
    ['{a|{b|c}}', 4],
    ['Oi {a|b {c} d}', 9],
  ])('says where %s puts variants into variants', (source, position) => {
    expect(parseTemplate(source)).toEqual({ ok: false, error: { kind: 'templateNested', position } });
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

  it('says a value through its filters, in their order', () => {
    const variables = { nome: 'MARIA DA SILVA', vencimento: '2026-11-27', valor: '1234.5' };
    const source = '{{nome|primeiro_nome|maiúsculas}} {{nome|título}}: {{valor|moeda}} até {{vencimento|data}}';
    expect(render(source, variables)).toEqual({ ok: true, value: 'MARIA Maria da Silva: R$ 1.234,50 até 27/11/2026' });
  });

  it('takes a value that a filter cannot read for a missing one', () => {
    const variables = { vencimento: '11/27/2026' };
    expect(render('até {{vencimento|data|amanhã}}', variables)).toEqual({ ok: true, value: 'até amanhã' });
    expect(render('até {{vencimento|data}}', variables)).toEqual({
      ok: false,
      error: { kind: 'valueUnreadable', name: 'vencimento', filter: 'data' },
    });
  });

  it('draws among variants anew at each place', () => {
    const template = parsed('{a|b|c}{a|b|c}{{x|}}{a|b|c}');
    const drawn = [0, 0.34, 0.999];
    expect(renderTemplate(template, {}, (place) => drawn[place] ?? 1)).toEqual({ ok: true, value: 'abc' });
    expect(renderTemplate(template, {})).toEqual({ ok: true, value: 'aaa' });
  });

  it('closes the gap of an empty variant', () => {
    expect(renderTemplate(parsed('Oi {amigo|}, tudo bem?'), {}, () => 0.9)).toEqual({
      ok: true,
      value: 'Oi, tudo bem?',
    });
  });

  it('chooses the same each time, and each variant about as often', () => {
    const template = parsed('{a|b|c|d}{a|b|c|d}');
    const counts = new Map<string, number>();
    for (let person = 0; person < 16_000; person += 1) {
      const say = () => renderTemplate(template, {}, (place) => draw(7, `55119${person} ${place}`));
      const said = say();
      expect(say()).toEqual(said);
      if (said.ok) counts.set(said.value, (counts.get(said.value) ?? 0) + 1);
    }
    // Sixteen pairs of 1,000 each; six standard deviations.
    expect(counts.size).toBe(16);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(190);
  });

  it('gives a text without variables as it stands', () => {
    const plain = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
      .filter((text) => !/[{\\]|[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(text) && text.trim() !== '')
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
          ...plainPieces(template.value).map((piece) => (piece.kind === 'text' ? piece.text : (piece.fallback ?? ''))),
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
