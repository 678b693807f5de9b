import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { cpuUsage, platform } from 'node:process';
import { z } from 'zod';
import { createBlockListVerbs } from '#main/engine/audience/block-lists.ts';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore } from '#main/store/open.ts';
import { personKey } from '#shared/phone/person.ts';
import { migrationsFolder } from '../support/store.ts';
import { figures, readOptions, tableRow } from './figures.ts';

const help = `npm run bench -- blocklist [options]

A list of numbers loaded from a file, and people of an audience looked up in it, one by one as enlisting does: the first
time, when the list is still on the disk, and again. By time of the processor, where what runs beside it does not count, and by the clock.

  --numbers N   on the list: 3000000 when left out
  --people N    looked up: 1000000 when left out
  --runs N      of looking up again: 3 when left out`;

const optionsSchema = z.object({
  numbers: z.coerce.number().int().min(1).max(40_000_000).default(3_000_000),
  people: z.coerce.number().int().min(1).max(40_000_000).default(1_000_000),
  runs: z.coerce.number().int().min(1).default(3),
});

/** Of all mobile numbers of São Paulo (11 to 19), the n-th: each once, in an order that no list has. */
function numberAt(n: number): string {
  const at = (n * 48_271) % 90_000_007;
  const area = 11 + (at % 9);
  return `${area}9${String(60_000_000 + Math.floor(at / 9)).padStart(8, '0')}`;
}

const never = new AbortController().signal;

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  const { numbers, people, runs } = chosen;
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  try {
    const path = join(folder, 'lista.csv');
    await writeList(path, numbers);
    const opened = openStore({ folder, migrations: migrationsFolder, clock });
    if (!opened.ok) throw new Error(opened.error.kind);
    const store = opened.value;
    const verbs = createBlockListVerbs({ store, clock, tabular: { platform } });
    const loadMs = await timed(async () => {
      const ask = { name: 'Registro', source: '', dated: '2026-11-01', goodForDays: null, areas: [], replaces: null };
      for await (const event of verbs.load({ ...ask, path, fileName: 'lista.csv' }, never)) {
        if (event.type === 'loaded' && event.list.numbers !== numbers) throw new Error('not everybody is on the list');
      }
    });
    // Every other one of them is on the list.
    const audience = Array.from({ length: people }, (_, i) => personKey(`55${numberAt(numbers - people / 2 + i)}`));
    const match = () => {
      const before = cpuUsage();
      const startMs = performance.now();
      let found = 0;
      for (const person of audience) if (store.blockLists.listWith(Number(person)) !== null) found += 1;
      if (found !== Math.min(numbers, people / 2)) throw new Error(`${found} found`);
      return { cpuMs: cpuUsage(before).user / 1_000, wallMs: performance.now() - startMs };
    };
    const first = match();
    const again = Array.from({ length: runs }, match);
    console.log(tableRow('numbers', 'people', 'load s', 'first ms', 'first by the clock', 'again ms', 'memory MB'));
    console.log(tableRow(...Array.from({ length: 7 }, () => '---')));
    const memory = Math.round(process.memoryUsage.rss() / 1_048_576);
    const counts = [numbers.toLocaleString('en'), people.toLocaleString('en')];
    const times = [
      (loadMs / 1_000).toFixed(1),
      first.cpuMs.toFixed(0),
      first.wallMs.toFixed(0),
      figures(again.map(({ cpuMs }) => cpuMs)),
    ];
    console.log(tableRow(...counts, ...times, String(memory)));
    store.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeList(path: string, numbers: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (let from = 0; from < numbers; from += 100_000) {
      const count = Math.min(100_000, numbers - from);
      await file.write(`${Array.from({ length: count }, (_, i) => numberAt(from + i)).join('\n')}\n`);
    }
  } finally {
    await file.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
