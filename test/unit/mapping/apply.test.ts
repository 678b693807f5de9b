import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMapping, variablesOfMapping } from '#shared/mapping/apply.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { firstNameOf } from '#shared/mapping/names.ts';

describe('applying a mapping', () => {
  it('makes of a row a contact and what a message can say', () => {
    const header = ['Cliente', 'Celular', 'Etiquetas', 'Cidade', 'Plano', 'Obs'];
    const mapping: Mapping = [
      { kind: 'name' },
      { kind: 'number' },
      { kind: 'tags' },
      { kind: 'field', name: 'Cidade' },
      { kind: 'variable', name: 'Plano' },
      { kind: 'skip' },
    ];

    const draft = applyMapping(
      ['  ana  maria\tSOUZA ', ' (11) 98765-4321 ', 'VIP, novo;vip | Sul\nNovo', ' São Paulo ', 'Ouro', 'não ligar'],
      header,
      mapping,
    );

    expect(draft).toEqual({
      number: '(11) 98765-4321',
      name: 'ana maria SOUZA',
      tags: ['VIP', 'novo', 'Sul'],
      department: '',
      consent: null,
      fields: { Cidade: 'São Paulo' },
      variables: {
        nome: 'ana maria SOUZA',
        name: 'ana maria SOUZA',
        nombre: 'ana maria SOUZA',
        'primeiro nome': 'Ana',
        'first name': 'Ana',
        'primer nombre': 'Ana',
        cliente: 'ana maria SOUZA',
        cidade: 'São Paulo',
        plano: 'Ouro',
      },
    });
  });

  it('leaves out what is blank, and bears rows that are too short or too long', () => {
    const mapping: Mapping = [{ kind: 'name' }, { kind: 'number' }, { kind: 'field', name: 'CPF' }, { kind: 'tags' }];
    const empty = { number: '', name: '', tags: [], department: '', consent: null, fields: {}, variables: {} };
    expect(applyMapping([], ['Nome', 'Celular', 'CPF', 'Tags'], mapping)).toEqual(empty);
    expect(applyMapping([' ', '\t', '\u00a0', ' ; , '], ['Nome', 'Celular', 'CPF', 'Tags'], mapping)).toEqual(empty);
    expect(applyMapping(['', '11987654321', '', '', 'zu viel'], ['Nome'], mapping)).toEqual({
      ...empty,
      number: '11987654321',
    });
  });

  it('lets the sheet win over what is derived, but not with a blank cell', () => {
    const header = ['Nome completo', 'Primeiro nome'];
    const mapping: Mapping = [{ kind: 'name' }, { kind: 'variable', name: 'Primeiro_Nome' }];
    expect(applyMapping(['Maria José Lima', 'Zezé'], header, mapping).variables['primeiro nome']).toBe('Zezé');
    expect(applyMapping(['Maria José Lima', ''], header, mapping).variables['primeiro nome']).toBe('Maria');
  });

  it('takes several columns of one target together', () => {
    const header = ['First name', 'Last name', 'Celular', 'Telefone', 'Tags', 'Grupo'];
    const mapping: Mapping = [
      { kind: 'name' },
      { kind: 'name' },
      { kind: 'number' },
      { kind: 'number' },
      { kind: 'tags' },
      { kind: 'tags' },
    ];
    const draft = applyMapping(['Ana', 'Souza', '', '1133334444', 'vip', 'VIP;sul'], header, mapping);
    expect(draft).toMatchObject({ name: 'Ana Souza', number: '1133334444', tags: ['vip', 'sul'] });
    expect(draft.variables).toMatchObject({ nome: 'Ana Souza', 'last name': 'Souza' });
  });

  it('goes by rank where there is one, not by where a column stands', () => {
    const header = ['Sobrenome', 'Nome', 'Fixo', 'Celular'];
    const mapping: Mapping = [
      { kind: 'name', rank: 2 },
      { kind: 'name' },
      { kind: 'number', rank: 2 },
      { kind: 'number' },
    ];
    expect(applyMapping(['Souza', 'Ana', '1133334444', '11987654321'], header, mapping)).toMatchObject({
      name: 'Ana Souza',
      number: '11987654321',
      variables: { 'primeiro nome': 'Ana' },
    });
  });

  it('keeps the department, and what the sheet says of an agreement, with where it was taken from', () => {
    const header = ['Setor', 'Opt-in', 'Data opt-in', ''];
    const mapping: Mapping = [
      { kind: 'department' },
      { kind: 'consent' },
      { kind: 'consentDate' },
      { kind: 'consent' },
    ];
    const draft = applyMapping([' Vendas  Sul ', 'Sim', '01/02/2026', 'site'], header, mapping);
    expect(draft).toMatchObject({
      department: 'Vendas Sul',
      consent: { proof: 'Sim', date: '01/02/2026', from: ['Opt-in', 'Data opt-in', '#4'] },
      variables: { setor: 'Vendas Sul', 'opt in': 'Sim' },
    });
    expect(applyMapping(['', '', '01/02/2026', ''], header, mapping).consent).toEqual({
      proof: '',
      date: '01/02/2026',
      from: ['Data opt-in'],
    });
    expect(applyMapping(['Vendas', ' ', '', ''], header, mapping).consent).toBeNull();
    expect(variablesOfMapping(header, mapping)).toEqual(['Setor', 'Opt-in', 'Data opt-in']);
  });

  it('keeps names that JavaScript has a meaning for', () => {
    const mapping: Mapping = [
      { kind: 'field', name: '__proto__' },
      { kind: 'variable', name: 'constructor' },
    ];
    const draft = applyMapping(['a', 'b'], ['__proto__', 'constructor'], mapping);
    expect(Object.entries(draft.fields)).toEqual([['__proto__', 'a']]);
    expect(Object.entries(draft.variables)).toEqual([
      ['proto', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('never makes blank values or equal tags of any row', () => {
    const target = fc.oneof(
      fc.constantFrom({ kind: 'number' as const }, { kind: 'name' as const }, { kind: 'tags' as const }),
      fc.string({ minLength: 1 }).map((name) => ({ kind: 'variable' as const, name })),
      fc.string({ minLength: 1 }).map((name) => ({ kind: 'field' as const, name })),
    );
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), fc.array(target), (cells, header, mapping) => {
        const draft = applyMapping(cells, header, mapping);
        for (const value of [...Object.values(draft.variables), ...Object.values(draft.fields), ...draft.tags]) {
          expect(value.trim()).not.toBe('');
          expect(value).toBe(value.trim());
        }
        expect(new Set(draft.tags.map((tag) => tag.toLowerCase())).size).toBe(draft.tags.length);
        expect(draft.name).toBe(draft.name.trim());
      }),
    );
  });
});

describe('what messages to a sheet can say', () => {
  it('is the name, the first name, and the columns as they are called', () => {
    const mapping: Mapping = [
      { kind: 'name' },
      { kind: 'number' },
      { kind: 'field', name: 'CPF' },
      { kind: 'variable', name: 'Plano' },
      { kind: 'variable', name: 'plano' },
      { kind: 'tags' },
      { kind: 'skip' },
    ];
    expect(variablesOfMapping(['Cliente', 'Celular', 'CPF', 'Plano', 'plano', 'Tags', 'Obs'], mapping)).toEqual([
      'nome',
      'primeiro nome',
      'Cliente',
      'CPF',
      'Plano',
    ]);
  });

  it('has no name where no column is one', () => {
    expect(variablesOfMapping(['Celular', 'Plano'], [{ kind: 'number' }, { kind: 'variable', name: 'Plano' }])).toEqual(
      ['Plano'],
    );
  });
});

describe('the first name', () => {
  it.each([
    ['ana maria souza', 'Ana'],
    ['ANA MARIA SOUZA', 'Ana'],
    ['Ana Maria Souza', 'Ana'],
    ['SOUZA, ANA', 'Ana'],
    ['Souza Lima, Ana Maria', 'Ana'],
    ['DOS SANTOS, KAUANA', 'Kauana'],
    ['Ana Souza, gerente', 'Ana'],
    ['Ana Souza,', 'Ana'],
    [', Ana', 'Ana'],
    ['JOSÉ', 'José'],
    ['ÉRICA', 'Érica'],
    ['Dra. Ana Souza', 'Ana'],
    ['SR JOÃO', 'João'],
    ['ANA-CLARA LIMA', 'Ana-Clara'],
    ["D'ÁVILA", "D'Ávila"],
    ['McArthur Lima', 'McArthur'],
    ['DeAndré Reis', 'DeAndré'],
    ['J. Carlos Lima', 'Carlos'],
    ['J.', 'J'],
    ['🌸 Bia 🌸', 'Bia'],
    ['(Ana) Souza', 'Ana'],
    ['Ana/João', 'Ana'],
    ['padaria pão nosso', 'Padaria'],
    ['123', null],
    ['', null],
  ])('of "%s" is %s', (name, first) => {
    expect(firstNameOf(name)).toBe(first);
  });
});
