import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseRows } from '#main/engine/import/normalise.ts';
import { createReview } from '#main/engine/import/review.ts';
import { createViews } from '#main/engine/import/views.ts';
import type { Store } from '#main/store/store.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import { mendedNowhere } from '#shared/tabular/mended.ts';
import { createTestClock } from '../../support/clock.ts';
import { anImport, someOptions } from '../../support/records.ts';
import { openMemoryStore } from '../../support/store.ts';

const { clock } = createTestClock();
const signal = new AbortController().signal;
const columns = { number: 0, name: 1 } as const;

type Table = readonly (readonly string[])[];

/** A sheet in its review: numbers in the first column, names in the second. */
async function reviewOf(table: Table, options: Partial<ImportOptions> = {}) {
  const { store } = openMemoryStore();
  const importId = anImport(store);
  store.imports.configure(importId, {
    mapping: [{ kind: 'number' }, { kind: 'name' }],
    options: { ...someOptions, defaultArea: '11', ...options },
  });
  const rows = table.map((cells, i) => ({ line: i + 2, cells: [...cells] }));
  store.rows.insertStaged(importId, 1, rows);
  store.imports.saveStaged(importId, { rowTotal: rows.length, bytesRead: 0, mended: mendedNowhere });
  const toReview = async () => {
    await normaliseRows({ store, clock }, { importId, signal, onRows: () => undefined });
    store.imports.move(importId, { phase: 'review', status: 'waiting', reason: null, finishedAt: null });
  };
  await toReview();
  /** What the job does in the engine: the edit first, then all rows anew. */
  let working: Promise<void> = Promise.resolve();
  const review = createReview({
    store,
    clock,
    events: { changed: () => undefined },
    work: { stop: async () => undefined },
    jobs: {
      start: (_id, first = async () => undefined) => {
        working = first(signal).then(toReview);
      },
    },
    views: createViews({ store, clock }),
  });
  return { store, importId, review, settled: () => working };
}

const facts = (store: Store, importId: number) =>
  store.rows.after(importId, 0, 10_000).map((row) => ({
    cells: row.cells,
    state: row.state,
    problem: row.problem,
    phone: row.phone,
    person: row.person,
  }));

/** The same sheet as if it had come like that: what any number of edits must come to. */
async function asIfItCame(store: Store, importId: number, options: Partial<ImportOptions>) {
  const rows = store.rows.after(importId, 0, 10_000);
  const fresh = await reviewOf(
    rows.map(({ cells }) => cells),
    options,
  );
  const out = rows.filter(({ state }) => state === 'excluded').map(({ rowNo }) => rowNo);
  if (out.length > 0) {
    const excluded = fresh.store.rows.byNumbers(fresh.importId, out);
    fresh.store.rows.apply(
      fresh.importId,
      excluded.map((row) => ({ row, to: 'excluded', problem: { kind: 'excludedByUser' } })),
    );
    fresh.store.imports.saveNormalisedTo(fresh.importId, 0);
    await normaliseRows({ store: fresh.store, clock }, { importId: fresh.importId, signal, onRows: () => undefined });
  }
  return facts(fresh.store, fresh.importId);
}

/** Without what a row that was left out keeps of before: nobody asks it. */
const visible = (rows: ReturnType<typeof facts>) =>
  rows.map((row) => (row.state === 'excluded' ? { ...row, phone: null, person: null } : row));

// Few people, so that they meet; some under both forms of their number, some with none.
const cell = fc.constantFrom('11987654321', '987654321', '1187654321', '(21) 98877-6655', '123', '', '21 988776655');
const row = fc.tuple(cell, fc.constantFrom('Ana', 'Bia', ''));
const anyTable = fc.array(row, { minLength: 1, maxLength: 8 });
const place = fc.record({ rowNo: fc.integer({ min: 1, max: 8 }), text: fc.option(cell) });
const command = fc.oneof(
  fc.record({ do: fc.constant('edit' as const), at: place, column: fc.constantFrom(0, 1) }),
  fc.record({ do: fc.constant('include' as const), at: place, takesPart: fc.boolean() }),
  fc.record({ do: fc.constant('replace' as const), from: cell, to: cell, match: fc.constantFrom('whole', 'part') }),
  fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
);
const keep = fc.constantFrom('first' as const, 'last' as const, 'fullest' as const);

describe('edits of a sheet under review', () => {
  it('leave every row where it would be had the sheet come like that, and law 6 and the counts hold', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, keep, fc.array(command, { maxLength: 12 }), async (table, rule, commands) => {
        const options = { keep: rule };
        const { store, importId, review, settled } = await reviewOf(table, options);
        for (const one of commands) {
          if ('at' in one && one.at.rowNo > table.length) continue;
          if (one.do === 'edit') {
            await review.edit({ importId, rowNo: one.at.rowNo, column: one.column, text: one.at.text });
          } else if (one.do === 'include') {
            await review.include({ importId, rows: { rowNos: [one.at.rowNo] }, takesPart: one.takesPart });
          } else if (one.do === 'replace') {
            const find = { text: one.from, match: one.match };
            await review.replace({ importId, column: 0, find, replacement: one.to, kind: 'replace' });
          } else {
            await review[one.do](importId);
          }
          await settled();
        }
        expect(visible(facts(store, importId))).toEqual(visible(await asIfItCame(store, importId, options)));
        expect(store.rows.after(importId, 0, 100).map(({ written }) => written)).toEqual(table);
        expect(new Set(store.rows.counts(importId).map((count) => JSON.stringify(count)))).toEqual(
          new Set(store.rows.recount(importId).map((count) => JSON.stringify(count))),
        );
      }),
      { numRuns: 80 },
    );
  });

  it('are all taken back by undo, and all done again by redo', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, fc.array(place, { maxLength: 6 }), async (table, places) => {
        const { store, importId, review } = await reviewOf(table);
        const before = facts(store, importId);
        for (const { rowNo, text } of places) {
          if (rowNo > table.length) continue;
          if (text === null) await review.include({ importId, rows: { rowNos: [rowNo] }, takesPart: false });
          else await review.edit({ importId, rowNo, column: 0, text });
        }
        const after = facts(store, importId);
        while (review.history(importId).undo) await review.undo(importId);
        expect(facts(store, importId)).toEqual(before);
        while (review.history(importId).redo) await review.redo(importId);
        expect(visible(facts(store, importId))).toEqual(visible(after));
      }),
      { numRuns: 40 },
    );
  });

  it('of many rows are one step as well, done piece by piece, and undone so', async () => {
    const table = Array.from({ length: 700 }, (_, i) => [`8765${String(i).padStart(4, '0')}`, 'Ana']);
    const { store, importId, review, settled } = await reviewOf(table, { defaultArea: null });
    const states = () => store.rows.counts(importId).map(({ state, problem, count }) => ({ state, problem, count }));
    const lacking = [{ state: 'invalid', problem: 'areaCodeMissing', count: 700 }];
    expect(states()).toEqual(lacking);
    const find = { text: '8765', match: 'part' } as const;
    expect(await review.count({ importId, column: columns.number, find })).toBe(700);
    await review.replace({ importId, column: columns.number, find, replacement: '11 98765-', kind: 'replace' });
    expect(store.imports.get(importId).phase).toBe('normalise');
    await settled();
    expect(states()).toEqual([{ state: 'normalised', problem: null, count: 700 }]);
    expect(review.history(importId)).toEqual({ undo: { kind: 'replace', changes: 700 }, redo: null });
    await review.undo(importId);
    await settled();
    expect(states()).toEqual(lacking);
    expect(store.rows.find(importId, 1)?.edits).toEqual({});
  });

  it('in the middle of a pass over all rows leave them as if that had come later', async () => {
    // The person of row 1 after the edit stands in the last row, which the pass reaches when it has gone by row 1.
    const table = Array.from({ length: 1_600 }, (_, i) => [`119876${String(10_000 + i)}`, 'Ana']);
    const { store, importId, review } = await reviewOf(table);
    store.imports.saveNormalisedTo(importId, 0);
    let nowMs = 0;
    const busy = {
      ...clock,
      // Each page of rows is a slice of its own: others come in between.
      monotonic: () => {
        nowMs += 20;
        return nowMs;
      },
    };
    const passing = normaliseRows({ store, clock: busy }, { importId, signal, onRows: () => undefined });
    await new Promise((resolve) => setImmediate(resolve));
    expect(store.imports.get(importId).normalisedTo).toBeLessThan(table.length);
    await review.edit({ importId, rowNo: 1, column: 0, text: table.at(-1)?.[0] ?? '' });
    await passing;
    expect(store.imports.get(importId).normalisedTo).toBe(table.length);
    expect(facts(store, importId)).toEqual(await asIfItCame(store, importId, {}));
  });

  it('that come after an undo take the place of what could have been done again', async () => {
    const { importId, review } = await reviewOf([['11987654321', 'Ana']]);
    await review.edit({ importId, rowNo: 1, column: 0, text: '21988776655' });
    await review.undo(importId);
    await review.edit({ importId, rowNo: 1, column: 1, text: 'Beatriz' });
    expect(review.history(importId)).toEqual({ undo: { kind: 'cell', changes: 1 }, redo: null });
  });

  it('that change nothing are no step', async () => {
    const { importId, review } = await reviewOf([['11987654321', 'Ana']]);
    await review.edit({ importId, rowNo: 1, column: 1, text: 'Ana' });
    await review.include({ importId, rows: { rowNos: [1] }, takesPart: true });
    expect(review.history(importId)).toEqual({ undo: null, redo: null });
  });

  it('are refused once contacts are being created', async () => {
    const { store, importId, review } = await reviewOf([['11987654321', 'Ana']]);
    store.imports.move(importId, { phase: 'create', status: 'running', reason: null, finishedAt: null });
    const refused = { problem: { kind: 'importNotReady', job: jobIdOf.import(importId) } };
    await expect(review.edit({ importId, rowNo: 1, column: 0, text: '1' })).rejects.toMatchObject(refused);
    await expect(review.undo(importId)).rejects.toMatchObject(refused);
  });
});
