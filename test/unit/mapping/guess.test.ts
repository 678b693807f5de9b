import { describe, expect, it } from 'vitest';
import { guessMapping } from '#shared/mapping/guess.ts';
import type { Guess } from '#shared/mapping/mapping.ts';
import { rankOf } from '#shared/mapping/preference.ts';
import { doubtful } from '#shared/tabular/table.ts';
import { corpus, type LabelledSheet, unseenCorpus } from './corpus.ts';
import { looksLikePhone } from './looks-like-phone.ts';

const guess = (header: readonly string[], ...rows: readonly (readonly string[])[]): readonly Guess[] =>
  guessMapping({ header, rows, looksLikePhone });

/** `number2` is any number that is tried after the first, `name2` what is joined to the name. */
const kinds = (guesses: readonly Guess[]): readonly string[] =>
  guesses.map(({ target }) => (rankOf(target) > 1 ? `${target.kind}2` : target.kind));

/** Shares of what was guessed right: columns of all sheets, and sheets whose number or name column is the right one. */
function accuracy(sheets: readonly LabelledSheet[], withRows: boolean) {
  const results = sheets.map((sheet) => {
    const guesses = guess(sheet.header, ...(withRows ? sheet.rows : []));
    const found = kinds(guesses);
    return {
      columns: found.length,
      right: found.filter((kind, i) => kind === sheet.targets[i]).length,
      number: found.indexOf('number') === sheet.targets.indexOf('number'),
      name: found.indexOf('name') === sheet.targets.indexOf('name'),
      silent: guesses.filter((one, i) => found[i] !== sheet.targets[i] && one.certainty >= doubtful).length,
    };
  });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const columns = sum(results.map((result) => result.columns));
  return {
    sheets: sheets.length,
    columns: sum(results.map((result) => result.right)) / columns,
    number: results.filter((result) => result.number).length / sheets.length,
    name: results.filter((result) => result.name).length / sheets.length,
    /** Wrong, and sure of it. */
    silentlyWrong: sum(results.map((result) => result.silent)) / columns,
  };
}

const print = (what: string, found: ReturnType<typeof accuracy>): void => {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const { sheets, columns, number, name } = found;
  console.info(
    `${what}: ${sheets} sheets; columns ${percent(columns)}, number ${percent(number)}, name ${percent(name)}`,
  );
};

describe('guessing what columns are', () => {
  it('is right on the sheets of the corpus', () => {
    const found = accuracy(corpus, true);
    print('corpus', found);
    expect(found.sheets).toBeGreaterThanOrEqual(150);
    expect(found.columns).toBeGreaterThanOrEqual(0.995);
    expect(found.number).toBe(1);
    expect(found.name).toBe(1);
    expect(found.silentlyWrong).toBe(0);
  });

  it('is right on sheets it was not made for', () => {
    const found = accuracy(unseenCorpus, true);
    print('not seen before', found);
    expect(found.columns).toBeGreaterThanOrEqual(0.99);
    expect(found.number).toBe(1);
    expect(found.name).toBe(1);
  });

  it('finds most of it in the header alone', () => {
    const found = accuracy([...corpus, ...unseenCorpus], false);
    print('header alone', found);
    expect(found.columns).toBeGreaterThanOrEqual(0.97);
    expect(found.number).toBeGreaterThanOrEqual(0.96);
    // One sheet in thirty calls its columns "Coluna 1", or nothing.
    expect(found.name).toBeGreaterThanOrEqual(0.96);
  });

  it('finds one number and one name at most, whatever the sheet', () => {
    for (const sheet of [...corpus, ...unseenCorpus]) {
      const found = kinds(guess(sheet.header, ...sheet.rows));
      expect(found.filter((kind) => kind === 'number').length, sheet.label).toBe(1);
      expect(found.filter((kind) => kind === 'name').length, sheet.label).toBeLessThanOrEqual(1);
    }
  });

  it('is right whatever the capitals, the accents and the sign between the words', () => {
    const headers = [
      'Nº do Celular',
      'nº do celular',
      'NO. DO CELULAR',
      'n_do_celular',
      'No-Do-Celular',
      'NoDoCelular',
    ];
    for (const header of headers) expect(kinds(guess(['Nome', header])), header).toEqual(['name', 'number']);
  });

  it('finds the number by its cells where the header says nothing, and says so', () => {
    const found = guess(['Coluna 1', 'Coluna 2'], ['Ana Souza', '(11) 98765-4321'], ['João Lima', '11 97654-3210']);
    expect(found[1]).toEqual({ target: { kind: 'number' }, certainty: 0.85, from: 'cells' });
    expect(found[0]).toMatchObject({ target: { kind: 'name' }, from: 'cells' });
  });

  it.each([
    ['CPF', '529.982.247-25'],
    ['Coluna 2', '52998224725'],
    ['Coluna 2', '11.222.333/0001-81'],
    ['CEP', '01310-100'],
    ['Coluna 2', '25/12/2026'],
    ['Coluna 2', 'R$ 1.234,56'],
    ['Coluna 2', '1.234,56'],
    ['Coluna 2', 'ana@exemplo.com.br'],
    ['Pedido', '11987654321'],
  ])('never takes a column "%s" with %s for the number', (header, cell) => {
    expect(kinds(guess([header, 'Nome'], [cell, 'Ana'], [cell, 'Bia'], [cell, 'Caio']))).not.toContain('number');
  });

  it('tries one number after the other: what people read first, whatever it fills, then the rest', () => {
    const rows = Array.from({ length: 10 }, (_, i) => [`(11) 3456-78${10 + i}`, i < 2 ? '' : `(11) 98765-43${10 + i}`]);
    expect(kinds(guess(['Telefone', 'Celular'], ...rows))).toEqual(['number2', 'number']);
    const sparse = Array.from({ length: 10 }, (_, i) => [
      `(11) 98765-43${10 + i}`,
      i < 2 ? `(11) 91111-11${10 + i}` : '',
    ]);
    expect(kinds(guess(['Telefone', 'WhatsApp'], ...sparse))).toEqual(['number2', 'number']);
    const many = guess(
      ['Fone 1', 'Fone 2', 'Tel. fixo', 'Zap'],
      ['11987654321', '11987654322', '1133334444', '11987654323'],
    );
    expect(many.map(({ target }) => rankOf(target))).toEqual([2, 3, 4, 1]);
  });

  it.each(['Celular da mãe', 'Telefone do vendedor', 'Tel. recado', 'Telefone da empresa', 'Celular do responsável'])(
    'never tries "%s" after the number of a person',
    (header) => {
      const row = ['Ana Souza', '(11) 98765-4321', '(11) 91234-5678'];
      expect(kinds(guess(['Cliente', 'Celular', header], row, row, row))[2]).not.toBe('number2');
    },
  );

  it('joins a last name to a first name, and not to a whole one', () => {
    const rows = [
      ['Souza', 'Ana', '11987654321'],
      ['Lima', 'José', '11987654322'],
    ];
    const whole = rows.map(([last, first, number]) => [last ?? '', `${first} ${last}`, number ?? '']);
    expect(kinds(guess(['Sobrenome', 'Nome', 'Celular'], ...rows))).toEqual(['name2', 'name', 'number']);
    expect(kinds(guess(['Sobrenome', 'Nome', 'Celular'], ...whole))).toEqual(['variable', 'name', 'number']);
    expect(kinds(guess(['Sobrenome', 'Nome completo', 'Celular'], ...rows))).toEqual(['variable', 'name', 'number']);
  });

  it('proposes departments and agreements only where the header says so, and wants a look', () => {
    const rows = Array.from({ length: 6 }, () => ['Ana', '11987654321', 'Vendas', 'Sim', '01/02/2026', 'Sim']);
    const header = ['Nome', 'Celular', 'Departamento', 'Opt-in', 'Data do opt-in', 'Aceita e-mail'];
    const found = guess(header, ...rows);
    expect(kinds(found).slice(2)).toEqual(['department', 'consent', 'consentDate', 'variable']);
    expect(found.slice(2, 5).every(({ certainty }) => certainty < doubtful)).toBe(true);
    expect(kinds(guess(['Cargo', ...header], ...rows.map((row) => ['x', ...row])))[3]).toBe('variable');
  });

  it('takes the same few cells again and again for neither', () => {
    const rows = Array.from({ length: 10 }, (_, i) => [
      i % 2 ? 'Sim' : 'Não',
      `Ana ${'ABCDEFGHIJ'[i]}`,
      '(11) 98765-4321',
      `(21) 98765-43${10 + i}`,
    ]);
    expect(kinds(guess(['Cliente', 'Contato', 'Telefone', 'Número'], ...rows))).toEqual([
      'variable',
      'name',
      'variable',
      'number',
    ]);
  });

  it('takes a number that nobody can be reached by as a number, and wants a look', () => {
    const [, found] = guess(['Nome', 'Celular'], ['Ana', '5,51199E+12'], ['Bia', '5,51199E+12']);
    expect(found?.target).toEqual({ kind: 'number' });
    expect(found?.certainty).toBeLessThan(doubtful);
  });

  it('wants a look where two columns are equally good', () => {
    const row = ['Ana', '(11) 98765-4321', '(11) 98765-4322'];
    const [, first, second] = guess(['Nome', 'Celular', 'Celular'], row, row, row);
    expect(first?.target).toEqual({ kind: 'number' });
    expect(first?.certainty).toBeLessThan(doubtful);
    expect(second?.target).toEqual({ kind: 'number', rank: 2 });
  });

  it('finds no number where there is none', () => {
    expect(kinds(guess(['Nome', 'Endereço', 'Número'], ['Ana', 'Rua A', '12'], ['Bia', 'Rua B', '345']))).toEqual([
      'name',
      'variable',
      'variable',
    ]);
  });

  it('makes of every other named column a variable that a template can say, no two alike', () => {
    const found = guess(['Celular', 'Obs', 'obs.', 'OBS', 'Valor {{R$}} | total', 'Nome', 'nome']);
    expect(found.map(({ target }) => ('name' in target ? target.name : target.kind))).toEqual([
      'number',
      'Obs',
      'obs. 2',
      'OBS 3',
      'Valor R$ total',
      'name',
      'nome 2',
    ]);
  });

  it('skips columns without a name and columns without a cell', () => {
    const found = guess(
      ['Nome', 'Celular', '', 'Fax'],
      ['Ana', '11987654321', 'x', ''],
      ['Bia', '11987654322', 'y', ' '],
    );
    expect(kinds(found)).toEqual(['name', 'number', 'skip', 'skip']);
  });

  it('guesses tags only where the header says so', () => {
    const rows = [
      ['Ana', '11987654321', 'vip', 'vip', 'Ouro'],
      ['Bia', '11987654322', 'novo', 'vip', 'Prata'],
    ];
    const [, , tags, group, level] = guess(['Nome', 'Celular', 'Etiquetas', 'Grupo', 'Nível'], ...rows);
    expect(tags?.target).toEqual({ kind: 'tags' });
    expect(group).toEqual({ target: { kind: 'tags' }, certainty: 0.6, from: 'header' });
    expect(level?.target).toEqual({ kind: 'variable', name: 'Nível' });
    // Beside companies a segment is their trade.
    const shops = guess(['Empresa', 'WhatsApp', 'Segmento'], ['Padaria Pão', '11987654321', 'Alimentos']);
    expect(shops[2]?.target).toEqual({ kind: 'variable', name: 'Segmento' });
  });

  it('writes to the parent, not to the pupil', () => {
    const rows = [
      ['Bia Lima', 'Ana Lima', '11987654321'],
      ['Caio Reis', 'José Reis', '11987654322'],
    ];
    expect(kinds(guess(['Aluno', 'Responsável', 'Celular'], ...rows))).toEqual(['variable', 'name', 'number']);
    expect(kinds(guess(['Cliente', 'Responsável', 'Celular'], ...rows))).toEqual(['name', 'variable', 'number']);
  });

  it('bears sheets of any shape', () => {
    expect(guess([])).toEqual([]);
    expect(kinds(guess(['', ' ', '\u00a0']))).toEqual(['skip', 'skip', 'skip']);
    expect(kinds(guess(['Nome', 'Celular'], [], ['Ana'], ['Ana', '11987654321', 'mais', 'mais']))).toEqual([
      'name',
      'number',
    ]);
    const wide = guess(Array.from({ length: 1_000 }, () => 'Telefone'));
    expect(kinds(wide).filter((kind) => kind === 'number')).toHaveLength(1);
    expect(new Set(wide.map(({ target }) => JSON.stringify(target))).size).toBe(1_000);
  });
});
