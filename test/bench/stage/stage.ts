import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { setup as build } from '../../support/build.ts';
import { engineLimits, figures, readOptions, tableRow } from '../figures.ts';
import { type Measured, measuredSchema } from './measured.ts';
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
  libphonenumber   the numbers of the same rows read with libphonenumber-js alone (CSV)
and last, as people run it, the engine's thread in the process of its host:
  whole       malote inspect

  --format csv|xlsx     both when left out
  --rows N              1000000 when left out
  --runs N              3 when left out
  --variant V           usual, latin or quoted (CSV), inline or sorted (XLSX)`;

/** The last line that `malote inspect --json` writes. */
const inspectedSchema = z.object({ type: z.literal('result'), rows: z.number() });

const optionsSchema = z.object({
  format: z.enum(['csv', 'xlsx']).optional(),
  rows: z.coerce.number().int().positive().default(1_000_000),
  runs: z.coerce.number().int().positive().default(3),
  variant: z.enum(['usual', 'latin', 'quoted', 'inline', 'sorted']).default('usual'),
});

const partsOf = {
  csv: ['read', 'papaparse', 'review', 'insert', 'libphonenumber'],
  xlsx: ['read', 'saxes', 'review', 'insert'],
} as const satisfies Partial<Record<SheetFormat, readonly string[]>>;

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  const { format, rows, runs, variant } = chosen;
  await build();
  for (const one of format === undefined ? (['csv', 'xlsx'] as const) : [format]) {
    await benchFormat(one, { shape: { rows, variant }, runs });
  }
}

async function benchFormat(
  format: keyof typeof partsOf,
  options: { readonly shape: SheetShape; readonly runs: number },
): Promise<void> {
  const { shape, runs } = options;
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  try {
    const sheet = join(folder, `sheet.${format}`);
    await writeSheet(sheet, format, shape);
    const megabytes = Math.round((await stat(sheet)).size / 1e6);
    console.log(
      `\n${format}, ${shape.variant}: ${shape.rows.toLocaleString('en')} rows of ${columns} columns, ${megabytes} MB\n`,
    );
    const all: (readonly Measured[])[] = [];
    for (let i = 0; i < runs; i += 1) all.push(await runOnce(format, { sheet, folder, rows: shape.rows }));
    printRuns(all);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runOnce(
  format: keyof typeof partsOf,
  on: { readonly sheet: string; readonly folder: string; readonly rows: number },
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const part of partsOf[format]) {
    const store = join(on.folder, 'store');
    measured.push(...(await runPart(part, { ...on, store })));
    await rm(store, { recursive: true, force: true });
  }
  measured.push(await runWhole({ ...on, store: join(on.folder, 'home') }));
  for (const { part, rows } of measured) if (rows !== on.rows) throw new Error(`${part}: ${rows} of ${on.rows} rows`);
  return measured;
}

const script = fileURLToPath(new URL('./part.ts', import.meta.url));
const cli = fileURLToPath(new URL('../../../out/main/cli.js', import.meta.url));
const peak = new URL('./peak.ts', import.meta.url).href;

async function runPart(
  part: string,
  on: { readonly sheet: string; readonly store: string; readonly rows: number },
): Promise<readonly Measured[]> {
  const args = [...engineLimits, script, part, on.sheet, on.store, String(on.rows)];
  const { stdout } = await promisify(execFile)(execPath, args);
  const lines = stdout.trim().split('\n');
  return lines.map((line) => measuredSchema.parse(JSON.parse(line)));
}

/** The built command line, from its start to its end: what resident memory of a user's machine the whole of it takes. */
async function runWhole(on: {
  readonly sheet: string;
  readonly store: string;
  readonly rows: number;
}): Promise<Measured> {
  const startedAt = performance.now();
  const { stdout, stderr } = await promisify(execFile)(
    execPath,
    ['--import', peak, cli, 'inspect', on.sheet, '--json'],
    { env: { PATH: env['PATH'], MALOTE_HOME: on.store } },
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  await rm(on.store, { recursive: true, force: true });
  const { rows } = inspectedSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  const peakMegabytes = Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1_024;
  return measuredSchema.parse({ part: 'whole', rows, seconds, peakMegabytes, longestHeldMs: 0, held999Ms: 0 });
}

/** Least, median and most of all runs, by part; then the ratios, each within one run. */
function printRuns(runs: readonly (readonly Measured[])[]): void {
  const of = (part: Measured['part'], value: (one: Measured) => number): readonly number[] =>
    runs.flatMap((run) => run.filter((one) => one.part === part).map(value));
  console.log(tableRow('part', 'rows/s', 'peak memory, MB', 'thread held at most, ms', 'one turn in 1,000, ms'));
  console.log(tableRow(...Array.from({ length: 5 }, () => '---')));
  for (const part of runs[0]?.map((one) => one.part) ?? []) {
    // What a part held the thread for says something of Malote only.
    const isOurs = part === 'read' || part === 'stage' || part === 'normalise';
    console.log(
      tableRow(
        part,
        figures(of(part, ({ rows, seconds }) => rows / seconds)),
        figures(of(part, ({ peakMegabytes }) => peakMegabytes)),
        isOurs ? figures(of(part, ({ longestHeldMs }) => longestHeldMs)) : '',
        isOurs ? figures(of(part, ({ held999Ms }) => held999Ms)) : '',
      ),
    );
  }
  const secondsOf = (run: readonly Measured[], part: Measured['part']): number =>
    run.find((one) => one.part === part)?.seconds ?? Number.NaN;
  const ratios = [
    ['read', 'papaparse'],
    ['read', 'saxes'],
    ['stage', 'insert'],
    ['normalise', 'libphonenumber'],
  ] as const;
  for (const [ours, theirs] of ratios) {
    const values = runs.map((run) => secondsOf(run, theirs) / secondsOf(run, ours));
    if (values.every(Number.isFinite)) console.log(`- ${ours}, times as fast as ${theirs}: ${figures(values)}`);
  }
  const whole = runs.map((run) => secondsOf(run, 'stage') + secondsOf(run, 'normalise'));
  console.log(`- from file to review, s: ${figures(whole)}`);
}
