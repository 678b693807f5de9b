/** What the clipboard holds, as text and as the cells of a table on a page. */
export interface Clipboard {
  readonly text: string;
  /** Null where there is no table in it. */
  readonly cells: readonly (readonly string[])[] | null;
}

/** So many digits has a number at least. */
const digitsOfNumber = 8;

/**
 * The text of the sheet that was pasted: cells apart by tabs, as spreadsheets copy them, or lines apart by signs, or one column
 * with numbers. Null where it is no table. Long numbers that Excel shows as 5,51199E+12 are taken from the page's table,
 * where that holds their digits.
 */
export function sheetOfClipboard({ text, cells }: Clipboard): string | null {
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  if (plain.includes('\t')) return withWholeNumbers(plain, cells);
  if (cells !== null && isTable(cells)) return asTabbed(cells);
  const lines = plain.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return null;
  if (isDelimited(lines) || lines.filter(hasNumber).length * 2 >= lines.length) return plain;
  return null;
}

const isTable = (cells: readonly (readonly string[])[]): boolean =>
  cells.some((row) => row.length > 1) || cells.some(([cell = '']) => hasNumber(cell));

/** In a number there is hardly anything but digits: a sentence with a date or a code in it is none. */
function hasNumber(line: string): boolean {
  const digits = line.replace(/\D/g, '').length;
  return digits >= digitsOfNumber && digits * 2 >= line.trim().length;
}

/** As many of the same sign in each of at least two lines: somebody copied a CSV. */
function isDelimited(lines: readonly string[]): boolean {
  const signs = [';', '|', ','];
  return lines.length > 1 && signs.some((sign) => isEven(lines.map((line) => line.split(sign).length - 1)));
}

const isEven = (counts: readonly number[]): boolean => (counts[0] ?? 0) > 0 && counts.every((n) => n === counts[0]);

/** Cells of the text whose digits are lost, put right from the same cells of the page. Cells with line breaks move others: then not. */
function withWholeNumbers(text: string, cells: Clipboard['cells']): string {
  if (cells === null || text.includes('"')) return text;
  const rows = text.split('\n').map((line) => line.split('\t'));
  if (rows.length !== cells.length) return text;
  return rows
    .map((row, r) => row.map((cell, c) => wholeNumber(cell, cells[r]?.[c] ?? '') ?? cell).join('\t'))
    .join('\n');
}

function wholeNumber(cell: string, other: string): string | null {
  if (!/^\d[.,]\d+E\+\d+$/i.test(cell.trim()) || !/^\d{8,}$/.test(other)) return null;
  const shown = Number(cell.trim().replace(',', '.'));
  return Math.abs(Number(other) - shown) <= shown * 1e-4 ? other : null;
}

const asTabbed = (cells: readonly (readonly string[])[]): string =>
  cells.map((row) => row.map(quoted).join('\t')).join('\n');

const quoted = (cell: string): string => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
