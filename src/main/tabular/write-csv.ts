import type { FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SafeReport } from './report.ts';

const pieceLength = 64 * 1024;

/** For Excel in Brazil: UTF-8 with a mark, semicolons (the comma is for decimals), CRLF. */
export async function writeCsv(file: FileHandle, report: SafeReport): Promise<void> {
  let piece = `\uFEFF${csvLine(report.columns)}`;
  for await (const row of report.rows) {
    piece += csvLine(row);
    if (piece.length < pieceLength) continue;
    await file.write(piece);
    piece = '';
    await nextTurn();
  }
  await file.write(piece);
}

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(';')}\r\n`;
const csvCell = (cell: string): string => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
