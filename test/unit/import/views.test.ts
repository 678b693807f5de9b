import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedInSlices } from '#main/engine/import/sort.ts';
import { createViews } from '#main/engine/import/views.ts';
import { mendedNowhere } from '#shared/tabular/mended.ts';
import { createTestClock } from '../../support/clock.ts';
import { anImport } from '../../support/records.ts';
import { openMemoryStore } from '../../support/store.ts';

const { clock } = createTestClock();

function viewsOf(table: readonly (readonly string[])[]) {
  const { store } = openMemoryStore();
  const importId = anImport(store);
  store.rows.insertStaged(
    importId,
    1,
    table.map((cells, i) => ({ line: i + 2, cells: [...cells] })),
  );
  store.imports.saveStaged(importId, { rowTotal: table.length, bytesRead: 0, mended: mendedNowhere });
  const views = createViews({ store, clock });
  const numbers = async (search: string, order: { column: number; descending: boolean } | null = null) => [
    ...(await views.numbers(store.imports.get(importId), { filter: {}, search, order })),
  ];
  return { store, importId, numbers };
}

describe('a search in the sheet', () => {
  const table = [
    ['José "Zé" Araújo', '(11) 98765-4321'],
    ['Ana Conceição', 'C:\\temp'],
    ['ANA PAULA', ''],
  ];

  it.each([
    ['ana', [2, 3]],
    ['conceicao', [2]],
    ['ARAUJO', [1]],
    ['"zé"', [1]],
    ['c:\\', [2]],
    ['98765', [1]],
    ['   ', [1, 2, 3]],
    ['ninguém', []],
  ])('%s', async (search, expected) => {
    expect(await viewsOf(table).numbers(search)).toEqual(expected);
  });

  it('finds what a person put right, and not what was there before', async () => {
    const { store, importId, numbers } = viewsOf(table);
    store.rows.saveEdits(importId, 3, { 0: 'Paula Souza' });
    expect(await numbers('souza')).toEqual([3]);
    expect(await numbers('ana')).toEqual([2]);
  });

  it('finds any part of any cell, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), fc.nat(5), async (text, from) => {
        const part = text.slice(from).trim();
        const { numbers } = viewsOf([['x'], [`a${text}b`]]);
        if (part !== '' && part.isWellFormed() && text.isWellFormed()) expect(await numbers(part)).toContain(2);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the order of rows', () => {
  it('is that of the cells, numbers as numbers, blank ones last either way', async () => {
    const { numbers } = viewsOf([['Rua 10'], [''], ['rua 9'], ['Água']]);
    expect(await numbers('', { column: 0, descending: false })).toEqual([4, 3, 1, 2]);
    expect(await numbers('', { column: 0, descending: true })).toEqual([1, 3, 4, 2]);
  });

  it('is what sorting in one go gives, for more than one run', async () => {
    const keys = fc.array(fc.constantFrom('', 'a', 'b', 'c', 'ab', 'z'), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(keys, fc.boolean(), fc.constantFrom(1, 300, 900), async (some, descending, times) => {
        const all = Array.from({ length: times }, () => some).flat();
        const order = await sortedInSlices({ clock }, { keys: all, descending, isLast: (key) => key === '' });
        const sorted = all
          .map((key, place) => ({ key, place }))
          .sort(
            (a, b) =>
              Number(a.key === '') - Number(b.key === '') ||
              (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * (descending ? -1 : 1) ||
              a.place - b.place,
          );
        expect([...order]).toEqual(sorted.map(({ place }) => place));
      }),
      { numRuns: 25 },
    );
  });
});
