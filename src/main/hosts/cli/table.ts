/** A cell; `right` is for numbers. */
export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Longer cells are cut with an ellipsis. */
  readonly most?: number;
}

const gap = '  ';

/** Rows under their titles, each column as wide as its widest cell. */
export function tableLines(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [columns.map(({ title }) => title), ...rows].map((row) =>
    columns.map(({ most = 60 }, i) => cut(plain(row[i] ?? ''), most)),
  );
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => letters(row[i] ?? ''))));
  return cells.map((row) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align ?? 'left'))
      .join(gap)
      .trimEnd(),
  );
}

/** What a sheet holds may hold orders to a terminal as well: signs that do not print are left out, line breaks are spaces. */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();

const letters = (text: string): number => Array.from(text).length;

function cut(text: string, most: number): string {
  const all = Array.from(text);
  return all.length <= most ? text : `${all.slice(0, most - 1).join('')}…`;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - letters(text)));
  return align === 'right' ? blanks + text : text + blanks;
}
