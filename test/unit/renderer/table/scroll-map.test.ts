import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetShowing, rowsSeen, scrollMap } from '#renderer/ui/table/scroll-map.ts';

const tables = fc.record({
  rows: fc.integer({ min: 0, max: 5_000_000 }),
  rowHeight: fc.integer({ min: 24, max: 72 }),
  viewport: fc.integer({ min: 80, max: 2_000 }),
});

describe('the scroll of a table', () => {
  it('is never higher than a browser can scroll', () => {
    fc.assert(fc.property(tables, (table) => scrollMap(table).height <= 8_000_000));
  });

  it('begins with the first row and ends with the last, whatever the number of rows', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const map = scrollMap(table);
        const mostTop = Math.max(0, map.height - table.viewport);
        expect(map.toOffset(0)).toBe(0);
        expect(map.toOffset(mostTop)).toBeCloseTo(map.mostOffset, 3);
        expect(map.mostOffset).toBe(Math.max(0, table.rows * table.rowHeight - table.viewport));
      }),
    );
  });

  it('comes back to where it was from the place of its bar', () => {
    fc.assert(
      fc.property(tables, fc.double({ min: 0, max: 1, noNaN: true }), (table, share) => {
        const map = scrollMap(table);
        const offset = map.mostOffset * share;
        expect(map.toOffset(map.toScrollTop(offset))).toBeCloseTo(offset, 2);
      }),
    );
  });

  it('is pixel for pixel where a browser can scroll all of it', () => {
    const map = scrollMap({ rows: 2_000, rowHeight: 40, viewport: 400 });

    expect(map.isScaled).toBe(false);
    expect(map.toOffset(1_234)).toBe(1_234);
  });

  it('shows every row that is seen, and no more than a screenful beside them', () => {
    fc.assert(
      fc.property(tables, fc.double({ min: 0, max: 1, noNaN: true }), (table, share) => {
        const offset = scrollMap(table).mostOffset * share;
        const { first, last } = rowsSeen({ ...table, offset });
        const seen = (row: number) =>
          row * table.rowHeight < offset + table.viewport && (row + 1) * table.rowHeight > offset;
        const middle = Math.floor((offset + table.viewport / 2) / table.rowHeight);
        if (middle < table.rows) expect(first <= middle && middle <= last).toBe(true);
        if (first > 0) expect(seen(first - 1)).toBe(false);
        if (last < table.rows - 1) expect(seen(last + 1)).toBe(false);
        expect(last - first).toBeLessThanOrEqual(table.viewport / table.rowHeight + 11);
      }),
    );
  });

  it('moves as little as it takes to show a row whole', () => {
    const table = { offset: 100, rowHeight: 40, viewport: 200 };

    expect(offsetShowing(4, table)).toBe(100);
    expect(offsetShowing(1, table)).toBe(40);
    expect(offsetShowing(10, table)).toBe(240);
  });
});
