import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { type Measured, measuredSchema, spreadOf } from './measured.ts';
import { columns, type SheetFormat, type SheetShape, writeSheet } from './sheets.ts';

const help = `npm run bench -- stage [options]

A sheet of ${columns} columns goes from file to review, each part in a process of its own:
  read        the reader alone
  stage       reading and staging, into a store on disk
  normalise   numbers, duplicates and opt-outs of what was staged
and, for the ratios, in the same run:
  papaparse   reading the CSV with papaparse alone
  saxes       inflating and parsing the XML of the workbook, and nothing else
  insert      the same rows into the same table, with nothing around it

  --format csv|xlsx     both when left out
  --rows N              1000000 when left out
  --runs N              3 when left out
  --variant V           usual, latin or quoted (CSV), inline or sorted (XLSX)`;

const optionsSchema = z.object({
  format: z.enum(['csv', 'xlsx']).optional(),
  rows: z.coerce.number().int().positive().default(1_000_000),
  runs: z.coerce.number().int().positive().default(3),
  variant: z.enum(['usual', 'latin', 'quoted', 'inline', 'sorted']).default('usual'),
});

const partsOf = {
  csv: ['read', 'papaparse', 'review', 'insert'],
  xlsx: ['read', 'saxes', 'review', 'insert'],
} as const satisfies Record<SheetFormat, readonly string[]>;

export async function run(options: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      format: { type: 'string' },
      rows: { type: 'string' },
      runs: { type: 'string' },
      variant: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const { format, rows, runs, variant } = optionsSchema.parse(values);
  for (const one of format === undefined ? (['csv', 'xlsx'] as const) : [format]) {
    await benchFormat(one, { shape: { rows, variant }, runs });
  }
}

async function benchFormat(format: SheetFormat, options: { shape: SheetShape; runs: number }): Promise<void> {
  const { shape, runs } = options;
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  try {
    const sheet = join(folder, `sheet.${format}`);
    await writeSheet(sheet, format, shape);
    const megabytes = Math.round((await stat(sheet)).size / 1e6);
    console.log(`\n${format}, ${shape.variant}: ${shape.rows.toLocaleString('en')} rows of ${columns} columns, ${megabytes} MB`);
    const all: (readonly Measured[])[] = [];
    for (let i = 0; i < runs; i += 1) all.push(await runOnce(format, { sheet, folder, rows: shape.rows }));
    printRuns(all);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runOnce(
  format: SheetFormat,
  on: { readonly sheet: string; readonly folder: string; readonly rows: number },
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const part of partsOf[format]) {
    const store = join(on.folder, 'store');
    measured.push(...(await runPart(part, { ...on, store })));
    await rm(store, { recursive: true, force: true });
  }
  for (const { part, rows } of measured) if (rows !== on.rows) throw new Error(`${part}: ${rows} of ${on.rows} rows`);
  return measured;
}

const script = fileURLToPath(new URL('./part.ts', import.meta.url));

async function runPart(
  part: string,
  on: { readonly sheet: string; readonly store: string; readonly rows: number },
): Promise<readonly Measured[]> {
  const { stdout } = await promisify(execFile)(execPath, [script, part, on.sheet, on.store, String(on.rows)]);
  const lines = stdout.trim().split('\n');
  return lines.map((line) => measuredSchema.parse(JSON.parse(line)));
}

/** Least, median and most of all runs, by part; then the ratios, each within one run. */
function printRuns(runs: readonly (readonly Measured[])[]): void {
  const parts = runs[0]?.map(({ part }) => part) ?? [];
  const of = (part: Measured['part'], value: (one: Measured) => number): readonly number[] =>
    runs.flatMap((run) => run.filter((one) => one.part === part).map(value));
  console.log(row('', 'rows a second', 'peak memory, MB', 'longest held, ms', '1 in 1,000, ms'));
  for (const part of parts) {
    console.log(
      row(
        part,
        figures(of(part, ({ rows, seconds }) => rows / seconds)),
        figures(of(part, ({ peakMegabytes }) => peakMegabytes)),
        figures(of(part, ({ longestHeldMs }) => longestHeldMs)),
        figures(of(part, ({ held999Ms }) => held999Ms)),
      ),
    );
  }
  const ratio = (name: string, of: Measured['part'], to: Measured['part']): void => {
    const ratios = runs.flatMap((run) => {
      const [a, b] = [run.find(({ part }) => part === of), run.find(({ part }) => part === to)];
      return a === undefined || b === undefined ? [] : [b.seconds / a.seconds];
    });
    if (ratios.length > 0) console.log(row(name, figures(ratios)));
  };
  ratio('read : papaparse', 'read', 'papaparse');
  ratio('read : saxes', 'read', 'saxes');
  ratio('stage : insert', 'stage', 'insert');
  const whole = runs.map((run) =>
    run.reduce((sum, { part, seconds }) => sum + (part === 'stage' || part === 'normalise' ? seconds : 0), 0),
  );
  console.log(row('to review, s', figures(whole)));
}

const row = (...cells: readonly string[]): string => cells.map((cell, i) => cell.padEnd(i === 0 ? 18 : 30)).join('').trimEnd();

const figures = (values: readonly number[]): string => {
  const { least, median, most } = spreadOf(values);
  return [least, median, most].map(readable).join(' / ');
};

const readable = (value: number): string =>
  value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
