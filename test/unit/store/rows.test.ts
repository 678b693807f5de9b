import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RowState, rowMoves, rowStates } from '#shared/recipient/row.ts';
import type { RowCount } from '#shared/rpc/imports.ts';
import { anImport } from '../../support/records.ts';
import { openMemoryStore } from '../../support/store.ts';

const sorted = (counts: readonly RowCount[]) => counts.map((count) => JSON.stringify(count)).sort();

describe('rows', () => {
  it('law 3: the counts equal the rows after any sequence of lawful moves', () => {
    const steps = fc.array(fc.tuple(fc.nat(19), fc.nat(20), fc.constantFrom(null, 'noWhatsapp', 'optedOut')), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(steps, (moves) => {
        const { store } = openMemoryStore();
        const importId = anImport(store);
        store.rows.insertStaged(
          importId,
          1,
          Array.from({ length: 20 }, (_, index) => ({ line: index + 2, cells: ['a'] })),
        );
        for (const [index, choice, kind] of moves) {
          const row = store.rows.find(importId, index + 1);
          if (!row) throw new Error('row is gone');
          const targets: readonly RowState[] = rowMoves[row.state];
          const to = targets[choice % Math.max(1, targets.length)];
          if (to)
            store.rows.apply(importId, [
              { row, to, ...(kind ? { problem: { kind } } : {}), set: { verdict: choice % 2 ? 'yes' : null } },
            ]);
        }
        expect(sorted(store.rows.counts(importId))).toEqual(sorted(store.rows.recount(importId)));
        const sum = store.rows.counts(importId).reduce((total, { count }) => total + count, 0);
        expect(sum).toBe(20);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses every unlawful move, and changes nothing then', () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    store.rows.insertStaged(importId, 1, [
      { line: 2, cells: ['a'] },
      { line: 3, cells: ['b'] },
    ]);
    const [first, second] = store.rows.after(importId, 0, 2);
    if (!first || !second) throw new Error('rows are gone');
    const unlawful = rowStates.find((state) => state !== 'staged' && !rowMoves.staged.includes(state));
    if (!unlawful) throw new Error('all moves are lawful');
    expect(() =>
      store.rows.apply(importId, [
        { row: first, to: 'normalised' },
        { row: second, to: unlawful },
      ]),
    ).toThrow();
    expect(store.rows.find(importId, 1)?.state).toBe('staged');
  });

  it('refuses to move a row that is no longer in the state in which it was read', () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    store.rows.insertStaged(importId, 1, [{ line: 2, cells: ['a'] }]);
    const row = store.rows.find(importId, 1);
    if (!row) throw new Error('row is gone');
    store.rows.apply(importId, [{ row, to: 'normalised' }]);
    expect(() => store.rows.apply(importId, [{ row, to: 'invalid', problem: { kind: 'phoneMissing' } }])).toThrow();
  });

  it('law 6: keeps the cells as they came, byte for byte, through every move', () => {
    // What well-meant code would tidy up: spaces at the ends, line ends, zeros, formulas.
    const tempting = fc.constantFrom(' Ana ', '\t', '\u00a0x', 'a\r\nb ', '007', '=1+1', '5,51E+12', '');
    const cell = fc.oneof(tempting, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 6 }), (cells) => {
        const { store } = openMemoryStore();
        const importId = anImport(store);
        store.rows.insertStaged(importId, 1, [{ line: 2, cells }]);
        const row = store.rows.find(importId, 1);
        if (!row) throw new Error('row is gone');
        store.rows.apply(importId, [{ row, to: 'invalid', problem: { kind: 'phoneTooShort' } }]);
        expect(store.rows.find(importId, 1)?.cells).toEqual(cells);
      }),
      { numRuns: 40 },
    );
  });

  it('pages by filter, with totals that agree with the counts', () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    store.rows.insertStaged(
      importId,
      1,
      Array.from({ length: 30 }, (_, index) => ({ line: index + 2, cells: [String(index)] })),
    );
    const odd = store.rows.after(importId, 0, 30).filter((row) => row.rowNo % 2 === 1);
    store.rows.apply(
      importId,
      odd.map((row) => ({ row, to: 'invalid' as const, problem: { kind: 'phoneMissing' as const } })),
    );
    const page = store.rows.page({
      importId,
      filter: { states: ['invalid'], problem: 'phoneMissing' },
      offset: 10,
      limit: 3,
    });
    expect([page.total, page.rows.map((row) => row.rowNo)]).toEqual([15, [21, 23, 25]]);
  });

  it('pages through the rows of any situation in the order of the sheet, by whatever way it gets to them', () => {
    const { store } = openMemoryStore();
    const ends = [
      { to: 'normalised', verdict: null },
      { to: 'invalid', problem: { kind: 'phoneMissing' }, verdict: null },
      { to: 'invalid', problem: { kind: 'phoneTooShort' }, verdict: null },
      { to: 'excluded', problem: { kind: 'excludedByUser' }, verdict: 'yes' },
    ] as const;
    const anImportOf = (rows: number, endOf: (rowNo: number) => number): number => {
      const importId = anImport(store);
      store.rows.insertStaged(
        importId,
        1,
        Array.from({ length: rows }, (_, index) => ({ line: index + 2, cells: ['a'] })),
      );
      const changes = store.rows.after(importId, 0, rows).flatMap((row) => {
        const end = ends[endOf(row.rowNo)];
        return end === undefined ? [] : [{ ...end, row, set: { verdict: end.verdict } }];
      });
      store.rows.apply(importId, changes);
      return importId;
    };
    const imports = [
      anImportOf(300, (rowNo) => (rowNo * 7) % 5),
      anImportOf(40, () => 0),
      // More than are put in order at once.
      anImportOf(15_000, (rowNo) => (rowNo % 9 === 0 ? 1 : rowNo % 2 === 0 ? 0 : 4)),
    ];
    const all = new Map(imports.map((importId) => [importId, store.rows.after(importId, 0, 20_000)]));
    const filters = fc.record(
      {
        states: fc.subarray(['staged', 'normalised', 'invalid', 'excluded', 'ready'] as const),
        problem: fc.constantFrom(null, 'phoneMissing', 'phoneTooShort', 'excludedByUser'),
        verdict: fc.constantFrom(null, 'yes' as const, 'no' as const),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...imports),
        filters,
        fc.nat(400),
        fc.integer({ min: 1, max: 60 }),
        (importId, filter, offset, limit) => {
          const matching = (all.get(importId) ?? []).filter(
            (row) =>
              (!filter.states?.length || filter.states.some((state) => state === row.state)) &&
              (filter.problem === undefined || (row.problem?.kind ?? null) === filter.problem) &&
              (filter.verdict === undefined || row.verdict === filter.verdict),
          );
          expect(store.rows.page({ importId, filter, offset, limit })).toEqual({
            total: matching.length,
            rows: matching.slice(offset, offset + limit),
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('tells who stands in some rows, but for rows that leave their person to another', () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    store.rows.insertStaged(
      importId,
      1,
      Array.from({ length: 5 }, (_, index) => ({ line: index + 2, cells: ['a'] })),
    );
    const ends = ['normalised', 'duplicate', 'normalised', 'optedOut'] as const;
    store.rows.apply(
      importId,
      store.rows.after(importId, 0, 4).map((row, index) => ({
        row,
        to: ends[index] ?? 'normalised',
        set: { person: `55118765432${row.rowNo}` },
      })),
    );
    expect(store.rows.peopleWithin(importId, { from: 1, to: 2 })).toEqual([{ person: '551187654321', line: 2 }]);
    expect(store.rows.peopleWithin(importId, { from: 2, to: 5 })).toEqual([{ person: '551187654323', line: 4 }]);
  });

  it('gives back what rows were staged with', () => {
    const { store } = openMemoryStore();
    const importId = anImport(store);
    store.rows.insertStaged(importId, 1, [
      { line: 2, cells: ['a', 'b"'] },
      { line: 5, cells: [] },
      { line: 6, cells: ['c'] },
    ]);
    expect(store.rows.cellsWithin(importId, { from: 1, to: 2 })).toEqual([
      { line: 2, cells: '["a","b\\""]' },
      { line: 5, cells: '[]' },
    ]);
  });
});
