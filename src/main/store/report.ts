import { type DeliveryState, deliveryStateSchema, deliveryStates } from '#shared/recipient/delivery.ts';
import type { DeliveryFact } from '#shared/report/stage.ts';
import type { Db } from './database.ts';

/** What of a delivery is counted, and the row of the sheet it belongs to as it is kept. */
export interface StoredFact extends Omit<DeliveryFact, 'tags'> {
  /** JSON; null where they were not asked for. */
  readonly cells: string | null;
  /** JSON, or null. */
  readonly edits: string | null;
}

/** What came in within one minute, by when it came. */
export interface OutcomeMinute {
  readonly at: number;
  readonly delivered: number;
  readonly read: number;
  readonly replied: number;
  readonly failed: number;
}

// By position: by name a million rows take a third longer (npm run bench -- report).
type FactRow = [
  rowNo: number,
  state: string,
  problem: string | null,
  version: number,
  acceptedAt: number | null,
  deliveredAt: number | null,
  readAt: number | null,
  repliedAt: number | null,
  optedOutAt: number | null,
  cells?: string | null,
  edits?: string | null,
];

/** A look-up: to parse a million of them takes a second. */
const states = new Map<string, DeliveryState>(deliveryStates.map((state) => [state, state]));
const stateOf = (text: string): DeliveryState => states.get(text) ?? deliveryStateSchema.parse(text);

const toFact = (row: FactRow): StoredFact => ({
  rowNo: row[0],
  state: stateOf(row[1]),
  problem: row[2],
  version: row[3],
  acceptedAt: row[4],
  deliveredAt: row[5],
  readAt: row[6],
  repliedAt: row[7],
  optedOutAt: row[8],
  cells: row[9] ?? null,
  edits: row[10] ?? null,
});

const columns = `d.row_no, d.state, d.problem, d.version, d.accepted_at, d.delivered_at, d.read_at, d.replied_at, d.opted_out_at`;

/** What reports read of the deliveries; nothing is written here. */
export function createReportQueries(db: Db) {
  const facts = db
    .prepare<[number, number, number], FactRow>(
      `SELECT ${columns} FROM deliveries d WHERE d.campaign_id = ? AND d.row_no > ? ORDER BY d.row_no LIMIT ?`,
    )
    .raw();
  const factsWithCells = db
    .prepare<[number, number, number, number], FactRow>(
      `SELECT ${columns}, r.cells, r.edits FROM deliveries d
       LEFT JOIN rows r ON r.import_id = ? AND r.row_no = d.row_no
       WHERE d.campaign_id = ? AND d.row_no > ? ORDER BY d.row_no LIMIT ?`,
    )
    .raw();
  const heard = db.prepare<[object], { replied: number; opted_out: number }>(
    `SELECT (SELECT count(*) FROM deliveries WHERE campaign_id = @campaignId AND replied_at IS NOT NULL) AS replied,
       (SELECT count(*) FROM deliveries WHERE campaign_id = @campaignId AND opted_out_at IS NOT NULL) AS opted_out`,
  );
  const lastChange = db.prepare<[number], { at: number | null }>(
    'SELECT max(updated_at) AS at FROM deliveries WHERE campaign_id = ?',
  );
  const minutes = db.prepare<[object], { minute: number; kind: string; count: number }>(
    `WITH recent AS (SELECT state, delivered_at, read_at, replied_at, updated_at FROM deliveries
       WHERE campaign_id = @campaignId AND updated_at >= @sinceMs)
     SELECT at / 60000 AS minute, kind, count(*) AS count FROM (
       SELECT delivered_at AS at, 'delivered' AS kind FROM recent
       UNION ALL SELECT read_at, 'read' FROM recent
       UNION ALL SELECT replied_at, 'replied' FROM recent
       UNION ALL SELECT updated_at, 'failed' FROM recent WHERE state = 'failed')
     WHERE at >= @sinceMs GROUP BY 1, 2 ORDER BY 1`,
  );

  return {
    /** Deliveries of a campaign by their rows, those after `rowNo`; with the cells of an import where it is given. */
    facts(ask: {
      readonly campaignId: number;
      readonly cellsOf: number | null;
      readonly rowNo: number;
      readonly limit: number;
    }): readonly StoredFact[] {
      const { campaignId, cellsOf, rowNo, limit } = ask;
      const found =
        cellsOf === null ? facts.all(campaignId, rowNo, limit) : factsWithCells.all(cellsOf, campaignId, rowNo, limit);
      return found.map(toFact);
    },
    /** How many answered, and how many opted out over it: two looks into small indexes. */
    heard(campaignId: number): { readonly replied: number; readonly optedOut: number } {
      const found = heard.get({ campaignId });
      return { replied: found?.replied ?? 0, optedOut: found?.opted_out ?? 0 };
    },
    /** When anything of the campaign's deliveries changed last; null without deliveries. */
    lastChange: (campaignId: number): number | null => lastChange.get(campaignId)?.at ?? null,

    /** Outcomes by the minute in which they were told, oldest first; minutes without any are left out. */
    outcomesPerMinute(campaignId: number, sinceMs: number): readonly OutcomeMinute[] {
      const found = new Map<number, { -readonly [K in keyof OutcomeMinute]: number }>();
      for (const { minute, kind, count } of minutes.all({ campaignId, sinceMs })) {
        const known = found.get(minute) ?? { at: minute * 60_000, delivered: 0, read: 0, replied: 0, failed: 0 };
        if (kind === 'delivered' || kind === 'read' || kind === 'replied' || kind === 'failed') known[kind] = count;
        found.set(minute, known);
      }
      return [...found.values()];
    },
  };
}
