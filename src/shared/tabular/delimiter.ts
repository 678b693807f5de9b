import { type Delimiter, delimiters, type TableRow } from './table.ts';

export interface DelimiterFinding {
  readonly delimiter: Delimiter;
  readonly certainty: number;
}

/** Rows that are looked at. A sample has thousands, and the first hundred have the shape of the others. */
const rowsToJudge = 100;

/** The delimiter that a first line such as `sep=;` or `"sep=,"` names; null where there is none of ours. */
export function namedDelimiter(separatorLine: string): Delimiter | null {
  const named = /sep=(.)/i.exec(separatorLine)?.[1];
  return delimiters.find((delimiter) => delimiter === named) ?? null;
}

/**
 * Chooses the delimiter under which the rows agree best on a number of columns, header included: commas in amounts
 * and addresses agree among the rows, but the names of columns have none. `readWith` reads the sample with one of
 * them. Where nothing divides the lines there is one column, and any delimiter is right.
 */
export function sniffDelimiter(readWith: (delimiter: Delimiter) => readonly TableRow[]): DelimiterFinding {
  const judged = delimiters
    .map((delimiter) => {
      const rows = readWith(delimiter).slice(0, rowsToJudge);
      return { delimiter, isBlank: rows.length === 0, ...judge(rows) };
    })
    .sort((a, b) => b.score - a.score);
  const [best, second] = judged;
  if (best === undefined || best.score === 0) {
    // Where there is nothing but one of them, that is the one: `,,,` are blank cells.
    return { delimiter: judged.find((one) => one.isBlank)?.delimiter ?? ';', certainty: 1 };
  }
  const margin = (best.score - (second?.score ?? 0)) / best.score;
  return { delimiter: best.delimiter, certainty: 0.5 * best.agreement + 0.5 * Math.min(1, margin / 0.3) };
}

function judge(rows: readonly TableRow[]): { score: number; agreement: number } {
  const rowsByWidth = new Map<number, number>();
  for (const row of rows) rowsByWidth.set(row.cells.length, (rowsByWidth.get(row.cells.length) ?? 0) + 1);
  const [width, agreeing] = [...rowsByWidth]
    .filter(([columns]) => columns > 1)
    .reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  if (agreeing === 0) return { score: 0, agreement: 0 };
  const agreement = agreeing / rows.length;
  const score = agreement * (1 - 1 / width) * (isDividedOtherwise(rows, width) ? 0.4 : 1);
  return { score, agreement };
}

/**
 * Above the first row with all the columns stands one that this delimiter does not divide, but another does: it looks like the
 * header, `nome;valor` above `Ana;10,50`. One comma does not count, as titles have them.
 */
function isDividedOtherwise(rows: readonly TableRow[], width: number): boolean {
  const firstFull = rows.findIndex((row) => row.cells.length === width);
  return rows.slice(0, firstFull).some((row) => row.cells.length === 1 && /[;\t|]|,.*,/.test(row.cells[0] ?? ''));
}
