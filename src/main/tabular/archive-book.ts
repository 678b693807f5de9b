import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Book } from './book.ts';
import { openOdsBook } from './ods.ts';
import { openXlsxBook } from './xlsx.ts';
import { type Archive, openArchive } from './zip.ts';

/** A zip file as the workbook that it is, if it is one. Problems: workbookLocked, fileUnsupported, fileBinary. Throws `Damage`. */
export async function openArchiveBook(path: string): Promise<Result<Book, Problem>> {
  const archive = await openArchive(path);
  try {
    const book = await openParts(archive);
    if (!book.ok) archive.close();
    return book;
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function openParts(archive: Archive): Promise<Result<Book, Problem>> {
  const has = (start: string): boolean => archive.names.some((name) => name.startsWith(start));
  const other = (extension: string): Result<Book, Problem> => err({ kind: 'fileUnsupported', extension });
  if (has('xl/workbook.bin')) return other('.xlsb');
  if (has('mimetype') && (has('content.xml') || has('encrypted-package'))) {
    const mimeType = await readBeginning(archive, 'mimetype');
    if (mimeType.includes('opendocument.text')) return other('.odt');
    return mimeType.includes('opendocument.presentation') ? other('.odp') : await openOdsBook(archive);
  }
  if (has('index/document.iwa') || has('index.zip')) return other('.numbers');
  if (has('word/')) return other('.docx');
  if (has('ppt/')) return other('.pptx');
  if (!has('xl/') && !has('[content_types].xml')) return err({ kind: 'fileBinary', looksLike: 'ZIP' });
  return ok(await openXlsxBook(archive));
}

async function readBeginning(archive: Archive, part: string): Promise<string> {
  const stream = await archive.read(part);
  for await (const piece of stream ?? []) return Buffer.from(piece).toString('latin1', 0, 200);
  return '';
}
