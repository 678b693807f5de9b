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

/** The group that each of `width` columns is in: a name holds for the columns to its right, up to the next one. */
export function spread(groups: readonly string[], width: number): readonly string[] {
  let group = '';
  return Array.from({ length: width }, (_, i) => {
    const name = trimmed(groups[i] ?? '');
    if (name !== '') group = name;
    return group;
  });
}

/**
 * The names of columns whose header has two rows. A column has its own name; the name of its group before it where another
 * column has the same, and instead of it where its own is blank.
 */
export function groupedNames(groups: readonly string[], names: readonly string[]): readonly string[] {
  const width = Math.max(groups.length, names.length);
  const spreadGroups = spread(groups, width);
  const count = new Map<string, number>();
  for (const name of names) count.set(keyOf(name), (count.get(keyOf(name)) ?? 0) + 1);
  return Array.from({ length: width }, (_, i) => {
    const name = trimmed(names[i] ?? '');
    const group = spreadGroups[i] ?? '';
    if (name === '') return trimmed(groups[i] ?? '');
    const isAlone = count.get(keyOf(name)) === 1 || group === '' || keyOf(group) === keyOf(name);
    return isAlone ? name : `${group} ${name}`;
  });
}
