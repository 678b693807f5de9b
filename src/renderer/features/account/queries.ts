import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { StatisticsAsked } from '#shared/rpc/desk.ts';
import { engine } from '../../rpc/engine.ts';

/** Apart from `keys.accounts`: what is dear to ask is not asked again with each event of the account. */
export const deskKeys = { of: (accountId: number) => ['desk', accountId] as const };

/** Often enough to be called now, and seldom enough for an account that attends to people meanwhile. */
const nowEveryMs = 15_000;

export const deskQueries = {
  connections: (accountId: number) =>
    queryOptions({
      queryKey: [...deskKeys.of(accountId), 'connections'],
      queryFn: ({ signal }) => engine.desk.connections({ accountId }, { signal }),
    }),
  /** Asked again while somebody looks. */
  now: (accountId: number) =>
    queryOptions({
      queryKey: [...deskKeys.of(accountId), 'now'],
      queryFn: ({ signal }) => engine.desk.now({ accountId }, { signal }),
      refetchInterval: nowEveryMs,
      gcTime: 0,
    }),
  statistics: (asked: StatisticsAsked) =>
    queryOptions({
      queryKey: [...deskKeys.of(asked.accountId), 'statistics', asked],
      queryFn: ({ signal }) => engine.desk.statistics(asked, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  users: (accountId: number) =>
    queryOptions({
      queryKey: [...deskKeys.of(accountId), 'users'],
      queryFn: ({ signal }) => engine.desk.users({ accountId }, { signal }),
      staleTime: 60_000,
    }),
  integrations: (accountId: number) =>
    queryOptions({
      queryKey: [...deskKeys.of(accountId), 'integrations'],
      queryFn: ({ signal }) => engine.desk.integrations({ accountId }, { signal }),
    }),
  webhooks: (accountId: number) =>
    queryOptions({
      queryKey: [...deskKeys.of(accountId), 'webhooks'],
      queryFn: ({ signal }) => engine.webhooks.list({ accountId }, { signal }),
    }),
  deeds: (accountId: number) =>
    queryOptions({
      queryKey: [...deskKeys.of(accountId), 'deeds'],
      queryFn: ({ signal }) => engine.desk.deeds({ accountId }, { signal }),
    }),
  tokens: (accountId: number) =>
    queryOptions({
      queryKey: [...deskKeys.of(accountId), 'tokens'],
      queryFn: ({ signal }) => engine.desk.tokens({ accountId }, { signal }),
    }),
};
