import { zipFile } from './zip-file.ts';

const namespaces =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ' +
  'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"';

export interface OdsFile {
  readonly tables?: readonly { readonly name: string; readonly rows: string; readonly hidden?: boolean }[];
  /** Shorter: the rows of a single table. */
  readonly rows?: string;
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
}

/** The bytes of a spreadsheet of LibreOffice, its parts as it names them. */
export function odsFile({ rows = '', tables = [{ name: 'Clientes', rows }], parts = {} }: OdsFile): Uint8Array {
  const tableXml = tables.map(
    (one) =>
      `<table:table table:name="${one.name}" table:style-name="${one.hidden ? 'ta2' : 'ta1'}"><table:table-column/>${one.rows}</table:table>`,
  );
  return zipFile({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${namespaces}><office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${tableXml.join('')}</office:spreadsheet></office:body></office:document-content>`,
    ...parts,
  });
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const rowOf = (...cells: readonly string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`;
export const repeated = (times: number, ...cells: readonly string[]): string =>
  `<table:table-row table:number-rows-repeated="${times}">${cells.join('')}</table:table-row>`;
export const textCell = (text: string, attributes = ''): string =>
  `<table:table-cell ${attributes} office:value-type="string">${text
    .split('\n')
    .map((line) => `<text:p>${escaped(line).replace(/ /g, '<text:s/>').replaceAll('\t', '<text:tab/>')}</text:p>`)
    .join('')}</table:table-cell>`;
export const floatCell = (value: string, shown: string): string =>
  `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${shown}</text:p></table:table-cell>`;
export const textsRow = (...texts: readonly string[]): string => rowOf(...texts.map((text) => textCell(text)));
