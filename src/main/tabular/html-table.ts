import { isBlank, lastColumn, lastLine } from './book.ts';
import { createHtmlReader, type HtmlReader } from './html-text.ts';
import { createMergedDown, type MergedDown } from './merged.ts';
import { shownNumber } from './shown.ts';
import { Damage } from './zip.ts';

export interface HtmlRow {
  /** Counts the tables of the file from 0, in the order in which they begin. */
  readonly table: number;
  readonly line: number;
  readonly cells: readonly string[];
}

interface Cell {
  readonly column: number;
  readonly columns: number;
  readonly rows: number;
  /** The number behind what is shown, as Excel and LibreOffice write it; '' where there is none. */
  readonly value: string;
  text: string;
}

interface Table {
  readonly number: number;
  readonly merged: MergedDown<string>;
  line: number;
  cells: string[] | null;
  column: number;
  cell: Cell | null;
  /** Columns that a cell of a row above takes, and the last line it does so. */
  readonly taken: Map<number, number>;
}

const deepest = 20;
/** In letters, as in XML. */
const longestText = 8 * 1024 * 1024;

/** Reads the rows of the tables of an HTML file, as many systems write it under the name of .xls. Blank rows are left out. */
export function createTableReader(onRow: (row: HtmlRow) => void): HtmlReader {
  const open: Table[] = [];
  let tables = 0;

  function closeCell(table: Table): void {
    const { cell, cells } = table;
    table.cell = null;
    if (cell === null || cells === null) return;
    const shown = cell.text
      .replace(/[ \t]*\n[ \t]*/g, '\n')
      .replaceAll('\u00A0', ' ')
      .trim();
    const text = cell.value === '' ? shown : shownNumber(shown, cell.value);
    for (let i = 0; cell.rows > 1 && i < cell.columns; i += 1) {
      table.taken.set(cell.column + i, table.line + cell.rows - 1);
    }
    table.column = cell.column + cell.columns;
    if (text === '') return;
    while (cells.length < cell.column) cells.push('');
    cells[cell.column] = text;
    if (cell.rows > 1) table.merged.open(cell.column, table.line + cell.rows - 1, text);
  }

  function closeRow(table: Table): void {
    closeCell(table);
    const { cells, line } = table;
    table.cells = null;
    if (cells === null || isBlank(cells)) return;
    table.merged.fill(line, cells);
    onRow({ table: table.number, line, cells });
  }

  function openRow(table: Table): void {
    closeRow(table);
    table.line += 1;
    if (table.line > lastLine) throw new Damage('a row beyond the last one');
    table.cells = [];
    table.column = 0;
  }

  function openCell(table: Table, attributes: Readonly<Record<string, string>>): void {
    closeCell(table);
    if (table.cells === null) openRow(table);
    while ((table.taken.get(table.column) ?? 0) >= table.line) table.column += 1;
    const columns = spanOf(attributes['colspan'], lastColumn);
    if (table.column + columns > lastColumn) throw new Damage('a cell beyond the last column');
    const rows = spanOf(attributes['rowspan'], lastLine);
    table.cell = {
      column: table.column,
      columns,
      rows,
      value: attributes['x:num'] ?? attributes['sdval'] ?? '',
      text: '',
    };
  }

  function closeTable(): void {
    const table = open.pop();
    if (table !== undefined) closeRow(table);
  }

  const reader = createHtmlReader({
    open(name, attributes) {
      if (name === 'table') {
        if (open.length === deepest) throw new Damage('nested too deep');
        const merged = createMergedDown<string>();
        open.push({ number: tables, merged, line: 0, cells: null, column: 0, cell: null, taken: new Map() });
        tables += 1;
        return;
      }
      const table = open.at(-1);
      if (table === undefined) return;
      if (name === 'tr') openRow(table);
      else if (name === 'td' || name === 'th') openCell(table, attributes);
      else if (table.cell !== null && breaks.has(name) && table.cell.text.trim() !== '') table.cell.text += '\n';
    },
    close(name) {
      const table = open.at(-1);
      if (table === undefined) return;
      if (name === 'table') closeTable();
      else if (name === 'tr') closeRow(table);
      else if (name === 'td' || name === 'th') closeCell(table);
    },
    text(piece) {
      const cell = open.at(-1)?.cell;
      if (cell === null || cell === undefined) return;
      const text = piece.replace(/[ \t\r\n]+/g, ' ');
      cell.text += text.startsWith(' ') && /[ \n]$/.test(cell.text) ? text.slice(1) : text;
      if (cell.text.length > longestText) throw new Damage('a text without end');
    },
  });
  return {
    write: reader.write,
    end() {
      reader.end();
      while (open.length > 0) closeTable();
    },
  };
}

const breaks = new Set(['br', 'p', 'div', 'li']);

function spanOf(attribute: string | undefined, most: number): number {
  const span = Number.parseInt(attribute ?? '', 10);
  return span > 1 ? Math.min(span, most) : 1;
}
