import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterFrom, filtersOf } from '#renderer/features/import/review/filters.ts';
import { situationsOf } from '#renderer/features/import/situations.ts';
import { originSchema, rowStates, verdictSchema } from '#shared/recipient/row.ts';
import type { RowCount, RowFilter } from '#shared/rpc/imports.ts';

const count = (more: Partial<RowCount> & Pick<RowCount, 'state' | 'count'>): RowCount => ({
  problem: null,
  verdict: null,
  origin: null,
  ...more,
});

const counts: fc.Arbitrary<readonly RowCount[]> = fc.uniqueArray(
  fc.record({
    state: fc.constantFrom(...rowStates),
    problem: fc.constantFrom(null, 'phoneMissing', 'duplicateInFile', 'noWhatsapp', 'contactRefused'),
    verdict: fc.constantFrom(null, ...verdictSchema.options),
    origin: fc.constantFrom(null, ...originSchema.options),
    count: fc.integer({ min: 0, max: 1_000_000 }),
  }),
  { selector: ({ state, problem, verdict, origin }) => [state, problem, verdict, origin].join() },
);

const fits = (filter: RowFilter, row: RowCount): boolean =>
  (filter.states === undefined || filter.states.includes(row.state)) &&
  (filter.problem === undefined || filter.problem === row.problem) &&
  (filter.verdict === undefined || filter.verdict === row.verdict) &&
  (filter.origin === undefined || filter.origin === row.origin);

const sum = (list: readonly { readonly count: number }[]): number => list.reduce((total, one) => total + one.count, 0);

describe('the situations of rows', () => {
  it('have every row in exactly one: they add up to the sheet (law 3)', () => {
    fc.assert(
      fc.property(counts, (rows) => {
        expect(sum(situationsOf(rows))).toBe(sum(rows));
      }),
    );
  });

  it('are named once each, and hold rows', () => {
    fc.assert(
      fc.property(counts, (rows) => {
        const situations = situationsOf(rows);
        expect(new Set(situations.map(({ key }) => key)).size).toBe(situations.length);
        expect(situations.every(({ count: rowsIn }) => rowsIn > 0)).toBe(true);
      }),
    );
  });

  it('tell what an import came to, the good first and the rest by how many', () => {
    const situations = situationsOf([
      count({ state: 'invalid', problem: 'phoneMissing', count: 45 }),
      count({ state: 'ready', verdict: 'yes', origin: 'created', count: 1_700 }),
      count({ state: 'ready', verdict: 'unknown', origin: 'created', count: 2 }),
      count({ state: 'ready', verdict: 'yes', origin: 'matched', count: 28 }),
      count({ state: 'duplicate', problem: 'duplicateInFile', count: 100 }),
      count({ state: 'failed', problem: 'contactRefused', count: 4 }),
    ]);

    expect(situations.map(({ key, tone, count: rows }) => `${key} ${tone} ${rows}`)).toEqual([
      'created good 1702',
      'existing good 28',
      'duplicateInFile warn 100',
      'phoneMissing bad 45',
      'contactRefused bad 4',
    ]);
  });
});

describe('the filters above the rows', () => {
  it('show as many rows as they say, for whatever lies in the log', () => {
    // A row that is ready has come from somewhere, and one with a problem is not on its way: what else is never stored.
    const lawful = counts.map((rows) =>
      rows
        .filter(({ state, origin }) => state !== 'ready' || origin !== null)
        .filter(({ state, verdict }) => state !== 'checked' || verdict === 'yes' || verdict === 'unknown'),
    );
    fc.assert(
      fc.property(lawful, (rows) => {
        for (const filter of filtersOf(rows, sum(rows))) {
          expect(sum(rows.filter((row) => fits(filter.filter, row))), filter.key).toBe(filter.count);
        }
      }),
    );
  });

  it('do not offer the same rows twice', () => {
    const rows = [
      count({ state: 'normalised', count: 1_482 }),
      count({ state: 'invalid', problem: 'areaCodeMissing', count: 312 }),
    ];

    expect(filtersOf(rows, 1_794).map(({ key }) => key)).toEqual(['all', 'good', 'areaCodeMissing']);
  });

  it('fall back on all rows where an address names what is no longer there', () => {
    const filters = filtersOf([count({ state: 'normalised', count: 3 })], 3);

    expect(filterFrom(filters, 'areaCodeMissing').key).toBe('all');
    expect(filterFrom(filters, 'good').key).toBe('good');
    expect(filterFrom(filters, undefined).key).toBe('all');
  });
});
