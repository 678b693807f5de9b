import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DialectChoice } from '#main/practice/options.ts';
import type { ColumnTarget } from '#shared/mapping/mapping.ts';
import { createTestClock } from './clock.ts';
import { startEngine } from './engine.ts';
import { startPractice } from './practice.ts';
import { writePeople } from './sheets.ts';

/** People in one `contacts/many`, at most (`engine/import/create.ts`). */
const batchRows = 50;

/** What the creation of contacts came to where some rows are refused, counted at the account. */
export interface Batches {
  /** Requests to `contacts/many`, those that were refused as a whole among them. */
  readonly many: number;
  /** Requests to `contacts`, for rows that stand alone. */
  readonly single: number;
  /** ⌈n / batch⌉ + 2·k·log2(n): what `many` may come to at most, for k culprits among n. */
  readonly bound: number;
  /**
   * ⌈n / batch⌉ + 2·k·⌈log2(batch)⌉: what both may come to. A refused batch of two or more makes two of it, and a culprit
   * is in as many refused ones as it takes to halve a batch down to one. With custom fields, one more for each batch
   * that is refused before anybody knows whether `many` takes them: it is asked again without.
   */
  readonly boundOfAll: number;
  /** Contacts that came into being, and people of the sheet who have one. */
  readonly created: number;
  readonly people: number;
  /** Rows of the log by what became of them: a state, and the problem where there is one. */
  readonly ends: Readonly<Record<string, number>>;
  /** What the failed rows say, and which ones they are, counted from 0. */
  readonly reasons: readonly string[];
  readonly failed: readonly number[];
  /** What was learned: does `many` keep custom fields; null where nobody knows yet. */
  readonly keepsFields: boolean | null;
}

/** Imports a sheet of `people`, all of them new, of whom the account refuses the `culprits` (places, from 0). */
export async function createWithCulprits(options: {
  readonly people: number;
  readonly culprits: readonly number[];
  /** With a column that becomes a custom field. */
  readonly withFields?: boolean;
  readonly dialect?: DialectChoice;
}): Promise<Batches> {
  const { people, culprits, withFields = false, dialect = 'usual' } = options;
  const folder = await mkdtemp(join(tmpdir(), 'malote-batches-'));
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock, habits: { withoutWhatsapp: 0 }, dialect });
  const malote = await startEngine({ practice, time });
  try {
    const sheet = join(folder, 'people.csv');
    await writePeople(sheet, people);
    const importId = await malote.stage(sheet);
    const city: ColumnTarget = withFields ? { kind: 'field', name: 'Bairro' } : { kind: 'skip' };
    const [name = city, number = city] = malote.engine.imports.get(importId).mapping;
    await malote.engine.imports.configure(importId, { mapping: [name, number, city] });
    const rows = malote.store.rows.after(importId, 0, people);
    const numbers = culprits.map((place) => rows[place]?.phone ?? '');
    await practice.setFaults([{ kind: 'refusedNumber', numbers }]);
    const before = await practice.summary();
    await malote.engine.imports.create(importId);
    await malote.until('its contacts are created', () => malote.job(`i${importId}`).status !== 'running');

    const { requestsByRoute, effects, contacts } = await practice.summary();
    const ended = malote.store.rows.after(importId, 0, people);
    const ends: Record<string, number> = {};
    for (const { state, problem } of ended) {
      const end = problem === null ? state : `${state} ${problem.kind}`;
      ends[end] = (ends[end] ?? 0) + 1;
    }
    return {
      many: requestsByRoute['contacts.createMany'] ?? 0,
      single: requestsByRoute['contacts.create'] ?? 0,
      bound: Math.ceil(people / batchRows) + 2 * culprits.length * Math.log2(people),
      boundOfAll:
        Math.ceil(people / batchRows) +
        2 * culprits.length * Math.ceil(Math.log2(Math.min(people, batchRows))) +
        (withFields ? new Set(culprits.map((place) => Math.floor(place / batchRows))).size : 0),
      created: effects['contactCreated'] ?? 0,
      people: contacts - before.contacts,
      ends,
      reasons: ended.flatMap(({ problem }) => (problem?.kind === 'contactRefused' ? [problem.detail] : [])),
      keepsFields: malote.store.accounts.get(malote.accountId).dialect.manyKeepsFields,
      failed: ended.flatMap(({ state }, place) => (state === 'failed' ? [place] : [])),
    };
  } finally {
    await malote.stop();
    await practice.close();
    await rm(folder, { recursive: true, force: true });
  }
}
