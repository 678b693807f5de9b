import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CollisionRules,
  type ContactContent,
  collisionRules,
  hasRule,
  planContact,
  planTags,
} from '#shared/contacts/merge.ts';
import type { ExistingRule } from '#shared/contacts/rules.ts';

const existing: ContactContent = { name: 'Ana', fields: { CPF: '111', Cidade: '', 'E-mail': 'a@exemplo.com' } };
const draft: ContactContent = {
  name: 'Ana Souza',
  fields: { cpf: '222', cidade: 'Recife', Plano: 'Ouro', 'e-mail': ' ' },
};

const all = (rule: ExistingRule, blanks: CollisionRules['blanks'] = 'leave'): CollisionRules => ({
  name: rule,
  fields: new Map(),
  existing: rule,
  blanks,
});

describe('a contact that is there already', () => {
  it('is left alone when the user said so', () => {
    expect(planContact({ existing, draft, rules: all('leave') })).toBe('nothing');
  });

  it('gets only what it lacks', () => {
    expect(planContact({ existing, draft, rules: all('fill') })).toEqual({
      name: null,
      fields: { Cidade: 'Recife', Plano: 'Ouro' },
    });
  });

  it('gets what the sheet has and is different, under the names of the account', () => {
    expect(planContact({ existing, draft, rules: all('overwrite') })).toEqual({
      name: 'Ana Souza',
      fields: { CPF: '222', Cidade: 'Recife', Plano: 'Ouro' },
    });
  });

  it('gets nothing where nothing differs', () => {
    expect(planContact({ existing, draft: existing, rules: all('overwrite') })).toBe('nothing');
    const spaced = { name: ' Ana ', fields: { cpf: '111 ' } };
    expect(planContact({ existing, draft: spaced, rules: all('overwrite') })).toBe('nothing');
    expect(planContact({ existing, draft: { name: '', fields: {} }, rules: all('fill') })).toBe('nothing');
  });

  it.each(['', '  ', '5511987654321', '+55 (11) 98765-4321'])('has no name yet when it is called "%s"', (name) => {
    expect(planContact({ existing: { name, fields: {} }, draft, rules: all('fill') })).toMatchObject({
      name: 'Ana Souza',
    });
  });

  it('loses what the sheet has blank where that was asked for, but never its name', () => {
    const blank = { name: ' ', fields: { cpf: '', 'E-mail': ' ', Plano: '' } };
    expect(planContact({ existing, draft: blank, rules: all('overwrite', 'erase') })).toEqual({
      name: null,
      fields: { CPF: '', 'E-mail': '' },
    });
  });

  it('is treated column by column where a column has a rule of its own', () => {
    const rules = collisionRules(
      [
        { kind: 'name', existing: 'leave' },
        { kind: 'field', name: 'cpf', existing: 'overwrite' },
        { kind: 'field', name: 'e-mail' },
        { kind: 'field', name: 'cidade', existing: 'leave' },
      ],
      { existing: 'fill', blanks: 'leave' },
    );
    expect(planContact({ existing, draft, rules })).toEqual({ name: null, fields: { CPF: '222', Plano: 'Ouro' } });
  });
});

describe('for any contact, row and rules', () => {
  const text = fc.constantFrom('', ' ', 'a', 'b', ' A ', '5511987654321');
  const content = fc.record({ name: text, fields: fc.dictionary(fc.constantFrom('x', 'X', 'y', 'z'), text) });
  const rule = fc.constantFrom<ExistingRule>('leave', 'fill', 'overwrite');
  const rules = fc.record({
    name: rule,
    fields: fc.dictionary(fc.constantFrom('x', 'y'), rule).map((record) => new Map(Object.entries(record))),
    existing: rule,
    blanks: fc.constantFrom<CollisionRules['blanks']>('leave', 'erase'),
  });
  const ruleOf = (chosen: CollisionRules, field: string) => chosen.fields.get(field.toLowerCase()) ?? chosen.existing;
  const heldBy = (there: ContactContent, field: string) =>
    (Object.entries(there.fields).findLast(([name]) => name.toLowerCase() === field.toLowerCase())?.[1] ?? '').trim();
  const isNumber = (name: string) => /^[\s\d]*$/.test(name);

  it('leaves what is to be left, fills only blanks, and erases only where it was told to', () => {
    fc.assert(
      fc.property(content, content, rules, (there, sheet, chosen) => {
        const plan = planContact({ existing: there, draft: sheet, rules: chosen });
        if (plan === 'nothing') return;
        for (const [field, value] of Object.entries(plan.fields)) {
          expect(ruleOf(chosen, field)).not.toBe('leave');
          if (ruleOf(chosen, field) === 'fill') expect(heldBy(there, field)).toBe('');
          if (value.trim() !== '') continue;
          expect([ruleOf(chosen, field), chosen.blanks]).toEqual(['overwrite', 'erase']);
          expect(heldBy(there, field)).not.toBe('');
        }
        if (plan.name === null) return;
        expect(plan.name.trim()).not.toBe('');
        expect(chosen.name).not.toBe('leave');
        if (chosen.name === 'fill') expect(isNumber(there.name)).toBe(true);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(content, content, rules, (there, sheet, chosen) => {
        const plan = planContact({ existing: there, draft: sheet, rules: chosen });
        if (plan === 'nothing') return;
        const then = { name: plan.name ?? there.name, fields: { ...there.fields, ...plan.fields } };
        expect(planContact({ existing: then, draft: sheet, rules: chosen })).toBe('nothing');
      }),
    );
  });

  it('changes nothing at all where every rule is to leave', () => {
    fc.assert(
      fc.property(
        content,
        content,
        fc.constantFrom<CollisionRules['blanks']>('leave', 'erase'),
        (there, sheet, blanks) => {
          expect(planContact({ existing: there, draft: sheet, rules: all('leave', blanks) })).toBe('nothing');
        },
      ),
    );
  });
});

describe('the tags of a contact that is there already', () => {
  const some = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'));

  it('stay, and get what is new', () => {
    fc.assert(
      fc.property(some, some, fc.boolean(), (there, wanted, hasColumn) => {
        const { add, remove } = planTags({ there, wanted, rule: 'add', blanks: 'erase', hasColumn });
        expect(remove).toEqual([]);
        expect([...there, ...add].toSorted()).toEqual([...new Set([...there, ...wanted])].toSorted());
      }),
    );
  });

  it('become exactly those of the row where they are replaced; a row without any takes none away unless blanks erase', () => {
    fc.assert(
      fc.property(some, some, fc.boolean(), fc.boolean(), (there, wanted, hasColumn, erases) => {
        const blanks = erases ? 'erase' : 'leave';
        const { add, remove } = planTags({ there, wanted, rule: 'replace', blanks, hasColumn });
        const then = [...there.filter((tag) => !remove.includes(tag)), ...add].toSorted();
        const isKept = wanted.length === 0 && !(hasColumn && erases);
        expect(then).toEqual(isKept ? there.toSorted() : wanted.toSorted());
      }),
    );
  });
});

it('tells whether any column overwrites, by its own rule or by the one of all', () => {
  const name = { kind: 'name' } as const;
  const city = { kind: 'field', name: 'Cidade', existing: 'overwrite' } as const;
  expect(hasRule([name], 'overwrite', 'overwrite')).toBe(true);
  expect(hasRule([name, city], 'leave', 'overwrite')).toBe(true);
  expect(hasRule([{ ...name, existing: 'leave' }], 'overwrite', 'overwrite')).toBe(false);
  expect(hasRule([{ kind: 'number' }], 'overwrite', 'overwrite')).toBe(false);
});
