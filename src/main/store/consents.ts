import { z } from 'zod';
import { type LegalBasis, legalBasisSchema } from '#shared/privacy/legal-basis.ts';
import type { Db } from './database.ts';

/** What somebody said about being written to, with where it stands. */
export interface StoredConsent {
  readonly accountId: number;
  /** 0: said in a reply. */
  readonly importId: number;
  /** Of the sheet; 0: said in a reply. */
  readonly line: number;
  readonly agrees: boolean;
  readonly said: string;
  /** As it stands in the sheet; blank where it tells no date. */
  readonly dated: string;
  /** Columns of the sheet that it was taken from, as they are called. */
  readonly named: readonly string[];
  /** Of the list that it came with, as it was then; null: not told. */
  readonly basis: LegalBasis | null;
  readonly notedAt: number;
}

interface ConsentRow {
  account_id: number;
  import_id: number;
  line: number;
  agrees: number;
  said: string;
  dated: string;
  named: string;
  basis: string | null;
  noted_at: number;
}

const namesSchema = z.array(z.string());

const toConsent = (row: ConsentRow): StoredConsent => ({
  accountId: row.account_id,
  importId: row.import_id,
  line: row.line,
  agrees: row.agrees === 1,
  said: row.said,
  dated: row.dated,
  named: namesSchema.parse(JSON.parse(row.named)),
  basis: row.basis === null ? null : legalBasisSchema.parse(row.basis),
  notedAt: row.noted_at,
});

/** Proof of who agreed to be written to, and who did not (LGPD art. 8, § 2), the last word of each list. */
export function createConsents(db: Db) {
  const save = db.prepare(
    `INSERT OR REPLACE INTO consents (person, account_id, import_id, line, agrees, said, dated, named, basis, noted_at)
     VALUES (@person, @accountId, @importId, @line, @agrees, @said, @dated, @named, @basis, @nowMs)`,
  );
  const last = db.prepare<[string, number], { agrees: number; basis: string | null }>(
    'SELECT agrees, basis FROM consents WHERE person = ? AND account_id = ? ORDER BY noted_at DESC LIMIT 1',
  );
  const ofPerson = db.prepare<[string], ConsentRow>('SELECT * FROM consents WHERE person = ? ORDER BY noted_at DESC');
  const forget = db.prepare('DELETE FROM consents WHERE person = ?');
  const ofImport = db.prepare('DELETE FROM consents WHERE import_id = ?');

  return {
    save(consent: {
      readonly accountId: number;
      readonly person: string;
      readonly importId: number;
      readonly line: number;
      readonly agrees: boolean;
      readonly said: string;
      readonly dated: string;
      readonly named: readonly string[];
      readonly basis: LegalBasis | null;
      readonly nowMs: number;
    }): void {
      save.run({ ...consent, agrees: consent.agrees ? 1 : 0, named: JSON.stringify(consent.named) });
    },
    /** The last word of this person was no, and there is no other ground to write to them than their yes. */
    refuses(accountId: number, person: string): boolean {
      const word = last.get(person, accountId);
      return word !== undefined && word.agrees === 0 && (word.basis === null || word.basis === 'consent');
    },
    ofPerson: (person: string): readonly StoredConsent[] => ofPerson.all(person).map(toConsent),
    /** Returns how many there were. */
    forget: (person: string): number => forget.run(person).changes,
    forgetImport: (importId: number): number => ofImport.run(importId).changes,
  };
}
