import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseAddress } from '#main/digisac/address.ts';
import { createDigisac } from '#main/digisac/client.ts';
import { type DialectName, dialects } from '#main/practice/dialects.ts';
import type { ColumnTarget } from '#shared/mapping/mapping.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { writePartOfSample } from '../support/part-of-sample.ts';
import { type Practice, startPractice } from '../support/practice.ts';

const columns: readonly ColumnTarget[] = [
  { kind: 'name' },
  { kind: 'number' },
  { kind: 'field', name: 'Cidade' },
  { kind: 'skip' },
  { kind: 'skip' },
  { kind: 'tags' },
  { kind: 'variable', name: 'Última compra' },
  { kind: 'field', name: 'Observação do cliente' },
];

let folder = '';
let sheet = '';
let rows = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-dialects-'));
  sheet = join(folder, 'sheet.csv');
  rows = await writePartOfSample(sheet, 29);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let open: { practice: Practice; malote: TestEngine } | null = null;
afterEach(async () => {
  await open?.malote.stop();
  await open?.practice.close();
  open = null;
});

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
const names = Object.keys(dialects).filter((name): name is DialectName => Object.hasOwn(dialects, name));

describe('the main job in every dialect of an account', () => {
  it.each(names)('%s', async (dialect) => {
    const time = createTestClock();
    const practice = await startPractice({ dialect, clock: time.clock });
    const malote = await startEngine({ practice, time });
    open = { practice, malote };

    const importId = await malote.stage(sheet, { defaultArea: '11' });
    // An account that never says which connection is up leaves the choice to a person.
    const service = dialect === 'status-empty' ? { serviceId: practice.serviceId } : {};
    await malote.engine.imports.configure(importId, {
      mapping: [...columns],
      options: { tags: ['Natal'], ...service },
    });
    await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
    await malote.engine.imports.create(importId);
    await malote.until('it is created', () => malote.job(`i${importId}`).status !== 'running');

    const { counts, status, reason } = malote.job(`i${importId}`);
    expect({ status, reason }).toEqual({ status: 'done', reason: null });
    expect(sum(counts)).toBe(rows);
    expect(counts).not.toHaveProperty('failed');
    expect(counts).not.toHaveProperty('held');
    const ready = counts['ready'] ?? 0;
    // No number is called dead on doubt, and none that the account knows to be dead is written to.
    expect(ready).toBe(usual.ready);
    expect(counts['noWhatsapp']).toBe(usual.noWhatsapp);

    const parsed = parseAddress(practice.address);
    if (!parsed.ok) throw new Error('address');
    const client = createDigisac({
      baseUrl: parsed.value.baseUrl,
      token: practice.token,
      version: '0',
      clock: time.clock,
    });
    const tags = await client.tags();
    const natal = tags.ok ? tags.value.filter((tag) => tag.label === 'Natal') : [];
    expect(natal).toHaveLength(1);
    for (const row of malote.store.rows.inState(importId, 'ready', 5, 20)) {
      const contact = await client.contact(row.contactId ?? '');
      if (!contact.ok || !contact.value) throw new Error('a ready row without a contact');
      expect(contact.value.tagIds).toContain(natal[0]?.id);
      if (row.origin === 'created' && row.cells[2])
        expect(Object.values(contact.value.fields ?? {})).toContain(row.cells[2].trim());
    }
    await client.close();

    const campaignId = await malote.send(importId);
    await malote.until('it is sent', () => malote.job(`c${campaignId}`).status !== 'running');
    expect(malote.job(`c${campaignId}`)).toMatchObject({ status: 'done', reason: null });
    const { messages } = await practice.summary();
    expect(messages).toMatchObject({ sent: ready, mostToOneContact: 1 });
    await malote.until('receipts are in', () => (malote.job(`c${campaignId}`).counts['accepted'] ?? 0) === 0);
    expect(malote.logged()).not.toMatch(/\d{10}/);
    expect(malote.logged()).not.toContain(practice.token);
  });

  const usual = { ready: 0, noWhatsapp: 0 };
  beforeAll(async () => {
    const time = createTestClock();
    const practice = await startPractice({ clock: time.clock });
    const malote = await startEngine({ practice, time });
    const importId = await malote.importSheet(sheet, { defaultArea: '11' });
    const { counts } = malote.job(`i${importId}`);
    usual.ready = counts['ready'] ?? 0;
    usual.noWhatsapp = counts['noWhatsapp'] ?? 0;
    await malote.stop();
    await practice.close();
  });
});
