import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { createDecoder } from '#shared/tabular/encoding.ts';
import { sampleBytes } from '#shared/tabular/sniff.ts';
import { sniffEncoding } from '#shared/tabular/sniff-encoding.ts';
import type { Encoding, TableRow } from '#shared/tabular/table.ts';
import { type Book, type SheetPiece, takeFirst } from './book.ts';
import { createTableReader, type HtmlRow } from './html-table.ts';

/** Some 2 ms of reading. */
const pieceBytes = 64 * 1024;

/**
 * An HTML file with a table, as one sheet without a name: the first table with two rows of several cells, as titles and frames are
 * often tables as well; the first one of all where none has. Problems: fileUnsupported where there is no table.
 */
export async function openHtmlBook(path: string): Promise<Result<Book, Problem>> {
  const file = await open(path);
  try {
    const encoding = await encodingOf(file);
    const chosen = await chooseTable(file, encoding);
    if (chosen === null) {
      await file.close();
      return err({ kind: 'fileUnsupported', extension: '.html' });
    }
    const allRows = () => rowsOf(file, { encoding, table: chosen });
    return ok({
      sheets: [{ name: '', hidden: false }],
      firstRows: (_, most) => takeFirst(allRows(), most),
      allRows,
      close: () => file.close(),
    });
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function encodingOf(file: FileHandle): Promise<Encoding> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(sampleBytes), 0, sampleBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  return sniffEncoding({ head, further: [], whole: bytesRead < sampleBytes }).encoding;
}

async function chooseTable(file: FileHandle, encoding: Encoding): Promise<number | null> {
  const wideRows = new Map<number, number>();
  for await (const { rows } of htmlRows(file, encoding)) {
    for (const { table, cells } of rows) {
      const isWide = cells.filter((cell) => cell.trim() !== '').length > 1;
      const count = (wideRows.get(table) ?? 0) + (isWide ? 1 : 0);
      if (count === 2) return table;
      wideRows.set(table, count);
    }
  }
  const [first] = [...wideRows].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? null;
}

async function* rowsOf(
  file: FileHandle,
  { encoding, table }: { readonly encoding: Encoding; readonly table: number },
): AsyncGenerator<SheetPiece, void> {
  for await (const { rows, done } of htmlRows(file, encoding)) {
    const own = rows.filter((row) => row.table === table);
    yield { rows: own.map(({ line, cells }): TableRow => ({ line, cells })), done };
  }
}

async function* htmlRows(
  file: FileHandle,
  encoding: Encoding,
): AsyncGenerator<{ readonly rows: readonly HtmlRow[]; readonly done: number }, void> {
  const { size } = await file.stat();
  const decode = streamDecoder(encoding);
  let rows: HtmlRow[] = [];
  const reader = createTableReader((row) => rows.push(row));
  for (let position = 0; ; ) {
    const { buffer, bytesRead } = await file.read(new Uint8Array(pieceBytes), 0, pieceBytes, position);
    position += bytesRead;
    if (bytesRead > 0) reader.write(decode(buffer.subarray(0, bytesRead)));
    else reader.end();
    yield { rows, done: Math.min(1, position / Math.max(1, size)) };
    rows = [];
    if (bytesRead === 0) return;
    await nextTurn();
  }
}

/** A letter of several bytes may be cut by the edge of a piece. */
function streamDecoder(encoding: Encoding): (bytes: Uint8Array) => string {
  if (encoding === 'cp850') return createDecoder(encoding);
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes, { stream: true });
}
