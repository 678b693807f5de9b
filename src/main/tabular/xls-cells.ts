import { type BiffRecord, biff, readParts } from './biff.ts';
import { numberText } from './cell-text.ts';
import type { XlsGlobals } from './xls-globals.ts';

/** A cell of an .xls: its text, or the number of the shared text that it holds. Row and column count from 0. */
export interface XlsCell {
  readonly row: number;
  readonly column: number;
  readonly value: string | number;
}

/** The cells of one record, none where it holds none. A formula whose result is a text has it in the record behind it. */
export function createCellReader(globals: XlsGlobals): (record: BiffRecord) => readonly XlsCell[] {
  let awaited: Omit<XlsCell, 'value'> | null = null;

  const shown = (number: number, style: number): string =>
    numberText(String(number), globals.formats[style] ?? { kind: 'plain' }, globals.date1904);

  function textOf(record: BiffRecord, skipped: number): string {
    const reader = readParts(record.parts);
    reader.skip(skipped);
    const length = reader.u16();
    if (globals.version === 8) return length === 0 ? '' : reader.letters(length, reader.u8());
    return globals.decode(Buffer.concat(record.parts).subarray(skipped + 2, skipped + 2 + length));
  }

  function formula(bytes: Buffer, place: Omit<XlsCell, 'value'>, style: number): readonly XlsCell[] {
    if (bytes.readUInt16LE(12) !== 0xffff) return [{ ...place, value: shown(bytes.readDoubleLE(6), style) }];
    const [kind, value = 0] = [bytes[6], bytes[8]];
    if (kind === 0) awaited = place;
    if (kind === 1) return [{ ...place, value: booleanText(value) }];
    return kind === 2 ? [{ ...place, value: errorText(value) }] : [];
  }

  return (record) => {
    const [bytes] = record.parts;
    if (record.type === biff.string) {
      const place = awaited;
      awaited = null;
      return place === null ? [] : [{ ...place, value: textOf(record, 0) }];
    }
    const least = lengths.get(record.type);
    if (least === undefined || bytes.length < least) return [];
    const place = { row: bytes.readUInt16LE(0), column: bytes.readUInt16LE(2) };
    const style = bytes.readUInt16LE(4);
    switch (record.type) {
      case biff.number:
        return [{ ...place, value: shown(bytes.readDoubleLE(6), style) }];
      case biff.rk:
        return [{ ...place, value: shown(rkNumber(bytes.readInt32LE(6)), style) }];
      case biff.mulRk:
        return Array.from({ length: Math.floor((bytes.length - 6) / 6) }, (_, i) => ({
          row: place.row,
          column: place.column + i,
          value: shown(rkNumber(bytes.readInt32LE(6 + i * 6)), bytes.readUInt16LE(4 + i * 6)),
        }));
      case biff.sharedLabel:
        return [{ ...place, value: bytes.readUInt32LE(6) }];
      case biff.label:
      case biff.richLabel:
        return [{ ...place, value: textOf(record, 6) }];
      case biff.boolOrError:
        return [{ ...place, value: bytes[7] === 1 ? errorText(bytes[6] ?? 0) : booleanText(bytes[6] ?? 0) }];
      default:
        return formula(bytes, place, style);
    }
  };
}

/** The least that each record of cells has. */
const lengths: ReadonlyMap<number, number> = new Map([
  [biff.number, 14],
  [biff.rk, 10],
  [biff.mulRk, 12],
  [biff.sharedLabel, 10],
  [biff.label, 8],
  [biff.richLabel, 8],
  [biff.boolOrError, 8],
  [biff.formula, 14],
]);

/** 30 bits of a whole number, or the upper ones of a double; perhaps a hundredth of it: [MS-XLS] 2.5.217. */
function rkNumber(rk: number): number {
  const double = Buffer.alloc(8);
  double.writeInt32LE(rk & ~3, 4);
  const number = rk & 2 ? rk >> 2 : double.readDoubleLE(0);
  return rk & 1 ? number / 100 : number;
}

const booleanText = (value: number): string => (value === 0 ? 'FALSO' : 'VERDADEIRO');

const errors: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
]);
const errorText = (code: number): string => errors.get(code) ?? '#N/A';
