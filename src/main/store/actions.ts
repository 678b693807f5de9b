import {
  type ActionPhase,
  type ActionState,
  actionMoves,
  actionPhaseSchema,
  actionStateSchema,
} from '#shared/actions/state.ts';
import {
  type ActionSource,
  type ActionTarget,
  actionSourceSchema,
  actionTargetSchema,
} from '#shared/actions/target.ts';
import { type Wish, wishSchema } from '#shared/actions/wish.ts';
import type { Problem } from '#shared/problem.ts';
import type { ActionCount } from '#shared/rpc/actions.ts';
import { type JobStatus, jobStatusSchema } from '#shared/rpc/jobs.ts';
import { type Db, expectOne } from './database.ts';
import { parseProblemJson, problemColumns, problemJson, toProblem } from './problems.ts';

export interface StoredAction {
  readonly id: number;
  readonly accountId: number;
  readonly name: string;
  readonly wish: Wish;
  readonly source: ActionSource;
  /** Connection on which numbers are looked up. */
  readonly serviceId: string | null;
  readonly perMinute: number;
  readonly phase: ActionPhase;
  readonly status: JobStatus;
  readonly reason: Problem | null;
  readonly enlistedTo: number;
  /** Path of the file with what is deleted. */
  readonly savedAt: string | null;
  /** When a group was asked for, by the account's clock, Unix milliseconds. */
  readonly groupAskedAt: number | null;
  readonly groupId: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

export interface StoredActionItem {
  readonly itemNo: number;
  readonly contactId: string | null;
  readonly phone: string | null;
  readonly name: string;
  readonly state: ActionState;
  readonly problem: Problem | null;
  readonly attempts: number;
  /** By the account's clock, Unix milliseconds. */
  readonly intentServerAt: number | null;
  /** Id of the ticket before the request, or of the message that came of it. */
  readonly evidence: string | null;
}

/** Where an item goes. What is not set stays; the problem is always the one given, or none. */
export interface ActionChange {
  readonly item: StoredActionItem;
  readonly to: ActionState;
  readonly problem?: Problem;
  /** 1 when it is taken, -1 when that certainly came to nothing. */
  readonly attempts?: 1 | -1;
  readonly set?: Partial<Pick<StoredActionItem, 'contactId' | 'phone' | 'name' | 'intentServerAt' | 'evidence'>>;
}

/** Somebody who is enlisted. */
export interface ListedItem {
  readonly contactId: string | null;
  readonly phone: string | null;
  readonly name: string;
  /** There is nobody to look for. */
  readonly problem: Problem | null;
}

interface ActionColumns {
  id: number;
  account_id: number;
  name: string;
  wish: string;
  source: string;
  service_id: string | null;
  per_minute: number;
  phase: string;
  status: string;
  reason: string | null;
  enlisted_to: number;
  saved_at: string | null;
  group_asked: number | null;
  group_id: string | null;
  created_at: number;
  finished_at: number | null;
}

interface ItemColumns {
  item_no: number;
  contact_id: string | null;
  phone: string | null;
  name: string;
  state: string;
  problem: string | null;
  facts: string | null;
  attempts: number;
  intent_server_at: number | null;
  evidence: string | null;
}

const toAction = (row: ActionColumns): StoredAction => ({
  id: row.id,
  accountId: row.account_id,
  name: row.name,
  wish: wishSchema.parse(JSON.parse(row.wish)),
  source: actionSourceSchema.parse(JSON.parse(row.source)),
  serviceId: row.service_id,
  perMinute: row.per_minute,
  phase: actionPhaseSchema.parse(row.phase),
  status: jobStatusSchema.parse(row.status),
  reason: parseProblemJson(row.reason),
  enlistedTo: row.enlisted_to,
  savedAt: row.saved_at,
  groupAskedAt: row.group_asked,
  groupId: row.group_id,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

const toItem = (row: ItemColumns): StoredActionItem => ({
  itemNo: row.item_no,
  contactId: row.contact_id,
  phone: row.phone,
  name: row.name,
  state: actionStateSchema.parse(row.state),
  problem: toProblem(row),
  attempts: row.attempts,
  intentServerAt: row.intent_server_at,
  evidence: row.evidence,
});

/** Bulk actions and their items: one table each, written together. */
export function createActions(db: Db) {
  const columns = `id, account_id, name, wish, source, service_id, per_minute, phase, status, reason, enlisted_to, saved_at, group_asked, group_id, created_at,
    finished_at`;
  const itemColumns = 'item_no, contact_id, phone, name, state, problem, facts, attempts, intent_server_at, evidence';
  const byId = db.prepare<[number], ActionColumns>(`SELECT ${columns} FROM actions WHERE id = ?`);
  const list = db.prepare<[], ActionColumns>(`SELECT ${columns} FROM actions ORDER BY id DESC`);
  const insert = db.prepare(
    `INSERT INTO actions (account_id, name, wish, source, service_id, target, per_minute, phase, status, created_at)
     VALUES (@accountId, @name, @wish, @source, @serviceId, @target, @perMinute, 'find', 'running', @nowMs)`,
  );
  const targetOf = db.prepare<[number], { target: string | null }>('SELECT target FROM actions WHERE id = ?');
  const isEnlisted = db.prepare<[number], { yes: number }>('SELECT target IS NULL AS yes FROM actions WHERE id = ?');
  const move = db.prepare(
    'UPDATE actions SET phase = @phase, status = @status, reason = @reason, finished_at = @finishedAt WHERE id = @id',
  );
  const interrupt = db.prepare("UPDATE actions SET status = 'paused', reason = ? WHERE status = 'running'");
  const enlistedTo = db.prepare('UPDATE actions SET enlisted_to = @to WHERE id = @id');
  const enlisted = db.prepare('UPDATE actions SET target = NULL WHERE id = ?');
  const saved = db.prepare('UPDATE actions SET saved_at = @path WHERE id = @id');
  const group = db.prepare('UPDATE actions SET group_asked = @askedAt, group_id = @groupId WHERE id = @id');
  const remove = db.prepare("DELETE FROM actions WHERE id = ? AND phase IN ('find', 'review')");
  const lastItem = db.prepare<[number], { last: number | null }>(
    'SELECT max(item_no) AS last FROM action_items WHERE action_id = ?',
  );
  const insertItem = db.prepare(
    `INSERT INTO action_items (action_id, item_no, contact_id, phone, name, state, problem, facts)
     VALUES (@actionId, @itemNo, @contactId, @phone, @name, @state, @problem, @facts)`,
  );
  const inState = db.prepare<[number, string, number], ItemColumns>(
    `SELECT ${itemColumns} FROM action_items WHERE action_id = ? AND state = ? ORDER BY item_no LIMIT ?`,
  );
  const page = db.prepare<object, ItemColumns>(
    `SELECT ${itemColumns} FROM action_items
     WHERE action_id = @actionId AND (@states = '[]' OR state IN (SELECT value FROM json_each(@states)))
     ORDER BY item_no LIMIT @limit OFFSET @offset`,
  );
  const after = db.prepare<[number, number, number], ItemColumns>(
    `SELECT ${itemColumns} FROM action_items WHERE action_id = ? AND item_no > ? ORDER BY item_no LIMIT ?`,
  );
  const firstOf = db.prepare<[string, number, number], { item_no: number }>(
    'SELECT item_no FROM action_items WHERE contact_id = ? AND action_id = ? AND item_no < ? ORDER BY item_no LIMIT 1',
  );
  const claims = db.prepare<[string], { evidence: string }>(
    'SELECT evidence FROM action_items WHERE contact_id = ? AND evidence IS NOT NULL',
  );
  const update = db.prepare(
    `UPDATE action_items SET state = @to, problem = @problem, facts = @facts, attempts = attempts + @attempts,
       contact_id = @contactId, phone = @phone, name = @name, intent_server_at = @intentServerAt, evidence = @evidence
     WHERE action_id = @actionId AND item_no = @itemNo AND state = @from`,
  );
  const doubt = db.prepare("UPDATE action_items SET state = 'inDoubt' WHERE action_id = ? AND state = 'sending'");
  const counts = db.prepare<[number], { state: string; problem: string; count: number }>(
    'SELECT state, problem, count FROM action_counts WHERE action_id = ? AND count > 0',
  );
  const recount = db.prepare<[number], { state: string; problem: string; count: number }>(
    `SELECT state, ifnull(problem, '') AS problem, count(*) AS count FROM action_items
     WHERE action_id = ? GROUP BY 1, 2`,
  );

  const toCount = (row: { state: string; problem: string; count: number }): ActionCount => ({
    state: actionStateSchema.parse(row.state),
    problem: row.problem || null,
    count: row.count,
  });

  const apply = db.transaction((actionId: number, changes: readonly ActionChange[]) => {
    for (const { item, to, problem = null, attempts = 0, set = {} } of changes) {
      if (!actionMoves[item.state].includes(to)) throw new Error(`action: ${item.state} to ${to}`);
      const { itemNo, state: from, contactId, phone, name, intentServerAt, evidence } = { ...item, ...set };
      const result = update.run({
        ...{ actionId, itemNo, from, to, attempts, contactId, phone, name, intentServerAt, evidence },
        ...problemColumns(problem),
      });
      expectOne(result, `action from ${from} to ${to}`);
    }
  });

  const find = (id: number): StoredAction | null => {
    const row = byId.get(id);
    return row ? toAction(row) : null;
  };

  return {
    find,
    get(id: number): StoredAction {
      const action = find(id);
      if (!action) throw new Error(`no action ${id} in the store`);
      return action;
    },
    /** Newest first. */
    list: (): readonly StoredAction[] => list.all().map(toAction),

    create(
      draft: Pick<StoredAction, 'accountId' | 'name' | 'wish' | 'source' | 'perMinute'> & {
        readonly target: ActionTarget;
        readonly nowMs: number;
      },
    ): number {
      const { wish, source, target, ...rest } = draft;
      const json = { wish: JSON.stringify(wish), source: JSON.stringify(source), target: JSON.stringify(target) };
      const serviceId = target.kind === 'numbers' ? target.serviceId : null;
      return Number(insert.run({ ...rest, ...json, serviceId }).lastInsertRowid);
    },

    move(id: number, to: Pick<StoredAction, 'phase' | 'status' | 'reason' | 'finishedAt'>): void {
      expectOne(move.run({ id, ...to, reason: problemJson(to.reason) }), 'moving an action');
    },

    /** Whom it is for; null once all of them are enlisted. */
    targetOf(id: number): ActionTarget | null {
      const { target = null } = targetOf.get(id) ?? {};
      return target === null ? null : actionTargetSchema.parse(JSON.parse(target));
    },

    /** Whether all whom it is for stand among its items. */
    isEnlisted: (id: number): boolean => isEnlisted.get(id)?.yes === 1,

    /** The next ones of the target, up to its `to`th. Inside a transaction. */
    enlist(id: number, items: readonly ListedItem[], to: number): void {
      let itemNo = lastItem.get(id)?.last ?? 0;
      for (const { contactId, phone, name, problem } of items) {
        itemNo += 1;
        const state: ActionState = problem === null ? 'queued' : 'skipped';
        insertItem.run({ actionId: id, itemNo, contactId, phone, name, state, ...problemColumns(problem) });
      }
      expectOne(enlistedTo.run({ id, to }), 'enlisting for an action');
    },

    /** All of the target stands among the items: what it was is not needed any more. */
    allEnlisted(id: number): void {
      expectOne(enlisted.run(id), 'enlisting for an action');
    },

    savedAt(id: number, path: string): void {
      expectOne(saved.run({ id, path }), 'saving what is deleted');
    },

    /** A group is asked for, or there. Inside a transaction. */
    saveGroup(id: number, to: { readonly askedAt: number | null; readonly groupId: string | null }): void {
      expectOne(group.run({ id, ...to }), 'noting the group of an action');
    },

    /** A draft. False where it was begun meanwhile. */
    remove: (id: number): boolean => remove.run(id).changes === 1,

    /** Work to do: items in one state, in the order of the list. */
    inState: (id: number, state: ActionState, limit: number): readonly StoredActionItem[] =>
      inState.all(id, state, limit).map(toItem),

    /** No states: all of them. */
    page: (ask: {
      readonly actionId: number;
      readonly states: readonly ActionState[];
      readonly offset: number;
      readonly limit: number;
    }): readonly StoredActionItem[] => page.all({ ...ask, states: JSON.stringify(ask.states) }).map(toItem),

    after: (id: number, itemNo: number, limit: number): readonly StoredActionItem[] =>
      after.all(id, itemNo, limit).map(toItem),

    /** Who stands before this item with the same contact; null: nobody. */
    firstWith: (id: number, contactId: string, beforeItemNo: number): number | null =>
      firstOf.get(contactId, id, beforeItemNo)?.item_no ?? null,

    /** Tickets and messages that items of any action are known to be about. */
    evidenceOf: (contactId: string): readonly string[] => claims.all(contactId).map(({ evidence }) => evidence),

    /** Moves items, each from the state in which it was read; all or none. An unlawful move throws. */
    apply: (id: number, changes: readonly ActionChange[]): void => {
      apply(id, changes);
    },

    counts: (id: number): readonly ActionCount[] => counts.all(id).map(toCount),
    /** The same from the items themselves: what the counts must always equal. */
    recount: (id: number): readonly ActionCount[] => recount.all(id).map(toCount),

    /** Requests without an answer may have had their effect. Inside a transaction. */
    doubtSending(id: number): void {
      doubt.run(id);
    },

    /** What a process that died left running is paused, with that as its reason. */
    interruptAll: (reason: Problem): number => interrupt.run(JSON.stringify(reason)).changes,
  };
}
