import type { Encoding } from './table.ts';

// Code page 850, 0x80 to 0xFF: https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/CP850.TXT.
// TextDecoder does not know it.
const upperCp850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
  'ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';

const unitsOfCp850 = Uint16Array.from({ length: 256 }, (_, byte) =>
  byte < 0x80 ? byte : upperCp850.charCodeAt(byte - 0x80),
);

/**
 * A function from bytes to text that never fails: what an encoding does not define becomes U+FFFD. It keeps no
 * state, so it is given whole lines, never a torn letter. A byte order mark is kept as a character.
 */
export function createDecoder(encoding: Encoding): (bytes: Uint8Array) => string {
  if (encoding === 'cp850') {
    const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });
    return (bytes) => {
      const units = new Uint16Array(bytes.length);
      for (let i = 0; i < bytes.length; i += 1) units[i] = unitsOfCp850[bytes[i] ?? 0] ?? 0xfffd;
      return utf16.decode(new Uint8Array(units.buffer));
    };
  }
  // The label iso-8859-1 means windows-1252 to TextDecoder, which has the same letters and € ’ “ where the standard
  // has control codes: https://encoding.spec.whatwg.org/#names-and-labels.
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes) => decoder.decode(bytes);
}

/** Bytes of the mark that may open a file in this encoding; none where it has no mark. */
export function byteOrderMark(encoding: Encoding): readonly number[] {
  if (encoding === 'utf-8') return [0xef, 0xbb, 0xbf];
  if (encoding === 'utf-16le') return [0xff, 0xfe];
  if (encoding === 'utf-16be') return [0xfe, 0xff];
  return [];
}

export interface Units {
  /** Bytes per code unit. */
  readonly size: number;
  readonly at: (bytes: Uint8Array, i: number) => number;
}

/** Code units of an encoding: where lines end and control codes are is found without decoding. */
export function unitReader(encoding: Encoding): Units {
  if (encoding === 'utf-16le') return { size: 2, at: (bytes, i) => (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) };
  if (encoding === 'utf-16be') return { size: 2, at: (bytes, i) => ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0) };
  return { size: 1, at: (bytes, i) => bytes[i] ?? 0 };
}

export const startsWith = (bytes: Uint8Array, prefix: readonly number[], at = 0): boolean =>
  prefix.every((byte, i) => bytes[at + i] === byte);

const names: ReadonlyMap<string, Encoding> = new Map([
  ['utf8', 'utf-8'],
  ['utf16', 'utf-16le'],
  ['utf16le', 'utf-16le'],
  ['unicode', 'utf-16le'],
  ['utf16be', 'utf-16be'],
  ['windows1252', 'windows-1252'],
  ['win1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['ansi', 'windows-1252'],
  ['iso88591', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['macintosh', 'macintosh'],
  ['macroman', 'macintosh'],
  ['mac', 'macintosh'],
  ['cp850', 'cp850'],
  ['ibm850', 'cp850'],
  ['msdos', 'cp850'],
  ['dos', 'cp850'],
]);

/** The encoding that a person means by "UTF8", "latin1" or "ANSI"; null where Malote does not know it. */
export const readEncodingName = (name: string): Encoding | null =>
  names.get(name.toLowerCase().replace(/[^a-z0-9]/g, '')) ?? null;
