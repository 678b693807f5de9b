import type { Problem } from '#shared/problem.ts';
import type { ParsedRows, RowParser } from '#shared/tabular/csv.ts';
import { createDecoder } from '#shared/tabular/encoding.ts';
import type { MendedLines } from '#shared/tabular/mended.ts';
import type { Delimiter, Encoding, TableRow } from '#shared/tabular/table.ts';

/** How a file is written. Independent of the code under test but for the tables of one-byte letters. */
export interface Writing {
  readonly encoding: Encoding;
  readonly mark: boolean;
  readonly delimiter: Delimiter;
  readonly quoting: 'all' | 'needed';
  readonly lineEnd: '\r\n' | '\n' | '\r';
  readonly lastLineEnd: boolean;
}

export const plainly: Writing = {
  encoding: 'utf-8',
  mark: false,
  delimiter: ';',
  quoting: 'needed',
  lineEnd: '\r\n',
  lastLineEnd: true,
};

export function writeTable(rows: readonly (readonly string[])[], writing: Writing): Uint8Array {
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const mustQuote = (cell: string): boolean =>
    cell.includes(writing.delimiter) || /[\r\n]/.test(cell) || cell.startsWith('"');
  const write = (cell: string): string => (writing.quoting === 'all' || mustQuote(cell) ? quoted(cell) : cell);
  const text = rows.map((row) => row.map(write).join(writing.delimiter)).join(writing.lineEnd);
  const mark = writing.mark ? '\uFEFF' : '';
  return encode(mark + text + (writing.lastLineEnd ? writing.lineEnd : ''), writing.encoding);
}

/** Throws on a letter that the encoding does not have: a test that writes one is wrong. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = new Uint8Array(Buffer.from(text, 'utf16le'));
    return encoding === 'utf-16le' ? bytes : new Uint8Array(Buffer.from(bytes).swap16());
  }
  const byteOf = tableOf(encoding);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const byte = code < 0x80 ? code : byteOf.get(text.charAt(i));
    if (byte === undefined) throw new Error(`${encoding} has no ${text.charAt(i)}`);
    bytes[i] = byte;
  }
  return bytes;
}

/** The letters of a one-byte encoding and their bytes. */
export function tableOf(encoding: Encoding): ReadonlyMap<string, number> {
  const decode = createDecoder(encoding);
  const table =
    tables.get(encoding) ?? new Map(Array.from({ length: 256 }, (_, byte) => [decode(Uint8Array.of(byte)), byte]));
  tables.set(encoding, table);
  return table;
}

const tables = new Map<Encoding, ReadonlyMap<string, number>>();

export interface Read {
  readonly rows: readonly TableRow[];
  readonly mended: MendedLines;
  readonly problem: Problem | null;
}

/** Reads all the bytes, handed over in pieces of these sizes, over and over. */
export function readAll(parser: RowParser, bytes: Uint8Array, sizes: readonly number[] = [65_536]): Read {
  const parts: ParsedRows[] = [];
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    parts.push(parser.push(bytes.slice(at, at + size)));
    at += size;
  }
  parts.push(parser.end());
  return {
    rows: parts.flatMap((part) => part.rows),
    mended: {
      letters: parts.flatMap((part) => part.mended.letters),
      quotes: parts.flatMap((part) => part.mended.quotes),
    },
    problem: parts.at(-1)?.problem ?? null,
  };
}

export const cellsOf = (read: { readonly rows: readonly TableRow[] }): readonly (readonly string[])[] =>
  read.rows.map((row) => row.cells);
