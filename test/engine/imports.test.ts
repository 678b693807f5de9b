import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '#shared/problem.ts';
import type { RowCount } from '#shared/rpc/imports.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { messyCsv, messyWorkbook } from '../support/sample-facts.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let folder = '';
let practice: Practice;
let malote: TestEngine;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-imports-'));
  const time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  for (const number of ['5511987654321', '5521988776655', '5547987654321']) await practice.setWhatsapp(number, true);
  malote = await startEngine({ practice, time });
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

async function sheet(...lines: string[]): Promise<string> {
  const path = join(folder, `sheet-${lines.length}.csv`);
  await writeFile(path, lines.join('\n'));
  return path;
}
const people = ['Nome;Celular;Turma', 'Ana;(11) 98765-4321;A', 'Bia;(21) 98877-6655;B', 'Caio;98765-4321;A'];
const allRows = { filter: {}, search: '', order: null };
const total = (counts: readonly RowCount[]) => counts.reduce((sum, { count }) => sum + count, 0);
const countOf = (importId: number, state: string) => malote.job(`i${importId}`).counts[state] ?? 0;

describe('a sheet on its way to its review', () => {
  it('is mapped while it is still being read', async () => {
    const importId = await malote.engine.imports.stage({ path: at(messyCsv.path), fileName: 'a.csv', accountId: null });
    await malote.engine.imports.configure(importId, { options: { defaultArea: '11' } });
    await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
    expect(countOf(importId, 'normalised')).toBe(messyCsv.outcomeIn11.ready);
    expect(total(malote.store.rows.counts(importId))).toBe(messyCsv.rows);
  });

  it('asks for the column of the number where none can be guessed, and goes on when it is named', async () => {
    const importId = await malote.engine.imports.stage({
      path: await sheet('Cor;Fruta', 'azul;uva', 'verde;kiwi'),
      fileName: 'cores.csv',
      accountId: null,
    });
    await malote.until('it waits', () => malote.job(`i${importId}`).status === 'waiting');
    expect(malote.engine.imports.detail(importId)).toMatchObject({
      phase: 'map',
      missing: [{ kind: 'noNumberColumn' }],
    });
    await malote.engine.imports.configure(importId, { mapping: [{ kind: 'number' }, { kind: 'skip' }] });
    await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
    expect(countOf(importId, 'invalid')).toBe(2);
  });

  it('makes all numbers anew when the area code changes, and back again', async () => {
    const importId = await malote.stage(await sheet(...people));
    expect(countOf(importId, 'invalid')).toBe(1);
    await malote.engine.imports.configure(importId, { options: { defaultArea: '47' } });
    await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
    expect(countOf(importId, 'normalised')).toBe(3);
    await malote.engine.imports.configure(importId, { options: { defaultArea: '11' } });
    await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
    // In 11, the third is the first again.
    expect(malote.job(`i${importId}`).counts).toMatchObject({ normalised: 2, duplicate: 1 });
  });

  it('is read again in another way, and keeps what its columns were for', async () => {
    const path = join(folder, 'latin.csv');
    await writeFile(path, Buffer.from('Nome;Celular;Cidade\nJos\xe9;(11) 98765-4321;Bel\xe9m\n', 'latin1'));
    const importId = await malote.stage(path);
    const mapping = [{ kind: 'name' }, { kind: 'number' }, { kind: 'field', name: 'Cidade' }] as const;
    await malote.engine.imports.configure(importId, { mapping: [...mapping] });
    await malote.engine.imports.restage(importId, {
      ...{ format: 'text', encoding: 'iso-8859-1', delimiter: ';', headerRow: 0 },
    });
    await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
    const { rows } = await malote.engine.imports.rows({ importId, ...allRows, offset: 0, limit: 10 });
    expect(rows[0]?.cells).toEqual(['José', '(11) 98765-4321', 'Belém']);
    expect(malote.engine.imports.detail(importId).mapping).toEqual(mapping);
  });

  it('is mapped as the last sheet of the same shape was', async () => {
    const first = await malote.stage(await sheet(...people));
    const mapping = [{ kind: 'variable', name: 'aluna' }, { kind: 'number' }, { kind: 'tags' }] as const;
    await malote.engine.imports.configure(first, { mapping: [...mapping], options: { defaultArea: '11' } });
    await malote.until('it is in review', () => malote.job(`i${first}`).phase === 'review');
    await malote.engine.imports.create(first);
    await malote.until('it is done', () => malote.job(`i${first}`).status === 'done');
    const second = await malote.stage(await sheet(...people, 'Davi;(31) 97654-3210;B'));
    expect(malote.engine.imports.detail(second).mapping).toEqual(mapping);
    expect(malote.engine.imports.detail(second).guesses.every(({ from }) => from === 'remembered')).toBe(true);
  });

  it('reads a column of numbers that was pasted: no header, and the numbers are found', async () => {
    const path = join(folder, 'colado');
    await writeFile(path, '\ufeff(11) 98765-4321\n21 98877-6655\n\n5547987654321');

    const importId = await malote.stage(path);

    expect(malote.engine.imports.detail(importId).findings?.dialect.headerRow).toBe(-1);
    expect(malote.job(`i${importId}`).counts).toEqual({ normalised: 3 });
  });

  it('keeps a mapping under a name, and uses it for a sheet whose columns stand in another order', async () => {
    const first = await malote.stage(await sheet(...people));
    const mapping = [{ kind: 'skip' }, { kind: 'number' }, { kind: 'tags' }] as const;
    await malote.engine.imports.configure(first, { mapping: [...mapping] });
    malote.engine.mappings.save({ importId: first, name: 'Escola' });
    malote.engine.mappings.save({ importId: first, name: 'ÉSCOLA' });
    const second = await malote.stage(await sheet('Celular;Turma;Cidade', '(11) 98765-4321;A;Belém'));

    const [saved, another] = malote.engine.mappings.list(second);
    expect([saved, another]).toEqual([{ id: expect.any(Number), name: 'ÉSCOLA', columns: 3, found: 2 }, undefined]);
    const mappingId = saved?.id ?? 0;
    const detail = await malote.engine.mappings.apply({ importId: second, mappingId });
    expect(detail.mapping).toEqual([{ kind: 'number' }, { kind: 'tags' }, { kind: 'variable', name: 'Cidade' }]);

    malote.engine.mappings.remove(mappingId);
    expect(() => malote.engine.mappings.apply({ importId: second, mappingId })).toThrow(ProblemError);
  });

  it('loses nothing by steps back: what columns are for and options stay', async () => {
    const importId = await malote.stage(await sheet(...people), { tags: ['Natal'] });
    const mapping = [{ kind: 'name' }, { kind: 'number', rank: 2 }, { kind: 'number' }] as const;
    await malote.engine.imports.configure(importId, { mapping: [...mapping] });
    await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
    await malote.engine.imports.configure(importId, { options: { defaultArea: '47' } });
    await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');

    const { dialect } = malote.engine.imports.detail(importId).findings ?? {};
    if (!dialect) throw new Error('nothing was found');
    await malote.engine.imports.restage(importId, dialect);
    await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');

    expect(malote.engine.imports.detail(importId)).toMatchObject({
      ...{ mapping, options: { tags: ['Natal'], defaultArea: '47' }, rows: 3 },
    });
  });

  it('reads the same people from a workbook', async () => {
    const importId = await malote.stage(at(messyWorkbook.path), { defaultArea: '11' });
    expect(countOf(importId, 'normalised')).toBe(messyWorkbook.outcomeIn11.ready);
  });

  it('fails with the file’s problem when it changes while it waits, and keeps nothing wrong', async () => {
    const path = await sheet(...people);
    const importId = await malote.stage(path);
    await writeFile(path, 'Nome;Celular;Turma\n');
    await expect(
      malote.engine.imports.restage(importId, { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: 0 }),
    ).rejects.toMatchObject({ problem: { kind: 'fileHeaderOnly' } });
    expect(total(malote.store.rows.counts(importId))).toBe(3);
  });
});

describe('what can be asked of an import, and when', () => {
  it('refuses to create before its review, and to change what was created', async () => {
    const importId = await malote.engine.imports.stage({
      path: await sheet('Cor;Fruta', 'azul;uva'),
      fileName: 'cores.csv',
      accountId: null,
    });
    await malote.until('it waits', () => malote.job(`i${importId}`).status === 'waiting');
    await expect(malote.engine.imports.create(importId)).rejects.toThrow(ProblemError);

    const done = await malote.importSheet(await sheet(...people), { defaultArea: '47' });
    await expect(malote.engine.imports.configure(done, { options: { defaultArea: '21' } })).rejects.toMatchObject({
      problem: { kind: 'jobWrongState' },
    });
    await expect(malote.engine.imports.discard(done)).rejects.toMatchObject({ problem: { kind: 'jobWrongState' } });
  });

  it('tells what its creation will do before it does anything', async () => {
    const importId = await malote.stage(await sheet(...people), { tags: ['Natal'] });
    const mapping = [{ kind: 'name' }, { kind: 'number' }, { kind: 'field', name: 'Turma da escola' }] as const;
    await malote.engine.imports.configure(importId, { mapping: [...mapping] });
    const before = (await practice.summary()).effects;
    expect(await malote.engine.plan(importId, new AbortController().signal)).toMatchObject({
      ...{ contacts: 2, leftOut: 1, newTags: ['Natal'], newFields: ['Turma da escola'] },
    });
    expect((await practice.summary()).effects).toEqual(before);
  });

  it('leaves nothing behind when it is discarded', async () => {
    const importId = await malote.stage(await sheet(...people));
    await malote.engine.imports.discard(importId);
    expect(malote.engine.snapshots.find(`i${importId}`)).toBeNull();
    expect(malote.store.rows.after(importId, 0, 10)).toEqual([]);
  });

  it('brings every row to an end when it is cancelled in the middle', async () => {
    await practice.setFaults([
      { kind: 'serverError', routes: ['contacts.createMany', 'contacts.create'], status: 500 },
    ]);
    const importId = await malote.stage(at(messyCsv.path), { defaultArea: '11' });
    await malote.engine.imports.create(importId);
    await malote.until('it meets the trouble', () => countOf(importId, 'inDoubt') > 0);
    await malote.engine.jobs.cancel(`i${importId}`);
    const { counts, status } = malote.job(`i${importId}`);
    expect(status).toBe('cancelled');
    const open = ['staged', 'normalised', 'checked', 'creating', 'inDoubt', 'linked'];
    expect(open.filter((state) => (counts[state] ?? 0) > 0)).toEqual([]);
    expect(total(malote.store.rows.counts(importId))).toBe(messyCsv.rows);
    expect(malote.store.rows.counts(importId)).toEqual(malote.store.rows.recount(importId));
  });

  it('tries again what the account refused, when that has been mended', async () => {
    await practice.setFaults([{ kind: 'refusedNumber', numbers: ['5521988776655'] }]);
    const importId = await malote.importSheet(await sheet(...people), { defaultArea: '47' });
    expect(malote.job(`i${importId}`)).toMatchObject({ status: 'done', counts: { failed: 1, ready: 2 } });
    await practice.setFaults([]);
    expect(await malote.engine.jobs.retry(`i${importId}`)).toBe(1);
    await malote.until('it is done', () => malote.job(`i${importId}`).status === 'done');
    expect(malote.job(`i${importId}`).counts).toEqual({ ready: 3 });
  });

  it('leaves, fills or overwrites who is there already, as it was told', async () => {
    const first = await malote.importSheet(await sheet('Nome;Celular', 'Ana;11987654321'));
    expect(countOf(first, 'ready')).toBe(1);
    for (const [existing, origin] of [
      ['leave', 'matched'],
      ['fill', 'matched'],
      ['overwrite', 'updated'],
    ] as const) {
      const importId = await malote.importSheet(await sheet('Nome;Celular', 'Ana Maria;(11) 8765-4321'), { existing });
      const { rows } = await malote.engine.imports.rows({ importId, ...allRows, offset: 0, limit: 1 });
      expect([existing, rows[0]?.state, rows[0]?.origin]).toEqual([existing, 'ready', origin]);
    }
    expect((await practice.summary()).effects['contactCreated']).toBe(1);
  });
});
