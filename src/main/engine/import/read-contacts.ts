import type { AccountContact } from '#main/digisac/digisac.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import { inParallel } from '../parallel.ts';
import { type StageEnd, stopped } from '../work.ts';

/** Contacts in one question: what careful clients ask for (facts, section 10). */
const contactsAtOnce = 20;
const readsAtOnce = 4;

/** A contact with its custom fields and tags, which an answer may leave out. */
export type WholeContact = AccountContact & {
  readonly fields: Readonly<Record<string, string>>;
  readonly tagIds: readonly string[];
};

/**
 * Contacts as they are now, by their ids, in as few reads as the account understands: twenty at a time, and whoever is not
 * in that answer, or not whole, alone. Null: it is gone.
 */
export async function readContacts(
  session: Session,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, WholeContact | null>, StageEnd>> {
  const found = new Map<string, WholeContact | null>();
  const asked = [...new Set(ids)];
  for (let from = 0; asked.length > 1 && from < asked.length; from += contactsAtOnce) {
    const some = asked.slice(from, from + contactsAtOnce);
    const read = await session.read((s) => session.digisac.contactsById(some, s), signal);
    if (read.kind === 'ended') return err(read.end);
    // An account that does not take such a question still answers about each.
    if (read.kind === 'refused') break;
    for (const contact of read.value) if (isWhole(contact)) found.set(contact.id, contact);
  }
  let end: StageEnd | null = null;
  const open = asked.filter((id) => !found.has(id));
  await inParallel(open, readsAtOnce, async (id) => {
    if (end !== null || signal.aborted) return;
    const read = valueOrEnd(await session.read((s) => session.digisac.contact(id, s), signal));
    if (!read.ok) end = read.error;
    else
      found.set(id, read.value && { ...read.value, fields: read.value.fields ?? {}, tagIds: read.value.tagIds ?? [] });
  });
  if (end !== null) return err(end);
  return signal.aborted ? err(stopped) : ok(found);
}

const isWhole = (contact: AccountContact): contact is WholeContact =>
  contact.fields !== null && contact.tagIds !== null;
