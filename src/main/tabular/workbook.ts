import { type NumberFormat, readNumberFormat } from './number-format.ts';
import { createXmlReader, type XmlHandlers } from './xml.ts';
import { type Archive, Damage } from './zip.ts';

export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** The part of the archive that holds its rows. */
  readonly part: string;
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly date1904: boolean;
  /** By the style number of a cell. */
  readonly formats: readonly NumberFormat[];
  /** The part with the texts that cells share; null where every cell holds its own. */
  readonly textsPart: string | null;
}

/** Reads what a workbook says about itself: sheets in their order, styles, where its texts are. Throws `Damage`. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const rootRelations = await readRelations(archive, '_rels/.rels', '');
  const part = rootRelations.find((one) => one.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const relations = await readRelations(archive, `${folder}_rels/${part.slice(folder.length)}.rels`, folder);
  const { sheets, date1904 } = await readSheetList(archive, part);
  const stylesPart = relations.find((one) => one.type === 'styles')?.target;
  return {
    sheets: sheets.flatMap(({ name, hidden, relation }) => {
      // Charts and macros of old are sheets too, without rows.
      const target = relations.find((one) => one.id === relation && one.type === 'worksheet')?.target;
      return target === undefined ? [] : [{ name, hidden, part: target }];
    }),
    date1904,
    formats: stylesPart === undefined ? [] : await readFormats(archive, stylesPart),
    textsPart: relations.find((one) => one.type === 'sharedStrings')?.target ?? null,
  };
}

/** Styles of a workbook that was copied about for years come to some ten megabytes; rows and texts are not among these parts. */
const largestFramePart = 128 * 1024 ** 2;

async function readPart(archive: Archive, part: string, handlers: XmlHandlers): Promise<void> {
  if (archive.sizeOf(part) > largestFramePart) throw new Damage(`too much in ${part}`);
  const stream = await archive.read(part);
  if (stream === null) throw new Damage(`without ${part}`);
  const reader = createXmlReader(handlers);
  for await (const piece of stream) reader.write(piece);
  reader.end();
}

interface Relation {
  readonly id: string;
  /** The last part of its address, the same in the strict and in the usual form of the standard. */
  readonly type: string;
  readonly target: string;
}

async function readRelations(archive: Archive, part: string, folder: string): Promise<readonly Relation[]> {
  const relations: Relation[] = [];
  await readPart(archive, part, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const { Id: id = '', Type: type = '', Target: target = '' } = attributes;
      relations.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolved(target, folder) });
    },
  });
  return relations;
}

/** Targets are absolute (`/xl/styles.xml`) or relative to the folder of the workbook. */
function resolved(target: string, folder: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}

interface ListedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

async function readSheetList(archive: Archive, part: string): Promise<{ sheets: ListedSheet[]; date1904: boolean }> {
  const sheets: ListedSheet[] = [];
  let date1904 = false;
  await readPart(archive, part, {
    open(name, attributes) {
      const { name: title = '', state, date1904: from1904 } = attributes;
      if (name === 'workbookPr') date1904 = from1904 === '1' || from1904 === 'true';
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({ name: title, hidden: state === 'hidden' || state === 'veryHidden', relation });
    },
  });
  return { sheets, date1904 };
}

/** The format of each style of cells (`cellXfs`); those of named styles (`cellStyleXfs`) are not asked by cells. */
async function readFormats(archive: Archive, part: string): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  await readPart(archive, part, {
    open(name, attributes) {
      const { numFmtId = '0', formatCode = '' } = attributes;
      if (name === 'cellXfs') inCells = true;
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (name === 'xf' && inCells) ids.push(Number(numFmtId));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return ids.map((id) => readNumberFormat(id, codes.get(id)));
}
