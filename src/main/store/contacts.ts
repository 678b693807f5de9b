import type { Db } from './database.ts';

/** A contact of the account, as it was last seen there. */
export interface KnownContact {
  readonly contactId: string;
  /** Digits as the account keeps them: the ninth digit may be dropped. */
  readonly number: string;
  readonly person: string;
  readonly name: string;
  /** False only where the account says that the number is not on WhatsApp. */
  readonly valid: boolean | null;
}

interface ContactRow {
  contact_id: string;
  number: string;
  person: string;
  name: string;
  valid: number | null;
}

const toContact = (row: ContactRow): KnownContact => ({
  contactId: row.contact_id,
  number: row.number,
  person: row.person,
  name: row.name,
  valid: row.valid === null ? null : row.valid === 1,
});

/** Who is in the account already, as far as it was read. */
export function createContacts(db: Db) {
  const put = db.prepare(
    `INSERT INTO contacts VALUES (@accountId, @serviceId, @contactId, @number, @person, @name, @valid, @nowMs)
     ON CONFLICT DO UPDATE SET number = @number, person = @person, name = @name, valid = @valid, seen_at = @nowMs`,
  );
  const ofPerson = db.prepare<[number, string, string, number], ContactRow>(
    // By name: for the sake of the order SQLite would go through all contacts of the connection instead.
    `SELECT contact_id, number, person, name, valid FROM contacts INDEXED BY contacts_by_person
     WHERE account_id = ? AND service_id = ? AND person = ? AND seen_at >= ? ORDER BY contact_id`,
  );

  return {
    save(where: { accountId: number; serviceId: string; nowMs: number }, contacts: readonly KnownContact[]): void {
      for (const contact of contacts) {
        put.run({ ...where, ...contact, valid: contact.valid === null ? null : Number(contact.valid) });
      }
    },

    /** The contact of a person on a connection, seen since `sinceMs`; the one with exactly this number before others. */
    find(key: {
      accountId: number;
      serviceId: string;
      person: string;
      number: string;
      sinceMs: number;
    }): KnownContact | null {
      const found = ofPerson.all(key.accountId, key.serviceId, key.person, key.sinceMs).map(toContact);
      return found.find((contact) => contact.number === key.number) ?? found[0] ?? null;
    },
  };
}
