// Takes the pictures of README and docs from the real window, with the practice account: `npm run screenshots`.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';

const root = join(import.meta.dirname, '..');
const images = join(root, 'docs', 'images');

async function linkOf(host: ReturnType<typeof spawn>): Promise<string> {
  let said = '';
  for await (const chunk of host.stdout ?? []) {
    said += String(chunk);
    const link = /http:\/\/\S+token=\S+/.exec(said)?.[0];
    if (link !== undefined) return link;
  }
  throw new Error('the host ended before it was open');
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' });
}

async function walk(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Experimentar agora' }).click();
  await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
  await take(page, 'planilha');
  await page.getByRole('link', { name: 'Colunas', exact: true }).last().click();
  await page.getByRole('heading', { name: 'O que é cada coluna?' }).waitFor();
  await take(page, 'colunas');
  await page.getByRole('link', { name: 'Revisar', exact: true }).last().click();
  await page.getByRole('row').nth(5).waitFor();
  await take(page, 'revisar');
  await page.getByRole('button', { name: /Usar DDD 11/ }).click();
  await page.getByRole('button', { name: /Prontas para criar\s*1\.754/ }).waitFor();
  await page.getByRole('link', { name: 'Criar', exact: true }).last().click();
  await page.getByRole('button', { name: /Criar 1\.754 contatos/ }).click();
  await page.getByRole('heading', { name: /contatos prontos/ }).waitFor({ timeout: 120_000 });
  await page.getByRole('link', { name: 'Criar campanha com estes contatos' }).click();
  await page.getByLabel('Nome da campanha').fill('Volta às aulas');
  await page
    .getByRole('textbox', { name: 'Mensagem', exact: true })
    .fill(
      'Olá {{primeiro nome|cliente}}, tudo bem?\n\nA lista de *material escolar* já chegou. Responda SAIR para não receber mais.',
    );
  await page.getByText(/^1 de 1\.\d+$/).waitFor();
  await take(page, 'mensagem');
  await page.getByRole('link', { name: 'Escolher o público' }).click();
  await page.getByRole('link', { name: 'Escolher o ritmo' }).click();
  await page.getByRole('link', { name: 'Conferir e enviar' }).click();
  const gate = await page.getByText(/Digite .* para liberar o envio/).textContent();
  await page.getByLabel(/Digite .* para liberar o envio/).fill((gate ?? '').replace(/\D/g, ''));
  await page.getByRole('button', { name: /Enviar a .* pessoas/ }).click();
  await page.getByText('Aceitas pelo Digisac').waitFor();
  // Long enough for a chart of some minutes, receipts, and replies.
  await page.waitForTimeout(150_000);
  await take(page, 'acompanhar');
  await page.getByRole('link', { name: 'Relatório', exact: true }).click();
  await page.getByRole('heading', { name: 'Do envio à resposta' }).waitFor();
  await take(page, 'relatorio');
  await page.getByRole('link', { name: /^Nova campanha para .* que não responderam$/ }).click();
  await page.getByText('podem receber').waitFor();
  await take(page, 'publicos');
  await page.getByRole('link', { name: 'Calendário e rotinas', exact: true }).click();
  await page.getByRole('heading', { name: 'Calendário', exact: true }).waitFor();
  await page.getByText(/mensagens saíram neste dia/).waitFor();
  await take(page, 'calendario');
  await page.getByRole('link', { name: 'Descadastros e LGPD', exact: true }).click();
  await page.getByRole('row').nth(3).waitFor();
  await take(page, 'privacidade');
  await page.getByRole('link', { name: 'Início', exact: true }).first().click();
  await page.getByText('Solte sua planilha aqui').waitFor();
  await take(page, 'inicio');
}

const home = await mkdtemp(join(tmpdir(), 'malote-pictures-'));
await mkdir(images, { recursive: true });
const host = spawn(process.execPath, [join(root, 'out', 'main', 'serve.js')], {
  env: { ...process.env, MALOTE_HOME: home, LANG: 'pt_BR.UTF-8' },
  stdio: ['ignore', 'pipe', 'ignore'],
});
const browser = await launchBrowser();
try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(await linkOf(host));
  await walk(page);
} finally {
  await browser.close();
  host.kill('SIGTERM');
  await rm(home, { recursive: true, force: true });
}
