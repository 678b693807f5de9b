import { err, ok } from '#shared/result.ts';
import { saysAlreadyThere } from './account-text.ts';
import { isLastPage, oneOf, type Page } from './answers.ts';
import { type Ask, brackets, jsonQuery, readPage } from './ask.ts';
import { draftBody, fieldsBody, toContact } from './contact.ts';
import type { AccountContact, Answer, ContactPage, Digisac } from './digisac.ts';
import { readExists } from './exists.ts';
import { type Answered, notFiltered } from './failure.ts';
import { readMany } from './many.ts';
import { markOf, pageSize, walkPages } from './pages.ts';

type Contacts = Pick<
  Digisac,
  | 'contactPage'
  | 'contactsLike'
  | 'contact'
  | 'contactsById'
  | 'createContact'
  | 'createContacts'
  | 'updateContact'
  | 'deleteContact'
  | 'exists'
>;

/** As many contacts end alike only where the filter was not understood, and the whole account is coming. */
const mostPagesAlike = 5;

const readContact = ({ json }: Answered) => {
  const contact = toContact(oneOf(json));
  return contact && { value: contact };
};

/** Source: API collection, "Contatos"; facts, section 4. */
export function createContacts(ask: Ask): Contacts {
  const list = (path: string, signal?: AbortSignal): Answer<Page> =>
    ask({ method: 'GET', route: '/contacts', path: `/contacts${path}`, read: readPage }, signal);

  /** By connection: how its first page begins. An account that does not turn pages gives it for ever. */
  const beginnings = new Map<string, string | null>();

  return {
    contactPage: async ({ serviceId, page }, signal) => {
      const order = [
        ['createdAt', 'ASC'],
        ['id', 'ASC'],
      ];
      const asked = await list(jsonQuery({ where: { serviceId }, order, page, perPage: pageSize }), signal);
      if (!asked.ok) return asked;
      const mark = markOf(asked.value);
      if (page === 1) beginnings.set(serviceId, mark);
      const repeats = page > 1 && mark !== null && mark === beginnings.get(serviceId);
      return ok(toPage(repeats ? { ...asked.value, rows: [] } : asked.value, serviceId, page));
    },

    contactsLike: async ({ serviceId, number }, signal) => {
      const ending = number.slice(-8);
      const walked = await walkPages({
        mostPages: mostPagesAlike,
        ask: (page) =>
          list(
            brackets([
              ['where[data.number][$iLike]', `%${ending}%`],
              ['where[serviceId]', serviceId],
              ['perPage', String(pageSize)],
              ['page', String(page)],
            ]),
            signal,
          ),
      });
      if (!walked.ok) return walked;
      if (walked.value.stopped === 'cut') return err(notFiltered('GET /contacts'));
      return ok(contactsOf(walked.value.rows, serviceId).filter((contact) => contact.number.endsWith(ending)));
    },

    contact: (id, signal) =>
      ask<AccountContact | null>(
        {
          method: 'GET',
          route: '/contacts/{id}',
          path: `/contacts/${encodeURIComponent(id)}${brackets([
            ['include[0]', 'tags'],
            ['include[1]', 'customFieldValues'],
          ])}`,
          read: readContact,
          absent: { value: null },
        },
        signal,
      ),

    contactsById: async (ids, signal) => {
      if (ids.length === 0) return ok([]);
      const include = [{ model: 'tags' }, { model: 'customFieldValues' }];
      const asked = await list(jsonQuery({ where: { id: { $in: ids } }, include, page: 1, perPage: pageSize }), signal);
      if (!asked.ok) return asked;
      const contacts = asked.value.rows.flatMap((row) => toContact(row) ?? []);
      return ok(contacts.filter((contact) => ids.includes(contact.id)));
    },

    createContact: async (draft, signal) => {
      let isThere = false;
      const created = await ask(
        {
          method: 'POST',
          route: '/contacts',
          path: '/contacts',
          body: draftBody(draft),
          read: readContact,
          refused: (detail) => {
            isThere = saysAlreadyThere(detail);
            return { kind: 'contactRefused', detail };
          },
          conceal: [draft.name, draft.number, ...Object.values(draft.fields)],
        },
        signal,
      );
      // However an account says that the contact is there already, its caller sees it as one status.
      return created.ok || !isThere ? created : err({ ...created.error, status: 409 });
    },

    createContacts: (drafts, signal) =>
      ask(
        {
          method: 'POST',
          route: '/contacts/many',
          path: '/contacts/many',
          body: drafts.map(draftBody),
          read: ({ json }) => ({ value: readMany(json, drafts) }),
          refused: (detail) => ({ kind: 'contactRefused', detail }),
          conceal: drafts.flatMap(({ name, number, fields }) => [name, number, ...Object.values(fields)]),
        },
        signal,
      ),

    updateContact: (id, change, signal) =>
      ask(
        {
          method: 'PUT',
          route: '/contacts/{id}',
          path: `/contacts/${encodeURIComponent(id)}`,
          body: {
            ...(change.name === undefined ? {} : { internalName: change.name }),
            ...(change.fields === undefined ? {} : { customFields: fieldsBody(change.fields) }),
            ...(change.unsubscribed === undefined ? {} : { unsubscribed: change.unsubscribed }),
            ...(change.departmentId === undefined ? {} : { defaultDepartmentId: change.departmentId }),
            ...(change.tagIds === undefined ? {} : { tagIds: change.tagIds }),
          },
          read: readContact,
          refused: (detail) => ({ kind: 'fieldsRefused', detail }),
          conceal: [change.name ?? '', ...Object.values(change.fields ?? {})],
        },
        signal,
      ),

    deleteContact: (id, signal) =>
      ask(
        {
          method: 'DELETE',
          route: '/contacts/{id}',
          path: `/contacts/${encodeURIComponent(id)}`,
          // The text OK, as recorded; whatever else a 2xx says, it is read whether the contact is gone.
          read: () => ({ value: null }),
          refused: (detail) => ({ kind: 'contactNotDeleted', detail }),
          absent: { value: null },
        },
        signal,
      ),

    exists: ({ serviceId, numbers, encoding }, signal) =>
      ask(
        {
          method: 'GET',
          route: '/contacts/exists',
          path: `/contacts/exists${brackets([
            ...numbers.map(
              (number, index) => [encoding === 'plain' ? 'numbers[]' : `numbers[${index}]`, number] as const,
            ),
            ['serviceId', serviceId],
          ])}`,
          read: ({ json }) => (json === undefined ? null : { value: readExists(json, numbers) }),
          conceal: numbers,
        },
        signal,
      ),
  };
}

/** Contacts of this connection, each once; the account may not have understood the filter. */
function contactsOf(rows: readonly unknown[], serviceId: string): readonly AccountContact[] {
  const contacts = rows.flatMap((row) => toContact(row) ?? []);
  const own = contacts.filter((contact) => contact.serviceId === null || contact.serviceId === serviceId);
  return [...new Map(own.map((contact) => [contact.id, contact])).values()];
}

function toPage(page: Page, serviceId: string, asked: number): ContactPage {
  const isLast = isLastPage(page, asked);
  return {
    contacts: contactsOf(page.rows, serviceId),
    total: page.total,
    // Where the account does not tell: a full page is its size, the last one says nothing.
    pageSize: page.limit ?? (isLast || page.rows.length === 0 ? pageSize : page.rows.length),
    isLast,
  };
}
