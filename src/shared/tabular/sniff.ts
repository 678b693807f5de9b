import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { createRowParser, separatorLine } from './csv.ts';
import { namedDelimiter, sniffDelimiter } from './delimiter.ts';
import { createDecoder } from './encoding.ts';
import { columnCount, columnNames } from './header.ts';
import { findHeaderRow } from './header-row.ts';
import { recognise } from './recognise.ts';
import { type EncodingFinding, type Sample, sniffEncoding } from './sniff-encoding.ts';
import type { Delimiter, Encoding, Findings, TableRow } from './table.ts';

/** What the user has decided already; the rest is found out. A `Dialect` of a text file is one. */
export interface TextWishes {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  readonly headerRow?: number | undefined;
}

/** Bytes of the beginning that a sample takes, and rows of it that are shown. */
export const sampleBytes = 256 * 1024;
export const rowsShown = 50;

/**
 * Finds out how a text file is to be read, from its first bytes. Window and engine ask the same function, so that what is
 * shown at once is what is staged, cell for cell: `head` holds the rows that `createRowParser` gives out first.
 * Problems: fileEmpty, fileHeaderOnly, fileBinary, fileNotATable, fileUnsupported, encodingUnknown; fileUnclosedQuote and
 * fileTooWide where they come before the first row.
 */
export function findText(sample: Sample, wishes: TextWishes): Result<Findings, Problem> {
  const recognition = recognise(sample.head);
  if (recognition.kind === 'problem') return err(recognition.problem);
  if (recognition.kind === 'empty') return err({ kind: 'fileEmpty' });
  if (recognition.kind !== 'text') return err({ kind: 'fileBinary', looksLike: 'ZIP' });

  const encoding = chosen(wishes.encoding, sample);
  if (!encoding.ok) return encoding;
  const readWith = sampleReader(sample, encoding.value.encoding);
  const delimiter = chooseDelimiter(sample, { wishes, encoding: encoding.value.encoding, readWith });
  const { rows, problem } = readWith(delimiter.delimiter);
  if (rows.length === 0) return err(problem ?? { kind: 'fileNotATable' });

  const shown = describeTable(rows, wishes.headerRow);
  if (shown.head.length === 0 && (sample.whole || problem !== null)) return err(problem ?? { kind: 'fileHeaderOnly' });
  return ok({
    dialect: {
      format: 'text',
      encoding: encoding.value.encoding,
      delimiter: delimiter.delimiter,
      headerRow: shown.headerRow,
    },
    certainty: { encoding: encoding.value.certainty, delimiter: delimiter.certainty, header: shown.certainty },
    sheets: [],
    header: shown.header,
    head: shown.head,
  });
}

/** The header row, the names of the columns and the first rows below, of the first rows of any table. */
export function describeTable(
  rows: readonly TableRow[],
  wishedHeaderRow: number | undefined,
): { headerRow: number; certainty: number; header: string[]; head: string[][] } {
  const found = findHeaderRow(rows.slice(0, rowsShown).map((row) => row.cells));
  const headerRow = wishedHeaderRow ?? found.headerRow;
  const head = rows.slice(headerRow + 1, headerRow + 1 + rowsShown).map((row) => [...row.cells]);
  const names = rows[headerRow]?.cells ?? [];
  const header = columnNames(names, columnCount(names, head));
  return { headerRow, certainty: wishedHeaderRow === undefined ? found.certainty : 1, header, head };
}

function chosen(wished: Encoding | undefined, sample: Sample): Result<EncodingFinding, Problem> {
  return wished === undefined ? sniffEncoding(sample) : ok({ encoding: wished, certainty: 1 });
}

interface SampleRows {
  readonly rows: readonly TableRow[];
  readonly problem: Problem | null;
}

/** Reads the beginning as staging will. Its last line is cut somewhere, so it counts only if there is nothing behind it. */
function sampleReader(sample: Sample, encoding: Encoding): (delimiter: Delimiter) => SampleRows {
  return (delimiter) => {
    const parser = createRowParser({ encoding, delimiter, headerRow: -1 });
    const first = parser.push(sample.head);
    if (!sample.whole) return first;
    const last = parser.end();
    return { rows: [...first.rows, ...last.rows], problem: last.problem };
  };
}

function chooseDelimiter(
  sample: Sample,
  options: { wishes: TextWishes; encoding: Encoding; readWith: (delimiter: Delimiter) => SampleRows },
): { delimiter: Delimiter; certainty: number } {
  if (options.wishes.delimiter !== undefined) return { delimiter: options.wishes.delimiter, certainty: 1 };
  const firstLine = createDecoder(options.encoding)(sample.head.subarray(0, 64)).replace('\uFEFF', '');
  const named = namedDelimiter(separatorLine(firstLine));
  if (named !== null) return { delimiter: named, certainty: 1 };
  return sniffDelimiter((delimiter) => options.readWith(delimiter).rows);
}
