import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { platform } from 'node:process';
import { normaliseRows } from '#main/engine/import/normalise.ts';
import { stageSheet } from '#main/engine/import/stage.ts';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { openSheet } from '#main/tabular/open.ts';
import type { ColumnTarget } from '#shared/mapping/mapping.ts';
import type { Verdict } from '#shared/recipient/row.ts';
import { someOptions } from '../../support/records.ts';
import { migrationsFolder } from '../../support/store.ts';
import { writeSheet } from '../stage/sheets.ts';

const tabular = { platform };
const rowsAtOnce = 5_000;

/** A sheet of so many rows in its review, two thirds of them checked: every kind of page that a person can open. */
export async function buildReview(folder: string, rows: number): Promise<number> {
  const sheet = join(folder, 'clientes.csv');
  await writeSheet(sheet, 'csv', { rows, variant: 'usual' });
  const opened = openStore({ folder, migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  const found = await openSheet(sheet, {}, tabular);
  if (!found.ok) throw new Error(found.error.kind);
  const { findings, fileBytes } = found.value;
  const file = { path: sheet, fileName: 'clientes.csv', fileBytes };
  const importId = store.imports.create({ accountId: null, ...file, options: someOptions, nowMs: clock.now() });
  const targets: readonly ColumnTarget[] = [{ kind: 'name' }, { kind: 'number' }];
  const mapping = findings.header.map((name, i): ColumnTarget => targets[i] ?? { kind: 'variable', name });
  store.imports.saveFindings(importId, { findings, guesses: [], mapping, signature: '' });
  const signal = new AbortController().signal;
  const onRows = () => undefined;
  await stageSheet({ store, clock, tabular }, { importId, signal, onRows });
  await normaliseRows({ store, clock }, { importId, signal, onRows });
  checkSome(store, importId);
  store.imports.move(importId, { phase: 'review', status: 'waiting', reason: null, finishedAt: null });
  store.close();
  await rm(sheet);
  return importId;
}

/** Of three rows one stays to be asked about, one is on WhatsApp, one could not be told; all mixed, as answers come. */
function checkSome(store: Store, importId: number): void {
  for (let after = 0; ; ) {
    const rows = store.rows.after(importId, after, rowsAtOnce);
    const last = rows.at(-1);
    if (!last) return;
    const verdictOf = (rowNo: number): Verdict => (rowNo % 3 === 0 ? 'yes' : 'unknown');
    const asked = rows.filter(({ state, rowNo }) => state === 'normalised' && rowNo % 3 !== 1);
    store.transact(() =>
      store.rows.apply(
        importId,
        asked.map((row) => ({ row, to: 'checked', set: { verdict: verdictOf(row.rowNo) } })),
      ),
    );
    after = last.rowNo;
  }
}
