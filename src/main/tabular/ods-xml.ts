import { isBlank, lastColumn, lastLine } from './book.ts';
import { isoDateText } from './cell-text.ts';
import { createMergedDown } from './merged.ts';
import { shownNumber } from './shown.ts';
import { createXmlReader, type XmlReader } from './xml.ts';
import { Damage } from './zip.ts';

/** Rows that are alike and follow one another, as they are kept. */
export interface RepeatedRow {
  readonly line: number;
  readonly times: number;
  readonly cells: readonly string[];
}

type Attributes = Readonly<Record<string, string>>;

/**
 * Reads `content.xml` of an OpenDocument spreadsheet and hands over the rows of one table, as soon as they are complete; blank
 * ones are left out. Cells hold what was shown of them (see `shownNumber` for numbers), without notes and drawings. `end` comes
 * when the table is over, though more XML may follow.
 */
export function createOdsReader(
  wanted: (table: { readonly index: number; readonly name: string }) => boolean,
  on: { readonly row: (row: RepeatedRow) => void; readonly end: () => void },
): XmlReader {
  const merged = createMergedDown<string>();
  let index = -1;
  let isWanted = false;
  let line = 0;
  let rowTimes = 1;
  let cells: string[] = [];
  let column = 0;
  let cell: Attributes | null = null;
  let isCovered = false;
  let paragraphs: string[] = [];
  let inParagraph = false;
  /** Within a note, a drawing or the like: its words are not the cell's. */
  let aside = 0;

  function openCell(attributes: Attributes, covered: boolean): void {
    cell = attributes;
    isCovered = covered;
    paragraphs = [];
    inParagraph = false;
  }

  function closeCell(attributes: Attributes): void {
    const times = countOf(attributes['table:number-columns-repeated']);
    const text = isCovered ? '' : textOf(attributes, paragraphs.join('\n'));
    if (text !== '') {
      if (column + times > lastColumn) throw new Damage('a cell beyond the last column');
      while (cells.length < column) cells.push('');
      for (let i = 0; i < times; i += 1) cells.push(text);
      const rows = countOf(attributes['table:number-rows-spanned']);
      if (rows > 1) merged.open(column, line + rows - 1, text);
    }
    column += times;
  }

  function closeRow(): void {
    const last = line + rowTimes - 1;
    if (!isBlank(cells)) {
      if (last > lastLine) throw new Damage('a row beyond the last one');
      while (line <= last) {
        const next = Math.min(last, merged.unchangedTo(line)) + 1;
        const filled = [...cells];
        merged.fill(line, filled);
        on.row({ line, times: next - line, cells: filled });
        line = next;
      }
    }
    line = last + 1;
  }

  return createXmlReader({
    open(name, attributes) {
      if (name === 'table') {
        index += 1;
        isWanted = wanted({ index, name: attributes['table:name'] ?? '' });
        line = 1;
        return;
      }
      if (!isWanted) return;
      if (cell === null) {
        if (name === 'table-cell' || name === 'covered-table-cell') openCell(attributes, name !== 'table-cell');
        else if (name === 'table-row') {
          rowTimes = countOf(attributes['table:number-rows-repeated']);
          cells = [];
          column = 0;
        }
        return;
      }
      if (aside > 0 || isAside(name)) aside += 1;
      else if (name === 'p' || name === 'h') {
        inParagraph = true;
        paragraphs.push('');
      } else if (inParagraph) append(blankOf(name, attributes));
    },
    text(piece) {
      if (inParagraph && aside === 0) append(collapsed(piece, paragraphs.at(-1) ?? ''));
    },
    close(name) {
      if (!isWanted) return;
      if (aside > 0) aside -= 1;
      else if (cell === null) {
        if (name === 'table-row') closeRow();
        else if (name === 'table') {
          isWanted = false;
          on.end();
        }
      } else if (name === 'p' || name === 'h') inParagraph = false;
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        closeCell(cell);
        cell = null;
      }
    },
  });

  function append(text: string): void {
    const last = paragraphs.length - 1;
    paragraphs[last] = (paragraphs[last] ?? '') + text;
  }
}

/** Elements of a cell that are not its text: notes, pictures, pronunciation, forms. */
const isAside = (name: string): boolean =>
  name === 'annotation' || name === 'frame' || name === 'ruby-text' || name === 'note' || name === 'custom-shape';

/** Blanks that XML would lose are elements. */
function blankOf(name: string, attributes: Attributes): string {
  if (name === 's') return ' '.repeat(Math.min(1_000, countOf(attributes['text:c'])));
  if (name === 'tab') return '\t';
  return name === 'line-break' ? '\n' : '';
}

/** Blanks and line breaks in the XML count as one, and as none at the beginning: part 1 of ODF, 6.1.2. */
function collapsed(piece: string, before: string): string {
  const text = piece.replace(/[ \t\r\n]+/g, ' ');
  return text.startsWith(' ') && (before === '' || /[ \t\n]$/.test(before)) ? text.slice(1) : text;
}

function textOf(attributes: Attributes, shown: string): string {
  switch (attributes['office:value-type']) {
    case 'float':
    case 'currency':
    case 'percentage':
      return shownNumber(shown, attributes['office:value'] ?? '');
    case 'date':
      return shown === '' || /^#+$/.test(shown) ? isoDateText(attributes['office:date-value'] ?? '') : shown;
    case 'string':
      return shown === '' ? (attributes['office:string-value'] ?? '') : shown;
    default:
      return shown;
  }
}

function countOf(attribute: string | undefined): number {
  if (attribute === undefined) return 1;
  const count = Number(attribute);
  return Number.isInteger(count) && count > 0 ? count : 1;
}
