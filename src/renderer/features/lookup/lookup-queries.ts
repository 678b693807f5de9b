import { queryOptions } from '@tanstack/react-query';
import type { ContactFilter } from '#shared/lookup/contacts.ts';
import type { TicketFilter } from '#shared/lookup/tickets.ts';
import type { ContactPlace } from '#shared/rpc/contacts.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';

/** Whose contacts, and which. */
export interface ContactSearch {
  readonly accountId: number;
  readonly serviceId: string | null;
  readonly filter: ContactFilter;
}

export interface TicketSearch {
  readonly accountId: number;
  readonly filter: TicketFilter;
}

/** What is looked up is good for as long as somebody looks at it. */
const gcTime = 60_000;

export const lookupQueries = {
  contacts: (search: ContactSearch, place: ContactPlace) =>
    queryOptions({
      queryKey: [...keys.accounts, search.accountId, 'lookup', 'contacts', search, place],
      queryFn: ({ signal }) => engine.contacts.page({ ...search, place }, { signal }),
      gcTime,
    }),
  tickets: (search: TicketSearch, page: number) =>
    queryOptions({
      queryKey: [...keys.accounts, search.accountId, 'lookup', 'tickets', search, page],
      queryFn: ({ signal }) => engine.tickets.page({ ...search, page }, { signal }),
      gcTime,
    }),
  ticket: (accountId: number, ticketId: string) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'lookup', 'ticket', ticketId],
      queryFn: ({ signal }) => engine.tickets.get({ accountId, ticketId }, { signal }),
      gcTime,
    }),
  ticketsOf: (accountId: number, contactId: string) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'lookup', 'ticketsOf', contactId],
      queryFn: ({ signal }) => engine.tickets.of({ accountId, contactId }, { signal }),
      gcTime,
    }),
  directory: (accountId: number) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'lookup', 'directory'],
      queryFn: ({ signal }) => engine.audiences.directory({ accountId }, { signal }),
    }),
  users: (accountId: number) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'lookup', 'users'],
      queryFn: async ({ signal }) => (await engine.actions.choices({ accountId }, { signal })).users,
    }),
  export: (exportId: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.export(exportId)), 'detail'],
      queryFn: ({ signal }) => engine.exports.get({ exportId }, { signal }),
    }),
};
