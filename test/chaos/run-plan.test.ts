import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Running, runMalote } from '../support/malote.ts';
import { spawnPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { killAfter } from './kill-after.ts';

let home = '';
let practice: Awaited<ReturnType<typeof spawnPractice>>;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'malote-plan-kill-'));
  practice = await spawnPractice();
});
afterEach(async () => {
  await practice.close();
  await rm(home, { recursive: true, force: true });
});

const malote = (...args: string[]): Running =>
  runMalote([...args, '--json'], {
    MALOTE_URL: practice.address,
    MALOTE_TOKEN: practice.token,
    MALOTE_HOME: join(home, 'data'),
  });

const jobSchema = z.object({ job: z.string(), state: z.string(), counts: z.record(z.string(), z.number()) });

const plan = `import:
  file: pessoas.csv
  tag: natal
campaign:
  text:
    - "Olá, {{nome|cliente}}!"
    - "Oi, {{nome|cliente}}."
  rate: 20/s
  concurrency: 8
`;

describe('malote run, killed', () => {
  it('goes on with the same command from wherever it was: one import, one campaign, one message for each person', async () => {
    const rows = 60;
    await writePeople(join(home, 'pessoas.csv'), rows);
    const file = join(home, 'plano.yaml');
    await writeFile(file, plan);

    let kills = 0;
    for (const [route, more] of [
      ['contacts.exists', 1],
      ['contacts.createMany', 1],
      ['messages.create', 1],
      ['messages.create', 14],
    ] as const) {
      if (await killAfter(malote('run', file, '--yes'), practice, { route, more })) kills += 1;
    }
    expect(kills).toBe(4);
    expect((await malote('run', file, '--yes').ended).code).toBe(0);

    const { lines } = await malote('jobs').ended;
    const jobs = lines.flatMap((line) => jobSchema.safeParse(JSON.parse(line)).data ?? []);
    const ready = jobs.find(({ job }) => job === 'i1')?.counts['ready'] ?? 0;
    expect(ready).toBeGreaterThan(rows / 2);
    expect(jobs).toEqual([
      { job: 'c1', state: 'done', counts: expect.anything() },
      { job: 'i1', state: 'done', counts: { ready, noWhatsapp: rows - ready } },
    ]);
    expect(Object.values(jobs[0]?.counts ?? {}).reduce((a, b) => a + b, 0)).toBe(ready);

    const { messages } = await practice.summary();
    expect(messages).toMatchObject({ sent: ready, contacts: ready, mostToOneContact: 1 });
    expect(await practice.worstWindow(1_000)).toBeLessThanOrEqual(20);

    // Once it is over, the same command sends nothing more.
    expect((await malote('run', file, '--yes').ended).code).toBe(2);
    expect((await practice.summary()).messages.arrived).toBe(messages.arrived);
  });
});
