/**
 * The names of `width` columns: blanks around and line breaks within taken away, nothing where the cell is blank
 * (the faces show the position). A name that came before gets a number, `Telefone (2)`, so that each names one column.
 */
export function columnNames(cells: readonly string[], width: number): string[] {
  const taken = new Set(cells.map(keyOf));
  const used = new Set<string>();
  return Array.from({ length: width }, (_, i) => {
    const name = trimmed(cells[i] ?? '');
    if (name === '') return '';
    if (!used.has(keyOf(name))) {
      used.add(keyOf(name));
      return name;
    }
    let number = 2;
    while (taken.has(keyOf(`${name} (${number})`))) number += 1;
    taken.add(keyOf(`${name} (${number})`));
    return `${name} (${number})`;
  });
}

const trimmed = (cell: string): string => cell.replace(/[\s\uFEFF]+/g, ' ').trim();
const keyOf = (cell: string): string => trimmed(cell).toLowerCase();

/**
 * How many columns a table has: as far as a name or any of the rows has something in it. Excel writes ;;;; behind
 * rows whose empty cells were once touched, and those are no columns.
 */
export const columnCount = (header: readonly string[], rows: readonly (readonly string[])[]): number =>
  Math.max(filledUpTo(header), ...rows.map(filledUpTo));

const filledUpTo = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell.trim() !== '') + 1;
