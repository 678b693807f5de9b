import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { startWindowHost } from './window-host.ts';

/** The real window over the real engine, in a browser and with a data folder of their own. */
export interface FreshWindow {
  readonly page: Page;
  /** For the files of the test as well. */
  readonly home: string;
  /** Exceptions of the page. */
  readonly troubles: readonly string[];
  readonly close: () => Promise<void>;
}

export async function openWindow(): Promise<FreshWindow> {
  const home = await mkdtemp(join(tmpdir(), 'malote-window-'));
  const host = await startWindowHost(home);
  const browser = await launchBrowser();
  const context = await browser.newContext({ locale: 'pt-BR', timezoneId: 'America/Sao_Paulo' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.goto(host.link);
  await page.getByRole('button', { name: 'Abrir planilha' }).first().waitFor();
  return {
    page,
    home,
    troubles,
    close: async () => {
      await browser.close();
      await host.kill();
      await rm(home, { recursive: true, force: true });
    },
  };
}
