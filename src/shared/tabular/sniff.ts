import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { createRowParser, separatorLine } from './csv.ts';
import { namedDelimiter, sniffDelimiter } from './delimiter.ts';
import { createDecoder } from './encoding.ts';
import { columnCount, columnNames, groupedNames } from './header.ts';
import { findHeaderRow } from './header-row.ts';
import { recognise } from './recognise.ts';
import { type EncodingFinding, type Sample, sniffEncoding } from './sniff-encoding.ts';
import type { Delimiter, Dialect, Encoding, Findings, TableRow } from './table.ts';

/** What the user has decided already; the rest is found out. A `Dialect` of a text file is one. */
export interface TextWishes {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  readonly headerRow?: number | undefined;
  /** Where `headerRow` is decided: whether the row above names groups of columns. */
  readonly headerLines?: 2 | undefined;
}

/** Bytes of the beginning that a sample takes, and rows of it that are shown. */
export const sampleBytes = 256 * 1024;
export const rowsShown = 50;
/** Rows that are enough to tell the delimiter and the header by: titles, the header, and those that are shown. */
const rowsEnough = 100;
/** A sample is read by pieces, up to where that is enough: all of it would hold the window's thread for 30 ms. */
const pieceBytes = 16 * 1024;

/**
 * Finds out how a text file is to be read, from its first bytes. Window and engine ask the same function, so that what is
 * shown at once is what is staged, cell for cell: `head` holds the rows that `createRowParser` gives out first.
 * Problems: fileEmpty, fileHeaderOnly, fileBinary, fileNotATable, fileUnsupported, encodingUnknown; fileTooWide
 * where it comes before the first row.
 */
export function findText(sample: Sample, wishes: TextWishes): Result<Findings, Problem> {
  const recognition = recognise(sample.head);
  if (recognition.kind === 'problem') return err(recognition.problem);
  if (recognition.kind === 'empty') return err({ kind: 'fileEmpty' });
  if (recognition.kind === 'html') return err({ kind: 'fileUnsupported', extension: '.html' });
  if (recognition.kind !== 'text') return err({ kind: 'fileBinary', looksLike: 'ZIP' });

  const encoding = chosen(wishes.encoding, sample);
  const readWith = sampleReader(sample, encoding.encoding);
  const delimiter = chooseDelimiter(sample, { wishes, encoding: encoding.encoding, readWith });
  const { rows, problem } = readWith(delimiter.delimiter, -1);
  if (rows.length === 0) return err(problem ?? { kind: 'fileNotATable' });

  const { header, certainty, names } = findHeader(rows, wishes);
  const below = readWith(delimiter.delimiter, header.headerRow);
  if (below.rows.length === 0 && below.problem !== null) return err(below.problem);
  return ok({
    dialect: { format: 'text', encoding: encoding.encoding, delimiter: delimiter.delimiter, ...header },
    certainty: { encoding: encoding.certainty, delimiter: delimiter.certainty, header: certainty },
    sheets: [],
    ...shownOf(names, below.rows),
  });
}

/** The header of the first rows of any table, and the names in it; no names where there is none. */
export function findHeader(
  rows: readonly TableRow[],
  wishes: Pick<TextWishes, 'headerRow' | 'headerLines'>,
): {
  readonly header: Pick<Dialect, 'headerRow' | 'headerLines'>;
  readonly certainty: number;
  readonly names: readonly string[];
} {
  const found = findHeaderRow(rows.slice(0, rowsShown).map((row) => row.cells));
  const headerRow = wishes.headerRow ?? found.headerRow;
  const isTwoLines = (wishes.headerRow === undefined ? found.lines : wishes.headerLines) === 2 && headerRow > 0;
  const own = rows[headerRow]?.cells ?? [];
  const certainty = wishes.headerRow === undefined ? found.certainty : 1;
  if (!isTwoLines) return { header: { headerRow }, certainty, names: own };
  const names = groupedNames(rows[headerRow - 1]?.cells ?? [], own);
  return { header: { headerRow, headerLines: 2 }, certainty, names };
}

/** What is shown of a table: the names of its columns and the first of the rows below. */
export function shownOf(
  names: readonly string[],
  below: readonly TableRow[],
): { readonly header: string[]; readonly head: string[][] } {
  const head = below.slice(0, rowsShown).map((row) => [...row.cells]);
  return { header: columnNames(names, columnCount(names, head)), head };
}

function chosen(wished: Encoding | undefined, sample: Sample): EncodingFinding {
  return wished === undefined ? sniffEncoding(sample) : { encoding: wished, certainty: 1 };
}

interface SampleRows {
  readonly rows: readonly TableRow[];
  readonly problem: Problem | null;
}

type SampleReader = (delimiter: Delimiter, headerRow: number) => SampleRows;

/** Reads the beginning as staging will. Its last line is cut somewhere, so it counts only if there is nothing behind it. */
function sampleReader(sample: Sample, encoding: Encoding): SampleReader {
  return (delimiter, headerRow) => {
    const parser = createRowParser({ encoding, delimiter, headerRow });
    const rows: TableRow[] = [];
    for (let at = 0; at < sample.head.length; at += pieceBytes) {
      const read = parser.push(sample.head.subarray(at, at + pieceBytes));
      rows.push(...read.rows);
      if (read.problem !== null || rows.length >= rowsEnough) return { rows, problem: read.problem };
    }
    if (!sample.whole) return { rows, problem: null };
    const last = parser.end();
    return { rows: [...rows, ...last.rows], problem: last.problem };
  };
}

function chooseDelimiter(
  sample: Sample,
  options: { wishes: TextWishes; encoding: Encoding; readWith: SampleReader },
): { delimiter: Delimiter; certainty: number } {
  if (options.wishes.delimiter !== undefined) return { delimiter: options.wishes.delimiter, certainty: 1 };
  const firstLine = createDecoder(options.encoding)(sample.head.subarray(0, 64)).replace('\uFEFF', '');
  const named = namedDelimiter(separatorLine(firstLine));
  if (named !== null) return { delimiter: named, certainty: 1 };
  return sniffDelimiter((delimiter) => options.readWith(delimiter, -1).rows);
}
