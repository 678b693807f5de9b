import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSheet } from '#main/tabular/open.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { personKey } from '#shared/phone/person.ts';
import type { PhoneDefaults } from '#shared/phone/phone.ts';
import { doubtful } from '#shared/tabular/table.ts';
import { makeSamples, messyRows } from '../../../scripts/make-samples.ts';
import { traits } from '../../../scripts/samples/people.ts';
import { duplicateKinds, phoneKinds } from '../../../scripts/samples/phones.ts';
import { clean, messyCsv, messyWorkbook } from '../../support/sample-facts.ts';

const root = new URL('../../../', import.meta.url);
const committed = (path: string): Uint8Array => readFileSync(new URL(path, root));

const brazil: PhoneDefaults = { country: 'BR', area: null };
const saoPaulo: PhoneDefaults = { country: 'BR', area: '11' };

/** The cells of a file as any reader of CSV sees them, blank lines left out. */
function cellsOf(path: string, encoding: string): string[][] {
  const text = new TextDecoder(encoding).decode(committed(path));
  const { data } = Papa.parse<string[]>(text, { delimiter: ';', skipEmptyLines: 'greedy' });
  return data;
}

/** What Malote makes of a file, without being told anything about it. */
async function opened(path: string) {
  const sheet = await openSheet(fileURLToPath(new URL(path, root)), {}, { platform: 'linux' });
  if (!sheet.ok) throw new Error(sheet.error.kind);
  const rows: (readonly string[])[] = [];
  for await (const chunk of sheet.value.rows()) {
    if (!chunk.ok) throw new Error(chunk.error.kind);
    rows.push(...chunk.value.rows.map((row) => row.cells));
  }
  return { ...sheet.value.findings, rows };
}

const countBy = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

/** What an import finds: the first row of each person is ready, later ones are duplicates. */
function importOf(cells: readonly string[], defaults: PhoneDefaults) {
  const people = new Set<string>();
  const problems: string[] = [];
  const notes: string[] = [];
  let duplicates = 0;
  for (const cell of cells) {
    const result = parsePhone(cell, defaults);
    if (!result.ok) {
      problems.push(result.error.kind);
      continue;
    }
    notes.push(...result.value.notes);
    const key = personKey(result.value.digits);
    if (people.has(key)) duplicates++;
    people.add(key);
  }
  return { ready: people.size, duplicates, problems: countBy(problems), notes: countBy(notes) };
}

describe('the sample sheets', () => {
  let samples: ReadonlyMap<string, Uint8Array>;
  beforeAll(async () => {
    samples = await makeSamples();
  });

  it.each(['clientes.csv', 'clientes-baguncada.csv', 'clientes-baguncada.xlsx', 'README.md'])(
    'holds %s as the script makes it, byte for byte',
    (name) => {
      const made = Buffer.from(samples.get(name) ?? []);
      expect(made.equals(Buffer.from(committed(`resources/samples/${name}`)))).toBe(true);
    },
  );

  it('makes the same workbook at any time', async () => {
    const again = await makeSamples();
    const name = 'clientes-baguncada.xlsx';
    expect(Buffer.from(again.get(name) ?? []).equals(Buffer.from(samples.get(name) ?? []))).toBe(true);
  });
});

describe('the clean sheet', () => {
  it('starts with a byte order mark, and every row of it is ready', () => {
    expect([...committed(clean.path).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, ...rows] = cellsOf(clean.path, clean.encoding);
    expect(header).toEqual(clean.header);
    expect(rows).toHaveLength(clean.rows);
    const cells = rows.map((row) => row[clean.numberColumn] ?? '');
    expect(importOf(cells, brazil)).toEqual(clean.outcome);
  });
});

describe('each sheet', () => {
  it.each([clean, messyCsv])(
    'is understood by Malote as any reader of CSV reads it: $path',
    async ({ path, encoding, delimiter }) => {
      const { dialect, certainty, header, head, rows } = await opened(path);
      const [names = [], ...all] = cellsOf(path, encoding);
      expect(dialect).toEqual({ format: 'text', encoding, delimiter, headerRow: 0 });
      expect(Object.values(certainty).every((one) => one >= doubtful)).toBe(true);
      expect(header).toEqual(names.map((name) => name.replace(/\s+/g, ' ').trim()));
      expect(rows).toEqual(all);
      expect(head).toEqual(all.slice(0, head.length));
    },
  );

  it('holds the same people as a workbook: dates and amounts as Excel shows them', async () => {
    const [text, workbook] = await Promise.all([opened(messyCsv.path), opened(messyWorkbook.path)]);
    const [name, city, birthday, amount] = [0, 2, 4, 6] as const;
    expect(workbook.rows).toHaveLength(text.rows.length);
    for (const [i, row] of text.rows.entries()) {
      const same = workbook.rows[i] ?? [];
      expect([same[name] ?? '', same[city] ?? '']).toEqual([row[name], row[city]]);
      const [day = '', month = '', year = ''] = (row[birthday] ?? '').split('/');
      const date = day === '' ? '' : `${day.padStart(2, '0')}/${month.padStart(2, '0')}/`;
      expect((same[birthday] ?? '').startsWith(date) && (same[birthday] ?? '').endsWith(year)).toBe(true);
      expect(same[amount] ?? '').toBe((row[amount] ?? '').replace(/^R\$ /, '').replaceAll('.', ''));
    }
  });
});

describe('the messy sheet', () => {
  const [header = [], ...rows] = cellsOf(messyCsv.path, messyCsv.encoding);
  const column = (index: number) => rows.map((row) => row[index] ?? '');

  it('has the rows and columns it should have, and its blank lines at the end', () => {
    expect(header).toEqual(messyCsv.header);
    expect(rows).toHaveLength(messyCsv.rows);
    expect(rows.every((row) => row.length === header.length)).toBe(true);
    const text = new TextDecoder('windows-1252').decode(committed(messyCsv.path));
    expect(text.endsWith(`\r\n;;;;;;;\r\n;;;;;;;\r\n\r\n\r\n`)).toBe(true);
  });

  it('gives an import what the facts say', () => {
    const cells = column(messyCsv.numberColumn);
    expect(importOf(cells, brazil)).toEqual(messyCsv.outcome);
    expect(importOf(cells, saoPaulo)).toEqual(messyCsv.outcomeIn11);
    for (const { ready, duplicates, problems } of [messyCsv.outcome, messyCsv.outcomeIn11]) {
      const refused = Object.values(problems).reduce((sum, count) => sum + count, 0);
      expect(ready + duplicates + refused).toBe(messyCsv.rows);
    }
  });

  it('gives an import of the workbook what the facts say: no digit is lost there', async () => {
    const cells = messyRows().map(({ phone }) => String(phone.workbook));
    const sheet = await opened(messyWorkbook.path);
    expect(sheet.rows.map((row) => row[messyWorkbook.numberColumn] ?? '')).toEqual(cells);
    expect(sheet.sheets).toEqual([messyWorkbook.sheet]);
    expect(cells).toHaveLength(messyWorkbook.rows);
    expect(importOf(cells, brazil)).toEqual(messyWorkbook.outcome);
    expect(importOf(cells, saoPaulo)).toEqual(messyWorkbook.outcomeIn11);
  });

  it('has as many rows of each kind as its page says', () => {
    const page = new TextDecoder().decode(committed('resources/samples/README.md'));
    const made = messyRows();
    const kinds = countBy(made.map(({ kind }) => kind));
    const oddities = countBy(made.map(({ trait }) => trait ?? 'none'));
    for (const { kind, count } of [...phoneKinds, ...duplicateKinds]) {
      expect(kinds[kind], kind).toBe(count);
      expect(page).toContain(`| ${kind} | ${count} |`);
    }
    for (const { trait, count } of traits) {
      expect(oddities[trait], trait).toBe(count);
      expect(page).toContain(`| ${trait} | ${count} |`);
    }
  });

  it('writes down what each kind comes to, and it comes to that', () => {
    const outcomes = new Map([...phoneKinds].map(({ kind, outcome }) => [kind, outcome]));
    for (const { kind, phone } of messyRows()) {
      const result = parsePhone(phone.csv, brazil);
      const told = outcomes.get(kind) ?? 'taken';
      if (result.ok) expect(told, phone.csv).toMatch(/^taken/);
      if (!result.ok) expect(told, phone.csv).toContain(result.error.kind);
    }
  });

  it('has what breaks readers and exports', () => {
    const bytes = committed(messyCsv.path);
    const remarks = column(7);
    expect(bytes.some((byte) => byte >= 0x80 && byte <= 0x9f)).toBe(true);
    expect(remarks.filter((remark) => remark.includes('\n'))).toHaveLength(25);
    expect(remarks.filter((remark) => /[“”–€’…•]/.test(remark))).toHaveLength(30);
    expect(remarks.filter((remark) => /^[=+\-@]/.test(remark))).toHaveLength(12);
    expect(column(1).filter((cell) => cell.startsWith('='))).toHaveLength(18);
    expect(column(1).filter((cell) => cell.includes('\u00a0'))).toHaveLength(15);
    expect(column(5).filter((cell) => /[,/]/.test(cell)).length).toBeGreaterThan(500);
  });

  it('writes to nobody: its addresses and its service numbers are no one’s', () => {
    expect(column(3).every((mail) => mail === '' || mail.endsWith('@example.com'))).toBe(true);
  });
});
