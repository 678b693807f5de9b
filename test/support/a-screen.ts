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
  expect(await screen.breaches()).toEqual([]);
  expect(screen.troubles).toEqual([]);
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
