import { describe, expect, it } from 'vitest';
import { accountColors, nextColor } from '#shared/accounts/color.ts';

describe('the colour of a further account', () => {
  it('is one that none has, for as long as there is one', () => {
    const taken = accountColors.reduce<(typeof accountColors)[number][]>((all) => [...all, nextColor(all)], []);
    expect(new Set(taken).size).toBe(accountColors.length);
  });

  it('is then the one that the fewest have', () => {
    expect(nextColor([...accountColors, ...accountColors.filter((color) => color !== 'teal')])).toBe('teal');
  });
});
