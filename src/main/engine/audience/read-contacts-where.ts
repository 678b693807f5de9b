import type { ContactsAsked, FoundContact } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import type { Session } from '../account/session.ts';
import type { StageEnd } from '../work.ts';

/** What became of reading contacts. `cut`: the account gave one page for ever, or too much that was not asked for. */
export type ContactsRead =
  | { readonly kind: 'read'; readonly contacts: readonly FoundContact[] }
  | { readonly kind: 'cut' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'ended'; readonly end: StageEnd };

/**
 * Contacts of a connection, page after page: those of them that `keep` takes, as an account may give others too. Tells after
 * each page how many rows were read.
 */
export async function* readContactsWhere(
  session: Session,
  ask: {
    readonly serviceId: string;
    readonly asked: ContactsAsked;
    readonly keep: (contact: FoundContact) => boolean;
    /** Rows of others that are put up with; then it is cut. */
    readonly mostOthers?: number;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<number, ContactsRead> {
  const { serviceId, asked, keep, mostOthers = Number.POSITIVE_INFINITY, signal } = ask;
  const found = new Map<string, FoundContact>();
  let first: string | null = null;
  let rows = 0;
  for (let page = 1; ; page += 1) {
    const read = await session.read((s) => session.digisac.contactsWhere({ serviceId, asked, page }, s), signal);
    if (read.kind === 'ended') return read;
    if (read.kind === 'refused') return read;
    const { contacts, mark, isLast } = read.value;
    // An account that does not turn pages gives its first one for ever.
    if (page > 1 && mark !== null && mark === first) {
      const isAll = read.value.total !== null && rows >= read.value.total;
      return isAll ? { kind: 'read', contacts: [...found.values()] } : { kind: 'cut' };
    }
    first ??= mark;
    rows += read.value.rows;
    for (const contact of contacts) if (keep(contact)) found.set(contact.id, contact);
    if (rows - found.size > mostOthers) return { kind: 'cut' };
    yield rows;
    if (isLast) return { kind: 'read', contacts: [...found.values()] };
  }
}
