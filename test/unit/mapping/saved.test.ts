import { describe, expect, it } from 'vitest';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { type ImportSetup, importPlan } from '#shared/mapping/plan.ts';
import { columnsToSave, savedChoices, withSaved } from '#shared/mapping/saved.ts';
import { parseMapArgument } from '#shared/mapping/target.ts';
import { someOptions } from '../../support/records.ts';

const header = ['Nome', 'Celular', '', 'Cidade'];
const mapping: Mapping = [{ kind: 'name' }, { kind: 'number' }, { kind: 'tags' }, { kind: 'field', name: 'Cidade' }];

describe('a mapping kept under a name', () => {
  const kept = columnsToSave(header, mapping);

  it('is used for the columns of these names, in whatever order; the others stay as they are', () => {
    const other = ['CIDADE', 'celular', 'Plano', 'nome'];
    const guessed: Mapping = [{ kind: 'skip' }, { kind: 'skip' }, { kind: 'number' }, { kind: 'skip' }];
    expect(withSaved(guessed, other, kept)).toEqual([
      { kind: 'field', name: 'Cidade' },
      { kind: 'number' },
      { kind: 'variable', name: 'Plano' },
      { kind: 'name' },
    ]);
    expect(savedChoices(kept, other)).toHaveLength(3);
  });

  it('takes a column without a name for one at its place alone', () => {
    expect(withSaved([{ kind: 'skip' }, { kind: 'skip' }, { kind: 'skip' }], ['A', 'B', ' '], kept)[2]).toEqual({
      kind: 'tags',
    });
    expect(savedChoices(kept, ['A', 'B', 'C'])).toEqual([]);
  });
});

describe('an import as a plan', () => {
  const setup: Omit<ImportSetup, 'header' | 'mapping'> = {
    fileName: 'clientes "novos".csv',
    dialect: { format: 'text', encoding: 'windows-1252', delimiter: ';', headerRow: 0 },
    options: { ...someOptions, tags: ['VIP', 'Natal'], defaultArea: '11' },
    account: 'Loja',
    service: null,
    department: 'Vendas',
  };

  it('has each option by its name on the command line', () => {
    const rules: Mapping = [...mapping.slice(0, 3), { kind: 'field', name: 'Cidade', existing: 'overwrite' }];
    expect(importPlan({ ...setup, header, mapping: rules })).toBe(`import:
  file: "clientes \\"novos\\".csv"
  account: "Loja"
  encoding: "windows-1252"
  delimiter: ";"
  map:
    - "Nome=name"
    - "Celular=number"
    - "#3=tags"
    - "Cidade=field:Cidade"
  column-existing:
    - "Cidade=overwrite"
  tag:
    - "VIP"
    - "Natal"
  department: "Vendas"
  default-area: "11"
  country: "BR"
  existing: "leave"
  blank: "leave"
  tags-rule: "add"
`);
  });

  it('names columns so that each is read back as itself, however they are called', () => {
    const odd = ['Nome', 'nome', 'a', 'a=b', 'a=var:x', '#1', '', 'Celular = zap', 'x\ny: "z"'];
    const targets: Mapping = odd.map((_, i) => ({ kind: 'variable', name: `v${i}` }));
    const plan = importPlan({ ...setup, header: odd, mapping: targets });
    const maps = [...plan.matchAll(/^ {4}- (".*")$/gm)].map(([, text = '']) => String(JSON.parse(text)));
    const read = maps.slice(0, odd.length).map((argument) => parseMapArgument(argument, odd));
    expect(read.map((one) => one.ok && one.value)).toEqual(targets.map((target, column) => ({ column, target })));
  });
});
