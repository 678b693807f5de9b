import type { OutcomeKind } from '#shared/audience/definition.ts';
import type { Db } from './database.ts';

/** Somebody in a source of an audience, and the row of the import that she stands in. */
export interface SourcePerson {
  readonly rowNo: number;
  readonly person: string;
}

/** Which deliveries an outcome means. A failure that was answered counts as answered all the same. */
const outcomes: Readonly<Record<OutcomeKind, string>> = {
  got: "state IN ('accepted', 'sent', 'delivered', 'read')",
  unanswered: "state IN ('accepted', 'sent', 'delivered', 'read') AND replied_at IS NULL",
  notRead: "state = 'delivered'",
  read: "state = 'read'",
  answered: 'replied_at IS NOT NULL',
  failed: "state = 'failed'",
  skipped: "state = 'skipped'",
};

/** Both ends are among them. */
interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Who is in the sources of an audience, by stretches of rows: each is a few milliseconds, however few it finds. */
export function createSources(db: Db) {
  const ofImport = db.prepare<[number, number, number], SourcePerson>(
    `SELECT row_no AS rowNo, person FROM rows
     WHERE import_id = ? AND row_no BETWEEN ? AND ? AND state = 'ready' AND person IS NOT NULL ORDER BY row_no`,
  );
  const statements = new Map<OutcomeKind, (parameters: object) => readonly SourcePerson[]>();
  function ofOutcome(outcome: OutcomeKind): (parameters: object) => readonly SourcePerson[] {
    const known = statements.get(outcome);
    if (known) return known;
    const statement = db.prepare<[object], SourcePerson>(
      `SELECT row_no AS rowNo, person FROM deliveries INDEXED BY deliveries_once_per_row
       WHERE campaign_id = @campaignId AND row_no BETWEEN @from AND @to AND ${outcomes[outcome]}
         AND (@cause IS NULL OR problem = @cause) AND (@version IS NULL OR version = @version) ORDER BY row_no`,
    );
    const query = (parameters: object) => statement.all(parameters);
    statements.set(outcome, query);
    return query;
  }
  const staleLists = db.prepare<[number], { id: number }>(
    `SELECT id FROM imports WHERE kind = 'list' AND created_at < ?
       AND NOT EXISTS (SELECT 1 FROM campaigns WHERE import_id = imports.id)`,
  );

  return {
    /** Rows that have their contact. */
    ofImport: (importId: number, rows: RowRange): readonly SourcePerson[] => ofImport.all(importId, rows.from, rows.to),

    ofCampaign: (
      ask: {
        readonly campaignId: number;
        readonly outcome: OutcomeKind;
        readonly cause: string | null;
        readonly version: number | null;
      },
      { from, to }: RowRange,
    ): readonly SourcePerson[] => {
      const { campaignId, outcome, cause, version } = ask;
      return ofOutcome(outcome)({ campaignId, cause, version, from, to });
    },

    /** Lists that no campaign was made of, made before this moment. */
    staleLists: (beforeMs: number): readonly number[] => staleLists.all(beforeMs).map(({ id }) => id),
  };
}
