import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadCpuUsage } from 'node:process';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { createReportReader } from '#main/engine/report/reader.ts';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { aCampaign } from '../../support/records.ts';
import { migrationsFolder } from '../../support/store.ts';
import { figures, readOptions, tableRow } from '../figures.ts';

const optionsSchema = z.object({
  people: z.coerce.number().int().positive().default(20_000),
  runs: z.coerce.number().int().positive().default(5),
});

/** How long the numbers of a campaign take, the rows behind one of them, and the longest that anybody waits meanwhile. */
export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log('npm run bench -- report [--people 20000] [--runs 5]');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  try {
    for (const withTags of [false, true]) {
      const opened = openStore({ folder: join(folder, String(withTags)), migrations: migrationsFolder, clock });
      if (!opened.ok) throw new Error(opened.error.kind);
      const store = opened.value;
      const campaignId = fill(store, { people: chosen.people, withTags });
      const numbers: number[] = [];
      const rows: number[] = [];
      let longest = 0;
      for (let round = 0; round < chosen.runs; round += 1) {
        // A reader of its own each time: nothing is remembered.
        const reader = createReportReader({ store, clock });
        const campaign = store.campaigns.get(campaignId);
        const watch = watchTurns();
        numbers.push(await timed(() => reader.figures(campaign)));
        rows.push(await timed(() => reader.page(campaign, { filter: { stage: 'replied' }, offset: 0, limit: 100 })));
        longest = Math.max(longest, watch.stop());
      }
      console.log(
        tableRow(
          `${chosen.people.toLocaleString('en')} people${withTags ? ', with tags' : ''}`,
          `numbers ${figures(numbers)} ms`,
          `rows behind one ${figures(rows)} ms`,
          `longest wait ${longest.toFixed(0)} ms`,
        ),
      );
      store.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of this thread's processor: what others do on the machine does not count. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = threadCpuUsage();
  await work();
  const { user, system } = threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** How long the thread was not free at most. */
function watchTurns(): { readonly stop: () => number } {
  let longest = 0;
  let last = performance.now();
  let isOn = true;
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (isOn) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop: () => {
      isOn = false;
      return longest;
    },
  };
}

function fill(store: Store, options: { readonly people: number; readonly withTags: boolean }): number {
  const { campaignId, accountId, importId } = aCampaign(store);
  if (options.withTags) {
    store.imports.saveFindings(importId, {
      findings: {
        dialect: { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: 0 },
        certainty: { encoding: 1, delimiter: 1, header: 1 },
        sheets: [],
        header: ['Nome', 'Número', 'Cidade', 'Tags'],
        head: [],
      },
      guesses: [],
      mapping: [{ kind: 'name' }, { kind: 'number' }, { kind: 'skip' }, { kind: 'tags' }],
      signature: '',
    });
  }
  const db = new Database(store.path);
  const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @people)';
  const values = { campaignId, accountId, importId, people: options.people, atMs: clock.now() - 86_400_000 };
  db.transaction(() => {
    db.prepare(
      `${numbers} INSERT INTO rows (import_id, row_no, line, cells, state) SELECT @importId, i, i + 1,
         json_array('Pessoa ' || i, '55119' || printf('%08d', i), 'Cidade ' || (i % 9), 'tag ' || (i % 12)), 'ready' FROM n`,
    ).run(values);
    db.prepare(
      `${numbers} INSERT INTO deliveries (campaign_id, account_id, row_no, contact_id, phone, person, text, state, attempts,
         version, intent_at, message_id, accepted_at, delivered_at, read_at, replied_at, updated_at)
       SELECT @campaignId, @accountId, i, 'c' || i, 'p' || i, 'p' || i, 'Olá, Pessoa ' || i || '!',
         iif(i % 3 = 0, 'read', 'delivered'), 1, i % 2, @atMs + i * 50, 'm' || i, @atMs + i * 50, @atMs + i * 50 + 4000,
         iif(i % 3 = 0, @atMs + i * 50 + 600000, NULL), iif(i % 12 = 0, @atMs + i * 50 + 900000, NULL), @atMs + i * 50 FROM n`,
    ).run(values);
  })();
  db.close();
  return campaignId;
}
