import { type ContactState, contactStateSchema } from '#shared/contacts/change.ts';
import type { Db } from './database.ts';

/** What an import changed on a contact that was there before: only what changed, as it was and as the import wants it. */
export interface StoredChange {
  readonly rowNo: number;
  readonly contactId: string;
  readonly before: ContactState;
  readonly after: ContactState;
}

interface ChangeRow {
  row_no: number;
  contact_id: string;
  before: string;
  after: string;
}

const toChange = (row: ChangeRow): StoredChange => ({
  rowNo: row.row_no,
  contactId: row.contact_id,
  before: contactStateSchema.parse(JSON.parse(row.before)),
  after: contactStateSchema.parse(JSON.parse(row.after)),
});

export function createContactChanges(db: Db) {
  const put = db.prepare(
    `INSERT INTO contact_changes VALUES (@importId, @rowNo, @contactId, @before, @after, @nowMs)
     ON CONFLICT DO UPDATE SET contact_id = @contactId, before = @before, after = @after, changed_at = @nowMs`,
  );
  const ofRow = db.prepare<[number, number], ChangeRow>(
    'SELECT row_no, contact_id, before, after FROM contact_changes WHERE import_id = ? AND row_no = ?',
  );

  return {
    /** Inside the transaction of the intent: it is committed before the change leaves (law 1). */
    save(importId: number, change: StoredChange, nowMs: number): void {
      const { rowNo, contactId, before, after } = change;
      put.run({ importId, rowNo, contactId, before: JSON.stringify(before), after: JSON.stringify(after), nowMs });
    },

    find(importId: number, rowNo: number): StoredChange | null {
      const row = ofRow.get(importId, rowNo);
      return row ? toChange(row) : null;
    },
  };
}
