import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSharedTexts } from '#main/tabular/shared-texts.ts';

const megabyte = 2 ** 20;
const textOf = (i: number): string => `Pessoa ${i} ${'ção👍'.repeat(i % 40)}`;

describe('shared texts', () => {
  it('come back by their number, in any order', () => {
    const texts = createSharedTexts();
    for (let i = 0; i < 20_000; i += 1) texts.add(textOf(i));
    expect(texts.count()).toBe(20_000);
    for (let i = 0; i < 20_000; i += 1) expect(texts.get((i * 7_919) % 20_000)).toBe(textOf((i * 7_919) % 20_000));
    texts.close();
  });

  it('come back from the disk where there are more than memory is to hold, and leave nothing there', () => {
    const before = readdirSync(tmpdir());
    const texts = createSharedTexts({ bytesInMemory: megabyte });
    const count = 60_000;
    for (let i = 0; i < count; i += 1) texts.add(textOf(i));
    texts.add('x'.repeat(3 * megabyte));
    texts.add('');
    texts.add('fim');
    const left = readdirSync(tmpdir()).filter((name) => !before.includes(name) && /^malote-[^-]{6}$/.test(name));
    for (let i = 0; i < count; i += 1) expect(texts.get((i * 7_919) % count)).toBe(textOf((i * 7_919) % count));
    for (let i = 0; i < count; i += 1) expect(texts.get(i)).toBe(textOf(i));
    expect([texts.get(count).length, texts.get(count + 1), texts.get(count + 2)]).toEqual([3 * megabyte, '', 'fim']);
    expect(left).toEqual([]);
    texts.close();
  });

  it('are what was added, of whatever letters and length', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.integer({ min: 0, max: 400_000 }).map((length) => 'é'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 40 }), (added) => {
        const texts = createSharedTexts({ bytesInMemory: megabyte });
        for (const text of added) texts.add(text);
        expect(added.map((_, i) => texts.get(i))).toEqual(added);
        texts.close();
      }),
      { numRuns: 30 },
    );
  });

  it.each([-1, 2, 1.5, Number.NaN])('there is none for the number %d of two', (index) => {
    const texts = createSharedTexts();
    texts.add('Ana');
    texts.add('Lia');
    expect(() => texts.get(index)).toThrow('not there');
  });
});
