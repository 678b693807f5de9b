/**
 * Cells that are merged downwards: the value of the first holds for each row of the merge that has something of its own. A row
 * with nothing else is no row: a label beside a table may go on for ever.
 */
export interface MergedDown<Cell> {
  /** `column` counts from 0, `lastLine` is the last row of the merge. */
  readonly open: (column: number, lastLine: number, cell: Cell) => void;
  /** Fills the blank cells of a row in place. */
  readonly fill: (line: number, cells: (Cell | '')[]) => void;
  /** The last line up to which what is open at `line` stays as it is. */
  readonly unchangedTo: (line: number) => number;
}

/** More are not kept: of a sheet that is merged throughout, each row opens some and others are over. */
const mostOpen = 16_384;

export function createMergedDown<Cell>(): MergedDown<Cell> {
  const opened = new Map<number, { readonly lastLine: number; readonly cell: Cell }>();
  return {
    open(column, lastLine, cell) {
      if (opened.size < mostOpen || opened.has(column)) opened.set(column, { lastLine, cell });
    },
    fill(line, cells) {
      if (opened.size === 0) return;
      for (const [column, { lastLine, cell }] of opened) {
        if (line > lastLine) opened.delete(column);
        else if ((cells[column] ?? '') === '') {
          while (cells.length <= column) cells.push('');
          cells[column] = cell;
        }
      }
    },
    unchangedTo: (line) =>
      [...opened.values()].reduce(
        (least, { lastLine }) => (lastLine >= line ? Math.min(least, lastLine) : least),
        Number.POSITIVE_INFINITY,
      ),
  };
}
