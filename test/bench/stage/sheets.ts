import { open } from 'node:fs/promises';
import { createZipWriter } from '#main/tabular/zip-write.ts';

export type SheetFormat = 'csv' | 'xlsx' | 'ods';

export interface SheetShape {
  readonly rows: number;
  /** How it is written: `latin` and `quoted` are of CSV, `inline` and `sorted` of XLSX. */
  readonly variant: 'usual' | 'latin' | 'quoted' | 'inline' | 'sorted';
}

export const columns = 8;

const names = ['Ana Souza', 'João da Conceição', 'Maria Aparecida', 'José Antônio', 'Márcia Gonçalves'];
const cities = ['São Paulo', 'Brasília', 'Goiânia', 'Recife', 'Belém', 'Niterói', 'Cuiabá'];
export const header = ['Nome', 'Telefone', 'E-mail', 'Cidade', 'UF', 'Etiquetas', 'Valor', 'Observação'];

/** Three of the columns differ in every row, as in a real list. */
export const person = (i: number): readonly string[] => [
  `${names[i % names.length]} ${i}`,
  phoneOf(i),
  `cliente${i}@exemplo.com.br`,
  `${cities[i % cities.length]}`,
  'SP',
  i % 3 === 0 ? 'vip|novo' : 'novo',
  `${(i * 7) % 1000},50`,
  'cliente desde 2019',
];

/** Scattered over the range, as in a list that was not sorted by them; no two are the same. */
const phoneOf = (i: number): string => String(11_960_000_000 + ((i * 7_368_787) % 40_000_000));

const pieceLength = 1_000_000;

export async function writeSheet(path: string, format: SheetFormat, shape: SheetShape): Promise<void> {
  const write = { csv: writeCsv, xlsx: writeXlsx, ods: writeOds }[format];
  await write(path, shape);
}

async function writeCsv(path: string, { rows, variant }: SheetShape): Promise<void> {
  const file = await open(path, 'wx');
  const cell = (text: string): string => (variant === 'quoted' ? `"${text}"` : text);
  const line = (cells: readonly string[]): string => `${cells.map(cell).join(';')}\r\n`;
  let piece = line(header);
  for (let i = 0; i < rows; i += 1) {
    piece += line(person(i));
    if (piece.length < pieceLength && i < rows - 1) continue;
    await file.write(Buffer.from(piece, variant === 'latin' ? 'latin1' : 'utf8'));
    piece = '';
  }
  await file.close();
}

/**
 * As Excel writes it: shared texts, numbers as numbers. `inline`: each cell holds its text, as many exports do. `sorted`: the
 * sheet was sorted after it was filled, so its texts are asked for all over the place.
 */
async function writeXlsx(path: string, { rows, variant }: SheetShape): Promise<void> {
  const file = await open(path, 'wx');
  const zip = createZipWriter(file);
  const texts: string[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = indexes.get(text);
    if (known !== undefined) return known;
    indexes.set(text, texts.length);
    return texts.push(text) - 1;
  };
  const cellXml = (text: string, reference: string): string => {
    if (/^\d{11}$/.test(text)) return `<c r="${reference}"><v>${text}</v></c>`;
    if (variant === 'inline') return `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
    return `<c r="${reference}" t="s"><v>${indexOf(text)}</v></c>`;
  };
  const rowXml = (cells: readonly string[], line: number): string =>
    `<row r="${line}" spans="1:8">${cells.map((text, i) => cellXml(text, `${String.fromCharCode(65 + i)}${line}`)).join('')}</row>`;
  function* sheet(): Generator<string> {
    if (variant === 'sorted') for (let i = 0; i < rows; i += 1) for (const text of person(i)) indexOf(text);
    let piece = `${declaration}<worksheet ${main}><sheetData>${rowXml(header, 1)}`;
    for (let i = 0; i < rows; i += 1) {
      piece += rowXml(person(variant === 'sorted' ? (i * 7_368_787) % rows : i), i + 2);
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = '';
    }
    yield `${piece}</sheetData></worksheet>`;
  }
  function* shared(): Generator<string> {
    let piece = `${declaration}<sst ${main}>`;
    for (const text of texts) {
      piece += `<si><t>${text}</t></si>`;
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = '';
    }
    yield `${piece}</sst>`;
  }
  await zip.add('xl/worksheets/sheet1.xml', sheet());
  await zip.add('xl/sharedStrings.xml', shared());
  for (const [part, xml] of frame) await zip.add(part, [xml]);
  await zip.end();
  await file.close();
}

/** As LibreOffice writes it: each cell holds its text, numbers with what is shown of them. */
async function writeOds(path: string, { rows }: SheetShape): Promise<void> {
  const file = await open(path, 'wx');
  const zip = createZipWriter(file);
  const cellXml = (text: string): string =>
    /^\d{11}$/.test(text)
      ? `<table:table-cell office:value-type="float" office:value="${text}" calcext:value-type="float"><text:p>${text}</text:p></table:table-cell>`
      : `<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
  const rowXml = (cells: readonly string[]): string =>
    `<table:table-row table:style-name="ro1">${cells.map(cellXml).join('')}</table:table-row>`;
  function* content(): Generator<string> {
    let piece = `${declaration}<office:document-content><office:body><office:spreadsheet><table:table table:name="Clientes">${rowXml(header)}`;
    for (let i = 0; i < rows; i += 1) {
      piece += rowXml(person(i));
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = '';
    }
    yield `${piece}</table:table></office:spreadsheet></office:body></office:document-content>`;
  }
  await zip.add('mimetype', ['application/vnd.oasis.opendocument.spreadsheet']);
  await zip.add('content.xml', content());
  await zip.end();
  await file.close();
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (list: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`;
const frame = [
  ['_rels/.rels', relations(`<Relationship Id="a" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`)],
  [
    'xl/_rels/workbook.xml.rels',
    relations(
      `<Relationship Id="a" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>`,
    ),
  ],
  [
    'xl/workbook.xml',
    `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="Clientes" sheetId="1" r:id="a"/></sheets></workbook>`,
  ],
] as const;
