import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SafeReport } from './report.ts';
import { type Writable, writeFully } from './write-fully.ts';

const pieceLength = 64 * 1024;
/** Tells Excel that it is UTF-8. */
export const csvMark = '\uFEFF';

/** For Excel in Brazil: UTF-8 with a mark, semicolons (the comma is for decimals), CRLF. */
export async function writeCsv(file: Writable, report: SafeReport): Promise<void> {
  let piece = csvMark + csvLine(report.columns);
  for await (const row of report.rows) {
    piece += csvLine(row);
    if (piece.length < pieceLength) continue;
    await writeFully(file, Buffer.from(piece), null);
    piece = '';
    await nextTurn();
  }
  await writeFully(file, Buffer.from(piece), null);
}

/** A line of it. Its cells are defused already, or meant for a program. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(';')}\r\n`;
const csvCell = (cell: string): string => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
