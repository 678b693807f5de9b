import { expect, onTestFinished } from 'vitest';
import { openScreen, type Screen } from './screens.ts';

/** A screen for one test, closed after it. */
export async function aScreen(...args: Parameters<typeof openScreen>): Promise<Screen> {
  const screen = await openScreen(...args);
  onTestFinished(screen.close);
  return screen;
}

/** Nothing in the console, nothing against the page's policy, no breach of accessibility. */
export async function expectCalm(screen: Screen): Promise<void> {
  // What passes by itself (a frame between two themes, on a busy machine) is no breach; what stays is.
  await expect.poll(() => screen.breaches(), { timeout: 10_000 }).toEqual([]);
  expect(screen.troubles).toEqual([]);
}

const large = { width: 1280, height: 800 } as const;
const small = { width: 900, height: 600 } as const;

/** The same in light and large, then in dark and small, where nothing makes the window itself scroll sideways either. */
export async function expectCalmInBothLooks(screen: Screen): Promise<void> {
  const { page, engine } = screen;
  for (const [theme, size] of [['light', large] as const, ['dark', small] as const]) {
    await page.setViewportSize(size);
    engine.world.settings = { ...engine.world.settings, theme };
    engine.tell({ type: 'settings' });
    await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(theme);
    // What comes a moment later belongs to the screen as well.
    await page.waitForLoadState('networkidle');
    await expectCalm(screen);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
  }
}

/** What the engine was asked to do, by its name. */
export const asked = (screen: Screen, path: string): readonly unknown[] =>
  screen.engine.world.calls.filter((call) => call.path === path).map(({ input }) => input);

/** For `before`: the page keeps account of how much moves without anybody's doing. */
export function watchShifts(): void {
  Object.assign(window, { shift: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if ('value' in entry && typeof entry.value === 'number')
        Object.assign(window, { shift: window.shift + entry.value });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** How much of the page has moved so far: 0.1 is a tenth of it, by as much as it is high (CLS). */
export const shiftOf = (screen: Screen): Promise<number> => screen.page.evaluate(() => window.shift);

declare global {
  interface Window {
    readonly shift: number;
  }
}
