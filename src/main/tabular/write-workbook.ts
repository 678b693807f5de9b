import { defused } from './defuse.ts';
import type { SafeReport } from './report.ts';
import type { Writable } from './write-fully.ts';
import { createZipWriter } from './zip-write.ts';

/** What a sheet of Excel holds, its header among them. */
const mostRows = 1_048_576;
const longestCell = 32_767;
const pieceLength = 64 * 1024;

/**
 * Writes a workbook of text cells, as it comes. write-excel-file builds it in memory instead: a million rows of 8 columns took
 * 3.3 GB and held the thread for 50 s (toolchain of 2026-11), and the engine may hold it for 10 ms.
 * Rows beyond what a sheet can hold go on in a further one, under the same header.
 */
export async function writeWorkbook(file: Writable, report: SafeReport, rowsInSheet = mostRows): Promise<void> {
  const zip = createZipWriter(file);
  const rows = report.rows[Symbol.asyncIterator]();
  const names: string[] = [];
  const { summary } = report;
  if (summary !== undefined) {
    names.push(sheetName(summary.title, 1));
    await zip.add('xl/worksheets/sheet1.xml', [summaryXml(summary.rows)]);
  }
  const first = names.length;
  let next = await rows.next();
  do {
    const name = sheetName(report.title, names.length + 1 - first);
    names.push(
      names.some((one) => one.toLowerCase() === name.toLowerCase()) ? sheetName(report.title, names.length + 1) : name,
    );
    await zip.add(`xl/worksheets/sheet${names.length}.xml`, sheetXml());
  } while (!next.done);
  for (const [name, xml] of frame(names)) await zip.add(name, [xml]);
  await zip.end();

  async function* sheetXml(): AsyncGenerator<string> {
    let piece = sheetStart + rowXml(report.columns, { line: 1, style: headerStyle });
    let line = 2;
    for (; !next.done && line <= rowsInSheet; line += 1) {
      piece += rowXml(next.value, { line, style: '' });
      if (piece.length >= pieceLength) {
        yield piece;
        piece = '';
      }
      next = await rows.next();
    }
    yield piece + sheetEnd(columnLetters(Math.max(1, report.columns.length)) + (line - 1));
  }
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The header stays in sight; numbers written as text are meant so, and get no green corner. */
const sheetStart = `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData>`;
const sheetEnd = (lastCell: string): string =>
  `</sheetData><ignoredErrors><ignoredError sqref="A1:${lastCell}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
const headerStyle = ' s="1"';

function rowXml(cells: readonly string[], row: { readonly line: number; readonly style: string }): string {
  let xml = `<row r="${row.line}">`;
  cells.forEach((cell, i) => {
    if (cell === '') return;
    xml += `<c r="${columnLetters(i + 1)}${row.line}"${row.style} t="inlineStr"><is><t xml:space="preserve">${cellXml(cell)}</t></is></c>`;
  });
  return `${xml}</row>`;
}

/** A sheet to be read: a wide first column, no head that stays. */
function summaryXml(rows: readonly (readonly (string | number)[])[]): string {
  const lines = rows.map((cells, index) => {
    const line = index + 1;
    const xml = cells.map((cell, i) => {
      const place = `r="${columnLetters(i + 1)}${line}"`;
      // Nobody typed the numbers; a text could be anybody's.
      return typeof cell === 'number'
        ? `<c ${place}><v>${cell}</v></c>`
        : `<c ${place}${cells.length === 1 && i === 0 ? headerStyle : ''} t="inlineStr"><is><t xml:space="preserve">${cellXml(defused(cell))}</t></is></c>`;
    });
    return `<row r="${line}">${xml.join('')}</row>`;
  });
  return `${declaration}<worksheet xmlns="${main}"><sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><cols><col min="1" max="1" width="44" customWidth="1"/></cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/** `AB` of 28. */
function columnLetters(column: number): string {
  const rest = column - 1;
  const last = String.fromCharCode(65 + (rest % 26));
  return rest < 26 ? last : columnLetters(Math.floor(rest / 26)) + last;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML cannot hold is written as Excel does, `_x0007_`, so that nothing is lost; half a letter becomes U+FFFD. */
function cellXml(cell: string): string {
  const text = cell.length > longestCell ? `${cell.slice(0, longestCell - 1)}…` : cell;
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>]/g, (sign) => escapes[sign] ?? sign)
    .replace(/[^\P{Cc}\t\n\x7F-\x9F]|[\uFFFE\uFFFF]/gu, escapedLetter);
}

const escapedLetter = (letter: string): string =>
  `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Excel takes 31 letters, and none of these signs. */
function sheetName(title: string, number: number): string {
  const suffix = number === 1 ? '' : ` (${number})`;
  const clean = title
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim();
  return (clean === '' ? 'Malote' : clean).slice(0, 31 - suffix.length) + suffix;
}

function frame(names: readonly string[]): readonly (readonly [part: string, xml: string])[] {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const sheets = names.map((name, i) => ({
    name: cellXml(name).replaceAll('"', '&quot;'),
    number: i + 1,
    id: `rId${i + 1}`,
  }));
  const all = (write: (sheet: (typeof sheets)[number]) => string): string => sheets.map(write).join('');
  return [
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${all((sheet) => `<Override PartName="/xl/worksheets/sheet${sheet.number}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${all((sheet) => `<sheet name="${sheet.name}" sheetId="${sheet.number}" r:id="${sheet.id}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all((sheet) => `<Relationship Id="${sheet.id}" Type="${relationships}/worksheet" Target="worksheets/sheet${sheet.number}.xml"/>`)}<Relationship Id="styles" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
    ],
  ];
}
