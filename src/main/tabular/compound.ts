import type { FileHandle } from 'node:fs/promises';
import type { Problem } from '#shared/problem.ts';

/** Sectors of the directory that are read: some 60 entries at least, and the ones that matter are among the first. */
const mostSectors = 32;

/**
 * What a compound file (OLE2: [MS-CFB]) is, by the names in its directory. None of them is read: a workbook with a password
 * is `EncryptedPackage`, one of Excel 97 is `Workbook` or `Book`.
 */
export async function problemOfCompound(file: FileHandle): Promise<Problem> {
  const names = await readNames(file);
  if (names.includes('EncryptedPackage')) return { kind: 'workbookLocked' };
  if (names.includes('Workbook') || names.includes('Book')) return { kind: 'fileUnsupported', extension: '.xls' };
  if (names.includes('WordDocument')) return { kind: 'fileUnsupported', extension: '.doc' };
  if (names.includes('PowerPoint Document')) return { kind: 'fileUnsupported', extension: '.ppt' };
  return { kind: 'fileNotATable' };
}

async function readNames(file: FileHandle): Promise<readonly string[]> {
  const header = await readAt(file, 0, 512);
  if (header.length < 512) return [];
  const sectorBytes = 2 ** Math.min(12, header.readUInt16LE(30));
  const sector = (number: number): Promise<Buffer> => readAt(file, (number + 1) * sectorBytes, sectorBytes);
  const names: string[] = [];
  let next = header.readUInt32LE(48);
  for (let i = 0; i < mostSectors && next < 0xfffffffa; i += 1) {
    const directory = await sector(next);
    for (let at = 0; at + 128 <= directory.length; at += 128) names.push(nameOf(directory.subarray(at, at + 128)));
    next = await followingSector(next, { header, sectorBytes, sector });
  }
  return names;
}

/** Where a chain goes on: the allocation table has a number per sector, and the header says where its first parts are. */
async function followingSector(
  number: number,
  file: { readonly header: Buffer; readonly sectorBytes: number; readonly sector: (number: number) => Promise<Buffer> },
): Promise<number> {
  const perSector = file.sectorBytes / 4;
  const part = Math.floor(number / perSector);
  const endOfChain = 0xfffffffe;
  if (part >= 109) return endOfChain;
  const table = await file.sector(file.header.readUInt32LE(76 + part * 4));
  const at = (number % perSector) * 4;
  return at + 4 <= table.length ? table.readUInt32LE(at) : endOfChain;
}

/** UTF-16 in 64 bytes; the two after them give the length in bytes, with the zero that ends it. */
function nameOf(entry: Buffer): string {
  const length = Math.min(64, entry.readUInt16LE(64));
  return entry.toString('utf16le', 0, Math.max(0, length - 2));
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
