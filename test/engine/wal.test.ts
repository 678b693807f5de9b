import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReportReader } from '#main/engine/report/reader.ts';
import { writeJobReport } from '#main/engine/report/write-job-report.ts';
import { openStore } from '#main/store/open.ts';
import { createTestClock } from '../support/clock.ts';
import { anImport } from '../support/records.ts';
import { migrationsFolder } from '../support/store.ts';

const mebibyte = 1024 * 1024;

/** A store in a folder, and what it writes as long as it is asked to. */
function aStore() {
  const folder = mkdtempSync(join(tmpdir(), 'malote-wal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { clock } = createTestClock();
  const opened = openStore({ folder, migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  const importId = anImport(store);
  const cell = 'x'.repeat(1_000);
  let rowNo = 1;
  let written = 0;
  return {
    folder,
    clock,
    store,
    importId,
    written: () => written,
    /** Some 200 kB in one commit. */
    write(): void {
      store.rows.insertStaged(
        importId,
        rowNo,
        Array.from({ length: 200 }, (_, index) => ({ line: rowNo + index, cells: [cell] })),
      );
      rowNo += 200;
      written += 200 * cell.length;
    },
    walBytes: () => statSync(join(folder, 'malote.sqlite-wal')).size,
  };
}

describe('the log that SQLite keeps beside the database', () => {
  it('stays small while a long report is written and rows come in at the same time', async () => {
    const { store, clock, folder, importId, write, written, walBytes } = aStore();
    for (let commit = 0; commit < 20; commit += 1) write();
    const before = written();
    let isWritten = false;
    let most = 0;
    // Rows that come in while it is written stand in it as well: so it is told to stop, or it would never end.
    const stop = new AbortController();

    const report = writeJobReport(
      { store, clock, reader: createReportReader({ store, clock }), dataFolder: folder, resources: '/nowhere' },
      { job: `i${importId}`, format: 'csv', raw: false, path: null, language: 'en', signal: stop.signal },
    )
      .catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      })
      .finally(() => {
        isWritten = true;
      });
    while (!isWritten) {
      write();
      most = Math.max(most, walBytes());
      if (written() - before > 12 * mebibyte) stop.abort();
      await turn();
    }
    await report;
    store.close();

    expect(written() - before).toBeGreaterThan(12 * mebibyte);
    expect(most).toBeLessThan(6 * mebibyte);
  });

  it('is made small again after another program has read the database for a long time', () => {
    const { store, folder, write, walBytes } = aStore();
    write();
    // As a copy of the day does, or a tool for backups: while it reads, nothing of the log can be taken away.
    const reader = new Database(join(folder, 'malote.sqlite'), { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM rows').get();
    for (let commit = 0; commit < 40; commit += 1) write();
    const grown = walBytes();
    reader.close();

    for (let commit = 0; commit < 20; commit += 1) write();
    const after = walBytes();
    store.close();

    expect(grown).toBeGreaterThan(25 * mebibyte);
    expect(after).toBeLessThan(9 * mebibyte);
  });
});
