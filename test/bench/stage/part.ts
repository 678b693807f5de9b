// One part of the bench in a process of its own, so that its memory and how long it holds the thread are its own:
//   node test/bench/stage/part.ts PART SHEET FOLDER
import { createReadStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { argv, platform, resourceUsage } from 'node:process';
import Database from 'better-sqlite3';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import Papa from 'papaparse';
import { SaxesParser } from 'saxes';
import { openPromise } from 'yauzl';
import { normaliseRows } from '#main/engine/import/normalise.ts';
import { stageSheet } from '#main/engine/import/stage.ts';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore, setPragmas } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { openSheet } from '#main/tabular/open.ts';
import type { ColumnTarget } from '#shared/mapping/mapping.ts';
import { someOptions } from '../../support/records.ts';
import { migrationsFolder } from '../../support/store.ts';
import type { Measured } from './measured.ts';
import { person } from './sheets.ts';

const tabular = { platform };

/** Runs `work`, which says how many rows it did, and looks on. */
async function measured(part: Measured['part'], work: () => Promise<number>): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  const rows = await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  delay.disable();
  return {
    part,
    rows,
    seconds,
    peakMegabytes: resourceUsage().maxRSS / 1_024,
    longestHeldMs: delay.max / 1e6,
    held999Ms: delay.percentile(99.9) / 1e6,
  };
}

/** From the file to rows in memory: the reader alone. */
async function read(path: string): Promise<number> {
  const opened = await openSheet(path, {}, tabular);
  if (!opened.ok) throw new Error(opened.error.kind);
  let rows = 0;
  for await (const chunk of opened.value.rows()) {
    if (!chunk.ok) throw new Error(chunk.error.kind);
    rows += chunk.value.rows.length;
  }
  return rows;
}

/** What the engine does with a dropped sheet until a person can review it: two stages, over a store on disk. */
async function* review(path: string, folder: string): AsyncGenerator<Measured> {
  const opened = openStore({ folder, migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  const signal = new AbortController().signal;
  const onRows = (): void => undefined;
  let importId = 0;
  yield await measured('stage', async () => {
    importId = await anImportOf(store, path);
    await stageSheet({ store, clock, tabular }, { importId, signal, onRows });
    return store.imports.get(importId).rowTotal;
  });
  yield await measured('normalise', async () => {
    await normaliseRows({ store, clock }, { importId, signal, onRows });
    return store.rows.counts(importId).reduce((sum, { count, state }) => sum + (state === 'staged' ? 0 : count), 0);
  });
  store.close();
}

async function anImportOf(store: Store, path: string): Promise<number> {
  const sheet = await openSheet(path, {}, tabular);
  if (!sheet.ok) throw new Error(sheet.error.kind);
  const { findings, fileBytes } = sheet.value;
  const importId = store.imports.create({
    accountId: null,
    path,
    fileName: 'sheet',
    fileBytes,
    options: someOptions,
    nowMs: clock.now(),
  });
  const targets: readonly ColumnTarget[] = [{ kind: 'name' }, { kind: 'number' }];
  const mapping = findings.header.map((_, i): ColumnTarget => targets[i] ?? { kind: 'skip' });
  store.imports.saveFindings(importId, { findings, guesses: [], mapping, signature: '' });
  return importId;
}

/** The usual way to read a CSV file with papaparse in Node. */
async function papaparse(path: string): Promise<number> {
  let rows = -1;
  const stream = createReadStream(path).pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { delimiter: ';' }));
  for await (const _ of stream) rows += 1;
  return rows;
}

/** The XML of a workbook, inflated and parsed, and nothing made of it. */
async function saxes(path: string): Promise<number> {
  const zip = await openPromise(path, { autoClose: false });
  let rows = -1;
  for await (const entry of zip.eachEntry()) {
    const parser = new SaxesParser({ xmlns: false, position: false });
    parser.on('opentag', ({ name }) => {
      if (name === 'row') rows += 1;
    });
    const decoder = new TextDecoder();
    for await (const piece of await zip.openReadStreamPromise(entry))
      parser.write(decoder.decode(piece, { stream: true }));
  }
  zip.close();
  return rows;
}

/** The same cells into the same table, with nothing around it: one prepared statement, 1,000 rows a commit. */
async function insert(folder: string, rows: number): Promise<number> {
  const opened = openStore({ folder, migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const importId = opened.value.imports.create({
    accountId: null,
    path: '',
    fileName: 'sheet',
    fileBytes: 0,
    options: someOptions,
    nowMs: clock.now(),
  });
  opened.value.close();
  const db = new Database(join(folder, 'malote.sqlite'));
  setPragmas(db);
  const statement = db.prepare(
    "INSERT INTO rows (import_id, row_no, line, cells, state) VALUES (?, ?, ?, ?, 'staged')",
  );
  const insertFrom = db.transaction((from: number) => {
    for (let i = from; i < Math.min(rows, from + 1_000); i += 1)
      statement.run(importId, i + 1, i + 2, JSON.stringify(person(i)));
  });
  for (let from = 0; from < rows; from += 1_000) insertFrom(from);
  db.close();
  return rows;
}

/** The numbers of the same rows read by libphonenumber-js, and nothing made of them. */
async function libphonenumber(rows: number): Promise<number> {
  let taken = 0;
  for (let i = 0; i < rows; i += 1) {
    if (parsePhoneNumberFromString(person(i)[1] ?? '', 'BR')?.isValid()) taken += 1;
  }
  if (taken < rows / 2) throw new Error(`libphonenumber took ${taken} of ${rows} numbers`);
  return rows;
}

const [, , part, sheet = '', folder = '', rows = '0'] = argv;
mkdirSync(folder, { recursive: true });
const report = (one: Measured): void => console.log(JSON.stringify(one));
if (part === 'read') report(await measured('read', () => read(sheet)));
if (part === 'review') for await (const one of review(sheet, folder)) report(one);
if (part === 'papaparse') report(await measured('papaparse', () => papaparse(sheet)));
if (part === 'saxes') report(await measured('saxes', () => saxes(sheet)));
if (part === 'insert') report(await measured('insert', () => insert(folder, Number(rows))));
if (part === 'libphonenumber') report(await measured('libphonenumber', () => libphonenumber(Number(rows))));
