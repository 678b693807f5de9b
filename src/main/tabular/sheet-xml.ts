import { lastColumn, lastLine } from './book.ts';
import { isoDateText, numberText } from './cell-text.ts';
import { createMergedDown } from './merged.ts';
import type { NumberFormat } from './number-format.ts';
import { unescapedText } from './workbook-text.ts';
import { createXmlReader, type XmlReader } from './xml.ts';
import { Damage } from './zip.ts';

/** A row as the sheet holds it: a number stands for the shared text of that number. Cells that are not there are ''. */
export interface RawRow {
  readonly line: number;
  readonly cells: readonly (string | number)[];
}

export interface CellReading {
  readonly formats: readonly NumberFormat[];
  readonly date1904: boolean;
}

/** Where cells are merged downwards, by the line of the first. Columns count from 0. */
export type Merges = ReadonlyMap<number, readonly { readonly column: number; readonly lastLine: number }[]>;

/**
 * Reads the XML of a sheet and hands over its rows one by one, as soon as they are complete; blank ones are left out.
 * `onEnd` comes when there are no more rows, though more XML may follow. Formulas give the value they had when the file was
 * saved, merged cells give it in each row of the merge (see `createMergedDown`), errors give their name (`#N/A`).
 */
export function createSheetReader(
  reading: CellReading & { readonly merges: Merges },
  on: { readonly row: (row: RawRow) => void; readonly end: () => void },
): XmlReader {
  let line = 0;
  let column = 0;
  let cells: (string | number)[] = [];
  let type = '';
  let style = 0;
  let value = '';
  let inValue = false;
  let phonetic = 0;
  const merged = createMergedDown<string | number>();

  function openCell(attributes: Readonly<Record<string, string>>): void {
    const { r: reference, t = 'n', s = '0' } = attributes;
    column = reference === undefined ? column + 1 : columnOf(reference);
    if (column < 1 || column > lastColumn) throw new Damage('a cell beyond the last column');
    type = t;
    style = Number(s);
    value = '';
  }

  function openRow(attributes: Readonly<Record<string, string>>): void {
    const { r: number } = attributes;
    line = number === undefined ? line + 1 : Number(number);
    if (!(line >= 1 && line <= lastLine)) throw new Damage('a row beyond the last one');
    column = 0;
    cells = [];
  }

  function closeCell(): void {
    if (value === '') return;
    const cell = readCell(value, type, reading.formats[style] ?? { kind: 'plain' }, reading.date1904);
    while (cells.length < column) cells.push('');
    cells[column - 1] = cell;
  }

  function closeRow(): void {
    if (cells.length === 0) return;
    for (const merge of reading.merges.get(line) ?? []) {
      const cell = cells[merge.column] ?? '';
      if (cell !== '') merged.open(merge.column, merge.lastLine, cell);
    }
    merged.fill(line, cells);
    on.row({ line, cells });
  }

  return createXmlReader({
    open(name, attributes) {
      if (name === 'c') openCell(attributes);
      else if (name === 'v') inValue = true;
      else if (name === 't') inValue = phonetic === 0;
      else if (name === 'row') openRow(attributes);
      else if (name === 'rPh') phonetic += 1;
    },
    text(piece) {
      if (inValue) value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'c') closeCell();
      else if (name === 'row') closeRow();
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'sheetData') on.end();
    },
  });
}

function readCell(value: string, type: string, format: NumberFormat, date1904: boolean): string | number {
  switch (type) {
    case 's': {
      const index = Number(value);
      if (!Number.isInteger(index)) throw new Damage('a text without a number');
      return index;
    }
    case 'b':
      return value === '1' || value === 'true' ? 'VERDADEIRO' : 'FALSO';
    case 'd':
      return isoDateText(value);
    case 'n':
      return numberText(value, format, date1904);
    default:
      return unescapedText(value);
  }
}

/** 28 of `AB12`. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const code = reference.charCodeAt(i) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
  }
  return column;
}
