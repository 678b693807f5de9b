import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type Practice, spawnPractice } from '../../support/practice.ts';
import { engineLimits, figures, readOptions, tableRow } from '../figures.ts';
import { buildDatabase } from './database.ts';

const help = `npm run bench -- resume [options]

The time from the start of a fresh process to the first message that arrives at the account, for a campaign of which
nothing, half and all but ten messages were sent when the last process was killed. The rows, their deliveries and the ledger
of the pace stand on disk; the account runs in a process of its own, and knows the contacts that come next.

  --people N     1000000 when left out
  --runs N       3 when left out`;

const optionsSchema = z.object({
  people: z.coerce.number().int().min(100).default(1_000_000),
  runs: z.coerce.number().int().positive().default(3),
});

/** Moments of a run by the clock of the machine. */
const noticeSchema = z.object({
  beganMs: z.number(),
  loadedMs: z.number(),
  openedMs: z.number(),
  startedMs: z.number(),
});
const longestWaitMs = 120_000;
/** One message is under way at once: its answer takes longer than it takes to kill who waits for it. */
const slowAnswer = { kind: 'latency', routes: ['messages.create'], ms: 1_000 } as const;

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  const { people, runs } = chosen;
  console.log(
    tableRow(
      'sent before',
      'from the store opened to the first message, ms',
      'opening it, ms',
      'starting, ms',
      'whole process, ms',
    ),
  );
  console.log(tableRow('---', '---', '---', '---', '---'));
  for (const done of [0, Math.floor(people / 2), people - 10]) {
    const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
    const practice = await spawnPractice();
    try {
      await buildDatabase({ folder, practice, people, done });
      await practice.setFaults([slowAnswer]);
      const taken: Awaited<ReturnType<typeof goOn>>[] = [];
      for (let i = 0; i < runs; i += 1) taken.push(await goOn(folder, practice));
      const { sent, mostToOneContact } = (await practice.summary()).messages;
      if (mostToOneContact > 1) throw new Error(`${sent} messages, and ${mostToOneContact} of them to one contact`);
      const of = (measure: (one: (typeof taken)[number]) => number) => figures(taken.map(measure));
      console.log(
        tableRow(
          done.toLocaleString('en'),
          of(({ arrivedMs, loadedMs }) => arrivedMs - loadedMs),
          of(({ openedMs, loadedMs }) => openedMs - loadedMs),
          of(({ startedMs, openedMs }) => startedMs - openedMs),
          of(({ arrivedMs, spawnedMs }) => arrivedMs - spawnedMs),
        ),
      );
    } finally {
      await practice.close();
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** One process, killed when its first message has arrived. */
async function goOn(folder: string, practice: Practice) {
  const before = (await practice.summary()).messages.arrived;
  const spawnedMs = Number(process.hrtime.bigint()) / 1e6;
  const child = fork(new URL('./part.ts', import.meta.url), [folder, practice.address, practice.token], {
    execArgv: [...engineLimits],
  });
  const exited = once(child, 'exit');
  const [notice] = await Promise.race([once(child, 'message'), exited]);
  const untilMs = performance.now() + longestWaitMs;
  while ((await practice.summary()).messages.arrived === before) {
    if (performance.now() > untilMs || child.exitCode !== null) throw new Error('no message arrived');
    await pause(5);
  }
  const arrived = (await practice.requests()).filter(({ route }) => route === 'messages.create');
  child.kill('SIGKILL');
  await exited;
  // What it left under way has had its effect.
  await pause(slowAnswer.ms);
  const first = arrived.find(({ arrivedMs }) => arrivedMs > spawnedMs);
  if (!first) throw new Error('a message that arrived, and is not in the journal');
  return { ...noticeSchema.parse(notice), spawnedMs, arrivedMs: first.arrivedMs };
}
