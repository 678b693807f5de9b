import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { defused } from '#main/tabular/defuse.ts';
import { createCsvDefuser } from '#main/tabular/defuse-csv.ts';

/** In pieces of this many bytes. */
function pass(text: string, size: number): string {
  const bytes = Buffer.from(text);
  const defuser = createCsvDefuser();
  const out: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) out.push(defuser.take(bytes.subarray(at, at + size)));
  return Buffer.concat([...out, defuser.end()]).toString('utf8');
}

const cell = fc.oneof(
  fc.constantFrom('=1+1', '+55', '-3', '@soma', ' =A1', '＝1', 'Ana', '', 'a;b', 'a"b', '"', 'duas\nlinhas', ' -x'),
  fc.string({ maxLength: 6, unit: 'grapheme' }).filter((text) => !/[\r\ufeff]/.test(text)),
);

describe('a CSV file of somebody else', () => {
  it('runs no formula any more, and is otherwise as it was, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(';', ','),
        fc.integer({ min: 1, max: 40 }),
        (rows, delimiter, size) => {
          const text = Papa.unparse([['Nome', 'Número', 'Tags'], ...rows], { delimiter, newline: '\n' });
          const { data } = Papa.parse<string[]>(pass(text, size), { delimiter, newline: '\n' });
          expect(data.slice(1)).toEqual(rows.map((row) => row.map(defused)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['\ufeffNome;Saldo\r\n=1;-2\r\n', "\ufeffNome;Saldo\r\n'=1;'-2\r\n"],
    ['Nome\tSaldo\n"=1"\tx', 'Nome\tSaldo\n"\'=1"\tx'],
    ['Nome;Valor\nAna;"ficou "" aberta', 'Nome;Valor\nAna;"ficou "" aberta'],
  ])('%j becomes %j', (given, expected) => {
    expect(pass(given, 3)).toBe(expected);
  });
});
