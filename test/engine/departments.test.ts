import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';

const contactSchema = z.object({ defaultDepartmentId: z.string().nullable() });

let folder = '';
let practice: Practice;
let malote: TestEngine;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-departments-'));
  const time = createTestClock();
  practice = await startPractice({ clock: time.clock, habits: { withoutWhatsapp: 0, replies: 0 } });
  malote = await startEngine({ practice, time });
});
afterEach(async () => {
  await malote.stop();
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

async function departmentOf(contactId: string | null): Promise<string | null> {
  const answer = await fetch(`${practice.address}/contacts/${contactId}`, {
    headers: { authorization: `Bearer ${practice.token}` },
  });
  return contactSchema.parse(await answer.json()).defaultDepartmentId;
}

it('of the sheet are those of the contacts; names that the account does not have are told before anything is created', async () => {
  const path = join(folder, 'pessoas.csv');
  await writeFile(path, 'Nome;Celular;Setor\nAna;11987654321;comercial\nBia;21988776655;Vendas\nCaio;31976543210;\n');
  const importId = await malote.stage(path);
  const departments = await malote.engine.accounts.departments(malote.accountId);
  const idOf = (name: string) => departments.find((department) => department.name === name)?.id;
  await malote.engine.imports.configure(importId, {
    mapping: [{ kind: 'name' }, { kind: 'number' }, { kind: 'department' }],
    options: { departmentId: idOf('Financeiro') },
  });
  await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');

  await expect(malote.engine.imports.create(importId)).rejects.toMatchObject({
    problem: { kind: 'departmentUnknown', department: 'Vendas', departments: 'Comercial, Suporte, Financeiro' },
  });
  expect(malote.job(`i${importId}`).phase).toBe('review');
  expect((await practice.summary()).effects['contactCreated'] ?? 0).toBe(0);

  const find = { text: 'Vendas', match: 'whole' } as const;
  await malote.engine.review.replace({ importId, column: 2, find, replacement: 'Suporte', kind: 'replace' });
  await malote.engine.imports.create(importId);
  await malote.until('it is done', () => malote.job(`i${importId}`).status === 'done');
  const rows = malote.store.rows.after(importId, 0, 10);
  const given = await Promise.all(rows.map(({ contactId }) => departmentOf(contactId)));
  // Who has none of its own gets the one of the import.
  expect(given).toEqual([idOf('Comercial'), idOf('Suporte'), idOf('Financeiro')]);
});
