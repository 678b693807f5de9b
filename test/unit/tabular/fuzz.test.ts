import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSheet } from '#main/tabular/open.ts';
import { rowsInChunk } from '#main/tabular/sheet.ts';
import type { Problem } from '#shared/problem.ts';
import { type Chance, createChance } from '../../../scripts/samples/random.ts';
import { aFolder, deps, problemOf } from './files.ts';
import { odsFile, textCell, textsRow } from './ods-file.ts';
import { inline, row, sheetXml, textRow, workbookFile } from './workbooks.ts';
import { zipFile } from './zip-file.ts';

const { write, text } = aFolder();
const fixture = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, '../../fixtures/libreoffice', name));

/** Opens and reads whatever this is, to its end: what came of it. What throws or hangs fails the test. */
async function readWhatever(bytes: Uint8Array): Promise<{ readonly rows: number; readonly problem: Problem | null }> {
  const path = write('sheet', bytes);
  try {
    const sheet = await openSheet(path, {}, deps);
    if (!sheet.ok) return { rows: 0, problem: sheet.error };
    let rows = 0;
    let problem: Problem | null = null;
    for await (const chunk of sheet.value.rows()) {
      if (!chunk.ok) problem = chunk.error;
      else {
        expect(chunk.value.rows.length).toBeLessThanOrEqual(rowsInChunk);
        rows += chunk.value.rows.length;
      }
    }
    return { rows, problem };
  } finally {
    rmSync(path);
  }
}

const truncated = (bytes: Uint8Array, chance: Chance): Uint8Array => bytes.slice(0, chance.below(bytes.length));

function flipped(bytes: Uint8Array, chance: Chance): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let i = chance.one([1, 1, 3, 20]); i > 0; i -= 1) {
    const at = chance.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
  }
  return copy;
}

/** Numbers of a file's own structure put out of all proportion: the way in which bombs are made. */
function blownUp(bytes: Uint8Array, chance: Chance): Uint8Array {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(chance.one([0, 1, 0x7fffffff, 0xffffffff, 0xfffffffe, 1_000_000]), chance.below(copy.length - 4));
  return copy;
}

describe('a file that was damaged', () => {
  it.each(['utf-8-semicolon-needed.csv', 'utf-16le-tab-all.csv', 'ugly.xlsx', 'ugly.ods', 'ugly.xls', 'ugly.html'])(
    'gives rows or says why it cannot, in whatever way it was: %s',
    async (name) => {
      const bytes = fixture(name);
      const kinds = new Set<string>();
      for (let seed = 1; seed <= 60; seed += 1) {
        const chance = createChance(seed);
        const damage = chance.one([truncated, flipped, flipped, blownUp]);
        const { rows, problem } = await readWhatever(damage(bytes, chance));
        expect(rows > 0 || problem !== null, `seed ${seed}`).toBe(true);
        expect(rows, `seed ${seed}`).toBeLessThan(100_000);
        kinds.add(problem?.kind ?? 'rows');
      }
      expect(kinds).toContain('rows');
    },
  );
});

describe('a file out of all proportion', () => {
  const wide = Array.from({ length: 10_000 }, (_, i) => `c${i}`);
  const tooWide = { kind: 'fileTooWide', columns: 10_000, most: 1_000 };

  it('has ten thousand columns', async () => {
    expect(await problemOf(text(`${wide.join(';')}\n1;2\n`))).toEqual(tooWide);
    const cells = wide.map((name, i) => inline(`${columnName(i)}1`, name));
    const xlsx = workbookFile({ rows: row(1, ...cells) + textRow(2, 'Ana', '1') });
    expect(await problemOf(write('sheet.xlsx', xlsx))).toEqual(tooWide);
    expect(await problemOf(write('sheet.ods', odsFile({ rows: textsRow(...wide) + textsRow('Ana', '1') })))).toEqual(
      tooWide,
    );
    const html = `<table><tr>${wide.map((name) => `<td>${name}`).join('')}<tr><td>Ana<td>1</table>`;
    expect(await problemOf(text(html))).toEqual(tooWide);
  });

  it('is one line of 50 MB', async () => {
    const path = write('sheet.csv', new Uint8Array(50 * 1024 * 1024).fill(0x61));
    expect(await problemOf(path)).toEqual({ kind: 'fileNotATable' });
  });

  it('has a line of 50 MB behind good ones, which are kept', async () => {
    const good = Buffer.from(`Nome;Fone\n${'Ana;11987654321\n'.repeat(2_000)}`);
    const bytes = Buffer.concat([good, Buffer.alloc(50 * 1024 * 1024, 0x61), Buffer.from('\nLia;1\n')]);
    expect(await readWhatever(bytes)).toEqual({ rows: 2_000, problem: { kind: 'fileNotATable' } });
  });

  it('has zero bytes here and there, or a megabyte of them', async () => {
    const chance = createChance(1);
    const lines = Array.from(
      { length: 500 },
      (_, i) => `Pessoa ${i}${chance.below(9) === 0 ? '\0' : ''};1198765${1_000 + i}`,
    );
    expect(await readWhatever(Buffer.from(`Nome;Fone\n${lines.join('\n')}\n`))).toEqual({ rows: 500, problem: null });
    const hole = Buffer.concat([Buffer.from(`Nome;Fone\n${lines.join('\n')}\n`), Buffer.alloc(1024 * 1024)]);
    expect(await readWhatever(hole)).toEqual({ rows: 500, problem: { kind: 'fileNotATable' } });
  });

  const mebibytes = (count: number): string => ' '.repeat(count * 1024 * 1024);
  const xlsxWith = (xml: string): Uint8Array => workbookFile({ parts: { 'xl/worksheets/sheet1.xml': xml } });

  it.each<[string, () => Uint8Array]>([
    ['blanks without end, as .xlsx', () => xlsxWith(sheetXml(mebibytes(40)))],
    ['blanks without end, as .ods', () => odsFile({ rows: mebibytes(40) })],
    ['elements in elements, as .xlsx', () => xlsxWith(sheetXml('<row>'.repeat(100_000)))],
    ['elements in elements, as .ods', () => odsFile({ rows: '<x>'.repeat(100_000) })],
    ['a part that claims three gigabytes, as .xlsx', () => claiming(xlsxWith(sheetXml('')), 3 * 1024 ** 3)],
    ['a part that claims three gigabytes, as .ods', () => claiming(odsFile({ rows: '' }), 3 * 1024 ** 3)],
    [
      'a cell that is repeated in all columns of all rows, as .ods',
      () =>
        odsFile({
          rows: `${textsRow('Nome', 'Fone')}<table:table-row table:number-rows-repeated="1048570">${textCell('x'.repeat(30_000), 'table:number-columns-repeated="900"')}</table:table-row>`,
        }),
    ],
  ])('is made to burst, and does not: %s', async (_, make) => {
    expect(await readWhatever(make())).toEqual({ rows: 0, problem: { kind: 'workbookDamaged' } });
  });

  it('knows no entities that multiply', async () => {
    const xml = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${sheetXml(row(1, inline('A1', '&b;')))}`;
    expect((await readWhatever(xlsxWith(xml.replace('&amp;b;', '&b;')))).problem).toEqual({ kind: 'workbookDamaged' });
  });

  it('is a zip file in a zip file', async () => {
    const inner = zipFile({ 'xl/workbook.xml': 'x' });
    expect(await readWhatever(zipFile({ 'xl/workbook.xml': inner }))).toMatchObject({
      problem: { kind: 'workbookDamaged' },
    });
  });
});

/** All sizes in the list of parts at the end of a zip file, put to what is not true. */
function claiming(zip: Uint8Array, bytes: number): Uint8Array {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf('PK\x01\x02', 0, 'latin1'); at !== -1; at = copy.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    copy.writeUInt32LE(bytes, at + 24);
  }
  return copy;
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
