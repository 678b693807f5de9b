import { z } from 'zod';
import { ok } from '#shared/result.ts';
import { flag, id, idOf, isLastPage, list, part } from './answers.ts';
import { type Ask, jsonQuery, readPage } from './ask.ts';
import { toContact } from './contact.ts';
import type { ContactsAsked, Digisac, FoundContact, PersonOfAccount } from './digisac.ts';
import { toNamed, walkNamed } from './named.ts';
import { markOf, pageSize, walkPages } from './pages.ts';

/** 20,000 people or organisations: more than anybody chooses from. */
const mostPages = 100;

/** Source: API collection, "Contatos", "Pessoas" and "Organizações"; facts, sections 2, 4, 9 and section 12 rows 7, 8, 27. */
export function createContactQueries(ask: Ask): Pick<Digisac, 'contactsWhere' | 'people' | 'organisations'> {
  return {
    contactsWhere: async ({ serviceId, asked, page }, signal) => {
      const order = [
        ['createdAt', 'ASC'],
        ['id', 'ASC'],
      ];
      const query = { ...filterOf(serviceId, asked), order, page, perPage: pageSize };
      const answer = await ask(
        { method: 'GET', route: '/contacts', path: `/contacts${jsonQuery(query)}`, read: readPage },
        signal,
      );
      if (!answer.ok) return answer;
      const { rows, total } = answer.value;
      return ok({
        contacts: rows.flatMap((row) => toFound(row) ?? []).filter((found) => isOf(found, serviceId)),
        rows: rows.length,
        total,
        mark: markOf(answer.value),
        isLast: isLastPage(answer.value, page),
      });
    },

    people: async (signal) => {
      const walked = await walkPages({
        mostPages,
        ask: (page) =>
          ask(
            {
              method: 'GET',
              route: '/people',
              path: `/people${jsonQuery({ include: [{ model: 'organizations' }], page, perPage: pageSize })}`,
              read: readPage,
            },
            signal,
          ),
      });
      if (!walked.ok) return walked;
      return ok(walked.value.rows.flatMap((row) => toPerson(row) ?? []));
    },

    organisations: (signal) =>
      walkNamed(ask, '/organizations', signal, ({ id: own, name }) => (name === null ? null : { id: own, name })),
  };
}

/** The connection may not have been understood as a filter. */
const isOf = (contact: FoundContact, serviceId: string | null): boolean =>
  serviceId === null || contact.serviceId === null || contact.serviceId === serviceId;

const withTags = { model: 'tags' };
const withFields = { model: 'customFieldValues' };

/** JSON throughout: bracket filters miss booleans (facts, section 12 row 8). */
function filterOf(serviceId: string | null, asked: ContactsAsked): Readonly<Record<string, unknown>> {
  const connection = serviceId === null ? {} : { serviceId };
  const include = [withTags, withFields];
  switch (asked.by) {
    case 'all':
      return { where: connection, include };
    case 'tag':
      return { where: connection, include: [{ ...withTags, required: true, where: { id: asked.tagId } }, withFields] };
    case 'field':
      return { where: connection, include: [withTags, filledFields([asked.name])] };
    case 'fields':
      return { where: connection, include: [withTags, filledFields(asked.names)] };
    case 'people':
      // As the collection asks for "contatos vinculados a Pessoa".
      return {
        where: connection,
        include: [...include, { model: 'person', required: true, where: { id: { $in: asked.personIds } } }],
      };
    case 'name': {
      const holds = { $iLike: `%${asked.text}%` };
      return {
        where: { ...connection, $or: [{ name: holds }, { internalName: holds }, { alternativeName: holds }] },
        include,
      };
    }
    case 'number':
      return { where: { ...connection, 'data.number': { $iLike: `%${asked.digits}%` } }, include };
    case 'createdSince':
      return { where: { ...connection, createdAt: { $gte: `${asked.day}T00:00:00.000Z` } }, include };
    case 'unsubscribed':
      return { where: { ...connection, unsubscribed: true } };
    case 'blocked':
      return { where: { ...connection, block: true } };
  }
}

/** As the collection asks for "contatos que possuem X campos personalizados preenchidos". */
const filledFields = (names: readonly string[]) => ({
  ...withFields,
  required: true,
  include: [{ model: 'customField', required: true, where: { $or: names.map((name) => ({ name })) } }],
});

const foundSchema = z.object({
  personId: id,
  person: part({ id }),
  unsubscribed: flag,
  isGroup: flag,
  isBroadcast: flag,
});

/** Null for a group as well: it is nobody's number. */
function toFound(row: unknown): FoundContact | null {
  const contact = toContact(row);
  const parsed = foundSchema.safeParse(row);
  if (contact === null || !parsed.success) return null;
  const { personId, person, unsubscribed, isGroup, isBroadcast } = parsed.data;
  if (isGroup === true || isBroadcast === true || contact.number === '') return null;
  return { ...contact, personId: personId ?? person?.id ?? null, isUnsubscribed: unsubscribed };
}

const personSchema = z.object({ organizations: list, organizationIds: list });

function toPerson(row: unknown): PersonOfAccount | null {
  const named = toNamed(row);
  const parsed = personSchema.safeParse(row);
  if (named === null || named.name === null || !parsed.success) return null;
  const { organizations, organizationIds } = parsed.data;
  const ids = (organizations ?? organizationIds)?.flatMap((one) => (typeof one === 'string' ? one : (idOf(one) ?? [])));
  return { id: named.id, name: named.name, organisationIds: ids ?? null };
}
