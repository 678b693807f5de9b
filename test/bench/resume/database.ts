import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore } from '#main/store/open.ts';
import { plainText } from '#shared/campaign/content.ts';
import { noExclusions } from '#shared/campaign/exclusions.ts';
import { briskPace } from '../../support/engine.ts';
import type { Practice } from '../../support/practice.ts';
import { someOptions } from '../../support/records.ts';
import { migrationsFolder } from '../../support/store.ts';
import { wireEngine } from '../../support/wire-engine.ts';

/** Recipients at the head of the queue, whom the account knows. */
const knownPeople = 150;
const sentPerSecond = 20;

/**
 * A data folder with a campaign to `people`, of whom the first `done` have their message, as a process leaves it that
 * died while it was sending. The account gets the contacts that come next.
 */
export async function buildDatabase(options: {
  readonly folder: string;
  readonly practice: Practice;
  readonly people: number;
  readonly done: number;
}): Promise<void> {
  const { folder, practice, people, done } = options;
  const opened = openStore({ folder, migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  const silent = () => undefined;
  const engine = wireEngine({
    practice,
    store,
    clock,
    random: Math.random,
    log: { info: silent, warn: silent, crash: silent },
    onCrash: (error) => {
      throw error;
    },
  });
  await engine.start({ goOn: false });
  const { id: accountId } = await engine.accounts.practice();
  const nowMs = clock.now();
  const importId = store.imports.create({
    accountId,
    path: join(folder, 'people.csv'),
    fileName: 'people.csv',
    fileBytes: people * 40,
    options: { ...someOptions, accountId, serviceId: practice.serviceId },
    nowMs: nowMs - 86_400_000,
  });
  const campaignId = store.campaigns.create({
    accountId,
    importId,
    serviceId: practice.serviceId,
    name: 'Campanha',
    content: plainText('Olá, {{nome}}!'),
    exclusions: noExclusions,
    seed: 0,
    beginsEarly: false,
    follows: null,
    pace: { ...briskPace, rate: { count: 1_000_000, windowMs: 1_000 }, concurrency: 1 },
    inDoubt: 'settle',
    openTicket: false,
    nowMs: nowMs - Math.ceil((done / sentPerSecond) * 1_000) - 3_600_000,
  });
  store.imports.move(importId, { phase: 'done', status: 'done', reason: null, finishedAt: nowMs });
  store.campaigns.saveEnlistedTo(campaignId, people);
  store.campaigns.move(campaignId, { phase: 'send', status: 'running', reason: null, finishedAt: null });
  await engine.stop();
  store.close();
  fill({ folder, accountId, importId, campaignId, people, done, nowMs });
  await introduce({ folder, practice, campaignId, from: done + 1 });
}

/** The i-th person, as SQL: a mobile number of their own. */
const phoneOf = (i: string) => `'55' || (11 + ${i} % 9) || '9' || printf('%08d', 10000000 + ${i})`;

/** A million rows and their deliveries. Indexes and triggers come back when they are in: it takes a tenth of the time. */
function fill(options: {
  readonly folder: string;
  readonly accountId: number;
  readonly importId: number;
  readonly campaignId: number;
  readonly people: number;
  readonly done: number;
  readonly nowMs: number;
}): void {
  const { folder, ...values } = options;
  const db = new Database(join(folder, 'malote.sqlite'));
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -524288');
  const aside = db
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_master
       WHERE type IN ('index', 'trigger') AND tbl_name IN ('rows', 'deliveries', 'pace_ledger') AND sql IS NOT NULL`,
    )
    .all();
  const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @people)';
  const sentAt = `@nowMs - (@done - i) * ${1_000 / sentPerSecond} - 60000`;
  db.transaction(() => {
    for (const { type, name } of aside) db.exec(`DROP ${type} ${name}`);
    db.prepare(
      `${numbers} INSERT INTO rows (import_id, row_no, line, cells, state, phone, person, verdict, origin, contact_id)
       SELECT @importId, i, i + 1, json_array('Pessoa ' || i, ${phoneOf('i')}, 'Cidade ' || (i % 9)), 'ready',
         ${phoneOf('i')}, ${phoneOf('i')}, 'yes', 'created', printf('00000000-0000-4000-8000-%012d', i) FROM n`,
    ).run(values);
    db.prepare(
      `INSERT INTO row_counts SELECT import_id, state, '', ifnull(verdict, ''), ifnull(origin, ''), count(*) FROM rows GROUP BY 1, 2, 4, 5`,
    ).run();
    db.prepare('UPDATE imports SET row_total = @people, normalised_to = @people WHERE id = @importId').run(values);
    db.prepare(
      `${numbers} INSERT INTO deliveries (campaign_id, account_id, row_no, contact_id, phone, person, text, state, attempts,
         intent_at, message_id, accepted_at, polls, updated_at)
       SELECT @campaignId, @accountId, i, printf('00000000-0000-4000-8000-%012d', i), ${phoneOf('i')}, ${phoneOf('i')},
         'Olá, Pessoa ' || i || '!', iif(i > @done, 'queued', iif(i % 3 = 0, 'read', 'delivered')), i <= @done,
         iif(i > @done, NULL, ${sentAt} - 80), iif(i > @done, NULL, printf('00000000-0000-4000-9000-%012d', i)),
         iif(i > @done, NULL, ${sentAt}), iif(i > @done, 0, 3), iif(i > @done, @nowMs - 90000000, ${sentAt}) FROM n`,
    ).run(values);
    db.prepare(
      `INSERT INTO delivery_counts SELECT campaign_id, state, ifnull(problem, ''), count(*) FROM deliveries GROUP BY 1, 2, 3`,
    ).run();
    db.prepare(
      `${numbers} INSERT INTO pace_ledger (account_id, lane, started_at, ended_at)
       SELECT @accountId, 'messages', ${sentAt} - 80, ${sentAt} FROM n WHERE i <= @done`,
    ).run(values);
    for (const { sql } of aside) db.exec(sql);
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

const idOf = (answer: unknown): string => {
  const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : null;
  if (typeof id !== 'string') throw new Error(`a contact without an id: ${JSON.stringify(answer)}`);
  return id;
};

/** The account gets the contacts of the next recipients, and the log their ids. */
async function introduce(options: {
  readonly folder: string;
  readonly practice: Practice;
  readonly campaignId: number;
  readonly from: number;
}): Promise<void> {
  const { folder, practice, campaignId, from } = options;
  const db = new Database(join(folder, 'malote.sqlite'));
  const next = db
    .prepare<[number, number, number], { row_no: number; phone: string }>(
      'SELECT row_no, phone FROM deliveries WHERE campaign_id = ? AND row_no >= ? ORDER BY row_no LIMIT ?',
    )
    .all(campaignId, from, knownPeople);
  const know = db.prepare('UPDATE deliveries SET contact_id = ? WHERE campaign_id = ? AND row_no = ?');
  for (const { row_no, phone } of next) {
    const response = await fetch(`${practice.address}/contacts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${practice.token}`,
        'content-type': 'application/json',
        'user-agent': 'bench',
      },
      body: JSON.stringify({ internalName: `Pessoa ${row_no}`, number: phone, serviceId: practice.serviceId }),
    });
    know.run(idOf(await response.json()), campaignId, row_no);
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
