import type { ContactsAsked, FoundContact } from '#main/digisac/digisac.ts';
import type { ExportPlan } from '#shared/export/state.ts';
import { type ContactFilter, isMeant, withoutAccents } from '#shared/lookup/contacts.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import { readContacts } from '../import/read-contacts.ts';
import { blocked, type StageEnd } from '../work.ts';

/** Ids in one question. */
const idsAtOnce = 20;

/** A contact as a table shows it. Null: the account does not say. */
export interface ListedContact extends FoundContact {
  readonly fields: Readonly<Record<string, string>>;
  readonly tagIds: readonly string[];
}

export interface ContactsOfPage {
  readonly contacts: readonly ListedContact[];
  /** What the page held, others among it; and what tells it from another one. */
  readonly rows: number;
  readonly mark: string | null;
  /** All that match; null where the account does not tell, or told of others too. */
  readonly total: number | null;
  readonly isLast: boolean;
}

/** The people by whom contacts are asked for: those of a page ask for twenty at once. */
export type PeopleAsked = Pick<ExportPlan, 'people' | 'organisations'>;

export const noPeople: PeopleAsked = { people: [], organisations: {} };

/** Whom a filter is about, where that has to be looked up. Problems: contactsNotTold, those of the account. */
export async function peopleAsked(
  session: Session,
  filter: ContactFilter,
  signal: AbortSignal,
): Promise<Result<PeopleAsked, StageEnd>> {
  if (filter.by !== 'organisation') return ok(noPeople);
  const read = valueOrEnd(await session.read((s) => session.digisac.people(s), signal, 'prompt'));
  if (!read.ok) return read;
  const all = read.value;
  if (all.length > 0 && all.every(({ organisationIds }) => organisationIds === null)) {
    return err(blocked({ kind: 'contactsNotTold' }));
  }
  const members = all.filter(({ organisationIds }) => organisationIds?.includes(filter.organisationId));
  const ids = members.map(({ id }) => id);
  return ok({
    people: Array.from({ length: Math.ceil(ids.length / idsAtOnce) }, (_, i) =>
      ids.slice(i * idsAtOnce, (i + 1) * idsAtOnce),
    ),
    organisations: Object.fromEntries(members.map(({ id, organisationIds }) => [id, [...(organisationIds ?? [])]])),
  });
}

/** In how many questions the account is asked for them. */
export const questionCount = (filter: ContactFilter, people: PeopleAsked): number =>
  filter.by === 'chosen' ? Math.ceil(filter.ids.length / idsAtOnce) : questionsOf(filter, people).length;

function questionsOf(filter: ContactFilter, { people }: PeopleAsked): readonly ContactsAsked[] {
  switch (filter.by) {
    case 'organisation':
      return people.map((personIds) => ({ by: 'people', personIds }));
    case 'person':
      return [{ by: 'people', personIds: [filter.personId] }];
    case 'name':
      return [{ by: 'name', text: withoutAccents(filter.text) }];
    case 'chosen':
      return [];
    default:
      return [filter];
  }
}

/**
 * A page of the contacts that are meant, by creation. Those of an account that does not understand the filter are all of its
 * contacts, of which those that are meant are shown; whose tags or fields the answer lacks are asked for by their ids.
 */
export async function readContactPage(
  session: Session,
  ask: {
    /** Null: of all connections. */
    readonly serviceId: string | null;
    readonly filter: ContactFilter;
    readonly people: PeopleAsked;
    readonly question: number;
    readonly page: number;
    readonly kind: 'prompt' | 'background';
    readonly signal: AbortSignal;
  },
): Promise<Result<ContactsOfPage, StageEnd>> {
  const { serviceId, filter, people, page, kind, signal } = ask;
  if (filter.by === 'chosen') return readChosen(session, filter.ids, ask);
  const questions = questionsOf(filter, people);
  const asked = questions[ask.question];
  if (asked === undefined) return ok({ contacts: [], rows: 0, mark: null, total: 0, isLast: true });
  const readAs = (which: ContactsAsked) =>
    session.read((s) => session.digisac.contactsWhere({ serviceId, asked: which, page }, s), signal, kind);
  let answer = await readAs(asked);
  // What it does not understand to filter by, everybody is read for.
  if (answer.kind === 'refused' && answer.failure.kind === 'rejected' && asked.by !== 'all') {
    answer = await readAs({ by: 'all' });
  }
  const read = valueOrEnd(answer);
  if (!read.ok) return read;
  const { contacts, rows, mark, total, isLast } = read.value;
  const whole = await wholeOf(session, contacts, signal);
  if (!whole.ok) return whole;
  const kept = whole.value.filter((contact) => {
    const organisationIds = contact.personId === null ? null : (people.organisations[contact.personId] ?? []);
    return isMeant({ ...contact, organisationIds }, filter) === true;
  });
  const isExact = questions.length === 1 && asked.by !== 'all' && kept.length === rows;
  const tellsAll = filter.by === 'all' || isExact;
  return ok({ contacts: kept, rows, mark, total: tellsAll ? total : null, isLast });
}

/** Twenty of those that were chosen; who is gone is left out. */
async function readChosen(
  session: Session,
  ids: readonly string[],
  ask: { readonly question: number; readonly signal: AbortSignal },
): Promise<Result<ContactsOfPage, StageEnd>> {
  const some = ids.slice(ask.question * idsAtOnce, (ask.question + 1) * idsAtOnce);
  const read = await readContacts(session, some, ask.signal);
  if (!read.ok) return read;
  const contacts = some.flatMap((id): readonly ListedContact[] => {
    const contact = read.value.get(id) ?? null;
    return contact === null ? [] : [{ ...contact, personId: null, isUnsubscribed: null }];
  });
  return ok({ contacts, rows: some.length, mark: null, total: ids.length, isLast: true });
}

/** With tags and fields, wherever an account keeps them. */
async function wholeOf(
  session: Session,
  contacts: readonly FoundContact[],
  signal: AbortSignal,
): Promise<Result<readonly ListedContact[], StageEnd>> {
  const unsure = contacts.filter(({ fields, tagIds }) => fields === null || tagIds === null).map(({ id }) => id);
  const read = unsure.length === 0 ? ok(new Map<string, null>()) : await readContacts(session, unsure, signal);
  if (!read.ok) return read;
  return ok(
    contacts.map((contact) => {
      const { fields, tagIds } = read.value.get(contact.id) ?? contact;
      return { ...contact, fields: contact.fields ?? fields ?? {}, tagIds: contact.tagIds ?? tagIds ?? [] };
    }),
  );
}
