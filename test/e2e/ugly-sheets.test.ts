import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshWindow, openWindow } from '../support/a-window.ts';
import { breachesOf } from '../support/screens.ts';

let open: FreshWindow;
let page: Page;
beforeAll(async () => {
  open = await openWindow();
  page = open.page;
});
afterAll(() => open.close());

const latin = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

interface Ugly {
  readonly what: string;
  readonly fileName: string;
  readonly content: string | Buffer;
  /** Rows that can become contacts, of how many. */
  readonly ready: number;
  readonly rows: number;
  /** What stands in the first row of the review. */
  readonly first: string;
  /** A sentence of the first step. */
  readonly says?: string;
}

const uglySheets: readonly Ugly[] = [
  {
    what: 'titles above the header, in the encoding of an old Excel',
    fileName: 'relatorio.csv',
    content: latin(
      'Relatório de clientes;;\nGerado em 02/11/2026;;\n\nNome;Telefone;Município\nJosé;(11) 98765-4321;Goiânia\n',
    ),
    ready: 1,
    rows: 1,
    first: '(11) 98765-4321',
  },
  {
    what: 'one column of numbers, and no header',
    fileName: 'numeros.txt',
    content: '11987654321\r\n21988776655\r\n11987654321\r\n',
    ready: 2,
    rows: 3,
    first: '+55 11 98765-4321',
  },
  {
    what: 'the text that Excel calls Unicode',
    fileName: 'unicode.txt',
    content: utf16('Nome\tCelular\r\nÂngela\t11 98765-4321\r\n'),
    ready: 1,
    rows: 1,
    first: 'Ângela',
  },
  {
    what: 'numbers that Excel has shortened for good',
    fileName: 'abreviados.csv',
    content: 'Nome;WhatsApp\nAna;5,51199E+12\nBia;21988776655\n',
    ready: 1,
    rows: 2,
    first: '5,51199E+12',
  },
  {
    what: 'a line for Excel, commas within quotes, and a cell of two lines',
    fileName: 'sep.csv',
    content: 'sep=,\r\n"Nome","Fone","Obs"\r\n"Souza, Ana","11987654321","liga\r\nde manhã"\r\n',
    ready: 1,
    rows: 1,
    first: 'Souza, Ana',
  },
  {
    what: 'a forgotten quote',
    fileName: 'aspa.csv',
    content: `Nome;Celular\nAna;11987654321\n"Bia;21988776655\nCaio;31976543210\n${'Davi;\n'.repeat(3)}`,
    ready: 3,
    rows: 6,
    first: 'Ana',
    says: 'aspa',
  },
  {
    what: 'a header of two lines',
    fileName: 'duas-linhas.csv',
    content:
      'Cliente;;Endereço;\nNome;Celular;Rua;Cidade\nAna;11987654321;Rua A, 10;Olinda\nBia;21988776655;Rua B, 7;Recife\n',
    ready: 2,
    rows: 2,
    first: 'Rua A, 10',
  },
  {
    what: 'a page with a table that calls itself a workbook',
    fileName: 'sistema.xls',
    content:
      '<html><body><table><tr><td>Nome</td><td>Celular</td></tr><tr><td>Jos&eacute; &amp; filhos</td><td>11987654321</td></tr></table></body></html>',
    ready: 1,
    rows: 1,
    first: 'José & filhos',
  },
  {
    what: 'columns without names, and numbers in two of them',
    fileName: 'sem-nomes.csv',
    content:
      'Coluna 1;Coluna 2;Coluna 3\nAna Souza;11987654321;A\nBruno Lima;21988776655;B\nCarla Dias;31976543210;A\n',
    ready: 3,
    rows: 3,
    first: '+55 11 98765-4321',
  },
  {
    what: 'blank lines, blank columns, and spaces that nobody sees',
    fileName: 'vazios.csv',
    content: '\uFEFFNome ;  Celular\u00a0;;\n\n ;;;\n Ana ;\u00a011 98765\u201143\u200b21 ;;\n;;;\n',
    ready: 1,
    rows: 1,
    first: 'Ana',
  },
];

describe('a new user with', () => {
  it.each(uglySheets)('$what', async ({ fileName, content, ready, rows, first, says }) => {
    const path = join(open.home, fileName);
    await writeFile(path, content);
    await page.locator('input[type=file]').first().setInputFiles(path);
    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
    await page.getByText(fileName).first().waitFor();
    if (says) await page.getByText(says).first().waitFor();
    await page.getByRole('link', { name: 'Colunas', exact: true }).last().press('Enter');
    await page.getByRole('heading', { name: 'O que é cada coluna?' }).waitFor();
    await page.getByRole('link', { name: 'Revisar', exact: true }).last().press('Enter');
    await page.getByText(new RegExp(`^${ready} de ${rows} linha`)).waitFor();
    await expect.poll(() => page.getByRole('grid').getByRole('row').nth(1).textContent()).toContain(first);
    expect(open.troubles).toEqual([]);
  });

  it('any of them, in a window that keeps the rules of accessibility', async () => {
    expect(await breachesOf(page)).toEqual([]);
  });
});
