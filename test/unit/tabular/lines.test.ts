import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineReader, type Lines, longestLine } from '#shared/tabular/lines.ts';
import { type Encoding, encodings } from '#shared/tabular/table.ts';
import { encode } from './writing.ts';

const read = (bytes: Uint8Array, encoding: Encoding, sizes: readonly number[]): readonly Lines[] => {
  const reader = createLineReader(encoding);
  const parts: Lines[] = [];
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    parts.push(reader.push(bytes.slice(at, at + size)));
    at += size;
  }
  return [...parts, reader.end()];
};
const textOf = (parts: readonly Lines[]): string => parts.map((part) => part.text).join('');

const anyText = fc
  .array(fc.constantFrom('João', 'ção', ' ', ';', '\n', '\r\n', '\r', '\r\r\n', 'É', '1º', 'fim'), { maxLength: 30 })
  .map((parts) => parts.join(''));
const anySizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });

it('gives whole lines only, and all of the text, wherever its bytes are cut', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...encodings), anySizes, (text, encoding, sizes) => {
      const parts = read(encode(text, encoding), encoding, sizes);
      expect(textOf(parts)).toBe(text);
      for (const part of parts.slice(0, -1)) expect(part.text).toMatch(/^$|[\r\n]$/);
      const texts = parts.map((part) => part.text).filter((piece) => piece !== '');
      for (const [i, piece] of texts.entries())
        expect(piece.endsWith('\r') && texts[i + 1]?.startsWith('\n')).not.toBe(true);
      expect(parts.every((part) => part.mended.length === 0)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('takes the mark away once, at the beginning of the file', () => {
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
    const bytes = encode('\uFEFFAna\n\uFEFFLia\n', encoding);
    for (const sizes of [[1], [2], [1_000]]) expect(textOf(read(bytes, encoding, sizes))).toBe('Ana\n\uFEFFLia\n');
  }
});

it('does not see a line end in a letter of UTF-16 that has its byte', () => {
  const text = '\u0A0A\u0D0D\u0A0D\u0D0Ač\nĊ\n';
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    for (const sizes of [[1], [3], [100]]) {
      const parts = read(encode(text, encoding), encoding, sizes);
      expect(textOf(parts)).toBe(text);
      expect(parts.filter((part) => part.text !== '').every((part) => part.text.endsWith('\n'))).toBe(true);
    }
  }
});

it('keeps half a letter at the end of the file as broken', () => {
  expect(textOf(read(Uint8Array.of(0x41, 0, 0x42), 'utf-16le', [1]))).toBe('A\uFFFD');
  expect(textOf(read(Uint8Array.of(0x61, 0xc3), 'utf-8', [1]))).toBe('a\uFFFD');
});

it('mends each line of its own: another encoding in one harms no other, in whatever pieces they come', () => {
  const windows = encode('João Conceição\r\n', 'windows-1252');
  const torn = Uint8Array.of(...encode('José é', 'utf-8'), 0xc3, 0x0d, 0x0a);
  const noise = Uint8Array.of(0x41, 0x81, 0x90, 0x42, 0x0a);
  const bytes = Uint8Array.from([
    ...encode('Ação\r\n', 'utf-8'),
    ...windows,
    ...torn,
    ...noise,
    ...encode('\uFFFD\nmãe', 'utf-8'),
  ]);
  for (const sizes of [[1], [5], [1_000]]) {
    let line = 0;
    const mended: number[] = [];
    const parts = read(bytes, 'utf-8', sizes);
    for (const part of parts) {
      mended.push(...part.mended.map((i) => line + i));
      line += part.text.split('\n').length - 1;
    }
    expect(textOf(parts)).toBe('Ação\r\nJoão Conceição\r\nJosé é\uFFFD\r\nA\uFFFD\uFFFDB\n\uFFFD\nmãe');
    expect(mended).toEqual([1, 2, 3]);
  }
});

it('says of a line that it does not end, before it fills the memory', () => {
  const reader = createLineReader('utf-8');
  const piece = new Uint8Array(1024 * 1024).fill(0x61);
  let pushed = 0;
  while (!reader.push(piece).endless) pushed += piece.length;
  expect(pushed).toBeLessThanOrEqual(longestLine);
});
