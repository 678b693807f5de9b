import type { AccountContact } from '#main/digisac/digisac.ts';
import type { KnownContact } from '#main/store/contacts.ts';
import type { StoredRow } from '#main/store/rows.ts';
import { personKey } from '#shared/phone/person.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { valueOrEnd } from '../account/session.ts';
import { inParallel } from '../parallel.ts';
import { type StageEnd, stopped } from '../work.ts';
import type { CreationDeps, CreationOptions } from './requests.ts';

/** Reads under way at once: what careful clients use without harm (facts, section 10). */
const readsAtOnce = 4;

/** Pages beyond what the account's own total promises: contacts may be added while they are read. */
const sparePages = 10;

export const toKnown = (contact: AccountContact): KnownContact => ({
  contactId: contact.id,
  number: contact.number,
  person: personKey(contact.number),
  name: contact.name,
  valid: contact.valid,
});

/**
 * Who of the rows has a contact on the account already, on this connection: by the person, so that both forms of the
 * ninth digit are found. A large sheet on a small account reads the whole account once, page by page; else each
 * number is looked up by its last eight digits. Whatever costs fewer requests.
 */
export function createLookup(deps: CreationDeps, options: CreationOptions) {
  const { store, clock } = deps;
  const { importId, accountId, serviceId, session, signal } = options;
  const where = { accountId, serviceId };
  /** What was seen earlier may be gone. */
  const sinceMs = clock.now();
  let isWholeAccountRead: boolean | null = null;

  const save = (contacts: readonly AccountContact[]) =>
    store.transact(() => store.contacts.save({ ...where, nowMs: clock.now() }, contacts.map(toKnown)));

  const remembered = (row: StoredRow): KnownContact | null =>
    row.person === null
      ? null
      : store.contacts.find({ ...where, person: row.person, number: row.waNumber ?? row.phone ?? '', sinceMs });

  /** Reads all contacts of the connection where that is cheaper; says whether none can be missing. */
  async function readAccount(): Promise<Result<boolean, StageEnd>> {
    const rowsToFind = store.rows
      .counts(importId)
      .filter((count) => count.state === 'checked' || count.state === 'normalised')
      .reduce((sum, { count }) => sum + count, 0);
    const seen = new Set<string>();
    let mostPages = 1;
    for (let page = 1; page <= mostPages; page += 1) {
      const asked = await session.read((s) => session.digisac.contactPage({ serviceId, page }, s), signal);
      if (asked.kind === 'ended') return err(asked.end);
      // An account that does not list its contacts still answers about single ones.
      if (asked.kind === 'refused') return ok(false);
      const { contacts, total, pageSize, isLast } = asked.value;
      if (page === 1) {
        if (total === null && !isLast) return ok(false);
        const pages = Math.ceil((total ?? contacts.length) / Math.max(1, pageSize));
        if (pages > Math.max(1, rowsToFind)) return ok(false);
        mostPages = pages + sparePages;
      }
      for (const contact of contacts) seen.add(contact.id);
      save(contacts);
      if (isLast) return ok(total === null || seen.size >= total);
    }
    return ok(false);
  }

  /** Asks the account about one person now. */
  async function ask(row: StoredRow): Promise<Result<KnownContact | null, StageEnd>> {
    if (row.phone === null || row.person === null) throw new Error('looking up a row without a number');
    const number = row.waNumber ?? row.phone;
    const found = valueOrEnd(await session.read((s) => session.digisac.contactsLike({ serviceId, number }, s), signal));
    if (!found.ok) return found;
    const same = found.value.filter(
      (contact) => personKey(contact.number) === row.person || contact.number === row.waNumber,
    );
    save(same);
    return ok(remembered(row) ?? same.map(toKnown)[0] ?? null);
  }

  return {
    ask,

    /** The contact of each row, or null. */
    async find(rows: readonly StoredRow[]): Promise<Result<ReadonlyMap<StoredRow, KnownContact | null>, StageEnd>> {
      if (isWholeAccountRead === null) {
        const read = await readAccount();
        if (!read.ok) return read;
        isWholeAccountRead = read.value;
      }
      const found = new Map<StoredRow, KnownContact | null>();
      const open: StoredRow[] = [];
      for (const row of rows) {
        const known = remembered(row);
        if (known || isWholeAccountRead) found.set(row, known);
        else open.push(row);
      }
      let end: StageEnd | null = null;
      await inParallel(open, readsAtOnce, async (row) => {
        if (end !== null || signal.aborted) return;
        const asked = await ask(row);
        if (asked.ok) found.set(row, asked.value);
        else end = asked.error;
      });
      if (signal.aborted) return err(stopped);
      return end === null ? ok(found) : err(end);
    },

    /** What this import made is known as well. */
    remember: save,
  };
}
