import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumberFinder, endingOf } from '#shared/privacy/number-text.ts';

const mobile = fc
  .tuple(fc.constantFrom('11', '21', '27', '47', '85'), fc.integer({ min: 80_000_000, max: 89_999_999 }))
  .map(([area, line]) => ({ area, line: String(line) }));

describe('a number in a text', () => {
  it.each([
    ['5511987650001', '(11) 98765-0001', true],
    ['5511987650001', '+55 11 8765-0001', true],
    ['5511987650001', 'ligar para a Ana: 11 98765 0001 (recado)', true],
    ['5511987650001', '98765-0001', false],
    ['5511987650001', '(21) 98765-0001', false],
    ['5511987650001', '11 98765-0002', false],
    ['14155550123', '+1 415 555-0123', true],
    ['14155550123', '415 555-0123', false],
  ])('%s in %j: %s', (digits, text, isThere) => {
    expect(createNumberFinder(digits)(text)).toBe(isThere);
  });

  it('is found in every writing that has its area code, with or without the ninth digit', () => {
    const mark = fc.constantFrom('', ' ', '-', '.', '/');
    fc.assert(
      fc.property(mobile, fc.boolean(), fc.boolean(), mark, ({ area, line }, isNine, isCoded, between) => {
        const written = `${isCoded ? '+55 ' : ''}(${area}) ${isNine ? '9' : ''}${line.slice(0, 4)}${between}${line.slice(4)}`;
        expect(createNumberFinder(`55${area}9${line}`)(written)).toBe(true);
      }),
    );
  });

  it('ends in digits that people write side by side', () => {
    expect(endingOf('5511987650001')).toBe('0001');
  });
});
