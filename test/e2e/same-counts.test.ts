import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { plainText } from '#shared/campaign/content.ts';
import { deliveryStateSchema } from '#shared/recipient/delivery.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { createTranslator } from '#shared/sentences/translate.ts';
import { briskPace } from '../support/engine.ts';
import { type Gate, openGate } from '../support/gate.ts';
import { runMalote } from '../support/malote.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { connectAsWindow } from '../support/window-client.ts';

type Counts = Readonly<Record<string, number>>;

const people = 150;
const stops = 5;
const serveScript = join(import.meta.dirname, '..', '..', 'out', 'main', 'serve.js');

let home = '';
let practice: Practice;
let gate: Gate;
const atEnd: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'malote-counts-'));
  // Whoever opts out, or has no WhatsApp, would only blur what is counted.
  practice = await startPractice({ habits: { withoutWhatsapp: 0, optOuts: 0 } });
  gate = await openGate(practice);
});
afterEach(async () => {
  for (const end of atEnd.splice(0).reverse()) await end();
  await gate.close();
  await practice.close();
  await rm(home, { recursive: true, force: true });
});

/** The browser host, and a window of it: a client that came in by the link. */
async function openWindow(): Promise<EngineClient> {
  const host = spawn(process.execPath, [serveScript], {
    env: { PATH: process.env['PATH'], LANG: 'pt_BR.UTF-8', MALOTE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atEnd.push(async () => {
    host.kill('SIGKILL');
    await once(host, 'exit');
  });
  let said = '';
  host.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const link = await vi.waitFor(() => new URL(/http:\/\/\S+token=\S+/.exec(said)?.[0] ?? ''), { timeout: 20_000 });
  const entered = await fetch(link, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const window = await connectAsWindow({ url: link.href, cookie });
  atEnd.push(async () => window.close());
  return window.engine;
}

async function startCampaign(window: EngineClient): Promise<void> {
  const sheet = join(home, 'people.csv');
  await writePeople(sheet, people);
  const { id: accountId } = await window.accounts.connect({
    ...{ address: gate.address, token: practice.token, remember: true },
  });
  const { importId } = await window.imports.stage({ path: sheet, fileName: 'people.csv', accountId });
  const isIn = (phase: string) => async () => expect((await window.jobs.get({ job: 'i1' })).phase).toBe(phase);
  await vi.waitFor(isIn('review'), { timeout: 20_000 });
  await window.imports.create({ importId });
  await vi.waitFor(isIn('done'), { timeout: 40_000 });
  await window.campaigns.create({
    ...{ importId, name: 'Natal', content: plainText('Olá, {{nome}}!'), inDoubt: 'settle', openTicket: false },
    pace: { ...briskPace, concurrency: 8 },
  });
}

const withoutNone = (counts: Counts): Counts => Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
const label = createTranslator('pt-BR');

/** By the words of the report; two states may share one. */
function inWords(counts: Counts): Counts {
  const words: Record<string, number> = {};
  for (const [state, count] of Object.entries(counts)) {
    const word = label(`state.delivery.${deliveryStateSchema.parse(state)}.label`);
    words[word] = (words[word] ?? 0) + count;
  }
  return words;
}

async function countsOfReport(path: string): Promise<Counts> {
  const { data } = Papa.parse<Record<string, string>>((await readFile(path, 'utf8')).replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  const words: Record<string, number> = {};
  for (const row of data) {
    const word = row[label('cli.report.delivery')] ?? '';
    words[word] = (words[word] ?? 0) + 1;
  }
  return words;
}

it('tells the same counts in the window, on the command line and in the report, wherever the campaign stands', async () => {
  const window = await openWindow();
  await startCampaign(window);
  const countsNow = async () => withoutNone((await window.jobs.get({ job: 'c1' })).counts);
  const seen = new Set<string>();

  /** All of them, in a moment that lasted from the first answer to the last: the gate is closed, so there comes one. */
  async function askAll(stop: number) {
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const before = await countsNow();
      const [command, detail, report] = await Promise.all([
        runMalote(['show', 'c1', '--json'], { MALOTE_HOME: home }).ended,
        window.campaigns.get({ campaignId: 1 }),
        window.reports.write({ job: 'c1', format: 'csv', path: join(home, `${stop}.csv`), language: 'pt-BR' }),
      ]);
      const shown = withoutNone(command.results.at(-1)?.counts ?? {});
      const written = await countsOfReport(report.path);
      const after = await countsNow();
      if (JSON.stringify(after) !== JSON.stringify(before)) continue;
      const byState = Object.fromEntries(detail.counts.map(({ state, count }) => [state, count]));
      return { before, shown, detail: withoutNone(byState), written };
    }
    throw new Error('the counts move while nothing passes the gate');
  }

  for (let stop = 1; stop <= stops; stop += 1) {
    gate.letThrough(people / (stops + 2));
    await vi.waitFor(() => expect(gate.held()).toBeGreaterThan(0), { timeout: 20_000 });
    const { before, shown, detail, written } = await askAll(stop);

    expect(Object.values(before).reduce((sum, count) => sum + count, 0)).toBe(people);
    expect(before['sending']).toBe(gate.held());
    expect(shown).toEqual(before);
    expect(detail).toEqual(before);
    expect(written).toEqual(inWords(before));
    seen.add(JSON.stringify(before));
  }
  expect(seen.size).toBe(stops);

  gate.open();
  await vi.waitFor(async () => expect((await window.jobs.get({ job: 'c1' })).status).toBe('done'), { timeout: 40_000 });
  expect((await practice.summary()).messages).toMatchObject({ sent: people, mostToOneContact: 1 });
});
