import { byteOrderMark, createDecoder, startsWith } from './encoding.ts';
import { plausibility } from './plausible.ts';
import type { Encoding } from './table.ts';
import { sniffUtf16 } from './utf16.ts';

/**
 * Bytes of a file to judge it by: its beginning, and pieces from further in, which may start and end anywhere.
 * `whole` says that `head` is all of the file.
 */
export interface Sample {
  readonly head: Uint8Array;
  readonly further: readonly Uint8Array[];
  readonly whole: boolean;
}

export interface EncodingFinding {
  readonly encoding: Encoding;
  readonly certainty: number;
}

/**
 * Finds out how the letters of a text file are written. UTF-8 and UTF-16 give themselves away by their form; between
 * the one-byte encodings the plausibility of the words decides, in favour of Windows-1252 where it says nothing.
 */
export function sniffEncoding(sample: Sample): EncodingFinding {
  const { head } = sample;
  const utf16 = sniffUtf16(head);
  if (utf16 !== null) return { encoding: utf16.encoding, certainty: utf16.marked ? 1 : 0.95 };

  const marked = startsWith(head, byteOrderMark('utf-8'));
  const pieces = [head, ...sample.further];
  const counts = pieces.map((piece, i) =>
    countUtf8(piece, { startsInside: i > 0, endsInside: i > 0 || !sample.whole }),
  );
  const letters = counts.reduce((sum, count) => sum + count.letters, 0);
  const broken = counts.reduce((sum, count) => sum + count.broken, 0);
  if (broken === 0) {
    // Plain ASCII so far is UTF-8 until a line says otherwise; the reader notices such a line.
    const certainty = marked || letters > 0 || sample.whole ? 1 : 0.95;
    return { encoding: 'utf-8', certainty };
  }
  // Some systems cut names at a number of bytes and tear letters apart; some sheets were put together of two files. One-byte
  // text forms next to no valid UTF-8, so a file with a good share of it is UTF-8, in which the reader mends line by line what is
  // not: read in another encoding, each of its whole letters were wrong.
  if (marked || letters > wholeLetters * broken) return { encoding: 'utf-8', certainty: 0.7 };
  return judgeOneByte(pieces);
}

/** For each broken byte. In capitals of Windows-1252, one letter in some thousand is whole by chance: “CAFÉ”. */
const wholeLetters = 0.25;

interface Utf8Count {
  /** Well-formed letters of more than one byte. */
  readonly letters: number;
  /** Bytes above 0x7F that belong to none. */
  readonly broken: number;
}

function countUtf8(bytes: Uint8Array, edges: { startsInside: boolean; endsInside: boolean }): Utf8Count {
  let letters = 0;
  let broken = 0;
  let at = 0;
  if (edges.startsInside) while (at < 3 && isContinuation(bytes[at])) at += 1;
  while (at < bytes.length) {
    if ((bytes[at] ?? 0) < 0x80) {
      at += 1;
      continue;
    }
    const length = lengthOfLetter(bytes, at);
    if (length === 0 && edges.endsInside && isCutOff(bytes, at)) break;
    if (length > 0) letters += 1;
    else broken += 1;
    at += Math.max(1, length);
  }
  return { letters, broken };
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** Bytes of the letter that starts here, 0 if none does. Bounds: https://www.unicode.org/versions/latest/ table 3-7. */
function lengthOfLetter(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  const length =
    first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
  if (length === 0) return 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  for (let i = 1; i < length; i += 1) if (!isContinuation(bytes[at + i])) return 0;
  return length;
}

/** A letter that would go on beyond the end of the piece. */
function isCutOff(bytes: Uint8Array, at: number): boolean {
  if (at < bytes.length - 3 || (bytes[at] ?? 0) < 0xc2) return false;
  for (let i = at + 1; i < bytes.length; i += 1) if (!isContinuation(bytes[i])) return false;
  return true;
}

/** The certainty where no encoding makes words. */
const noWords = 0.2;

const oneByte = ['windows-1252', 'macintosh', 'cp850'] as const satisfies readonly Encoding[];

/** Fewer letters than these may be plausible in two encodings by chance: JOÃO in one is JOÇO in the other. */
const fewLetters = 20;

const decoders = oneByte.map((encoding) => ({ encoding, decode: createDecoder(encoding) }));

/**
 * Which one-byte encoding makes the most of words of these pieces. ISO-8859-1 is not among the candidates: it has the same letters
 * as Windows-1252 at the same places.
 */
function judgeOneByte(pieces: readonly Uint8Array[]): EncodingFinding {
  const judged = decoders.map(({ encoding, decode }) => ({ encoding, ...plausibility(pieces.map(decode)) }));
  const [windows] = judged;
  const best = judged.reduce((a, b) => (b.score > a.score ? b : a));
  // Another one has to be clearly better: nearly every file that is not Unicode comes from Windows.
  const chosen = windows === undefined || best.score - windows.score > 0.25 ? best : windows;
  const runnerUp = Math.max(...judged.filter((one) => one !== chosen).map((one) => one.score));
  const margin = chosen.score - runnerUp;
  if (chosen.score <= 0) return { encoding: chosen.encoding, certainty: noWords };
  const isClose = margin < (chosen.letters < fewLetters ? 0.25 : 0.05);
  return { encoding: chosen.encoding, certainty: isClose ? 0.75 : Math.min(1, 0.5 + chosen.score / 2) };
}

/** A line that is no UTF-8, in the one-byte encoding that makes words of it; null where none does. */
export function readOneByteLine(line: Uint8Array): string | null {
  const { encoding, certainty } = judgeOneByte([line]);
  if (certainty === noWords) return null;
  return decoders.find((one) => one.encoding === encoding)?.decode(line) ?? null;
}
