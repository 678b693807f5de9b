import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { writePartOfSample } from '../support/part-of-sample.ts';
import { spawnPractice } from '../support/practice.ts';
import { startWindowHost, type WindowHost } from '../support/window-host.ts';

let home = '';
let practice: Awaited<ReturnType<typeof spawnPractice>>;
let browser: Browser;
const hosts = new Set<() => Promise<void>>();
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'malote-window-'));
  practice = await spawnPractice();
  browser = await launchBrowser();
});
afterEach(async () => {
  await browser.close();
  await Promise.all([...hosts].map((kill) => kill()));
  hosts.clear();
  await practice.close();
  await rm(home, { recursive: true, force: true });
});

async function startHost(): Promise<WindowHost> {
  const host = await startWindowHost(home);
  const kill = async () => {
    hosts.delete(kill);
    await host.kill();
  };
  hosts.add(kill);
  return { link: host.link, kill };
}

/** A file dragged in from outside of the window, as the system does it. */
async function dropFile(page: Page, path: string, where: ReturnType<Page['locator']>): Promise<void> {
  const box = await where.boundingBox();
  if (!box) throw new Error('nothing to drop onto');
  const cdp = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, ...at, data });
  }
}

const numberIn = (text: string | null): number => Number((text ?? '').replace(/\D/g, ''));

it('takes a messy sheet from the drop to the last message, through a reload and a killed host', async () => {
  const sheet = join(home, 'clientes-baguncada.csv');
  const rows = await writePartOfSample(sheet, 3);
  const first = await startHost();
  const context = await browser.newContext({ locale: 'pt-BR', timezoneId: 'America/Sao_Paulo' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.goto(first.link);

  // An account of one's own.
  await page.getByRole('link', { name: 'Conectar conta' }).click();
  await page.getByLabel('Endereço da conta').fill(practice.address);
  await page.getByLabel('Token de acesso pessoal').fill(practice.token);
  await page.getByRole('button', { name: 'Conectar' }).click();
  await page.getByText('Vendas', { exact: true }).first().waitFor();

  // Drop, map, review.
  await page.getByRole('link', { name: 'Início', exact: true }).click();
  const zone = page.getByText('Solte sua planilha aqui');
  await zone.waitFor();
  await dropFile(page, sheet, zone);
  await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
  await page.getByRole('link', { name: 'Colunas', exact: true }).last().click();
  await page.getByRole('heading', { name: 'O que é cada coluna?' }).waitFor();
  await page.getByRole('link', { name: 'Revisar', exact: true }).last().click();
  await page.getByRole('button', { name: /Usar DDD 11 nas 34 linhas/ }).click();
  await page.getByRole('button', { name: /Prontas para criar\s*597/ }).waitFor();
  await page.getByRole('link', { name: 'Criar', exact: true }).last().click();
  await page.getByRole('button', { name: /Criar 597 contatos/ }).click();

  // A reload in the middle loses nothing.
  await page.getByRole('progressbar').first().waitFor();
  await page.reload();
  const created = page.getByRole('heading', { name: /contatos prontos/ });
  await created.waitFor({ timeout: 150_000 });
  const ready = numberIn(await created.textContent());
  const outcomes = await page.getByRole('row').allTextContents();
  const counts = outcomes.slice(1).map((row) => numberIn(/[\d.]+$/.exec(row)?.[0] ?? ''));
  // The last one is the sum.
  expect(counts.at(-1)).toBe(rows);
  expect(counts.slice(0, -1).reduce((a, b) => a + b, 0)).toBe(rows);

  // Compose, pace, confirm.
  await page.getByRole('link', { name: 'Criar campanha com estes contatos' }).click();
  await page.getByRole('textbox', { name: 'Mensagem', exact: true }).fill('Olá {{primeiro nome|cliente}}, tudo bem?');
  await page.getByRole('link', { name: 'Escolher o público' }).click();
  await page.getByRole('link', { name: 'Escolher o ritmo' }).click();
  await page.getByRole('radio', { name: /Meu ritmo/ }).check();
  await page.getByLabel('Mensagens', { exact: true }).fill('1200');
  await page.getByLabel('No máximo por dia').fill('');
  await page.getByText('A qualquer hora').click();
  await page.getByRole('link', { name: 'Conferir e enviar' }).click();
  await page.getByRole('button', { name: `Segure para enviar a ${ready} pessoas` }).hover();
  await page.mouse.down();
  await page.getByRole('heading', { name: 'clientes-baguncada' }).waitFor();
  await page.mouse.up();

  // A reload, and then a kill of everything but the account.
  const sent = async () => (await practice.summary()).messages.sent;
  await expect.poll(sent, { timeout: 60_000 }).toBeGreaterThan(40);
  await page.reload();
  await page.getByText('Aceitas pelo Digisac').waitFor();
  await expect.poll(sent, { timeout: 60_000 }).toBeGreaterThan(150);
  await first.kill();
  await page
    .getByText(/Reconectando|conexão com o Malote/i)
    .first()
    .waitFor();
  const second = await startHost();
  await page.goto(second.link);
  await page.getByText('clientes-baguncada').first().click();

  await expect.poll(sent, { timeout: 240_000, interval: 1_000 }).toBe(ready);
  await page.getByText('Concluída').first().waitFor({ timeout: 60_000 });
  const { messages, ticketsOpened } = await practice.summary();
  expect(messages).toMatchObject({ sent: ready, contacts: ready, mostToOneContact: 1 });
  expect(await practice.worstWindow(60_000)).toBeLessThanOrEqual(1_200);
  expect(ticketsOpened).toBe(0);
  expect(troubles).toEqual([]);
}, 600_000);
