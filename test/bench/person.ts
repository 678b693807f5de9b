import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { erasePerson } from '#main/engine/privacy/erase.ts';
import { tellOfPerson } from '#main/engine/privacy/person.ts';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore } from '#main/store/open.ts';
import { migrationsFolder } from '../support/store.ts';
import { figures, readOptions, tableRow } from './figures.ts';
import { buildReview } from './review/database.ts';

const help = `npm run bench -- person [options]

Everything about one person, looked up in a database on disk with a sheet of many rows and as many contacts; and the
longest that the thread is held by it. Then the same person's erasure.

  --rows N    1000000 when left out
  --runs N    people looked up; 5 when left out`;

const optionsSchema = z.object({
  rows: z.coerce.number().int().min(1_000).default(1_000_000),
  runs: z.coerce.number().int().positive().default(5),
});

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) return console.log(help);
  const { rows, runs } = chosen;
  const signal = new AbortController().signal;
  const folder = await mkdtemp(join(tmpdir(), 'malote-person-'));
  try {
    const importId = await buildReview(folder, rows);
    introduce(folder);
    const opened = openStore({ folder, migrations: migrationsFolder, clock });
    if (!opened.ok) throw new Error(opened.error.kind);
    const store = opened.value;
    const people = store.rows
      .after(importId, Math.floor(rows / 2), 500)
      .flatMap(({ person, phone }) => (person === null || phone === null ? [] : [{ person, phone }]));
    const looked: number[] = [];
    const held: number[] = [];
    for (const who of people.slice(0, runs)) {
      const heldMs = watchTurns();
      const start = performance.now();
      const told = await tellOfPerson(store, who, signal);
      looked.push(performance.now() - start);
      held.push(heldMs());
      if (told.rows.length === 0 || told.contacts.length === 0) throw new Error('somebody was overlooked');
    }
    const silent = () => undefined;
    const [who] = people;
    if (!who) throw new Error('nobody to erase');
    const start = performance.now();
    const { counts } = await erasePerson(
      { store, clock, log: { info: silent, warn: silent, crash: silent } },
      who,
      signal,
    );
    const erasedMs = performance.now() - start;
    if (counts.rows === 0) throw new Error('nothing was erased');
    console.log(tableRow('rows', 'looked up, ms', 'thread held at most, ms', 'erased, ms'));
    console.log(tableRow(String(rows), figures(looked), figures(held), String(Math.round(erasedMs))));
    store.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The longest time between two turns, milliseconds, from here to the call. */
function watchTurns(): () => number {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    isOver = true;
    return longest;
  };
}

/** Each person of the sheet as a contact of an account. */
function introduce(folder: string): void {
  const db = new Database(join(folder, 'malote.sqlite'));
  db.pragma('synchronous = OFF');
  db.exec(`
    INSERT INTO accounts (id, kind, address, name, dialect, created_at) VALUES (1, 'practice', 'practice:', 'Conta', '{"existsTells":null,"existsEncoding":null,"manyWorks":null,"manyKeepsFields":null,"manyLargest":null,"manyTooLarge":null,"pageSize":null,"learnedAt":null}', 0);
    INSERT INTO contacts SELECT 1, 's' || row_no % 3, printf('contact-%d', row_no), phone, person, 'Pessoa ' || row_no, 1, 0
      FROM rows WHERE person IS NOT NULL;
  `);
  db.close();
}
