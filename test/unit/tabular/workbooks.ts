import { zipFile } from './zip-file.ts';

export interface SheetOfWorkbook {
  readonly name: string;
  /** What stands between `<sheetData>` and its end. */
  readonly rows: string;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
}

export interface WorkbookFile {
  readonly sheets?: readonly SheetOfWorkbook[];
  /** Shorter: the rows of a single sheet. */
  readonly rows?: string;
  /** `<si>…</si>` each; without them there is no such part. */
  readonly texts?: readonly string[];
  readonly styles?: string;
  readonly date1904?: boolean;
  /** Parts put in place of those that are made, or beside them; null takes one away. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | null>>;
}

export const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';

const relations = (list: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<?xml version="1.0"?><Relationships xmlns="${packages}">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export const sheetXml = (rows: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}"><dimension ref="A1"/><sheetData>${rows}</sheetData><pageMargins/></worksheet>`;

/** The bytes of a workbook, its parts as Excel names them. */
export function workbookFile(workbook: WorkbookFile): Uint8Array {
  const sheets = workbook.sheets ?? [{ name: 'Clientes', rows: workbook.rows ?? '' }];
  const made: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${workbook.date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state = 'visible' }, i) => `<sheet name="${name}" sheetId="${i + 1}" state="${state}" r:id="s${i}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, i) => [`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`] as const),
      ...(workbook.texts ? [['t', 'sharedStrings', 'sharedStrings.xml'] as const] : []),
      ...(workbook.styles ? [['f', 'styles', 'styles.xml'] as const] : []),
    ]),
    ...Object.fromEntries(sheets.map(({ rows }, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(rows)])),
    ...(workbook.texts ? { 'xl/sharedStrings.xml': `<sst xmlns="${main}">${workbook.texts.join('')}</sst>` } : {}),
    ...(workbook.styles ? { 'xl/styles.xml': workbook.styles } : {}),
    ...workbook.parts,
  };
  return zipFile(
    Object.fromEntries(Object.entries(made).flatMap(([name, part]) => (part === null ? [] : [[name, part]]))),
  );
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A text of the shared ones, and a cell that asks for it by its number. */
export const si = (text: string): string => `<si><t xml:space="preserve">${escaped(text)}</t></si>`;
export const shared = (reference: string, index: number): string => `<c r="${reference}" t="s"><v>${index}</v></c>`;
export const inline = (reference: string, text: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
export const number = (reference: string, value: string | number, style = 0): string =>
  `<c r="${reference}" s="${style}"><v>${value}</v></c>`;
export const row = (line: number, ...cells: readonly string[]): string => `<row r="${line}">${cells.join('')}</row>`;

/** A row of inline texts from column A on. */
export const textRow = (line: number, ...texts: readonly string[]): string =>
  row(line, ...texts.map((text, i) => inline(`${String.fromCharCode(65 + i)}${line}`, text)));

/** One style per code, numbered from 1 on; 0 is General. */
export const stylesOf = (...codes: readonly string[]): string =>
  `<styleSheet xmlns="${main}"><numFmts>${codes
    .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${escaped(code).replaceAll('"', '&quot;')}"/>`)
    .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes
    .map((_, i) => `<xf numFmtId="${200 + i}"/>`)
    .join('')}</cellXfs></styleSheet>`;
