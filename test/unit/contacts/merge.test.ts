import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContactContent, planContact } from '#shared/contacts/merge.ts';

const existing: ContactContent = { name: 'Ana', fields: { CPF: '111', Cidade: '', 'E-mail': 'a@exemplo.com' } };
const draft: ContactContent = {
  name: 'Ana Souza',
  fields: { cpf: '222', cidade: 'Recife', Plano: 'Ouro', 'e-mail': ' ' },
};

describe('a contact that is there already', () => {
  it('is left alone when the user said so', () => {
    expect(planContact({ existing, draft, rule: 'leave' })).toBe('nothing');
  });

  it('gets only what it lacks', () => {
    expect(planContact({ existing, draft, rule: 'fill' })).toEqual({
      name: null,
      fields: { Cidade: 'Recife', Plano: 'Ouro' },
    });
  });

  it('gets what the sheet has and is different, under the names of the account', () => {
    expect(planContact({ existing, draft, rule: 'overwrite' })).toEqual({
      name: 'Ana Souza',
      fields: { CPF: '222', Cidade: 'Recife', Plano: 'Ouro' },
    });
  });

  it('gets nothing where nothing differs', () => {
    expect(planContact({ existing, draft: existing, rule: 'overwrite' })).toBe('nothing');
    expect(planContact({ existing, draft: { name: ' Ana ', fields: { cpf: '111 ' } }, rule: 'overwrite' })).toBe(
      'nothing',
    );
    expect(planContact({ existing, draft: { name: '', fields: {} }, rule: 'fill' })).toBe('nothing');
  });

  it.each(['', '  ', '5511987654321', '+55 (11) 98765-4321'])('has no name yet when it is called "%s"', (name) => {
    const plan = planContact({ existing: { name, fields: {} }, draft, rule: 'fill' });
    expect(plan).toMatchObject({ name: 'Ana Souza' });
  });

  it('never loses anything to a blank cell, and keeps what it has when only filled', () => {
    const text = fc.constantFrom('', ' ', 'a', 'b', 'A');
    const content = fc.record({ name: text, fields: fc.dictionary(fc.constantFrom('x', 'y', 'z'), text) });
    fc.assert(
      fc.property(content, content, fc.constantFrom('fill' as const, 'overwrite' as const), (there, sheet, rule) => {
        const plan = planContact({ existing: there, draft: sheet, rule });
        if (plan === 'nothing') return;
        for (const value of [plan.name ?? 'kept', ...Object.values(plan.fields)]) expect(value.trim()).not.toBe('');
        if (rule === 'overwrite') return;
        if (plan.name !== null) expect(there.name.trim()).toBe('');
        for (const field of Object.keys(plan.fields)) expect((there.fields[field] ?? '').trim()).toBe('');
      }),
    );
  });
});
