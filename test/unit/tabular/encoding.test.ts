import { describe, expect, it } from 'vitest';
import { createDecoder, readEncodingName } from '#shared/tabular/encoding.ts';
import type { Encoding } from '#shared/tabular/table.ts';

const bytes = (from: number, to: number): Uint8Array => Uint8Array.from({ length: to - from }, (_, i) => from + i);
const decode = (encoding: Encoding, from: number, to: number): string => createDecoder(encoding)(bytes(from, to));

describe('letters of an encoding', () => {
  it.each(['windows-1252', 'iso-8859-1'] as const)(
    '%s: has signs of Word from 0x80 to 0x9F, never control codes',
    (encoding) => {
      const signs = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
      expect(decode(encoding, 0x80, 0xa0)).toBe(signs);
      expect(decode(encoding, 0xa0, 0x100)).toBe(String.fromCharCode(...bytes(0xa0, 0x100)));
    },
  );

  it('cp850: has the letters of Excel’s “CSV (MS-DOS)”', () => {
    const word = Uint8Array.of(
      0x4a,
      0x6f,
      0xc6,
      0x6f,
      0x20,
      0x41,
      0x80,
      0xc7,
      0xe5,
      0x45,
      0x53,
      0x20,
      0x82,
      0xa2,
      0xa3,
      0x87,
    );
    expect(createDecoder('cp850')(word)).toBe('João AÇÃÕES éóúç');
    expect(new Set(decode('cp850', 0, 0x100)).size).toBe(256);
    expect(decode('cp850', 0, 0x80)).toBe(String.fromCharCode(...bytes(0, 0x80)));
  });

  it('macintosh: has the letters of Excel’s “CSV (Macintosh)”', () => {
    expect(createDecoder('macintosh')(Uint8Array.of(0x4a, 0x6f, 0x8b, 0x6f, 0x20, 0x8e, 0x8d, 0x9b, 0xe5))).toBe(
      'João éçõÂ',
    );
  });

  it.each([
    ['utf-16le', [0x4a, 0, 0xe3, 0, 0x3d, 0xd8, 0x4d, 0xdc]],
    ['utf-16be', [0, 0x4a, 0, 0xe3, 0xd8, 0x3d, 0xdc, 0x4d]],
    ['utf-8', [0x4a, 0xc3, 0xa3, 0xf0, 0x9f, 0x91, 0x8d]],
  ] as const)('%s: has all there are', (encoding, letters) => {
    expect(createDecoder(encoding)(Uint8Array.from(letters))).toBe('Jã👍');
  });

  it('never fails: what it does not define becomes U+FFFD', () => {
    expect(createDecoder('utf-8')(Uint8Array.of(0x61, 0xff, 0xc3))).toBe('a\uFFFD\uFFFD');
    expect(createDecoder('utf-16le')(Uint8Array.of(0x61, 0, 0x00, 0xd8, 0x62, 0))).toBe('a\uFFFDb');
  });
});

it.each([
  ['UTF8', 'utf-8'],
  ['utf-16', 'utf-16le'],
  ['Unicode', 'utf-16le'],
  ['UTF-16BE', 'utf-16be'],
  ['latin1', 'iso-8859-1'],
  ['ISO-8859-1', 'iso-8859-1'],
  ['ANSI', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['Mac Roman', 'macintosh'],
  ['IBM 850', 'cp850'],
  ['utf-7', null],
  ['', null],
] as const)('understands that “%s” means %s', (name, encoding) => {
  expect(readEncodingName(name)).toBe(encoding);
});
