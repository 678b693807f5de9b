import { z } from 'zod';
import { type ActionState, actionStateSchema } from '#shared/actions/state.ts';
import { type DeliveryState, deliveryStateSchema } from '#shared/recipient/delivery.ts';
import { type RowState, rowStateSchema } from '#shared/recipient/row.ts';
import { type Db, expectOne } from './database.ts';

/** A line of a sheet that holds somebody's number, as far as a look at its text can tell. */
export interface HoldingRow {
  readonly importId: number;
  readonly rowNo: number;
  readonly line: number;
  readonly cells: readonly string[];
  readonly state: RowState;
  readonly person: string | null;
  readonly contactId: string | null;
}

export interface PersonsContact {
  readonly accountId: number;
  readonly contactId: string;
  readonly name: string;
  readonly number: string;
  readonly seenAt: number;
}

export interface PersonsDelivery {
  readonly id: number;
  readonly campaignId: number;
  readonly accountId: number;
  readonly contactId: string;
  readonly text: string;
  readonly state: DeliveryState;
  readonly acceptedAt: number | null;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly repliedAt: number | null;
  readonly optedOutAt: number | null;
}

/** Somebody in a bulk action. */
export interface PersonsItem {
  readonly actionId: number;
  readonly itemNo: number;
  readonly state: ActionState;
}

interface HoldingRowRow {
  import_id: number;
  row_no: number;
  line: number;
  cells: string;
  state: string;
  person: string | null;
  contact_id: string | null;
}

interface DeliveryRow {
  id: number;
  campaign_id: number;
  account_id: number;
  contact_id: string;
  text: string;
  state: string;
  accepted_at: number | null;
  delivered_at: number | null;
  read_at: number | null;
  replied_at: number | null;
  opted_out_at: number | null;
}

const cellsSchema = z.array(z.string());
const headSchema = z.array(cellsSchema);

const toHolding = (row: HoldingRowRow): HoldingRow => ({
  importId: row.import_id,
  rowNo: row.row_no,
  line: row.line,
  cells: cellsSchema.parse(JSON.parse(row.cells)),
  state: rowStateSchema.parse(row.state),
  person: row.person,
  contactId: row.contact_id,
});

const toDelivery = (row: DeliveryRow): PersonsDelivery => ({
  id: row.id,
  campaignId: row.campaign_id,
  accountId: row.account_id,
  contactId: row.contact_id,
  text: row.text,
  state: deliveryStateSchema.parse(row.state),
  acceptedAt: row.accepted_at,
  deliveredAt: row.delivered_at,
  readAt: row.read_at,
  repliedAt: row.replied_at,
  optedOutAt: row.opted_out_at,
});

/** Stands where the data was that a table must have. Problems keep their facts: there is nothing personal in them. */
const erased = 'erased';

/**
 * Where personal data stands, over all tables: in one place, so that what is found about a person is what is erased, and
 * a new column that holds such data is missed in neither.
 */
export function createPersonalData(db: Db) {
  const holding = db.prepare<[object], HoldingRowRow>(
    `SELECT import_id, row_no, line, cells, state, person, contact_id FROM rows
     WHERE import_id = @importId AND row_no BETWEEN @from AND @to
       AND (person = @person OR instr(cells, @ending) > 0 OR instr(edits, @ending) > 0)`,
  );
  const contacts = db.prepare<
    [string],
    { account_id: number; service_id: string; contact_id: string; name: string; number: string; seen_at: number }
  >(
    // From connection to connection, and in that order: left to itself SQLite goes through every contact.
    `WITH RECURSIVE s (a, v) AS (
       SELECT id, (SELECT min(service_id) FROM contacts WHERE account_id = id) FROM accounts
       UNION ALL
       SELECT a, (SELECT min(service_id) FROM contacts WHERE account_id = a AND service_id > v) FROM s WHERE v IS NOT NULL)
     SELECT c.account_id, c.service_id, c.contact_id, c.name, c.number, c.seen_at
     FROM s CROSS JOIN contacts c INDEXED BY contacts_by_person ON c.account_id = s.a AND c.service_id = s.v
     WHERE c.person = ? ORDER BY c.seen_at DESC`,
  );
  const deliveryColumns = `id, campaign_id, account_id, contact_id, text, state, accepted_at, delivered_at, read_at, replied_at,
    opted_out_at`;
  const got = db.prepare<[string], DeliveryRow>(
    `SELECT ${deliveryColumns} FROM deliveries INDEXED BY deliveries_got WHERE person = ? AND accepted_at IS NOT NULL`,
  );
  const queued = db.prepare<[string], DeliveryRow>(
    `SELECT ${deliveryColumns} FROM deliveries INDEXED BY deliveries_of_person WHERE person = ? AND state = 'queued'`,
  );
  const ofContact = db.prepare<[string, number, string], DeliveryRow>(
    `SELECT ${deliveryColumns} FROM deliveries WHERE person = ? AND account_id = ? AND contact_id = ?`,
  );

  // Only what has no problem gets one: nothing that stands in it is worked on or written to any more.
  const wipedColumns = `cells = '[]', edits = NULL, notes = NULL, phone = NULL, person = NULL, wa_number = NULL,
    contact_id = NULL, pending = NULL, problem = ifnull(problem, '${erased}')`;
  const situation = db.prepare<
    [object],
    { state: string; problem: string; verdict: string; origin: string; count: number }
  >(
    `SELECT state, ifnull(problem, '') AS problem, ifnull(verdict, '') AS verdict, ifnull(origin, '') AS origin, count(*) AS count
     FROM rows WHERE import_id = @importId AND row_no BETWEEN @from AND @to AND problem IS NULL GROUP BY 1, 2, 3, 4`,
  );
  const countDown = db.prepare(
    `UPDATE row_counts SET count = count - @count
     WHERE import_id = @importId AND state = @state AND problem = @problem AND verdict = @verdict AND origin = @origin`,
  );
  const countUp = db.prepare(
    `INSERT INTO row_counts VALUES (@importId, @state, '${erased}', @verdict, @origin, @count)
     ON CONFLICT DO UPDATE SET count = count + @count`,
  );
  const wipeRows = db.prepare(
    `UPDATE rows SET ${wipedColumns} WHERE import_id = @importId AND row_no BETWEEN @from AND @to`,
  );
  const ofRows = [
    'DELETE FROM contact_changes WHERE import_id = @importId AND row_no BETWEEN @from AND @to',
    'DELETE FROM edit_changes WHERE import_id = @importId AND row_no BETWEEN @from AND @to',
    `UPDATE undo_rows SET contact_id = '${erased}' WHERE import_id = @importId AND row_no BETWEEN @from AND @to
       AND state IN ('deleted', 'restored', 'kept', 'gone', 'cancelled')`,
  ].map((sql) => db.prepare(sql));
  // With an id, so that it is not sent again as one that failed; each with a contact of its own, as a campaign has each once.
  const wipeDelivery = `UPDATE deliveries SET text = '', payload = NULL, phone = '', person = '', contact_id = '${erased}:' || id,
      message_id = '${erased}', poll_at = NULL`;
  const wipeOne = db.prepare(
    `${wipeDelivery} WHERE id = @id AND state NOT IN ('queued', 'sending', 'inDoubt', 'held')`,
  );
  const wipeSome = db.prepare(
    `${wipeDelivery} WHERE campaign_id = @campaignId AND id BETWEEN @from AND @to
       AND state NOT IN ('queued', 'sending', 'inDoubt', 'held') AND text <> ''`,
  );
  // By number the items have no index: there are few of them, beside rows.
  const items = db.prepare<[object], { action_id: number; item_no: number; state: string }>(
    `SELECT action_id, item_no, state FROM action_items WHERE phone IN (SELECT value FROM json_each(@phones))
     UNION SELECT action_id, item_no, state FROM action_items WHERE contact_id IN (SELECT value FROM json_each(@contactIds))
     ORDER BY 1, 2`,
  );
  // What is planned is not done any more; what is under way is needed still (law 2).
  const wipeItems = db.prepare(
    `UPDATE action_items SET contact_id = NULL, phone = NULL, name = '', evidence = NULL,
       problem = CASE WHEN state IN ('queued', 'planned') THEN '${erased}' ELSE problem END,
       state = CASE WHEN state IN ('queued', 'planned') THEN 'cancelled' ELSE state END
     WHERE action_id = @actionId AND item_no BETWEEN @from AND @to AND state NOT IN ('sending', 'inDoubt', 'held')`,
  );
  const itemSpan = db.prepare<[number], { last: number | null }>(
    'SELECT max(item_no) AS last FROM action_items WHERE action_id = ?',
  );
  const actionsDue = db.prepare<[number], { id: number }>(
    `SELECT id FROM actions WHERE wiped_at IS NULL AND status NOT IN ('running', 'paused')
       AND ifnull(finished_at, created_at) < ? ORDER BY id`,
  );
  const actionWiped = db.prepare('UPDATE actions SET wiped_at = @nowMs WHERE id = @id AND wiped_at IS NULL');
  const headOf = db.prepare<[number], { head: string | null }>(
    "SELECT json_extract(findings, '$.head') AS head FROM imports WHERE id = ? AND findings IS NOT NULL",
  );
  const setHead = db.prepare(
    "UPDATE imports SET findings = json_set(findings, '$.head', json(@head)) WHERE id = @importId",
  );
  const span = db.prepare<[number], { first: number | null; last: number | null }>(
    'SELECT min(id) AS first, max(id) AS last FROM deliveries WHERE campaign_id = ?',
  );
  const forgetContact = db.prepare(
    'DELETE FROM contacts WHERE account_id = @account_id AND service_id = @service_id AND contact_id = @contact_id',
  );
  const forgetRefusals = db.prepare('DELETE FROM refusals WHERE person = @person');
  const forgetChecks = db.prepare('DELETE FROM checks WHERE phone IN (SELECT value FROM json_each(@phones))');
  const renameOptOuts = db.prepare(
    "UPDATE OR REPLACE optouts SET person = @hash, phone = '', said = NULL, delivery_id = NULL, confirming = 0 WHERE person = @person",
  );
  const dropOptIns = db.prepare('DELETE FROM optins WHERE person = @person');
  const oldContacts = db.prepare(
    `DELETE FROM contacts WHERE (account_id, service_id, contact_id) IN
       (SELECT account_id, service_id, contact_id FROM contacts WHERE seen_at < @beforeMs LIMIT @limit)`,
  );
  const oldChecks = db.prepare(
    `DELETE FROM checks WHERE (account_id, service_id, phone) IN
       (SELECT account_id, service_id, phone FROM checks WHERE checked_at < @beforeMs LIMIT @limit)`,
  );
  const importsDue = db.prepare<[number], { id: number }>(
    `SELECT id FROM imports WHERE wiped_at IS NULL AND status NOT IN ('running', 'paused') AND ifnull(finished_at, created_at) < ?
       AND NOT EXISTS (SELECT 1 FROM campaigns c WHERE c.import_id = imports.id AND c.status NOT IN ('done', 'cancelled', 'failed'))
     ORDER BY id`,
  );
  const campaignsDue = db.prepare<[number], { id: number }>(
    `SELECT id FROM campaigns WHERE wiped_at IS NULL AND status IN ('done', 'cancelled', 'failed')
       AND ifnull(finished_at, created_at) < ? ORDER BY id`,
  );
  const needed = db.prepare<[string], { id: number }>(
    'SELECT id FROM campaigns WHERE wiped_at IS NULL AND instr(content, ?) > 0 LIMIT 1',
  );
  const importWiped = db.prepare('UPDATE imports SET wiped_at = @nowMs WHERE id = @id AND wiped_at IS NULL');
  const campaignWiped = db.prepare('UPDATE campaigns SET wiped_at = @nowMs WHERE id = @id AND wiped_at IS NULL');

  return {
    /** Of these rows, both ends among them: those of a person, and those that hold these digits somewhere. */
    rowsHolding: (ask: {
      readonly importId: number;
      readonly from: number;
      readonly to: number;
      readonly person: string;
      readonly ending: string;
    }): readonly HoldingRow[] => holding.all(ask).map(toHolding),
    contactsOf: (person: string): readonly PersonsContact[] =>
      contacts.all(person).map((row) => ({
        accountId: row.account_id,
        contactId: row.contact_id,
        name: row.name,
        number: row.number,
        seenAt: row.seen_at,
      })),
    /** Of a person: what was accepted, what is queued, and whatever else was to go to one of these contacts. */
    deliveriesOf(
      person: string,
      contacts: readonly { readonly accountId: number; readonly contactId: string }[],
    ): readonly PersonsDelivery[] {
      const all = [
        ...got.all(person),
        ...queued.all(person),
        ...contacts.flatMap(({ accountId, contactId }) => ofContact.all(person, accountId, contactId)),
      ];
      return [...new Map(all.map((row) => [row.id, row])).values()].sort((a, b) => a.id - b.id).map(toDelivery);
    },

    /**
     * Blanks these rows, both ends among them, with all that hangs on them. How many rows are in which state stays (law 3): who
     * was ready to be written to is so no more, and says why.
     */
    wipeRows(importId: number, rows: { readonly from: number; readonly to: number }): number {
      const where = { importId, ...rows };
      for (const { count, ...counted } of situation.all(where)) {
        expectOne(countDown.run({ importId, ...counted, count }), 'counting rows');
        const { problem: _, ...to } = counted;
        countUp.run({ importId, ...to, count });
      }
      for (const statement of ofRows) statement.run(where);
      return wipeRows.run(where).changes;
    },
    /** The first rows of a sheet are kept a second time, to be shown at once: those that are not to stay are blanked. */
    wipeHead(importId: number, stays: (cells: readonly string[]) => boolean): void {
      const { head = null } = headOf.get(importId) ?? {};
      if (head === null) return;
      const rows = headSchema.parse(JSON.parse(head));
      setHead.run({ importId, head: JSON.stringify(rows.map((cells) => (stays(cells) ? cells : []))) });
    },
    /** False where its end is not known: then it is needed still (law 2). */
    wipeDelivery: (id: number): boolean => wipeOne.run({ id }).changes === 1,
    wipeDeliveries: (campaignId: number, ids: { readonly from: number; readonly to: number }): number =>
      wipeSome.run({ campaignId, ...ids }).changes,
    /** In bulk actions: by these numbers, or by these contacts. */
    itemsOf: (phones: readonly string[], contactIds: readonly string[]): readonly PersonsItem[] =>
      items
        .all({ phones: JSON.stringify(phones), contactIds: JSON.stringify(contactIds) })
        .map((row) => ({ actionId: row.action_id, itemNo: row.item_no, state: actionStateSchema.parse(row.state) })),
    /** Blanks these items of a bulk action, both ends among them; how many are in which state stays, but for what was to be done. */
    wipeItems: (actionId: number, items: { readonly from: number; readonly to: number }): number =>
      wipeItems.run({ actionId, ...items }).changes,
    lastItemOf: (actionId: number): number => itemSpan.get(actionId)?.last ?? 0,
    actionsDue: (beforeMs: number): readonly number[] => actionsDue.all(beforeMs).map((row) => row.id),
    actionWiped(id: number, nowMs: number): void {
      expectOne(actionWiped.run({ id, nowMs }), 'wiping an action');
    },
    /** The first and the last delivery of a campaign; null where it has none. */
    deliverySpan(campaignId: number): { readonly first: number; readonly last: number } | null {
      const { first = null, last = null } = span.get(campaignId) ?? {};
      return first === null || last === null ? null : { first, last };
    },
    /** Contacts, answers about the number, and marks of the account; the opt-out stays under the hash. Returns contacts. */
    wipePerson(person: string, hash: string, phones: readonly string[]): number {
      const known = contacts.all(person);
      for (const { account_id, service_id, contact_id } of known)
        forgetContact.run({ account_id, service_id, contact_id });
      forgetRefusals.run({ person });
      forgetChecks.run({ phones: JSON.stringify(phones) });
      renameOptOuts.run({ person, hash });
      dropOptIns.run({ person });
      return known.length;
    },

    /** What ended before then and has its data still. */
    importsDue: (beforeMs: number): readonly number[] => importsDue.all(beforeMs).map((row) => row.id),
    campaignsDue: (beforeMs: number): readonly number[] => campaignsDue.all(beforeMs).map((row) => row.id),
    importWiped(id: number, nowMs: number): void {
      expectOne(importWiped.run({ id, nowMs }), 'wiping an import');
    },
    campaignWiped(id: number, nowMs: number): void {
      expectOne(campaignWiped.run({ id, nowMs }), 'wiping a campaign');
    },
    /** Whether a campaign that has its data still sends this file, by the name that the store gave it. */
    isAttached: (fileName: string): boolean => needed.get(fileName) !== undefined,
    /** Contacts and answers about numbers that nobody looked at since then, up to `limit` of each. */
    forgetSeen: (beforeMs: number, limit: number): number =>
      oldContacts.run({ beforeMs, limit }).changes + oldChecks.run({ beforeMs, limit }).changes,

    /** Deleted text is overwritten in the file, from here on; and what the log beside it holds is taken into the file. */
    overwriteDeleted(): void {
      db.pragma('secure_delete = ON');
    },
    settleLog(): void {
      db.pragma('wal_checkpoint(TRUNCATE)');
    },
  };
}
