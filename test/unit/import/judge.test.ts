import { describe, expect, it } from 'vitest';
import { createJudge } from '#main/engine/import/judge.ts';
import { anImport, someOptions } from '../../support/records.ts';
import { openMemoryStore } from '../../support/store.ts';

/** A row that the account could not tell anything about, under the number that it has still, or had before. */
function aCheckedRow(cells: readonly string[], phone: string) {
  const { store } = openMemoryStore();
  const importId = anImport(store);
  store.imports.configure(importId, { mapping: [{ kind: 'number' }], options: someOptions });
  store.rows.insertStaged(importId, 1, [{ line: 2, cells: [...cells] }]);
  const [staged] = store.rows.after(importId, 0, 1);
  if (!staged) throw new Error('the row is gone');
  store.rows.apply(importId, [{ row: staged, to: 'checked', set: { phone, person: phone, verdict: 'unknown' } }]);
  const row = store.rows.find(importId, 1);
  if (!row) throw new Error('the row is gone');
  const placed = (keepsUnknown: boolean) => {
    const judge = createJudge(store, store.imports.get(importId), {
      nowMs: 1,
      recallsChecks: 'ofChecked',
      keepsUnknown,
    });
    return judge.place(row, judge.read(row), row.line).to;
  };
  return placed;
}

describe('a number that the account could not tell', () => {
  it('is not asked about again in the same check', () => {
    expect(aCheckedRow(['11987654321'], '5511987654321')(true)).toBe('checked');
  });

  it('is asked about again where the sheet is normalised anew: the connection may be another one', () => {
    expect(aCheckedRow(['11987654321'], '5511987654321')(false)).toBe('normalised');
  });

  it('says nothing about another number', () => {
    expect(aCheckedRow(['21988776655'], '5511987654321')(true)).toBe('normalised');
  });
});
