import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshWindow, openWindow } from '../support/a-window.ts';

const lines = [
  'Nome;Celular;Cidade',
  'Ana;987654321;Sao Paulo',
  'Bruno;(11) 98765-4322;Sao Paulo',
  'Carla;11 98765 4322;Niterói',
  'Davi;11987654323;Sao Paulo',
  'Elis;sem número;Recife',
];

let open: FreshWindow;
let page: Page;
beforeAll(async () => {
  open = await openWindow();
  page = open.page;
  await writeFile(join(open.home, 'pessoas.csv'), lines.join('\n'));
});
afterAll(() => open.close());

const grid = () => page.getByRole('grid', { name: 'Linhas da planilha' });
const rowOf = (line: number) =>
  grid()
    .getByRole('row')
    .filter({ hasText: new RegExp(`^${line}\\D`) });
const ready = (count: number) => page.getByText(`${count} de 5 linhas`).waitFor();
/** From the first cell of the first row, by keyboard alone. */
async function goTo(row: number, column: number): Promise<void> {
  await grid().focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 8; i += 1) await page.keyboard.press('ArrowLeft');
  for (let i = 1; i < row; i += 1) await page.keyboard.press('ArrowDown');
  for (let i = 0; i < column; i += 1) await page.keyboard.press('ArrowRight');
}

it('puts a sheet right, nearly all by keyboard: cells, all alike, rows left out, and every step back and forth', async () => {
  await page.locator('input[type=file]').first().setInputFiles(join(open.home, 'pessoas.csv'));
  await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
  await page.goto(page.url().replace(/(importar\/\d+).*/, '$1/revisar'));
  await ready(2);

  // Under a filter the mended row leaves it; what was typed is not lost, and is said.
  await page.getByRole('button', { name: 'Sem DDD 1' }).click();
  await goTo(1, 2);
  await page.keyboard.type('11 98765-4323');
  await page.keyboard.press('Enter');
  await page.getByText('Linha 2 corrigida: Celular.').waitFor();
  await page.getByRole('button', { name: 'Todas 5' }).click();
  await expect.poll(() => rowOf(2).textContent()).toContain('11 98765-4323+55 11 98765-4323');
  // The first of the two with this number stays, so the other one is a repetition now.
  await expect.poll(() => rowOf(5).textContent()).toContain('Duplicado');
  await ready(2);

  // Escape gives up what was typed.
  await goTo(5, 2);
  await page.keyboard.type('11912345678');
  await page.keyboard.press('Escape');
  await expect.poll(() => rowOf(6).textContent()).toContain('sem número');

  // One cell, and then all that are alike.
  await goTo(1, 6);
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Cidade, linha 2' }).fill('São Paulo');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Corrigir também as outras 2 iguais' }).press('Enter');
  await expect.poll(() => grid().getByText('São Paulo').count()).toBe(3);

  // All the way back, and forth again.
  await grid().focus();
  for (let i = 0; i < 3; i += 1) {
    await expect.poll(() => page.getByRole('button', { name: /^Desfazer: / }).isEnabled()).toBe(true);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByRole('button', { name: /^Refazer: / }).isEnabled()).toBe(true);
  }
  await expect.poll(() => rowOf(2).textContent()).toContain('987654321');
  await expect.poll(() => grid().getByText('Sao Paulo').count()).toBe(3);
  await page.keyboard.press('Control+y');
  await expect.poll(() => rowOf(5).textContent()).toContain('Duplicado');

  // Another row of the two is kept; the one that is left out takes no part.
  await page.getByRole('button', { name: /^Repetidos/ }).press('Enter');
  await page.getByRole('combobox', { name: 'Qual linha repetida manter' }).click();
  await page.getByRole('option', { name: 'Manter a última' }).click();
  await page.getByRole('button', { name: 'Todas 5' }).press('Enter');
  await expect.poll(() => rowOf(2).textContent()).toContain('Duplicado');
  await goTo(4, 0);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Deixar de fora' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Incluir de novo' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => rowOf(5).textContent()).toContain('Deixado de fora');
  await expect.poll(() => rowOf(2).textContent()).toContain('+55 11 98765-4323');
  await expect.poll(() => rowOf(2).textContent()).toContain('A verificar');

  // Search, without regard to accents; and the order of a column.
  await page.keyboard.press('Control+f');
  await page.keyboard.type('niteroi');
  await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe('2');
  await page.keyboard.press('Escape');
  await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe('6');
  await grid().getByRole('button', { name: 'Nome' }).press('Enter');
  await grid().getByRole('button', { name: 'Nome' }).press('Enter');
  await expect.poll(() => grid().getByRole('row').nth(1).textContent()).toContain('Elis');
  expect(open.troubles).toEqual([]);
});
