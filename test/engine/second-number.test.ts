import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';

let folder = '';
let practice: Practice;
let malote: TestEngine;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-second-'));
  const time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  malote = await startEngine({ practice, time });
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

async function stage(...lines: string[]): Promise<number> {
  const path = join(folder, 'pessoas.csv');
  await writeFile(path, lines.join('\n'));
  const importId = await malote.stage(path);
  const mapping = [{ kind: 'name' }, { kind: 'number' }, { kind: 'number', rank: 2 }] as const;
  await malote.engine.imports.configure(importId, { mapping: [...mapping] });
  await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
  return importId;
}

const outcome = (importId: number) =>
  malote.store.rows.after(importId, 0, 100).map(({ state, phone }) => `${state} ${phone}`);

it('is tried where the first is none, is not on WhatsApp, or stands in the same cell; and counts for duplicates', async () => {
  const has = { '5511987654321': true, '5521988776655': true, '5531976543210': true, '5541999998888': true };
  const hasNot = { '551133334444': false, '5511955554444': false, '552133334444': false, '5511944443333': false };
  for (const [number, isThere] of Object.entries({ ...has, ...hasNot })) await practice.setWhatsapp(number, isThere);
  const importId = await stage(
    'Nome;Fixo;Celular',
    'Ana;não tem;11987654321',
    'Bia;1133334444;21988776655',
    'Caio;2133334444 / 31976543210;',
    'Davi;11955554444;11944443333',
    // Under the second number the same person as Elis, who stands below.
    'Fabi;11955554444;41999998888',
    'Elis;41999998888;',
  );
  const calls = async () => (await practice.requests()).filter(({ route }) => route === 'contacts.exists').length;
  await malote.engine.imports.check(importId);
  await malote.until('it is checked', () => malote.job(`i${importId}`).phase === 'review');

  expect(outcome(importId)).toEqual([
    'checked 5511987654321',
    'checked 5521988776655',
    'checked 5531976543210',
    // None of the two is there: the one that was tried last is named.
    'noWhatsapp 5511944443333',
    'checked 5541999998888',
    'duplicate 5541999998888',
  ]);
  const before = await calls();
  await malote.engine.imports.check(importId);
  await malote.until('it is checked again', () => malote.job(`i${importId}`).phase === 'review');
  expect(await calls()).toBe(before);
});

it('of somebody who opted out under any of them is not tried', async () => {
  malote.engine.optouts.add('21988776655');
  const importId = await stage('Nome;Fixo;Celular', 'Bia;1133334444;21988776655');
  expect(outcome(importId)).toEqual(['optedOut 5521988776655']);
});
