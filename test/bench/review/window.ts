import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { launchBrowser } from '../../support/browser.ts';
import { startWindowHost } from '../../support/window-host.ts';

/** What the browser's own tracing tells of a time of scrolling. */
export interface Scrolled {
  readonly seconds: number;
  readonly framesPerSecond: number;
  /** On the painting thread of the page, in milliseconds. */
  readonly longestTaskMs: number;
  readonly tasksOver50Ms: number;
  /** From the screen asked for to its first rows, and to rows again after a jump into the middle. */
  readonly firstRowMs: number;
  readonly jumpMs: number;
}

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number().optional(),
      dur: z.number().optional(),
      args: z.object({ name: z.string().optional() }).loose().optional(),
    }),
  ),
});

const scrollSeconds = 8;

/** Scrolls through the review of an import in the real window, on a host of its own over this data folder. */
export async function scrollReview(folder: string, importId: number): Promise<Scrolled> {
  const host = await startWindowHost(folder);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
    await page.goto(host.link);
    await page.getByRole('button', { name: 'Abrir planilha' }).first().waitFor();
    const begun = performance.now();
    await page.evaluate((hash) => location.assign(hash), `#/importar/${importId}/revisar`);
    const rows = page.getByRole('grid').getByRole('row');
    await rows.nth(3).locator('.vtable-text').first().waitFor();
    const firstRowMs = performance.now() - begun;
    const traced = await traceScrolling(browser, page);
    const jumpedAt = performance.now();
    await page.getByRole('grid').evaluate((box) => {
      box.scrollTop = box.scrollHeight / 2;
    });
    await page.waitForFunction(
      () => document.querySelectorAll('.vtable-row').length > 3 && !document.querySelector('.vtable-row .vtable-wait'),
    );
    return { ...traced, firstRowMs, jumpMs: performance.now() - jumpedAt };
  } finally {
    await browser.close();
    await host.kill();
  }
}

async function traceScrolling(
  browser: Browser,
  page: Page,
): Promise<Pick<Scrolled, 'seconds' | 'framesPerSecond' | 'longestTaskMs' | 'tasksOver50Ms'>> {
  const box = await page.getByRole('grid').boundingBox();
  if (!box) throw new Error('no table to scroll');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const categories = ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'];
  await browser.startTracing(page, { categories });
  const begun = performance.now();
  const frames = page.evaluate(
    (ms) =>
      new Promise<number>((resolve) => {
        const endAt = performance.now() + ms;
        let count = 0;
        const next = () => {
          count += 1;
          if (performance.now() < endAt) requestAnimationFrame(next);
          else resolve(count);
        };
        requestAnimationFrame(next);
      }),
    scrollSeconds * 1_000,
  );
  // As a person spins a wheel: some 30 notches a second.
  while (performance.now() - begun < scrollSeconds * 1_000) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(30);
  }
  const framesPerSecond = (await frames) / scrollSeconds;
  const { traceEvents } = traceSchema.parse(JSON.parse(String(await browser.stopTracing())));
  const painting = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && painting.has(`${pid}/${tid}`))
    .map(({ dur = 0 }) => dur / 1_000);
  if (tasks.length === 0) throw new Error('the trace holds no task of the painting thread');
  return {
    seconds: scrollSeconds,
    framesPerSecond,
    longestTaskMs: Math.max(...tasks),
    tasksOver50Ms: tasks.filter((ms) => ms > 50).length,
  };
}
