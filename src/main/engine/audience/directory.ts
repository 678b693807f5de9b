import type { ContactsAsked, FoundContact } from '#main/digisac/digisac.ts';
import { isAmong } from '#shared/audience/contact-match.ts';
import { type ContactsWhich, sourceKey } from '#shared/audience/definition.ts';
import { personNumber } from '#shared/audience/people.ts';
import type { Clock } from '#shared/clock.ts';
import { personKey } from '#shared/phone/person.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Session } from '../account/session.ts';
import { readContacts } from '../import/read-contacts.ts';
import type { StageEnd } from '../work.ts';
import { readContactsWhere } from './read-contacts-where.ts';

/** Contacts of one connection, by the numbers of their person keys. */
export type ContactsByPerson = ReadonlyMap<number, FoundContact>;

/** An audience is counted again with every change that a person makes to it: what was read so lately is not read again. */
const lastsMs = 2 * 60_000;
const mostKept = 12;
/** Ids in one question. */
const idsAtOnce = 20;

interface Kept {
  readonly key: string;
  readonly atMs: number;
  readonly contacts: ContactsByPerson;
}

/** The account's contacts as an audience asks for them. Each is looked at again: an account may give others too. */
export function createDirectory(deps: { readonly clock: Clock }) {
  const { clock } = deps;
  let kept: readonly Kept[] = [];

  async function* read(
    session: Session,
    ask: { readonly serviceId: string; readonly which: ContactsWhich; readonly signal: AbortSignal },
  ): AsyncGenerator<number, ContactsByPerson> {
    const { serviceId, which, signal } = ask;
    const organisations = which.by === 'organisation' ? await organisationsOf(session) : noOrganisations;
    const unsure = new Map<string, FoundContact>();
    const sure: FoundContact[] = [];
    const keep = (contact: FoundContact): boolean => {
      const organisationIds = contact.personId === null ? null : (organisations.get(contact.personId) ?? []);
      const is = isAmong({ ...contact, organisationIds }, which);
      if (is === null) unsure.set(contact.id, contact);
      return is === true;
    };
    let before = 0;
    for (const asked of askedFor(which, organisations)) {
      const end = yield* collect(asked);
      if (end) return end;
    }
    if (unsure.size > 0) yield* lookAgain();
    return byPerson(sure);

    async function* collect(asked: ContactsAsked): AsyncGenerator<number, ContactsByPerson | null> {
      let done = 0;
      const pages = readContactsWhere(session, { serviceId, asked, keep, signal });
      let turn = await pages.next();
      for (; !turn.done; turn = await pages.next()) {
        done = turn.value;
        yield before + done;
      }
      before += done;
      switch (turn.value.kind) {
        case 'read':
          sure.push(...turn.value.contacts);
          return null;
        case 'ended':
          throw endOf(turn.value.end);
        case 'cut':
          throw new ProblemError({ kind: 'contactsNotTold' });
        case 'refused':
          // What it does not understand to filter by, everybody is read for.
          if (asked.by === 'all' || turn.value.failure.kind !== 'rejected') {
            throw new ProblemError(turn.value.failure.problem);
          }
          return yield* collect({ by: 'all' });
      }
    }

    /** Whose tags or fields were not in the answer are asked about by their ids. */
    async function* lookAgain(): AsyncGenerator<number, void> {
      const ids = [...unsure.keys()];
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        const whole = await readContacts(session, ids.slice(from, from + idsAtOnce), signal);
        if (!whole.ok) throw endOf(whole.error);
        for (const [id, contact] of whole.value) {
          const known = unsure.get(id);
          if (!known || contact === null) continue;
          const is = isAmong({ ...known, ...contact, organisationIds: null }, which);
          if (is === null) throw new ProblemError({ kind: 'contactsNotTold' });
          if (is) sure.push({ ...known, ...contact });
        }
        yield before + Math.min(ids.length, from + idsAtOnce);
      }
    }
  }

  return {
    /**
     * Who of a connection is meant; tells how many contacts were read. Problems: contactsNotTold, those of the account.
     * What is read is good for two minutes.
     */
    async *contacts(
      session: Session,
      ask: {
        readonly accountId: number;
        readonly serviceId: string;
        readonly which: ContactsWhich;
        readonly signal: AbortSignal;
      },
    ): AsyncGenerator<number, ContactsByPerson> {
      const key = `${ask.accountId} ${ask.serviceId} ${sourceKey({ kind: 'contacts', which: ask.which })}`;
      const known = kept.find((one) => one.key === key);
      if (known && clock.monotonic() - known.atMs < lastsMs) return known.contacts;
      const contacts = yield* read(session, ask);
      const others = kept.filter((one) => one.key !== key).slice(0, mostKept - 1);
      kept = [{ key, atMs: clock.monotonic(), contacts }, ...others];
      return contacts;
    },
  };
}

export type Directory = ReturnType<typeof createDirectory>;

const noOrganisations: ReadonlyMap<string, readonly string[]> = new Map();

/** Organisations by the people of the account who belong to them. */
async function organisationsOf(session: Session): Promise<ReadonlyMap<string, readonly string[]>> {
  const people = await session.askOnce(() => session.digisac.people());
  if (people.length > 0 && people.every(({ organisationIds }) => organisationIds === null)) {
    throw new ProblemError({ kind: 'contactsNotTold' });
  }
  return new Map(people.map(({ id, organisationIds }) => [id, organisationIds ?? []]));
}

function askedFor(which: ContactsWhich, organisations: ReadonlyMap<string, readonly string[]>): ContactsAsked[] {
  if (which.by === 'person') return [{ by: 'people', personIds: [which.personId] }];
  if (which.by !== 'organisation') return [which];
  const ids = [...organisations].flatMap(([id, own]) => (own.includes(which.organisationId) ? [id] : []));
  const questions = Math.ceil(ids.length / idsAtOnce);
  return Array.from({ length: questions }, (_, i) => ({
    by: 'people' as const,
    personIds: ids.slice(i * idsAtOnce, (i + 1) * idsAtOnce),
  }));
}

/** The first contact of each person counts; a number that is none is nobody's. */
function byPerson(contacts: readonly FoundContact[]): ContactsByPerson {
  const people = new Map<number, FoundContact>();
  for (const contact of contacts) {
    const person = personNumber(personKey(contact.number));
    if (person !== null && !people.has(person)) people.set(person, contact);
  }
  return people;
}

const endOf = (end: StageEnd): ProblemError =>
  new ProblemError(end.kind === 'blocked' ? end.problem : { kind: 'interrupted' });
