import type { FoundContact } from '#main/digisac/digisac.ts';
import type { Store } from '#main/store/store.ts';
import { type RefusalKind, refusalKinds } from '#shared/audience/refusal.ts';
import type { Clock } from '#shared/clock.ts';
import { personKey } from '#shared/phone/person.ts';
import type { Problem } from '#shared/problem.ts';
import type { Session } from '../account/session.ts';
import { readContactsWhere } from './read-contacts-where.ts';

/** What was read so lately is not read again. */
const freshMs = 5 * 60_000;
/** An account that gives so many others does not understand the question: reading it all would take too long. */
const mostOthers = 5_000;

const isMarked: Readonly<Record<RefusalKind, (contact: FoundContact) => boolean>> = {
  unsubscribed: ({ isUnsubscribed }) => isUnsubscribed === true,
  blocked: ({ isBlocked }) => isBlocked === true,
};

/**
 * Asks an account which contacts of a connection it marks as unsubscribed and as blocked, and writes it down, unless that was
 * done in the last minutes. What it does not tell is noted as such, and nobody is taken for refusing on doubt. Returns what
 * stands in the way of asking; null where nothing does, or the signal aborted.
 */
export async function refreshRefusals(
  deps: { readonly store: Store; readonly clock: Clock },
  session: Session,
  where: { readonly accountId: number; readonly serviceId: string },
  signal: AbortSignal,
): Promise<Problem | null> {
  const { store, clock } = deps;
  for (const kind of refusalKinds) {
    const last = store.refusals.readings(where).find((reading) => reading.kind === kind);
    if (last && Math.abs(clock.now() - last.readAt) < freshMs) continue;
    const keep = isMarked[kind];
    const pages = readContactsWhere(session, { ...where, asked: { by: kind }, keep, mostOthers, signal });
    let turn = await pages.next();
    while (!turn.done) turn = await pages.next();
    const read = turn.value;
    if (read.kind === 'ended') return read.end.kind === 'blocked' ? read.end.problem : null;
    const people = read.kind === 'read' ? read.contacts.map(({ number }) => personKey(number)) : null;
    store.transact(() => store.refusals.save({ ...where, kind, people, nowMs: clock.now() }));
  }
  return null;
}
