import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { launchBrowser } from '../../support/browser.ts';
import { setup as build } from '../../support/build.ts';
import { startWindowHost } from '../../support/window-host.ts';
import { figures, readOptions, tableRow } from '../figures.ts';
import { writeSheet } from '../stage/sheets.ts';
import { buildRival, serveFolder } from './rival.ts';

const help = `npm run bench -- preview [options]

The time from a file given to the window until its columns are mapped and can be changed, in Malote and in react-spreadsheet-import,
in the same browser, in turns. That one is installed into a folder of its own, for the bench only.

  --rows N,N,…   1000,10000,100000 when left out
  --runs N       3 when left out`;

const optionsSchema = z.object({
  rows: z
    .string()
    .default('1000,10000,100000')
    .transform((text) => text.split(',').map(Number))
    .pipe(z.array(z.int().min(10))),
  runs: z.coerce.number().int().positive().default(3),
});

const patienceMs = 60_000;

async function freshPage(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(link);
  return page;
}

/** Nobody waits between the screens: each *next* is pressed as soon as it is there. */
async function inMalote(page: Page, sheet: string): Promise<number> {
  await page.getByRole('button', { name: 'Abrir planilha' }).first().waitFor();
  const begun = performance.now();
  await page.locator('input[type=file]').first().setInputFiles(sheet);
  await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
  await page.getByRole('link', { name: 'Colunas', exact: true }).last().click();
  await page.getByRole('heading', { name: 'O que é cada coluna?' }).waitFor();
  await page.getByText('cliente0@exemplo.com.br').first().waitFor();
  return performance.now() - begun;
}

async function inRival(page: Page, sheet: string): Promise<number> {
  await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
  const begun = performance.now();
  await page.locator('input[type=file]').first().setInputFiles(sheet);
  await page.getByText('Select header row').first().waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'Match Columns' }).waitFor();
  await page.getByText('cliente0@exemplo.com.br').first().waitFor();
  return performance.now() - begun;
}

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  await build();
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  const home = join(folder, 'home');
  await mkdir(home);
  const rival = await serveFolder(await buildRival(join(folder, 'rival')));
  const host = await startWindowHost(home);
  const browser = await launchBrowser();
  const first = await freshPage(browser, host.link);
  try {
    console.log(tableRow('sheet', 'Malote, ms', 'react-spreadsheet-import, ms', 'times as fast'));
    console.log(tableRow('---', '---', '---', '---'));
    for (const rows of chosen.rows) {
      const sheet = join(folder, `clientes-${rows}.csv`);
      await writeSheet(sheet, 'csv', { rows, variant: 'usual' });
      const times: { readonly ours: number; readonly theirs: number }[] = [];
      for (let i = 0; i < chosen.runs; i += 1) {
        await first.goto(first.url().replace(/#.*/, '#/'));
        const ours = await inMalote(first, sheet);
        const page = await freshPage(browser, rival.link);
        const theirs = await inRival(page, sheet);
        await page.context().close();
        times.push({ ours, theirs });
      }
      console.log(
        tableRow(
          `CSV, ${rows.toLocaleString('en')} rows`,
          figures(times.map(({ ours }) => ours)),
          figures(times.map(({ theirs }) => theirs)),
          figures(times.map(({ ours, theirs }) => theirs / ours)),
        ),
      );
    }
  } finally {
    await browser.close();
    await host.kill();
    rival.server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
