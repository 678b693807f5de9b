import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { engineLimits, readOptions, tableRow } from '../figures.ts';
import { startBenchEngine } from './bench-engine.ts';

const help = `npm run bench -- memory [options]

The memory of the engine's process while a long campaign without any limit of pace is sent, from its first message to its
last: it must not grow with what was sent. That everybody got it exactly once is counted at the account.

  --people N     200000 when left out
  --parts N      into how many parts of the campaign the table looks; 10 when left out`;

const optionsSchema = z.object({
  people: z.coerce.number().int().positive().default(200_000),
  parts: z.coerce.number().int().min(2).default(10),
  /** In a process of its own, where V8 has what it has on the engine's thread. */
  inside: z.coerce.boolean().default(false),
});

async function runInside(options: readonly string[]): Promise<void> {
  const script = fileURLToPath(new URL('../run.ts', import.meta.url));
  const child = spawn(execPath, [...engineLimits, script, 'memory', ...options, '--inside', 'yes'], {
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`ended with ${code}`);
}

const everyMs = 100;
const toMb = (bytes: number) => Math.round(bytes / 1_048_576);

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  if (!chosen.inside) return runInside(options);
  const engine = await startBenchEngine(chosen.people);
  const samples: { readonly atMs: number; readonly rss: number; readonly heap: number }[] = [];
  try {
    const before = process.memoryUsage();
    const watch = setInterval(() => {
      const { rss, heapUsed } = process.memoryUsage();
      samples.push({ atMs: performance.now(), rss, heap: heapUsed });
    }, everyMs);
    const { sent, seconds } = await engine.campaign({ concurrency: 16 }, () => clearInterval(watch));
    console.log(`${sent} messages, ${Math.round(sent / seconds)} a second; before it ${toMb(before.rss)} MB\n`);
    console.log(tableRow('part of the campaign', 'memory at most, MB', 'of it, the heap at least, MB'));
    console.log(tableRow('---', '---', '---'));
    const size = Math.ceil(samples.length / chosen.parts);
    for (let part = 0; part < chosen.parts; part += 1) {
      const own = samples.slice(part * size, (part + 1) * size);
      if (own.length === 0) continue;
      const most = toMb(Math.max(...own.map(({ rss }) => rss)));
      const least = toMb(Math.min(...own.map(({ heap }) => heap)));
      console.log(tableRow(`${part + 1} of ${chosen.parts}`, String(most), String(least)));
    }
  } finally {
    await engine.close();
  }
}
