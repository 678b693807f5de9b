import { type Content, contentSchema, headlineOf, plainText } from '#shared/campaign/content.ts';
import { type Exclusions, exclusionsSchema, noExclusions } from '#shared/campaign/exclusions.ts';
import { type Pace, paceSchema } from '#shared/pace/limits.ts';
import type { Problem } from '#shared/problem.ts';
import { type CampaignPhase, campaignPhaseSchema, type InDoubtRule, inDoubtRuleSchema } from '#shared/rpc/campaigns.ts';
import { type JobStatus, jobStatusSchema } from '#shared/rpc/jobs.ts';
import { type Db, expectOne } from './database.ts';
import { parseProblemJson, problemJson } from './problems.ts';

export interface StoredCampaign {
  readonly id: number;
  readonly accountId: number;
  readonly importId: number;
  readonly serviceId: string;
  readonly name: string;
  readonly content: Content;
  readonly exclusions: Exclusions;
  /** Of the choice among versions and variants: `shared/campaign/draw.ts`. */
  readonly seed: number;
  /** It writes to rows that are ready while their import goes on. */
  readonly beginsEarly: boolean;
  /** The campaign that this one repeats or follows up. */
  readonly follows: number | null;
  readonly pace: Pace;
  readonly inDoubt: InDoubtRule;
  readonly openTicket: boolean;
  readonly phase: CampaignPhase;
  readonly status: JobStatus;
  readonly reason: Problem | null;
  readonly enlistedTo: number;
  readonly taken: number;
  /** Everything unsent is asked about in the account before it is sent, from this delivery on; null: only the next ones. */
  readonly recalledTo: number | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

interface CampaignRow {
  id: number;
  account_id: number;
  import_id: number;
  service_id: string;
  name: string;
  template: string;
  content: string | null;
  exclusions: string | null;
  seed: number;
  begins_early: number;
  follows: number | null;
  pace: string;
  in_doubt: string;
  open_ticket: number;
  phase: string;
  status: string;
  reason: string | null;
  enlisted_to: number;
  taken: number;
  recalled_to: number | null;
  created_at: number;
  finished_at: number | null;
}

/** Read with every message, and never changed. */
const contents = new Map<string, Content>();
const mostContents = 100;

function toContent(row: Pick<CampaignRow, 'content' | 'template'>): Content {
  if (row.content === null) return plainText(row.template);
  const known = contents.get(row.content);
  if (known) return known;
  if (contents.size >= mostContents) contents.clear();
  const content = contentSchema.parse(JSON.parse(row.content));
  contents.set(row.content, content);
  return content;
}

/** Read with every message, changed by a person now and then. */
const paces = new Map<string, Pace>();
const mostPaces = 100;

function toPace(text: string): Pace {
  const known = paces.get(text);
  if (known) return known;
  if (paces.size >= mostPaces) paces.clear();
  const pace = paceSchema.parse(JSON.parse(text));
  paces.set(text, pace);
  return pace;
}

const toCampaign = (row: CampaignRow): StoredCampaign => ({
  id: row.id,
  accountId: row.account_id,
  importId: row.import_id,
  serviceId: row.service_id,
  name: row.name,
  content: toContent(row),
  exclusions: row.exclusions === null ? noExclusions : exclusionsSchema.parse(JSON.parse(row.exclusions)),
  seed: row.seed,
  beginsEarly: row.begins_early === 1,
  follows: row.follows,
  pace: toPace(row.pace),
  inDoubt: inDoubtRuleSchema.parse(row.in_doubt),
  openTicket: row.open_ticket === 1,
  phase: campaignPhaseSchema.parse(row.phase),
  status: jobStatusSchema.parse(row.status),
  reason: parseProblemJson(row.reason),
  enlistedTo: row.enlisted_to,
  taken: row.taken,
  recalledTo: row.recalled_to,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

const columns = `id, account_id, import_id, service_id, name, template, content, exclusions, seed, begins_early, follows, pace,
  in_doubt, open_ticket, phase, status, reason, enlisted_to, taken, recalled_to, created_at, finished_at`;

export function createCampaigns(db: Db) {
  const byId = db.prepare<[number], CampaignRow>(`SELECT ${columns} FROM campaigns WHERE id = ?`);
  const list = db.prepare<[], CampaignRow>(`SELECT ${columns} FROM campaigns ORDER BY id DESC`);
  const insert = db.prepare(
    `INSERT INTO campaigns (account_id, import_id, service_id, name, template, content, exclusions, seed, begins_early, follows, pace,
       in_doubt, open_ticket, phase, status, created_at)
     VALUES (@accountId, @importId, @serviceId, @name, @template, @content, @exclusions, @seed, @beginsEarly, @follows, @pace,
       @inDoubt, @openTicket, 'enlist', 'running', @nowMs)`,
  );
  const ofImport = db.prepare<[number], { count: number }>(
    'SELECT count(*) AS count FROM campaigns WHERE import_id = ?',
  );
  const move = db.prepare(
    'UPDATE campaigns SET phase = @phase, status = @status, reason = @reason, finished_at = @finishedAt WHERE id = @id',
  );
  const setPace = db.prepare('UPDATE campaigns SET pace = @pace WHERE id = @id');
  const saveEnlistedTo = db.prepare('UPDATE campaigns SET enlisted_to = @rowNo WHERE id = @id');
  const countTaken = db.prepare('UPDATE campaigns SET taken = taken + @count WHERE id = @id');
  const resetTaken = db.prepare('UPDATE campaigns SET taken = 0 WHERE id = ?');
  const saveRecalledTo = db.prepare('UPDATE campaigns SET recalled_to = @deliveryId WHERE id = @id');
  const interruptAll = db.prepare("UPDATE campaigns SET status = 'paused', reason = ? WHERE status = 'running'");

  const find = (id: number): StoredCampaign | null => {
    const row = byId.get(id);
    return row ? toCampaign(row) : null;
  };

  return {
    find,
    get(id: number): StoredCampaign {
      const found = find(id);
      if (!found) throw new Error(`campaign ${id} is not in the store`);
      return found;
    },
    list: (): readonly StoredCampaign[] => list.all().map(toCampaign),

    create(draft: {
      readonly accountId: number;
      readonly importId: number;
      readonly serviceId: string;
      readonly name: string;
      readonly content: Content;
      readonly exclusions: Exclusions;
      readonly seed: number;
      readonly beginsEarly: boolean;
      readonly follows: number | null;
      readonly pace: Pace;
      readonly inDoubt: InDoubtRule;
      readonly openTicket: boolean;
      readonly nowMs: number;
    }): number {
      const result = insert.run({
        ...draft,
        template: headlineOf(draft.content),
        content: JSON.stringify(draft.content),
        exclusions: JSON.stringify(draft.exclusions),
        beginsEarly: draft.beginsEarly ? 1 : 0,
        pace: JSON.stringify(draft.pace),
        openTicket: draft.openTicket ? 1 : 0,
      });
      return Number(result.lastInsertRowid);
    },

    countOfImport: (importId: number): number => ofImport.get(importId)?.count ?? 0,

    move(
      id: number,
      to: {
        readonly phase: CampaignPhase;
        readonly status: JobStatus;
        readonly reason: Problem | null;
        readonly finishedAt: number | null;
      },
    ): void {
      expectOne(move.run({ id, ...to, reason: problemJson(to.reason) }), 'moving a campaign');
    },

    setPace(id: number, pace: Pace): void {
      expectOne(setPace.run({ id, pace: JSON.stringify(pace) }), 'changing the pace');
    },

    saveEnlistedTo(id: number, rowNo: number): void {
      expectOne(saveEnlistedTo.run({ id, rowNo }), 'saving the progress of enlisting');
    },

    countTaken(id: number, count: number): void {
      expectOne(countTaken.run({ id, count }), 'counting taken messages');
    },
    resetTaken(id: number): void {
      expectOne(resetTaken.run(id), 'counting taken messages from zero');
    },

    /** How far the account was asked about what is unsent; null: it has been, or need not be. */
    saveRecalledTo(id: number, deliveryId: number | null): void {
      expectOne(saveRecalledTo.run({ id, deliveryId }), 'saving the progress of recalling');
    },

    /** What a process that died left running is paused, with that as its reason. Returns how many there were. */
    interruptAll: (reason: Problem): number => interruptAll.run(JSON.stringify(reason)).changes,
  };
}
