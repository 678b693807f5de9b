import writeXlsxFile, { type SheetData } from 'write-excel-file/node';

/** A workbook of one sheet, the same bytes for the same cells. */
export async function writeWorkbook(cells: SheetData): Promise<Uint8Array> {
  const options = { sheet: 'Clientes', dateFormat: 'dd/mm/yyyy', columns: cells[0]?.map(() => ({ width: 18 })) ?? [] };
  const bytes = new Uint8Array(await writeXlsxFile(cells, options).toBuffer());
  setEntryTimes(bytes);
  return bytes;
}

// 2026-01-01 00:00 as MS-DOS writes it: the entries of a zip file carry the time at which they were made.
const entryTime = 0;
const entryDate = ((2026 - 1980) << 9) | (1 << 5) | 1;

/** Goes through the zip's directory (APPNOTE 4.3.12) and sets the time of each entry, there and at its local header. */
function setEntryTimes(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.byteLength - 22;
  if (view.getUint32(end, true) !== 0x06054b50)
    throw new Error('the end of the zip directory is not where it should be');
  let entry = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const local = view.getUint32(entry + 42, true);
    for (const at of [entry + 12, local + 10]) {
      view.setUint16(at, entryTime, true);
      view.setUint16(at + 2, entryDate, true);
    }
    entry +=
      46 + view.getUint16(entry + 28, true) + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
}
