import { type BiffRecord, biff, readParts } from './biff.ts';
import type { BookSheet } from './book.ts';
import { type NumberFormat, readNumberFormat } from './number-format.ts';

/** What an .xls says about itself before its sheets. */
export interface XlsGlobals {
  readonly version: 5 | 8;
  readonly sheets: readonly (BookSheet & { readonly position: number })[];
  readonly date1904: boolean;
  /** By the style number of a cell. */
  readonly formats: readonly NumberFormat[];
  /** The record with the texts that cells share. */
  readonly texts: BiffRecord | null;
  /** Letters of one byte, as versions before 8 have them. */
  readonly decode: (bytes: Uint8Array) => string;
}

export interface GlobalsReader {
  /** Says when nothing more is needed. */
  readonly take: (record: BiffRecord) => 'more' | 'over' | 'locked';
  readonly globals: () => XlsGlobals;
}

export function createGlobalsReader(): GlobalsReader {
  const sheets: (BookSheet & { readonly position: number })[] = [];
  const codes = new Map<number, string>();
  const formatIds: number[] = [];
  let version: 5 | 8 = 8;
  let date1904 = false;
  let texts: BiffRecord | null = null;
  let decode = decoderOf(1252);

  function takeSheet(record: BiffRecord): void {
    const reader = readParts(record.parts);
    const position = reader.u32();
    const hidden = (reader.u8() & 3) !== 0;
    const isSheet = reader.u8() === 0;
    const length = reader.u8();
    const name = version === 8 ? reader.letters(length, reader.u8()) : decode(record.parts[0].subarray(7, 7 + length));
    // Charts and macros are sheets as well, without rows.
    if (isSheet) sheets.push({ name, hidden, position });
  }

  function takeFormat(record: BiffRecord): void {
    const reader = readParts(record.parts);
    const id = reader.u16();
    if (version === 8) {
      const length = reader.u16();
      codes.set(id, reader.letters(length, reader.u8()));
    } else codes.set(id, decode(record.parts[0].subarray(3, 3 + reader.u8())));
  }

  return {
    take(record) {
      const reader = readParts(record.parts);
      switch (record.type) {
        case biff.begin:
          version = reader.u16() >= 0x0600 ? 8 : 5;
          return 'more';
        case biff.password:
          return 'locked';
        case biff.codePage:
          decode = decoderOf(reader.u16());
          return 'more';
        case biff.date1904:
          date1904 = reader.u16() === 1;
          return 'more';
        case biff.boundSheet:
          takeSheet(record);
          return 'more';
        case biff.format:
          takeFormat(record);
          return 'more';
        case biff.style:
          reader.skip(2);
          formatIds.push(reader.u16());
          return 'more';
        case biff.texts:
          texts = record;
          return 'more';
        default:
          return record.type === biff.eof ? 'over' : 'more';
      }
    },
    globals: () => ({
      version,
      sheets,
      date1904,
      formats: formatIds.map((id) => readNumberFormat(id, codes.get(id))),
      texts,
      decode,
    }),
  };
}

/** Code pages of Windows, which TextDecoder knows by their number, and that of a Macintosh. */
function decoderOf(codePage: number): (bytes: Uint8Array) => string {
  const isWindows = (codePage >= 1250 && codePage <= 1258) || codePage === 874;
  const decoder = new TextDecoder(
    codePage === 10_000 ? 'macintosh' : isWindows ? `windows-${codePage}` : 'windows-1252',
  );
  return (bytes) => decoder.decode(bytes);
}
