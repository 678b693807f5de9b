import { describe, expect, it } from 'vitest';
import { rowsInChunk } from '#main/tabular/sheet.ts';
import { doubtful } from '#shared/tabular/table.ts';
import { aFolder, opened, stagedOf } from './files.ts';
import { encode } from './writing.ts';

const { write, text } = aFolder();
const manyLines = (count: number): string =>
  Array.from({ length: count }, (_, i) => `Pessoa ${i};1198765${i}`).join('\r\n');

describe('a text file, staged', () => {
  it('comes whole and in order, in pieces of a thousand, with its progress', async () => {
    const sheet = await opened(text(`Nome;Telefone\r\n${manyLines(20_500)}`));
    const { rows, chunks, problem } = await stagedOf(sheet);
    expect(problem).toBeNull();
    expect(rows).toHaveLength(20_500);
    expect(rows[0]).toEqual({ line: 2, cells: ['Pessoa 0', '11987650'] });
    expect(rows.every((row, i) => row.line === i + 2 && row.cells[0] === `Pessoa ${i}`)).toBe(true);
    expect(chunks.slice(0, -1).every((chunk) => chunk.rows.length === rowsInChunk)).toBe(true);
    const progress = chunks.map((chunk) => chunk.bytesRead);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(sheet.fileBytes);
  });

  it('shows progress also where few rows are long', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `Pessoa ${i};${'x'.repeat(100_000)}`);
    const { chunks } = await stagedOf(await opened(text(['Nome;Obs', ...rows].join('\n'))));
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.flatMap((chunk) => chunk.rows)).toHaveLength(40);
  });

  it('has letters of several bytes at every edge of the pieces that are read', async () => {
    const names = Array.from({ length: 30_000 }, (_, i) => `${'ã'.repeat(i % 7)}“João”👍${i}`);
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
      const mark = encoding === 'utf-8' ? '' : '\uFEFF';
      const sheet = await opened(text(`${mark}Nome;N\n${names.map((name) => `${name};1`).join('\n')}\n`, encoding));
      const { rows } = await stagedOf(sheet);
      expect(rows.map((row) => row.cells[0])).toEqual(names);
    }
  });

  it('marks the lines in another encoding, wherever in the file they are', async () => {
    const before = encode(`Nome;Fone\nJosé;1\n${manyLines(20_000)}\n`, 'utf-8');
    const bytes = Buffer.concat([before, encode('João Conceição;2\n', 'windows-1252'), encode('Fim;3\n', 'utf-8')]);
    const sheet = await opened(write('sheet.csv', bytes));
    const { rows, chunks } = await stagedOf(sheet);
    expect(sheet.findings.dialect).toMatchObject({ encoding: 'utf-8' });
    expect(chunks.flatMap((chunk) => chunk.mended.letters)).toEqual([20_003]);
    expect(rows.at(-2)).toEqual({ line: 20_003, cells: ['João Conceição', '2'] });
  });

  it('of two exports put together, in two encodings and two delimiters, is read right and wants a look', async () => {
    const first = encode('Nome;Fone;Cidade\nAna;11987654321;São Paulo\nZé;11912345678;Goiânia\n', 'utf-8');
    const second = encode('Lia,21987654321,Niterói\nRuí,21912345678,Belém\n', 'windows-1252');
    const sheet = await opened(write('sheet.csv', Buffer.concat([first, second])));
    expect(sheet.findings.certainty.encoding).toBeLessThan(doubtful);
    const { rows } = await stagedOf(sheet);
    expect(rows.map((row) => row.cells)).toEqual([
      ['Ana', '11987654321', 'São Paulo'],
      ['Zé', '11912345678', 'Goiânia'],
      ['Lia', '21987654321', 'Niterói'],
      ['Ruí', '21912345678', 'Belém'],
    ]);
    expect(sheet.findings.head).toEqual(rows.map((row) => row.cells));
  });

  it('goes on behind an open quote, far into the file, and tells its line', async () => {
    const sheet = await opened(text(`Nome;Telefone\r\n${manyLines(30_000)}\r\nAna;"1198\r\n${manyLines(9_000)}`));
    const { rows, chunks, problem } = await stagedOf(sheet);
    expect(problem).toBeNull();
    expect(rows.map((row) => row.line)).toEqual(Array.from({ length: 39_001 }, (_, i) => i + 2));
    expect(rows[30_000]?.cells).toEqual(['Ana', '"1198']);
    expect(chunks.flatMap((chunk) => chunk.mended.quotes)).toEqual([30_002]);
  });

  it('keeps all that is good before a hole, or a row that is too wide', async () => {
    const hole = await stagedOf(await opened(text(`Nome;Telefone\n${manyLines(9_000)}\nAn${'\0'.repeat(9_000)}`)));
    expect([hole.rows.length, hole.problem]).toEqual([9_000, { kind: 'fileNotATable' }]);
    const wide = await stagedOf(
      await opened(text(`Nome;Telefone\n${manyLines(9_000)}\n${';'.repeat(2_000)}x\nLia;1\n`)),
    );
    expect([wide.rows.length, wide.problem]).toEqual([9_000, { kind: 'fileTooWide', columns: 2_001, most: 1_000 }]);
  });

  it('stops at the signal', async () => {
    const sheet = await opened(text(`Nome;Telefone\r\n${manyLines(30_000)}`));
    const stop = new AbortController();
    const read = async () => {
      let count = 0;
      for await (const _ of sheet.rows(stop.signal)) {
        count += 1;
        stop.abort(new Error('enough'));
      }
      return count;
    };
    await expect(read()).rejects.toThrow('enough');
  });
});
