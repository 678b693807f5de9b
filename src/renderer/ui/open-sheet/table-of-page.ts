/**
 * The cells of the first table in a piece of a page, merged ones in their first place. A number has the digits that the program
 * put beside what it shows (Google Sheets, older Excel). Null where there is no table. Nothing of the page runs or is fetched.
 */
export function tableOfPage(html: string): readonly (readonly string[])[] | null {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (table === null || table.rows.length === 0) return null;
  const cells: string[][] = Array.from(table.rows, () => []);
  Array.from(table.rows).forEach((row, r) => {
    let column = 0;
    for (const cell of row.cells) {
      while (cells[r]?.[column] !== undefined) column += 1;
      for (let down = 0; down < Math.min(cell.rowSpan || 1, cells.length - r); down += 1) {
        for (let right = 0; right < Math.min(cell.colSpan || 1, mostSpanned); right += 1) {
          const place = cells[r + down];
          if (place) place[column + right] = down + right === 0 ? textOf(cell) : '';
        }
      }
    }
  });
  return cells.map((row) => Array.from(row, (cell) => cell ?? ''));
}

/** A page may say anything. */
const mostSpanned = 1_000;

function textOf(cell: HTMLTableCellElement): string {
  const digits = cell.getAttribute('x:num') ?? /"3":(\d+)\}?/.exec(cell.dataset['sheetsValue'] ?? '')?.[1] ?? '';
  if (/^\d{8,}$/.test(digits)) return digits;
  for (const lineBreak of cell.querySelectorAll('br')) lineBreak.replaceWith('\n');
  return (cell.textContent ?? '').replace(/[^\S\n]+/g, ' ').trim();
}
