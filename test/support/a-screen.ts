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
