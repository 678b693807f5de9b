import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type DialectName, isDialectName } from '#main/practice/dialects.ts';
import type { ColumnTarget } from '#shared/mapping/mapping.ts';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import { createTestClock } from '../../support/clock.ts';
import { startEngine } from '../../support/engine.ts';
import { startPractice } from '../../support/practice.ts';
import { readOptions, tableRow } from '../figures.ts';

const help = `npm run bench -- import [options]

How many requests an import takes for 1,000 rows with a name, a custom field and a tag for all, by how the account answers
and by what becomes of contacts that are there. Counted at the account, so the figures are the same on every machine.
The first table is of new contacts, twice each: on an account of which nothing is known, and on the same one again. The
second is of contacts that are there already.

  --rows N     of the sheet: 1000 when left out`;

const optionsSchema = z.object({ rows: z.coerce.number().int().min(10).max(10_000).default(1_000) });

/** The ways in which accounts keep custom fields, and how many contacts they take at once. */
const ways: readonly (readonly [DialectName, string])[] = [
  ['usual', '`contacts/many` keeps fields, 100 at once'],
  ['many-few-413', '`contacts/many` keeps fields, 10 at once'],
  ['many-drops-fields', '`contacts/many` drops fields: rows with fields go alone'],
  ['many-refuses-fields', '`contacts/many` refuses fields: the same'],
  ['many-ok', '`contacts/many` says only OK: the same'],
  ['many-absent', 'no `contacts/many`: one POST each, fields in it'],
];

const rules: readonly (readonly [string, Partial<ImportOptions>])[] = [
  ['leave, no tag', { existing: 'leave', tags: [] }],
  ['leave, the tag is there', { existing: 'leave' }],
  ['leave, a new tag', { existing: 'leave', tags: ['Outra'] }],
  ['fill, nothing lacks', { existing: 'fill' }],
  ['overwrite, a field differs', { existing: 'overwrite' }],
  ['overwrite, tags replaced', { existing: 'overwrite', tagRule: 'replace', tags: ['Terceira'] }],
];

/** What is told apart; the rest are reads for forms and the like. */
const routes = [
  ['contacts.createMany'],
  ['contacts.create'],
  ['contacts.update'],
  ['tags.addContacts', 'tags.removeContacts'],
  ['contacts.list', 'contacts.get'],
  ['contacts.exists'],
] as const;
const head = ['many', 'single', 'PUT', 'tag', 'reads', 'number checks', 'all'];

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  console.log(`${chosen.rows} rows\n`);
  printHead('account', 'contacts at once, in the end');
  for (const [dialect, name] of ways) {
    await withAccount(dialect, async ({ importSheet, largest }) => {
      print([name, ''], await importSheet(people(chosen.rows, 0), {}));
      print(
        ['… the same account again', String(largest() ?? '')],
        await importSheet(people(chosen.rows, chosen.rows), {}),
      );
    });
  }
  console.log('');
  printHead('contacts that are there', 'changed');
  await withAccount('usual', async ({ importSheet, updated }) => {
    await importSheet(people(chosen.rows, 0), {});
    for (const [name, rule] of rules) {
      const sheet = people(chosen.rows, 0, name.startsWith('overwrite') ? name : '');
      const requests = await importSheet(sheet, rule);
      print([name, String(updated())], requests);
    }
  });
}

type Requests = Readonly<Record<string, number>>;

function printHead(...first: readonly string[]): void {
  console.log(tableRow(...first, ...head));
  console.log(tableRow(...[...first, ...head].map(() => '---')));
}

function print(first: readonly string[], requests: Requests): void {
  const counts = routes.map((names) => names.reduce((sum, name) => sum + (requests[name] ?? 0), 0));
  const all = Object.values(requests).reduce((sum, count) => sum + count, 0);
  console.log(tableRow(...first, ...[...counts, all].map(String)));
}

/** A sheet of people from the n-th on; `city` makes their field another one. */
function people(count: number, from: number, city = ''): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const digits = String(81_000_000 + (((from + i) * 7_919) % 18_999_999));
    return `Pessoa ${from + i + 1};(11) 9${digits.slice(0, 4)}-${digits.slice(4)};Cidade ${city}${i % 9}`;
  });
  return ['Nome;Celular;Cidade', ...lines].join('\r\n');
}

const columns: ColumnTarget[] = [{ kind: 'name' }, { kind: 'number' }, { kind: 'field', name: 'Cidade' }];

async function withAccount(
  dialect: DialectName,
  work: (account: {
    readonly importSheet: (sheet: string, options: Partial<ImportOptions>) => Promise<Requests>;
    readonly largest: () => number | null;
    readonly updated: () => number;
  }) => Promise<void>,
): Promise<void> {
  if (!isDialectName(dialect)) throw new Error(`no dialect ${dialect}`);
  const folder = await mkdtemp(join(tmpdir(), 'malote-import-'));
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock, habits: { withoutWhatsapp: 0 }, dialect });
  const malote = await startEngine({ practice, time });
  let last = 0;
  try {
    await work({
      async importSheet(sheet, options) {
        const path = join(folder, 'sheet.csv');
        await writeFile(path, sheet, 'latin1');
        const importId = await malote.stage(path, { tags: ['Feira'], ...options });
        last = importId;
        await malote.engine.imports.configure(importId, { mapping: columns });
        await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
        const before = (await practice.summary()).requestsByRoute;
        await malote.engine.imports.create(importId);
        await malote.until('its contacts are created', () => malote.job(`i${importId}`).status !== 'running');
        const { status, counts, total } = malote.job(`i${importId}`);
        if (status !== 'done' || counts['ready'] !== total) throw new Error(`${dialect}: ${JSON.stringify(counts)}`);
        const after = (await practice.summary()).requestsByRoute;
        return Object.fromEntries(Object.entries(after).map(([route, count]) => [route, count - (before[route] ?? 0)]));
      },
      largest: () => malote.store.accounts.get(malote.accountId).dialect.manyLargest,
      updated: () =>
        malote.store.rows
          .counts(last)
          .filter(({ origin }) => origin === 'updated')
          .reduce((sum, { count }) => sum + count, 0),
    });
  } finally {
    await malote.stop();
    await practice.close();
    await rm(folder, { recursive: true, force: true });
  }
}
