import type { Locator, Page } from 'playwright-core';

/** More controls than any screen has. */
const mostSteps = 200;

/** A window in the hands of somebody who has no mouse. */
export function keyboardOf(page: Page) {
  /** Tab by Tab to a control. Fails where Tab does not lead there. */
  async function go(to: Locator): Promise<void> {
    // Radio buttons may be drawn by their labels alone.
    await to.waitFor({ state: 'attached' });
    for (let steps = 0; steps < mostSteps; steps += 1) {
      if (await to.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${String(to)}`);
  }
  return {
    go,
    press: async (control: Locator, key = 'Enter'): Promise<void> => {
      await go(control);
      await page.keyboard.press(key);
    },
    /** In place of what stands in the field. */
    type: async (field: Locator, text: string): Promise<void> => {
      await go(field);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    },
    /** An option of a list, by its first letters. */
    choose: async (list: Locator, letters: string): Promise<void> => {
      await go(list);
      await page.keyboard.type(letters);
    },
    /** Of radio buttons: from the one that is chosen to another, by arrows. */
    pick: async (radio: Locator, others: Locator): Promise<void> => {
      await go(others.and(page.locator(':checked')));
      for (let steps = 0; steps < mostSteps && !(await radio.isChecked()); steps += 1) {
        await page.keyboard.press('ArrowDown');
      }
    },
  };
}

export type Keyboard = ReturnType<typeof keyboardOf>;
