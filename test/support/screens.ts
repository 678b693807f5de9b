import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyRouter } from '@orpc/server';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { serveBrowsers } from '#main/hosts/browser/server.ts';
import { launchBrowser } from './browser.ts';
import { createFakeEngine, type FakeEngine, type FakeTools } from './fake-engine.ts';
import type { World } from './fake-engine-world.ts';

const renderer = process.env['MALOTE_TEST_RENDERER'] ?? join(import.meta.dirname, '..', '..', 'out', 'renderer');

/** A real browser with the built window in it, over the real server, before an engine that does as the test says. */
export interface Screen {
  readonly page: Page;
  readonly engine: FakeEngine;
  /** What the page complained of: errors of the console, breaches of its policy, exceptions. */
  readonly troubles: string[];
  /** Goes to a place within the window: `/importar/1/revisar`. */
  readonly go: (place: string) => Promise<void>;
  /** Breaches of accessibility rules on what is shown now, one line each. */
  readonly breaches: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

let browser: Promise<Browser> | null = null;

/** To be called after the last screen of a file. */
export async function closeBrowser(): Promise<void> {
  const open = browser;
  browser = null;
  await (await open)?.close();
}

export async function openScreen(
  world: World,
  options: {
    readonly place?: string;
    readonly size?: { readonly width: number; readonly height: number };
    /** Runs in the page before anything of it does: what a host gives to it. */
    readonly before?: () => void;
    readonly campaigns?: (tools: FakeTools) => AnyRouter;
  } = {},
): Promise<Screen> {
  browser ??= launchBrowser();
  const dataFolder = mkdtempSync(join(tmpdir(), 'malote-screen-'));
  mkdirSync(join(dataFolder, 'reports'));
  const engine = createFakeEngine({ world, dataFolder, campaigns: options.campaigns });
  const troubles: string[] = [];
  const server = await serveBrowsers({
    engine,
    dataFolder,
    renderer,
    port: 0,
    language: 'pt-BR',
    onTrouble: ({ what }) => troubles.push(`server: ${what}`),
  });
  const context = await (await browser).newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    reducedMotion: 'reduce',
  });
  if (options.before) await context.addInitScript(options.before);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  // The browser hands its file dialogs over only while somebody listens; between two listeners one would open for real.
  page.on('filechooser', () => undefined);
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));

  const go = async (place: string): Promise<void> => {
    await page.goto(`http://127.0.0.1:${server.port}/#${place}`);
  };
  // The place goes along through the redirect: the page is loaded once.
  await page.goto(options.place === undefined ? server.newLink() : `${server.newLink()}#${options.place}`);
  await page.locator('h1').first().waitFor();
  // A font that comes later moves everything: a click could begin on a button and end beside it.
  await page.evaluate(() => document.fonts.ready);

  return {
    page,
    engine,
    troubles,
    go,
    breaches: () => breachesOf(page),
    close: async () => {
      await context.close();
      await server.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Breaches of accessibility rules on what a page shows now, one line each. */
export async function breachesOf(page: Page): Promise<readonly string[]> {
  // A colour that is still on its way to the one of another theme is nobody's fault; what turns for ever is not waited for.
  await page.evaluate(async () => {
    const onTheirWay = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(onTheirWay.map(({ finished }) => finished));
  });
  // Through the debugger, which the page's policy does not bind.
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe.source);
  const results = await page.evaluate(() => window.axe?.run(document, { resultTypes: ['violations'] }));
  if (results === undefined) throw new Error('the rules of accessibility were not read into the page');
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, any }) => `${id}: ${help} (${target.join(' ')}) ${any.map(({ message }) => message).join(' ')}`,
    ),
  );
}

declare global {
  interface Window {
    readonly axe?: typeof axe;
  }
}
