import { type Payload, payloadSchema } from '#shared/campaign/payload.ts';
import type { Problem } from '#shared/problem.ts';
import { type DeliveryState, deliveryMoves, deliveryStateSchema } from '#shared/recipient/delivery.ts';
import type { DeliveryCount, DeliveryFilter } from '#shared/rpc/campaigns.ts';
import { type Db, expectOne } from './database.ts';
import { problemColumns, toProblem } from './problems.ts';

export interface StoredDelivery {
  readonly id: number;
  readonly campaignId: number;
  readonly accountId: number;
  readonly rowNo: number;
  readonly contactId: string;
  readonly phone: string;
  readonly person: string;
  readonly text: string;
  /** Which text of the campaign, from 0. */
  readonly version: number;
  /** What leaves beside the text, as it was frozen; null where there is nothing. */
  readonly payload: Payload | null;
  readonly state: DeliveryState;
  readonly problem: Problem | null;
  readonly attempts: number;
  readonly intentAt: number | null;
  /** The same by the account's clock; null where it was not known. */
  readonly intentServerAt: number | null;
  readonly messageId: string | null;
  readonly acceptedAt: number | null;
  readonly polls: number;
  /** When the account told of it first, by this machine's clock; null where it did not. */
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly repliedAt: number | null;
  readonly optedOutAt: number | null;
  readonly updatedAt: number;
}

/** A recipient as enlisted: with the final text, or skipped from the start with its reason. */
export interface NewDelivery {
  readonly campaignId: number;
  readonly accountId: number;
  readonly rowNo: number;
  readonly contactId: string;
  readonly phone: string;
  readonly person: string;
  readonly text: string;
  readonly version: number;
  readonly payload: Payload | null;
  readonly skipped: Problem | null;
}

interface DeliveryRow {
  id: number;
  campaign_id: number;
  account_id: number;
  row_no: number;
  contact_id: string;
  phone: string;
  person: string;
  text: string;
  version: number;
  payload: string | null;
  state: string;
  problem: string | null;
  facts: string | null;
  attempts: number;
  intent_at: number | null;
  intent_server_at: number | null;
  message_id: string | null;
  accepted_at: number | null;
  polls: number;
  delivered_at: number | null;
  read_at: number | null;
  replied_at: number | null;
  opted_out_at: number | null;
  updated_at: number;
}

const toDelivery = (row: DeliveryRow): StoredDelivery => ({
  id: row.id,
  campaignId: row.campaign_id,
  accountId: row.account_id,
  rowNo: row.row_no,
  contactId: row.contact_id,
  phone: row.phone,
  person: row.person,
  text: row.text,
  version: row.version,
  payload: row.payload === null ? null : payloadSchema.parse(JSON.parse(row.payload)),
  state: deliveryStateSchema.parse(row.state),
  problem: toProblem(row),
  attempts: row.attempts,
  intentAt: row.intent_at,
  intentServerAt: row.intent_server_at,
  messageId: row.message_id,
  acceptedAt: row.accepted_at,
  polls: row.polls,
  deliveredAt: row.delivered_at,
  readAt: row.read_at,
  repliedAt: row.replied_at,
  optedOutAt: row.opted_out_at,
  updatedAt: row.updated_at,
});

const columns = `id, campaign_id, account_id, row_no, contact_id, phone, person, text, version, payload, state, problem, facts,
  attempts, intent_at, intent_server_at, message_id, accepted_at, polls, delivered_at, read_at, replied_at, opted_out_at, updated_at`;

export function createDeliveries(db: Db) {
  const byId = db.prepare<[number], DeliveryRow>(`SELECT ${columns} FROM deliveries WHERE id = ?`);
  const insert = db.prepare(
    `INSERT INTO deliveries (campaign_id, account_id, row_no, contact_id, phone, person, text, version, payload, state, problem, facts,
       updated_at)
     VALUES (@campaignId, @accountId, @rowNo, @contactId, @phone, @person, @text, @version, @payload, @state, @problem, @facts, @nowMs)`,
  );
  const lineOfContact = db.prepare<[number, string], { row_no: number }>(
    "SELECT row_no FROM deliveries WHERE campaign_id = ? AND contact_id = ? AND state <> 'skipped'",
  );
  const due = db.prepare<[number, number, number], DeliveryRow>(
    `SELECT ${columns} FROM deliveries WHERE campaign_id = ? AND state = 'queued' AND not_before <= ?
     ORDER BY not_before, id LIMIT ?`,
  );
  const queuedAfter = db.prepare<[number, number, number], DeliveryRow>(
    `SELECT ${columns} FROM deliveries WHERE campaign_id = ? AND state = 'queued' AND problem IS NULL AND id > ?
     ORDER BY id LIMIT ?`,
  );
  const nextTime = db.prepare<[number], { not_before: number | null }>(
    "SELECT min(not_before) AS not_before FROM deliveries WHERE campaign_id = ? AND state = 'queued'",
  );
  // Attempts count when taken: a delivery that kills the process has used one up.
  const take = db.prepare(
    `UPDATE deliveries SET state = 'sending', attempts = attempts + 1, intent_at = @nowMs,
       intent_server_at = @serverMs, updated_at = @nowMs
     WHERE id = @id AND state = 'queued'`,
  );
  const move = db.prepare(
    `UPDATE deliveries SET state = @to, problem = @problem, facts = @facts, updated_at = @nowMs,
       delivered_at = iif(@to IN ('delivered', 'read'), ifnull(delivered_at, @nowMs), delivered_at),
       read_at = iif(@to = 'read', ifnull(read_at, @nowMs), read_at)
     WHERE id = @id AND state = @from`,
  );
  const accept = db.prepare(
    `UPDATE deliveries SET state = 'accepted', problem = NULL, facts = NULL, message_id = @messageId,
       accepted_at = @acceptedAt, poll_at = @pollAt, updated_at = @nowMs
     WHERE id = @id AND state = @from`,
  );
  const requeue = db.prepare(
    `UPDATE deliveries SET state = 'queued', problem = NULL, facts = NULL, not_before = @notBefore,
       attempts = attempts - @giveBack, updated_at = @nowMs
     WHERE id = @id AND state = @from`,
  );
  const interruptAll = db.prepare(
    "UPDATE deliveries SET state = 'inDoubt', updated_at = @nowMs WHERE state = 'sending'",
  );
  const interrupt = db.prepare(
    `UPDATE deliveries SET state = 'inDoubt', updated_at = @nowMs
     WHERE id IN (SELECT id FROM deliveries WHERE state = 'sending' AND campaign_id = @campaignId)`,
  );
  const postpone = db.prepare("UPDATE deliveries SET not_before = @notBefore WHERE id = @id AND state = 'queued'");
  const hurry = db.prepare(
    "UPDATE deliveries SET not_before = 0 WHERE campaign_id = @campaignId AND state = 'queued' AND not_before > @afterMs",
  );
  const open = db.prepare<[number, string, number], DeliveryRow>(
    `SELECT ${columns} FROM deliveries WHERE campaign_id = ? AND state IN ('sending', 'inDoubt') AND state = ?
     ORDER BY id LIMIT ?`,
  );
  const ofContact = db.prepare<[number, string], DeliveryRow>(
    `SELECT ${columns} FROM deliveries WHERE account_id = ? AND contact_id = ? ORDER BY id`,
  );
  const dueForPoll = db.prepare<[number, number, number], DeliveryRow>(
    `SELECT ${columns} FROM deliveries WHERE account_id = ? AND poll_at <= ? ORDER BY poll_at LIMIT ?`,
  );
  const nextPoll = db.prepare<[number], { poll_at: number | null }>(
    'SELECT min(poll_at) AS poll_at FROM deliveries WHERE account_id = ? AND poll_at IS NOT NULL',
  );
  const pollLater = db.prepare(
    'UPDATE deliveries SET poll_at = @pollAt, polls = polls + 1 WHERE id = @id AND poll_at IS NOT NULL',
  );
  const cancelSome = db.prepare(
    `UPDATE deliveries SET state = 'cancelled', problem = 'cancelled', facts = NULL, updated_at = @nowMs
     WHERE id IN (SELECT id FROM deliveries WHERE campaign_id = @campaignId AND state = 'queued' LIMIT @limit)`,
  );
  const retrySome = db.prepare(
    `UPDATE deliveries SET state = 'queued', problem = NULL, facts = NULL, attempts = 0, not_before = 0, updated_at = @nowMs
     WHERE id IN (SELECT id FROM deliveries WHERE campaign_id = @campaignId AND state = 'failed' AND message_id IS NULL LIMIT @limit)`,
  );
  const toRetry = db.prepare<[number], { count: number }>(
    "SELECT count(*) AS count FROM deliveries WHERE campaign_id = ? AND state = 'failed' AND message_id IS NULL",
  );
  const skipPerson = db.prepare(
    `UPDATE deliveries SET state = 'skipped', problem = @problem, facts = @facts, updated_at = @nowMs
     WHERE person = @person AND state = 'queued' AND (@accountId = 0 OR account_id = @accountId)`,
  );
  const counts = db.prepare<[number], { state: string; problem: string; count: number }>(
    'SELECT state, problem, count FROM delivery_counts WHERE campaign_id = ? AND count > 0',
  );
  const recount = db.prepare<[number], { state: string; problem: string; count: number }>(
    `SELECT state, ifnull(problem, '') AS problem, count(*) AS count FROM deliveries WHERE campaign_id = ? GROUP BY 1, 2`,
  );
  const causes = db.prepare<[number], { state: string; problem: string; facts: string | null; count: number }>(
    `SELECT state, problem, facts, count(*) AS count FROM deliveries
     WHERE campaign_id = ? AND problem IS NOT NULL GROUP BY state, problem, facts ORDER BY count DESC LIMIT 200`,
  );
  const latest = db.prepare<[number, number], DeliveryRow>(
    `SELECT ${columns} FROM deliveries WHERE campaign_id = ? AND state NOT IN ('queued', 'cancelled')
     ORDER BY updated_at DESC LIMIT ?`,
  );
  const acceptedPerMinute = db.prepare<[object], { minute: number; count: number }>(
    `SELECT accepted_at / 60000 AS minute, count(*) AS count FROM deliveries
     WHERE campaign_id = @campaignId AND updated_at >= @sinceMs AND accepted_at >= @sinceMs GROUP BY 1 ORDER BY 1`,
  );
  const acceptedOfCampaigns = db.prepare<[object], { campaignId: number; count: number; firstAt: number }>(
    `SELECT campaign_id AS campaignId, count(*) AS count, min(accepted_at) AS firstAt FROM deliveries
     WHERE account_id = @accountId AND accepted_at >= @fromMs AND accepted_at < @toMs GROUP BY campaign_id`,
  );
  const ofRow = db.prepare<[number, number], DeliveryRow>(
    `SELECT ${columns} FROM deliveries WHERE campaign_id = ? AND row_no = ?`,
  );
  const unsettled = db.prepare<[number], { count: number }>(
    "SELECT ifnull(sum(count), 0) AS count FROM delivery_counts WHERE campaign_id = ? AND state IN ('queued', 'sending', 'inDoubt')",
  );
  const slowest = db.prepare<[number, number], { count: number; ms: number | null }>(
    `SELECT count(*) AS count, max(accepted_at - intent_at) AS ms FROM (
       SELECT accepted_at, intent_at FROM deliveries
       WHERE account_id = ? AND accepted_at IS NOT NULL AND intent_at IS NOT NULL ORDER BY accepted_at DESC LIMIT ?)`,
  );
  const markReplied = db.prepare(
    'UPDATE deliveries SET replied_at = @atMs, updated_at = @nowMs WHERE id = @id AND replied_at IS NULL',
  );
  const markOptedOut = db.prepare(
    'UPDATE deliveries SET opted_out_at = @nowMs, updated_at = @nowMs WHERE id = @id AND opted_out_at IS NULL',
  );
  const acceptedBetween = db.prepare<[number, number], { first: number | null; last: number | null }>(
    `SELECT min(accepted_at) AS first, max(accepted_at) AS last FROM deliveries
     WHERE account_id = ? AND accepted_at IS NOT NULL AND accepted_at >= ?`,
  );
  const got = db.prepare<[object], { campaigns: number }>(
    `SELECT count(DISTINCT campaign_id) AS campaigns FROM deliveries
     WHERE person = @person AND accepted_at >= @sinceMs AND account_id = @accountId AND campaign_id <> @exceptCampaign`,
  );
  const gotText = db.prepare<[object], { found: number }>(
    `SELECT 1 AS found FROM deliveries WHERE person = @person AND accepted_at >= @sinceMs AND account_id = @accountId
       AND campaign_id <> @exceptCampaign AND text = @text LIMIT 1`,
  );
  const heldIds = db.prepare<[number], { id: number }>(
    "SELECT id FROM deliveries WHERE campaign_id = ? AND state = 'held' ORDER BY id",
  );

  const pages = new Map<string, (parameters: object) => readonly DeliveryRow[]>();
  function pageQuery(filter: DeliveryFilter): (parameters: object) => readonly DeliveryRow[] {
    const states = filter.states ?? [];
    const where = [
      'campaign_id = @campaignId',
      ...(states.length > 0 ? [`state IN (${states.map((_, index) => `@state${index}`).join(', ')})`] : []),
      ...(filter.problem !== undefined ? ['problem IS @problem'] : []),
    ].join(' AND ');
    const known = pages.get(where);
    if (known) return known;
    const statement = db.prepare<[object], DeliveryRow>(
      `SELECT ${columns} FROM deliveries WHERE ${where} ORDER BY id LIMIT @limit OFFSET @offset`,
    );
    const query = (parameters: object) => statement.all(parameters);
    pages.set(where, query);
    return query;
  }

  const toCount = (row: { state: string; problem: string; count: number }): DeliveryCount => ({
    state: deliveryStateSchema.parse(row.state),
    problem: row.problem || null,
    count: row.count,
  });

  function lawful(from: DeliveryState, to: DeliveryState): void {
    if (!deliveryMoves[from].includes(to)) throw new Error(`delivery: ${from} to ${to}`);
  }

  return {
    find(id: number): StoredDelivery | null {
      const row = byId.get(id);
      return row ? toDelivery(row) : null;
    },
    ofRow(campaignId: number, rowNo: number): StoredDelivery | null {
      const row = ofRow.get(campaignId, rowNo);
      return row ? toDelivery(row) : null;
    },

    enlist(delivery: NewDelivery, nowMs: number): void {
      const { skipped, payload, ...values } = delivery;
      const frozen = payload === null ? null : JSON.stringify(payload);
      insert.run({
        ...values,
        payload: frozen,
        state: skipped ? 'skipped' : 'queued',
        ...problemColumns(skipped),
        nowMs,
      });
    },
    /** The row that has this contact in the campaign already, or null. */
    rowOfContact: (campaignId: number, contactId: string): number | null =>
      lineOfContact.get(campaignId, contactId)?.row_no ?? null,

    /** The next deliveries whose time has come, untouched: `take` them in the same transaction. */
    due: (campaignId: number, nowMs: number, limit: number): readonly StoredDelivery[] =>
      due.all(campaignId, nowMs, limit).map(toDelivery),
    /** Not before this moment: for this person it is too early, or too late in the day. */
    postpone(id: number, notBefore: number): void {
      expectOne(postpone.run({ id, notBefore }), 'postponing a delivery');
    },
    /** What was to wait for longer than until then is due at once: the hours have changed. */
    hurry: (campaignId: number, afterMs: number): number => hurry.run({ campaignId, afterMs }).changes,
    /** What is queued, by the order in which it was enlisted, whenever it is due. */
    queuedAfter: (campaignId: number, id: number, limit: number): readonly StoredDelivery[] =>
      queuedAfter.all(campaignId, id, limit).map(toDelivery),
    /** When the next queued delivery is due; null where none is queued. */
    nextTime: (campaignId: number): number | null => nextTime.get(campaignId)?.not_before ?? null,

    /** Law 1: the intent, with its final text, before the request; `serverMs` by the account's clock. queued → sending. */
    take(id: number, nowMs: number, serverMs: number | null = null): void {
      expectOne(
        take.run({ id, nowMs, serverMs: serverMs === null ? null : Math.round(serverMs) }),
        'taking a delivery',
      );
    },

    accept(
      id: number,
      from: 'sending' | 'inDoubt' | 'held',
      outcome: { messageId: string | null; acceptedAt: number; pollAt: number | null; nowMs: number },
    ): void {
      lawful(from, 'accepted');
      expectOne(accept.run({ id, from, ...outcome }), 'accepting a delivery');
    },

    /** Back in the queue. `giveBack` returns the attempt where the account, not the recipient, was the reason. */
    requeue(
      id: number,
      from: 'sending' | 'inDoubt' | 'held',
      next: { notBefore: number; giveBack: boolean; nowMs: number },
    ): void {
      lawful(from, 'queued');
      const { notBefore, nowMs } = next;
      expectOne(requeue.run({ id, from, notBefore, giveBack: next.giveBack ? 1 : 0, nowMs }), 'requeueing a delivery');
    },

    move(
      id: number,
      from: DeliveryState,
      to: DeliveryState,
      options: { problem: Problem | null; nowMs: number },
    ): void {
      lawful(from, to);
      const { problem, nowMs } = options;
      expectOne(move.run({ id, from, to, ...problemColumns(problem), nowMs }), `delivery from ${from} to ${to}`);
    },

    /** At start: a request that a dying process left may have arrived. sending → inDoubt. Returns how many. */
    interruptAll: (nowMs: number): number => interruptAll.run({ nowMs }).changes,
    /** The same in one campaign that nobody works on: its outcomes could not be written down. */
    interrupt: (campaignId: number, nowMs: number): number => interrupt.run({ campaignId, nowMs }).changes,
    inState: (campaignId: number, state: 'sending' | 'inDoubt', limit: number): readonly StoredDelivery[] =>
      open.all(campaignId, state, limit).map(toDelivery),
    ofContact: (accountId: number, contactId: string): readonly StoredDelivery[] =>
      ofContact.all(accountId, contactId).map(toDelivery),
    /** Nothing of the campaign is left that it could do by itself. */
    isOver: (campaignId: number): boolean => unsettled.get(campaignId)?.count === 0,
    /** How long the account took at most to accept one of its last messages, milliseconds, and how many were asked. */
    slowestAnswer: (accountId: number, among: number): { readonly count: number; readonly ms: number | null } =>
      slowest.get(accountId, among) ?? { count: 0, ms: null },
    /** The person answered it; the first answer counts. False where there was one already. */
    markReplied: (id: number, atMs: number, nowMs: number): boolean =>
      markReplied.run({ id, atMs, nowMs }).changes === 1,
    /** It was answered or refused with an opt-out. False where that was known. */
    markOptedOut: (id: number, nowMs: number): boolean => markOptedOut.run({ id, nowMs }).changes === 1,
    /** When the first and the last message since then was accepted in an account; null where none was. */
    acceptedSince: (
      accountId: number,
      sinceMs: number,
    ): { readonly first: number | null; readonly last: number | null } =>
      acceptedBetween.get(accountId, sinceMs) ?? { first: null, last: null },
    /** How many campaigns of the account wrote to this person since then; the given one does not count. */
    got: (ask: { accountId: number; person: string; sinceMs: number; exceptCampaign: number }) => ({
      campaigns: got.get(ask)?.campaigns ?? 0,
    }),
    /** Whether one of them wrote this very text. */
    gotText: (ask: {
      accountId: number;
      person: string;
      sinceMs: number;
      exceptCampaign: number;
      text: string;
    }): boolean => gotText.get(ask) !== undefined,
    heldIds: (campaignId: number): readonly number[] => heldIds.all(campaignId).map((row) => row.id),

    dueForPoll: (accountId: number, nowMs: number, limit: number): readonly StoredDelivery[] =>
      dueForPoll.all(accountId, nowMs, limit).map(toDelivery),
    nextPoll: (accountId: number): number | null => nextPoll.get(accountId)?.poll_at ?? null,
    /** Asked for its receipt; to be asked again at `pollAt`, or never where null. */
    polled(id: number, pollAt: number | null): void {
      expectOne(pollLater.run({ id, pollAt }), 'noting a poll');
    },
    /** Its receipt came unasked: where it was to be asked for at all, that is put off, or not needed any more. */
    putPollOff(id: number, pollAt: number | null): void {
      pollLater.run({ id, pollAt });
    },

    cancelSome: (campaignId: number, limit: number, nowMs: number): number =>
      cancelSome.run({ campaignId, limit, nowMs }).changes,
    /** What failed without ever being taken by the account goes back in the queue. */
    retrySome: (campaignId: number, limit: number, nowMs: number): number =>
      retrySome.run({ campaignId, limit, nowMs }).changes,
    /** How many `retrySome` would take in all. */
    toRetry: (campaignId: number): number => toRetry.get(campaignId)?.count ?? 0,
    /** Law 5: nothing queued for this person goes out any more, in any campaign of the account; 0: of any account. */
    skipPerson: (accountId: number, person: string, problem: Problem, nowMs: number): number =>
      skipPerson.run({ accountId, person, ...problemColumns(problem), nowMs }).changes,

    counts: (campaignId: number): readonly DeliveryCount[] => counts.all(campaignId).map(toCount),
    /** The same from the deliveries themselves: what the counts must always equal. Slow on large campaigns. */
    recount: (campaignId: number): readonly DeliveryCount[] => recount.all(campaignId).map(toCount),

    /** Problems by how many deliveries have them, most first. */
    causes: (campaignId: number): readonly { state: DeliveryState; problem: Problem; count: number }[] =>
      causes.all(campaignId).flatMap((row) => {
        const problem = toProblem(row);
        return problem ? [{ state: deliveryStateSchema.parse(row.state), problem, count: row.count }] : [];
      }),
    latest: (campaignId: number, limit: number): readonly StoredDelivery[] =>
      latest.all(campaignId, limit).map(toDelivery),
    acceptedPerMinute: (campaignId: number, sinceMs: number): readonly { at: number; count: number }[] =>
      acceptedPerMinute.all({ campaignId, sinceMs }).map((row) => ({ at: row.minute * 60_000, count: row.count })),
    /** Messages of an account that it took from `fromMs` on and before `toMs`, by campaign. */
    acceptedOfCampaigns: (ask: {
      readonly accountId: number;
      readonly fromMs: number;
      readonly toMs: number;
    }): readonly { campaignId: number; count: number; firstAt: number }[] => acceptedOfCampaigns.all(ask),

    page(options: {
      readonly campaignId: number;
      readonly filter: DeliveryFilter;
      readonly offset: number;
      readonly limit: number;
    }): { readonly total: number; readonly deliveries: readonly StoredDelivery[] } {
      const { campaignId, filter, offset, limit } = options;
      const total = counts
        .all(campaignId)
        .map(toCount)
        .filter(
          (count) =>
            (!filter.states?.length || filter.states.includes(count.state)) &&
            (filter.problem === undefined || filter.problem === count.problem),
        )
        .reduce((sum, { count }) => sum + count, 0);
      const parameters = {
        campaignId,
        ...Object.fromEntries((filter.states ?? []).map((state, index) => [`state${index}`, state])),
        ...(filter.problem !== undefined ? { problem: filter.problem } : {}),
        limit,
        offset,
      };
      return { total, deliveries: pageQuery(filter)(parameters).map(toDelivery) };
    },
  };
}
