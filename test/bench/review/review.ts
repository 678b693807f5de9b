import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { setup as build } from '../../support/build.ts';
import { engineLimits, figures, readOptions, tableRow } from '../figures.ts';
import { buildReview } from './database.ts';
import { type Scrolled, scrollReview } from './window.ts';

const help = `npm run bench -- review [options]

The review of a large sheet: what a page of 100 rows takes in the engine, for every kind of view, and what the real window does
while it is scrolled, by the browser's own tracing.

  --rows N     1000000 when left out
  --runs N     of the window; 3 when left out`;

const optionsSchema = z.object({
  rows: z.coerce.number().int().min(1_000).default(1_000_000),
  runs: z.coerce.number().int().positive().default(3),
});

const pagesSchema = z.object({
  name: z.string(),
  total: z.number(),
  firstMs: z.number(),
  heldMs: z.number(),
  medianMs: z.number(),
  most99Ms: z.number(),
  mostMs: z.number(),
});

const pages = fileURLToPath(new URL('./pages.ts', import.meta.url));
const readable = (value: number): string => String(Number(value.toPrecision(3)));

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  await build();
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  try {
    const importId = await buildReview(folder, chosen.rows);
    const { stdout } = await promisify(execFile)(execPath, [...engineLimits, pages, folder, String(importId)]);
    console.log(
      tableRow('view', 'rows', 'first page, ms', 'thread held for it, ms', 'other pages, median, ms', '99 %', 'most'),
    );
    console.log(tableRow(...Array.from({ length: 7 }, () => '---')));
    for (const line of stdout.trim().split('\n')) {
      const { name, total, ...times } = pagesSchema.parse(JSON.parse(line));
      const { firstMs, heldMs, medianMs, most99Ms, mostMs } = times;
      const shown = [firstMs, heldMs, medianMs, most99Ms, mostMs].map(readable);
      console.log(tableRow(name, total.toLocaleString('en'), ...shown));
    }
    const scrolled: Scrolled[] = [];
    for (let i = 0; i < chosen.runs; i += 1) scrolled.push(await scrollReview(folder, importId));
    console.log(`\n${scrolled[0]?.seconds} seconds of scrolling in the window, ${chosen.runs} times:\n`);
    const of = (value: (one: Scrolled) => number) => figures(scrolled.map(value));
    console.log(`- frames in a second: ${of(({ framesPerSecond }) => framesPerSecond)}`);
    console.log(`- longest task of the painting thread, ms: ${of(({ longestTaskMs }) => longestTaskMs)}`);
    console.log(`- tasks of more than 50 ms: ${of(({ tasksOver50Ms }) => tasksOver50Ms)}`);
    console.log(`- from the screen asked for to its first rows, ms: ${of(({ firstRowMs }) => firstRowMs)}`);
    console.log(`- rows again after a jump into the middle, ms: ${of(({ jumpMs }) => jumpMs)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
