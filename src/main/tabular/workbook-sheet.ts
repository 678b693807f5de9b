import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { findHeader, rowsShown, shownOf } from '#shared/tabular/sniff.ts';
import { mostColumns, type TableRow } from '#shared/tabular/table.ts';
import { createChunker } from './chunks.ts';
import { type Fingerprint, isUnchanged } from './fingerprint.ts';
import type { Sheet, SheetChunk, SheetWishes } from './sheet.ts';
import { readWorkbook, type Workbook, type WorkbookSheet } from './workbook.ts';
import { readAllRows, readFirstRows } from './xlsx.ts';
import { type Archive, Damage, openArchive } from './zip.ts';

/** Titles may stand above the header. */
const rowsToLookAt = rowsShown + 20;

/**
 * Understands a zip file: a workbook, if it is one. Of several sheets it takes the one that was asked for, else the
 * first visible one with rows. Problems: workbookDamaged, sheetNotFound, fileUnsupported, fileBinary, fileEmpty,
 * fileHeaderOnly, fileTooWide. Throws the errors of the system.
 */
export async function openWorkbookSheet(
  path: string,
  fingerprint: Fingerprint,
  wishes: SheetWishes,
): Promise<Result<Sheet, Problem>> {
  const found = await withArchive(path, async (archive) => {
    const other = await otherKind(archive);
    if (other !== null) return err(other);
    const workbook = await readWorkbook(archive);
    const chosen = await chooseSheet(archive, workbook, wishes.sheet);
    return chosen.ok ? ok({ workbook, ...chosen.value }) : chosen;
  });
  if (!found.ok) return found;
  const { workbook, sheet, rows } = found.value;
  const tooWide = rows.find((row) => row.cells.length > mostColumns);
  if (tooWide !== undefined) return err({ kind: 'fileTooWide', columns: tooWide.cells.length, most: mostColumns });
  const { headerRow, certainty, names } = findHeader(rows, wishes.headerRow);
  const shown = shownOf(names, rows.slice(headerRow + 1));
  if (shown.head.length === 0) return err({ kind: 'fileHeaderOnly' });
  return ok({
    findings: {
      dialect: { format: 'workbook', sheet: sheet.name, headerRow },
      certainty: { encoding: 1, delimiter: 1, header: certainty },
      sheets: workbook.sheets.map((one) => one.name),
      ...shown,
    },
    fileBytes: fingerprint.bytes,
    rows: (signal) => readRows({ path, fingerprint, sheetName: sheet.name, headerRow, signal }),
  });
}

async function withArchive<T>(
  path: string,
  use: (archive: Archive) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  let archive: Archive | null = null;
  try {
    archive = await openArchive(path);
    return await use(archive);
  } catch (error) {
    if (error instanceof Damage) return err({ kind: 'workbookDamaged' });
    throw error;
  } finally {
    archive?.close();
  }
}

/** Zip files that are no workbook of ours, by the parts that give each kind away. */
async function otherKind(archive: Archive): Promise<Problem | null> {
  const has = (start: string): boolean => archive.names.some((name) => name.startsWith(start));
  if (has('xl/workbook.bin')) return { kind: 'fileUnsupported', extension: '.xlsb' };
  if (has('content.xml') && has('mimetype')) {
    return { kind: 'fileUnsupported', extension: extensionOfOpenDocument(await readBeginning(archive, 'mimetype')) };
  }
  if (has('index/document.iwa') || has('index.zip')) return { kind: 'fileUnsupported', extension: '.numbers' };
  if (has('word/')) return { kind: 'fileUnsupported', extension: '.docx' };
  if (has('ppt/')) return { kind: 'fileUnsupported', extension: '.pptx' };
  return has('xl/') || has('[content_types].xml') ? null : { kind: 'fileBinary', looksLike: 'ZIP' };
}

function extensionOfOpenDocument(mimeType: string): string {
  if (mimeType.includes('opendocument.text')) return '.odt';
  return mimeType.includes('opendocument.presentation') ? '.odp' : '.ods';
}

async function readBeginning(archive: Archive, part: string): Promise<string> {
  const stream = await archive.read(part);
  for await (const piece of stream ?? []) return Buffer.from(piece).toString('latin1', 0, 200);
  return '';
}

async function chooseSheet(
  archive: Archive,
  workbook: Workbook,
  wished: string | undefined,
): Promise<Result<{ sheet: WorkbookSheet; rows: readonly TableRow[] }, Problem>> {
  const candidates =
    wished === undefined
      ? workbook.sheets.filter((sheet) => !sheet.hidden)
      : workbook.sheets.filter((sheet) => keyOf(sheet.name) === keyOf(wished));
  if (candidates.length === 0 && wished !== undefined) {
    const sheets = workbook.sheets.map((sheet) => sheet.name).join(', ');
    return err({ kind: 'sheetNotFound', sheet: wished, sheets });
  }
  for (const sheet of candidates) {
    const rows = await readFirstRows(archive, { workbook, sheet, most: rowsToLookAt });
    if (rows.length > 0) return ok({ sheet, rows });
  }
  return err({ kind: 'fileEmpty' });
}

const keyOf = (name: string): string => name.trim().toLowerCase();

interface Pass {
  readonly path: string;
  readonly fingerprint: Fingerprint;
  readonly sheetName: string;
  readonly headerRow: number;
  readonly signal: AbortSignal | undefined;
}

async function* readRows(pass: Pass): AsyncGenerator<Result<SheetChunk, Problem>, void> {
  const { path, fingerprint, sheetName, headerRow, signal } = pass;
  const archive = await openArchive(path).catch(nullWhereDamaged);
  const chunker = createChunker();
  let problem: Problem | null = null;
  try {
    const workbook = archive === null ? null : await readWorkbook(archive);
    const sheet = workbook?.sheets.find((one) => one.name === sheetName);
    if (archive === null || workbook === null || sheet === undefined) throw new Damage('not as it was');
    let toSkip = headerRow + 1;
    for await (const piece of readAllRows(archive, workbook, sheet)) {
      signal?.throwIfAborted();
      const rows = toSkip > 0 ? piece.rows.slice(toSkip) : piece.rows;
      toSkip -= piece.rows.length - rows.length;
      const narrow = rows.findIndex((row) => row.cells.length > mostColumns);
      const columns = rows[narrow]?.cells.length ?? 0;
      if (narrow !== -1) problem = { kind: 'fileTooWide', columns, most: mostColumns };
      const good = narrow === -1 ? rows : rows.slice(0, narrow);
      const bytesRead = Math.round(piece.done * fingerprint.bytes);
      for (const chunk of chunker.add(good, { bytesRead, mendedLines: [] })) {
        yield ok(chunk);
        await nextTurn();
      }
      if (problem !== null) break;
    }
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    problem = { kind: 'workbookDamaged' };
  } finally {
    archive?.close();
  }
  for (const chunk of chunker.rest()) yield ok(chunk);
  if (!(await isUnchanged(path, fingerprint))) yield err({ kind: 'fileChanged' });
  else if (problem !== null) yield err(problem);
}

function nullWhereDamaged(error: unknown): null {
  if (error instanceof Damage) return null;
  throw error;
}
