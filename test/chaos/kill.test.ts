import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CliResult, type Run, type Running, runMalote } from '../support/malote.ts';
import { spawnPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { killAfter } from './kill-after.ts';

let home = '';
let practice: Awaited<ReturnType<typeof spawnPractice>>;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'malote-chaos-'));
  practice = await spawnPractice();
});
afterEach(async () => {
  await practice.close();
  await rm(home, { recursive: true, force: true });
});

const env = () => ({ MALOTE_URL: practice.address, MALOTE_TOKEN: practice.token, MALOTE_HOME: home });
const malote = (...args: string[]): Running => runMalote([...args, '--json'], env());

const lastOf = (run: Run): CliResult => {
  const last = run.results.at(-1);
  if (!last) throw new Error(`no result: ${run.said}`);
  return last;
};
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);

describe('kill -9', () => {
  it('while contacts are created and messages sent: each person gets one message, and every row is accounted for', async () => {
    const rows = 90;
    const sheet = join(home, 'pessoas.csv');
    await writePeople(sheet, rows);

    let imported = malote('import', sheet, '--yes', '--tag', 'Natal', '--map', 'Cidade=field:Bairro');
    let kills = 0;
    for (const [route, more] of [
      ['fields.create', 1],
      ['contacts.createMany', 1],
      ['tags.addContacts', 1],
    ] as const) {
      if (await killAfter(imported, practice, { route, more })) kills += 1;
      imported = malote('resume', '--all');
    }
    await imported.ended;
    expect(kills).toBe(3);
    const created = await malote('show', 'i1').ended;
    const { counts } = lastOf(created);
    expect(sum(counts)).toBe(rows);
    const ready = counts['ready'] ?? 0;
    expect(ready).toBeGreaterThan(rows / 2);
    expect(counts).toMatchObject({ ready, noWhatsapp: rows - ready });

    let sending = malote('send', 'i1', '--text', 'Olá, {{nome|cliente}}!', '--rate', '20/s', '--concurrency', '8');
    for (const more of [12, 1, 17, 9]) {
      if (await killAfter(sending, practice, { route: 'messages.create', more })) kills += 1;
      sending = malote('resume', '--all');
    }
    const done = await sending.ended;
    expect(kills).toBe(7);
    expect(done.code).toBe(0);
    const sent = lastOf(await malote('show', 'c1').ended);
    expect(sent.state).toBe('done');
    expect(sum(sent.counts)).toBe(ready);

    const { messages } = await practice.summary();
    expect(messages).toMatchObject({ sent: ready, contacts: ready, mostToOneContact: 1 });
    expect(await practice.worstWindow(1_000)).toBeLessThanOrEqual(20);
  });
});
