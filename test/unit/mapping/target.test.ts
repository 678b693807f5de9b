import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speakableName, variableKey } from '#shared/mapping/key.ts';
import { type ColumnTarget, columnTargetSchema, type Mapping } from '#shared/mapping/mapping.ts';
import { sheetSignature } from '#shared/mapping/signature.ts';
import { formatTarget, parseMapArgument, parseTarget, withChoices } from '#shared/mapping/target.ts';

const header = ['Nome Completo', 'Celular', 'Saldo = valor', 'E-mail', '', 'Celular'];

describe('a column of the command line', () => {
  it.each([
    ['Nome Completo=name', 0, { kind: 'name' }],
    ['nome_completo=name', 0, { kind: 'name' }],
    ['NOME-COMPLETO = name', 0, { kind: 'name' }],
    ['celular=number', 1, { kind: 'number' }],
    ['#2=number', 1, { kind: 'number' }],
    ['#6=number', 5, { kind: 'number' }],
    ['#5=skip', 4, { kind: 'skip' }],
    ['Saldo = valor=var:Saldo', 2, { kind: 'variable', name: 'Saldo' }],
    ['e_mail=field:E-mail do cliente', 3, { kind: 'field', name: 'E-mail do cliente' }],
    ['e-mail=field:a=b:c', 3, { kind: 'field', name: 'a=b:c' }],
    ['e-mail=TAGS', 3, { kind: 'tags' }],
    ['#6=number:2', 5, { kind: 'number', rank: 2 }],
    ['#6=Number: 1', 5, { kind: 'number' }],
    ['#5=name:2', 4, { kind: 'name', rank: 2 }],
    ['#5=department', 4, { kind: 'department' }],
    ['#5=consent', 4, { kind: 'consent' }],
    ['#5=consent-date', 4, { kind: 'consentDate' }],
  ])('is understood from %s', (argument, column, target) => {
    expect(parseMapArgument(argument, header)).toEqual({ ok: true, value: { column, target } });
  });

  it('prefers a column that is really called #2', () => {
    expect(parseMapArgument('#2=name', ['#2', 'Celular'])).toMatchObject({ value: { column: 0 } });
  });

  it.each(['Sobrenome=name', '#7=name', '#0=name', '=name'])(
    'is told to be unknown for %s, with those there are',
    (argument) => {
      expect(parseMapArgument(argument, header)).toEqual({
        ok: false,
        error: {
          kind: 'columnUnknown',
          column: argument.split('=')[0],
          columns: 'Nome Completo, Celular, Saldo = valor, E-mail, #5, Celular',
        },
      });
    },
  );

  it('tells thirty columns of a sheet with a thousand', () => {
    const wide = Array.from({ length: 1_000 }, (_, i) => `c${i}`);
    const answer = parseMapArgument('x=name', wide);
    expect(answer).toMatchObject({ error: { columns: expect.stringMatching(/^c0, .*, c29, …$/) } });
  });

  it.each([
    'Celular=telefone',
    'Celular=',
    'Celular=field:',
    'Celular=var: ',
    'Celular=number:x',
    'Celular=name:0',
    'Celular',
  ])('has no target in %s', (argument) => {
    expect(parseMapArgument(argument, header)).toMatchObject({ ok: false, error: { kind: 'targetUnknown' } });
  });

  it('is printed as it is read', () => {
    const name = fc
      .string({ minLength: 1 })
      .map((text) => text.trim())
      .filter((text) => text !== '');
    const target: fc.Arbitrary<ColumnTarget> = fc.oneof(
      fc.constantFrom(
        ...['number', 'name', 'tags', 'department', 'consent', 'consentDate', 'skip'].map((kind) =>
          columnTargetSchema.parse({ kind }),
        ),
      ),
      fc.integer({ min: 2, max: 99 }).map((rank): ColumnTarget => ({ kind: 'number', rank })),
      fc.integer({ min: 2, max: 99 }).map((rank): ColumnTarget => ({ kind: 'name', rank })),
      name.map((text): ColumnTarget => ({ kind: 'field', name: text })),
      name.map((text): ColumnTarget => ({ kind: 'variable', name: text })),
    );
    fc.assert(
      fc.property(target, (one) => {
        expect(parseTarget(formatTarget(one))).toEqual({ ok: true, value: one });
      }),
    );
  });
});

describe('what the user says about columns', () => {
  const guessed: Mapping = [{ kind: 'name' }, { kind: 'number' }, { kind: 'variable', name: 'WhatsApp' }];
  const columns = ['Cliente', 'Fone {fixo}', 'WhatsApp'];

  it('puts the guessed number aside when another column is the number', () => {
    expect(withChoices(guessed, columns, [{ column: 2, target: { kind: 'number' } }])).toEqual([
      { kind: 'name' },
      { kind: 'variable', name: 'Fone fixo' },
      { kind: 'number' },
    ]);
  });

  it('keeps several numbers that were all asked for, and the guess where nothing was said', () => {
    const both = [1, 2].map((column) => ({ column, target: { kind: 'number' as const } }));
    expect(withChoices(guessed, columns, both).map(({ kind }) => kind)).toEqual(['name', 'number', 'number']);
    expect(withChoices(guessed, columns, [])).toEqual(guessed);
  });
});

describe('a second choice', () => {
  const guessed: Mapping = [{ kind: 'number' }, { kind: 'number', rank: 2 }, { kind: 'variable', name: 'Recado' }];
  const columns = ['Celular', 'Fixo', 'Recado'];

  it('leaves the guessed first one where it is; a first choice takes the place of all guesses', () => {
    expect(withChoices(guessed, columns, [{ column: 2, target: { kind: 'number', rank: 2 } }])).toEqual([
      { kind: 'number' },
      { kind: 'variable', name: 'Fixo' },
      { kind: 'number', rank: 2 },
    ]);
    expect(withChoices(guessed, columns, [{ column: 2, target: { kind: 'number' } }])).toEqual([
      { kind: 'variable', name: 'Celular' },
      { kind: 'variable', name: 'Fixo' },
      { kind: 'number' },
    ]);
  });
});

describe('names of columns', () => {
  it.each([
    ['Data_de-Nasc.', 'data de nasc'],
    ['  E-MAIL ', 'e mail'],
    ['Razão   Social', 'razao social'],
    ['Nº', 'no'],
    ['primeiro_nome', 'primeiro nome'],
    ['Ｎｏｍｅ', 'nome'],
    ['\ufeffNome', 'nome'],
    ['nome\u00a0completo', 'nome completo'],
    ['São – Paulo', 'sao paulo'],
    ['...', ''],
  ])('"%s" is compared as "%s"', (name, key) => {
    expect(variableKey(name)).toBe(key);
  });

  it('are compared by a key that is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => variableKey(variableKey(name)) === variableKey(name)),
    );
  });

  it('lose what would end a variable', () => {
    expect(speakableName(' Valor {{R$}}|total ')).toBe('Valor R$ total');
    expect(speakableName('{}| ')).toBe('');
    expect(speakableName('x'.repeat(500))).toHaveLength(60);
  });
});

describe('the signature of a sheet', () => {
  it('is the same for the same columns, however they are written', () => {
    expect(sheetSignature(['Nome', 'E-mail', 'Nº'])).toBe(sheetSignature(['NOME ', 'e_mail', 'no', '', ' ']));
  });

  it('differs where columns, their order or their borders differ', () => {
    const sheets = [['a', 'b'], ['b', 'a'], ['a'], ['a b'], ['a', '', 'b'], ['a","b'], []];
    expect(new Set(sheets.map(sheetSignature)).size).toBe(sheets.length);
  });
});
