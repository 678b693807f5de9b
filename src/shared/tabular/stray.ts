import { type Delimiter, delimiters } from './table.ts';
import { createUnrulyReader } from './unruly.ts';

/**
 * Lines of another delimiter than the rest, as where two exports were put together: `Ana,11987654321,SP` below `nome;fone;uf`.
 * A row that came as one cell is divided by that other one, if it makes exactly as many cells as the header has; else null. A
 * comma alone divides "Souza, Ana" as well, so two columns are not enough for it.
 */
export function createStrayReader(delimiter: Delimiter): (cell: string, columns: number) => readonly string[] | null {
  const others = delimiters.filter((other) => other !== delimiter);
  return (cell, columns) => {
    for (const other of others) {
      if (columns < (other === ',' ? 3 : 2) || !cell.includes(other)) continue;
      // The quotes before the first and behind the last cell of such a line were taken for those of one cell, and went.
      const lines = cell.startsWith('"') || !cell.includes('"') ? [cell] : [cell, `"${cell}"`];
      for (const line of lines) {
        const reader = createUnrulyReader(other);
        const [row, more] = reader.read(line, 1).rows;
        if (row?.cells.length === columns && more === undefined && !reader.isOpen()) return row.cells;
      }
    }
    return null;
  };
}
