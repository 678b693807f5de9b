import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { normaliseRows } from '#main/engine/import/normalise.ts';
import { stageSheet } from '#main/engine/import/stage.ts';
import { openSheet } from '#main/tabular/open.ts';
import type { Clock } from '#shared/clock.ts';
import { someOptions } from '../../support/records.ts';
import { openMemoryStore } from '../../support/store.ts';

const tabular = { platform: 'linux' };
const clock: Clock = { now: () => 0, monotonic: () => performance.now(), sleep: () => Promise.resolve() };

const lines = (count: number): string[] => Array.from({ length: count }, (_, i) => `Pessoa ${i};1198${7_650_000 + i}`);
const sheetOf = (...rows: readonly string[]): string => ['Nome;Telefone', ...rows].join('\r\n');

/** An import of a sheet on disk that was looked into, and nothing more. */
async function anImportOf(content: string) {
  const folder = mkdtempSync(join(tmpdir(), 'malote-stage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'sheet.csv');
  writeFileSync(path, content);
  const { store } = openMemoryStore();
  const sheet = await openSheet(path, {}, tabular);
  if (!sheet.ok) throw new Error(sheet.error.kind);
  const { findings, fileBytes } = sheet.value;
  const importId = store.imports.create({
    accountId: null,
    path,
    fileName: 'sheet.csv',
    fileBytes,
    options: someOptions,
    nowMs: 1,
  });
  store.imports.saveFindings(importId, {
    findings,
    guesses: [],
    mapping: [{ kind: 'name' }, { kind: 'number' }],
    signature: '',
  });
  /** Works until its end, or until so many rows are done, as if the process died there. */
  const work = (stage: typeof stageSheet | typeof normaliseRows, most = Number.POSITIVE_INFINITY) => {
    const stop = new AbortController();
    let done = 0;
    return stage(
      { store, clock, tabular },
      {
        importId,
        signal: stop.signal,
        onRows: (count) => {
          done += count;
          if (done >= most) stop.abort();
        },
      },
    );
  };
  const countOf = (state: string): number =>
    store.rows.counts(importId).reduce((sum, one) => sum + (one.state === state ? one.count : 0), 0);
  return { path, store, importId, work, countOf, write: (text: string) => writeFileSync(path, text) };
}

describe('staging', () => {
  it('stages each row once with its line, also when it is stopped in the middle and goes on', async () => {
    const { store, importId, work } = await anImportOf(sheetOf(...lines(7_500)));
    expect(await work(stageSheet, 3_000)).toEqual({ kind: 'stopped' });
    expect(store.imports.get(importId).rowTotal).toBe(3_000);
    expect(await work(stageSheet)).toEqual({ kind: 'finished' });
    const rows = store.rows.after(importId, 0, 10_000);
    expect(rows.map((row) => row.line)).toEqual(Array.from({ length: 7_500 }, (_, i) => i + 2));
    expect(rows.map((row) => row.cells.join(';'))).toEqual(lines(7_500));
  });

  it('does not mix two versions of a file, be they of the same length', async () => {
    const { path, store, importId, work, write } = await anImportOf(sheetOf(...lines(7_500)));
    await work(stageSheet, 3_000);
    write(sheetOf(...lines(7_500).with(1_234, 'Pessoa 1234;11987000000')));
    utimesSync(path, new Date(1_000), new Date(1_000));
    expect(await work(stageSheet)).toEqual({ kind: 'blocked', problem: { kind: 'fileChanged' } });
    expect(store.imports.get(importId).rowTotal).toBe(3_000);
    expect(store.rows.find(importId, 1_235)?.cells).toEqual(['Pessoa 1234', '11987651234']);
  });

  it.each([
    ['its header', sheetOf(...lines(100)).replace('Nome', 'Name')],
    ['its first rows', sheetOf(...lines(100).with(0, 'Pessoa X;11987650000'))],
    ['its length', sheetOf(...lines(99))],
  ])('does not read a file as it was understood when %s is another', async (_, content) => {
    const { work, write, countOf } = await anImportOf(sheetOf(...lines(100)));
    write(content);
    expect(await work(stageSheet)).toEqual({ kind: 'blocked', problem: { kind: 'fileChanged' } });
    expect(countOf('staged')).toBe(0);
  });

  it('keeps what is good before a place that cannot be read', async () => {
    const { work, countOf } = await anImportOf(
      sheetOf(...lines(2_500), 'x'.repeat(9_000).replaceAll('x', 'a;'), 'Lia;1'),
    );
    expect(await work(stageSheet)).toEqual({
      kind: 'blocked',
      problem: { kind: 'fileTooWide', columns: 9_001, most: 1_000 },
    });
    expect(countOf('staged')).toBe(2_500);
  });

  it('goes on behind a line that was not in order, and counts such lines once, also where it is stopped among them', async () => {
    const open = lines(30).map((line, i) => (i % 2 === 0 ? line.replace(';', ';"') : line));
    const sheet = sheetOf(...lines(1_000), ...open, ...lines(3_000), 'Lia;"1', 'Zé;2');
    const { store, importId, work, countOf } = await anImportOf(sheet);
    await work(stageSheet, 2_000);
    const expected = (count: number) => ({
      letters: { count: 0, lines: [] },
      quotes: { count, lines: Array.from({ length: 15 }, (_, i) => 1_002 + 2 * i).concat(count > 15 ? [4_032] : []) },
    });
    expect(store.imports.get(importId).mended).toEqual(expected(15));
    await work(stageSheet);
    expect(store.imports.get(importId).mended).toEqual(expected(16));
    expect(countOf('staged')).toBe(4_032);
    store.imports.restart(importId);
    expect(store.imports.get(importId).mended.quotes.count).toBe(0);
  });
});

describe('normalising', () => {
  const twice = [...lines(2_000), ...lines(1_000)];

  it('lets the first row of a person stand, whichever form of the number the others have', async () => {
    const sheet = sheetOf(
      'Ana;(11) 98765-4321',
      'Lia;21987654321',
      'Ana de novo;11 8765-4321',
      'Zé;12',
      'Lia;21987654321',
    );
    const { store, importId, work } = await anImportOf(sheet);
    await work(stageSheet);
    await work(normaliseRows);
    expect(store.rows.after(importId, 0, 9).map(({ state, problem }) => [state, problem])).toEqual([
      ['normalised', null],
      ['normalised', null],
      ['duplicate', { kind: 'duplicateInFile', line: 2 }],
      ['invalid', { kind: 'phoneTooShort' }],
      ['duplicate', { kind: 'duplicateInFile', line: 3 }],
    ]);
  });

  it('knows who stood above when it goes on after a stop, and ends as if it had not been stopped', async () => {
    const whole = await anImportOf(sheetOf(...twice));
    await whole.work(stageSheet);
    await whole.work(normaliseRows);
    const stopped = await anImportOf(sheetOf(...twice));
    await stopped.work(stageSheet);
    for (const most of [500, 1_000]) expect(await stopped.work(normaliseRows, most)).toEqual({ kind: 'stopped' });
    expect(stopped.countOf('staged')).toBeGreaterThan(0);
    expect(await stopped.work(normaliseRows)).toEqual({ kind: 'finished' });
    const rowsOf = ({ store, importId }: typeof whole) => store.rows.after(importId, 0, 5_000);
    expect(rowsOf(stopped)).toEqual(rowsOf(whole));
    expect([stopped.countOf('normalised'), stopped.countOf('duplicate')]).toEqual([2_000, 1_000]);
  });

  it('counts a person as standing nowhere who was excluded or opted out', async () => {
    const { store, importId, work } = await anImportOf(
      sheetOf('Ana;11987654321', 'Lia;21987654321', 'Ana;11987654321', 'Lia;21987654321'),
    );
    await work(stageSheet);
    const [first] = store.rows.after(importId, 0, 1);
    if (first === undefined) throw new Error('the row is gone');
    store.rows.apply(importId, [{ row: first, to: 'excluded', problem: { kind: 'excludedByUser' } }]);
    await work(normaliseRows);
    expect(store.rows.after(importId, 0, 9).map(({ state }) => state)).toEqual([
      'excluded',
      'normalised',
      'normalised',
      'duplicate',
    ]);
  });
});
