import { describe, expect, it } from 'vitest';
import { columnsOf, isSameTarget, targetOf } from '#renderer/features/import/columns/columns.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Findings } from '#shared/tabular/table.ts';

const findings = (header: readonly string[], head: readonly (readonly string[])[]): Findings => ({
  dialect: { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: 0 },
  certainty: { encoding: 1, delimiter: 1, header: 1 },
  sheets: [],
  header: [...header],
  head: head.map((row) => [...row]),
});

const columns = (header: readonly string[], head: readonly (readonly string[])[], mapping: Mapping) =>
  columnsOf({ findings: findings(header, head), mapping, guesses: [] }, (position) => `Coluna ${position}`);

describe('the cards of the columns', () => {
  it('show up to three different cells that say something', () => {
    const [card] = columns(['Nome'], [['Ana'], [''], ['Ana'], [' Bia '], ['Caio'], ['Davi']], [{ kind: 'name' }]);

    expect(card?.samples).toEqual(['Ana', 'Bia', 'Caio']);
  });

  it('are called by their position where the sheet has no name for them', () => {
    const cards = columns(['Nome', '  '], [['Ana', 'x']], [{ kind: 'name' }, { kind: 'skip' }]);

    expect(cards.map(({ name }) => name)).toEqual(['Nome', 'Coluna 2']);
  });

  it('say which column counts before them, of two with the number', () => {
    const cards = columns(
      ['Fixo', 'Cidade', 'Celular'],
      [],
      [{ kind: 'number' }, { kind: 'variable', name: 'Cidade' }, { kind: 'number' }],
    );

    expect(cards.map(({ after }) => after)).toEqual([null, null, 'Fixo']);
    const turned = columns(['Fixo', 'Celular'], [], [{ kind: 'number', rank: 2 }, { kind: 'number' }]);
    expect(turned.map(({ after, place }) => [after, place])).toEqual([
      ['Celular', 2],
      [null, 1],
    ]);
  });

  it('take a mapping that is shorter than the sheet', () => {
    expect(columns(['A', 'B'], [], [{ kind: 'name' }]).map(({ target }) => target.kind)).toEqual(['name', 'skip']);
  });
});

describe('what a column is for', () => {
  it('is named as the column is, where it needs a name, and keeps the name it was given', () => {
    const plain = { name: 'Última  {compra}', target: { kind: 'skip' } } as const;
    const named = { name: 'X', target: { kind: 'variable', name: 'Cidade' } } as const;

    expect(targetOf('variable', plain, [])).toEqual({ kind: 'variable', name: 'Última compra' });
    expect(targetOf('field', named, [])).toEqual({ kind: 'field', name: 'Cidade' });
    expect(targetOf('tags', named, [])).toEqual({ kind: 'tags' });
  });

  it('comes behind the columns that are the number already', () => {
    const plain = { name: 'Fixo', target: { kind: 'skip' } } as const;

    expect(targetOf('number', plain, [{ kind: 'name' }])).toEqual({ kind: 'number' });
    expect(targetOf('number', plain, [{ kind: 'number' }])).toEqual({ kind: 'number', rank: 2 });
    expect(targetOf('number', plain, [{ kind: 'number', rank: 2 }, { kind: 'number' }])).toEqual({
      kind: 'number',
      rank: 3,
    });
  });

  it('is the same whatever the capitals and accents of its name', () => {
    expect(isSameTarget({ kind: 'field', name: 'Última_compra' }, { kind: 'field', name: 'ultima compra' })).toBe(true);
    expect(isSameTarget({ kind: 'field', name: 'Cidade' }, { kind: 'variable', name: 'Cidade' })).toBe(false);
    expect(isSameTarget({ kind: 'number' }, { kind: 'number', rank: 1 })).toBe(true);
    expect(isSameTarget({ kind: 'number' }, { kind: 'number', rank: 2 })).toBe(false);
  });
});
