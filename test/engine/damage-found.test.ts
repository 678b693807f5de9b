import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EngineEnd, startEngine } from '#main/hosts/engine-thread.ts';
import { fileSecrets } from '#main/hosts/file-secrets.ts';
import { places } from '#main/hosts/paths.ts';
import { listCopies } from '#main/store/copies.ts';
import { openStore } from '#main/store/open.ts';
import { copyName } from '#shared/copies.ts';
import { createTestClock } from '../support/clock.ts';
import { anImport } from '../support/records.ts';
import { migrationsFolder } from '../support/store.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'malote-damage-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const database = () => join(home, 'malote.sqlite');

/** A database that opens, with an import some of whose rows stand on broken pages. */
function aDatabaseWithBrokenRows(status: 'running' | 'paused'): void {
  const opened = openStore({ folder: home, migrations: migrationsFolder, clock: createTestClock().clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  const importId = anImport(store);
  const dialect = { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: 0 } as const;
  store.imports.saveFindings(importId, {
    findings: {
      dialect,
      certainty: { encoding: 1, delimiter: 1, header: 1 },
      sheets: [],
      header: ['Zap', 'Nome'],
      head: [],
    },
    guesses: [],
    mapping: [{ kind: 'number' }, { kind: 'name' }],
    signature: 'x',
  });
  const rows = Array.from({ length: 2_000 }, (_, row) => ({ line: row + 2, cells: [`${row}`, 'palavra '.repeat(20)] }));
  store.rows.insertStaged(importId, 1, rows);
  const reason = status === 'paused' ? ({ kind: 'pausedByUser' } as const) : null;
  store.imports.move(importId, { phase: 'normalise', status, reason, finishedAt: null });
  store.close();
  const bytes = readFileSync(database());
  const pageBytes = 4_096;
  for (let at = 0; at < bytes.length; at += pageBytes) {
    // Only pages of rows: what an opening reads stays whole.
    if (bytes.subarray(at, at + pageBytes).includes('palavra palavra')) bytes.fill(0xff, at, at + 64);
  }
  writeFileSync(database(), bytes);
}

/** How an engine ends on it that is started anew as often as it breaks. */
async function endOfEngine(): Promise<EngineEnd> {
  const platform = {
    secrets: fileSecrets(home, () => undefined),
    dataFolder: home,
    resources: places.resources,
    version: 'test',
  };
  const started = await startEngine({ platform, places, goOnAtStart: true, restartPausesMs: [0, 0, 0, 0, 0] });
  if (!started.ok) throw new Error(started.error.kind);
  return new Promise((resolve) => started.value.onExit(resolve));
}

const theProblem = () => ({ kind: 'failed', problem: { kind: 'databaseDamaged', path: database() } });

describe('damage in a database that opens', () => {
  it('that a job comes upon ends the engine with that as the problem, instead of starting it again and again', async () => {
    aDatabaseWithBrokenRows('running');
    // The copy of today is there, so that it does not find it first.
    mkdirSync(join(home, 'copies'));
    writeFileSync(join(home, 'copies', copyName('daily', Date.now())), '');

    expect(await endOfEngine()).toEqual(theProblem());
  });

  it('is found by the copy of the day where no job comes upon it', async () => {
    aDatabaseWithBrokenRows('paused');

    expect(await endOfEngine()).toEqual(theProblem());
    expect(listCopies(home)).toEqual([]);
  });
});
