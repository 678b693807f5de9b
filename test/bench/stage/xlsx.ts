import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process, { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { engineLimits, figures, readOptions, tableRow } from '../figures.ts';
import { type Measured, measuredSchema } from './measured.ts';
import { columns, writeSheet } from './sheets.ts';

const mostMegabytes = 300;

const help = `npm run bench -- xlsx [options]

The longest sheet that Excel holds, ${columns} columns, read to its end by a process that does nothing else; and the same as ODS.
Fails where a process takes ${mostMegabytes} MB of resident memory or more.

  --rows N      1048576 when left out, the header among them
  --runs N      3 when left out`;

const optionsSchema = z.object({
  rows: z.coerce.number().int().min(2).max(1_048_576).default(1_048_576),
  runs: z.coerce.number().int().positive().default(3),
});

const kinds = [
  { format: 'xlsx', variant: 'usual' },
  { format: 'xlsx', variant: 'inline' },
  { format: 'ods', variant: 'usual' },
] as const;

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  const { rows, runs } = chosen;
  console.log(tableRow('sheet', 'MB', 'rows/s', 'peak memory, MB', 'thread held at most, ms'));
  console.log(tableRow(...Array.from({ length: 5 }, () => '---')));
  for (const { format, variant } of kinds) {
    const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
    try {
      const sheet = join(folder, `sheet.${format}`);
      await writeSheet(sheet, format, { rows: rows - 1, variant });
      const measured: Measured[] = [];
      for (let i = 0; i < runs; i += 1) measured.push(await readAlone(sheet, folder, rows - 1));
      const megabytes = Math.round((await stat(sheet)).size / 1e6);
      const of = (value: (one: Measured) => number): string => figures(measured.map(value));
      console.log(
        tableRow(
          `${format}, ${variant}`,
          String(megabytes),
          of((one) => one.rows / one.seconds),
          of(({ peakMegabytes }) => peakMegabytes),
          of(({ longestHeldMs }) => longestHeldMs),
        ),
      );
      if (measured.some(({ peakMegabytes }) => peakMegabytes >= mostMegabytes)) process.exitCode = 1;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

const script = fileURLToPath(new URL('./part.ts', import.meta.url));

async function readAlone(sheet: string, folder: string, rows: number): Promise<Measured> {
  const { stdout } = await promisify(execFile)(execPath, [...engineLimits, script, 'read', sheet, folder]);
  const measured = measuredSchema.parse(JSON.parse(stdout));
  if (measured.rows !== rows) throw new Error(`${measured.rows} of ${rows} rows`);
  return measured;
}
