import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createChunker } from '#main/tabular/chunks.ts';
import { rowsInChunk } from '#main/tabular/sheet.ts';
import { nothingMended } from '#shared/tabular/mended.ts';

it('gives out what it took in, in order, in full chunks, mended lines with the rows they came with', () => {
  const pieces = fc.array(
    fc.record({ rows: fc.integer({ min: 0, max: 3_000 }), kind: fc.constantFrom('letters', 'quotes', null) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(pieces, (taken) => {
      const chunker = createChunker();
      let line = 0;
      let bytesRead = 0;
      const mended = { letters: [] as number[], quotes: [] as number[] };
      const chunks = taken.flatMap(({ rows, kind }) => {
        if (kind !== null) mended[kind].push(line + 1);
        bytesRead += rows * 10;
        const from = { bytesRead, mended: { ...nothingMended, ...(kind === null ? {} : { [kind]: [line + 1] }) } };
        return chunker.add(
          Array.from({ length: rows }, () => ({ line: ++line, cells: ['a'] })),
          from,
        );
      });
      const all = [...chunks, ...chunker.rest()];
      expect(all.flatMap((chunk) => chunk.rows.map((row) => row.line))).toEqual(
        Array.from({ length: line }, (_, i) => i + 1),
      );
      expect(all.flatMap((chunk) => chunk.mended.letters)).toEqual(mended.letters);
      expect(all.flatMap((chunk) => chunk.mended.quotes)).toEqual(mended.quotes);
      expect(chunks.every((chunk) => chunk.rows.length === rowsInChunk)).toBe(true);
      expect(chunker.rest()).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

it('gives a chunk that is not full where a megabyte brought few rows', () => {
  const chunker = createChunker();
  const row = { line: 1, cells: ['x'] };
  expect(chunker.add([row], { bytesRead: 1_000_000, mended: nothingMended })).toEqual([]);
  expect(chunker.add([row], { bytesRead: 1_100_000, mended: nothingMended })).toEqual([
    { rows: [row, row], bytesRead: 1_100_000, mended: nothingMended },
  ]);
});
