import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Practice, spawnPractice } from '../../support/practice.ts';
import { engineLimits, readOptions, tableRow } from '../figures.ts';

const help = `npm run bench -- export [options]

All tickets of a large account as a file: the memory of the engine's process from the first tenth to the last, and the
same file after a kill -9 in the middle, by its hash.

  --tickets N    100000 when left out
  --format F     csv (when left out) or xlsx`;

const optionsSchema = z.object({
  tickets: z.coerce.number().int().min(1_000).default(100_000),
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

const sampleSchema = z.object({
  written: z.number(),
  total: z.number().nullable(),
  phase: z.string(),
  rss: z.number(),
  heap: z.number(),
  ms: z.number(),
});
type Sample = z.infer<typeof sampleSchema>;

const toMb = (bytes: number) => (bytes / 1_048_576).toFixed(0);

/** One life, up to its end, or to a kill -9 as soon as so many tickets are written. */
async function live(
  world: { readonly folder: string; readonly path: string; readonly practice: Practice },
  killAt: number,
): Promise<readonly Sample[]> {
  const script = fileURLToPath(new URL('./part.ts', import.meta.url));
  const { folder, path, practice } = world;
  const given = { folder, path, practice: { address: practice.address, token: practice.token } };
  const child = spawn(execPath, [...engineLimits, script, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const samples: Sample[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const sample = sampleSchema.parse(JSON.parse(line));
    samples.push(sample);
    if (sample.written >= killAt) child.kill('SIGKILL');
  }
  await exited;
  return samples;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  const { tickets, format } = chosen;
  const home = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  const practice = await spawnPractice({ tickets });
  try {
    const at = async (name: string) => {
      const folder = join(home, name);
      await mkdir(join(folder, 'out'), { recursive: true });
      return { folder: join(folder, 'data'), path: join(folder, 'out', `tickets.${format}`), practice };
    };
    const undisturbed = await at('undisturbed');
    const samples = await live(undisturbed, Number.POSITIVE_INFINITY);
    const last = samples.at(-1);
    if (last === undefined) throw new Error('nothing was measured');
    const { size } = await stat(undisturbed.path);
    const seconds = last.ms / 1_000;
    const rate = Math.round(last.written / seconds).toLocaleString('en');
    console.log(
      `${last.written.toLocaleString('en')} tickets, ${toMb(size)} MB, in ${seconds.toFixed(1)} s (${rate} a second)\n`,
    );
    console.log(tableRow('part of the export', 'memory at most, MB', 'of it, the heap at least, MB'));
    console.log(tableRow('---', '---', '---'));
    for (let part = 0; part < 10; part += 1) {
      const own = samples.filter(({ written }) => Math.min(9, Math.floor((10 * written) / last.written)) === part);
      if (own.length === 0) continue;
      const most = toMb(Math.max(...own.map(({ rss }) => rss)));
      const least = toMb(Math.min(...own.map(({ heap }) => heap)));
      console.log(tableRow(`${part + 1} of 10`, most, least));
    }
    const killed = await at('killed');
    const before = await live(killed, last.written / 2);
    const left = await readdir(join(killed.folder, '..', 'out'));
    await live(killed, Number.POSITIVE_INFINITY);
    const isSame = (await hashOf(killed.path)) === (await hashOf(undisturbed.path));
    console.log(`\nkilled at ${before.at(-1)?.written.toLocaleString('en')}, with ${left.join(', ')} on the disk;`);
    console.log(`gone on with: ${isSame ? 'the same file, byte for byte' : 'ANOTHER FILE'}`);
    if (!isSame) throw new Error('a killed export came to another file');
  } finally {
    await practice.close();
    await rm(home, { recursive: true, force: true });
  }
}
