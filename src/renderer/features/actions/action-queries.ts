import { queryOptions } from '@tanstack/react-query';
import type { ActionState } from '#shared/actions/state.ts';
import type { ActionItem } from '#shared/rpc/actions.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import type { RowSource } from '../../rpc/row-source.ts';

export const actionQueries = {
  choices: (accountId: number) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'actionChoices'],
      queryFn: ({ signal }) => engine.actions.choices({ accountId }, { signal }),
      staleTime: 60_000,
    }),
  sources: (connection: { readonly accountId: number; readonly serviceId: string }) =>
    queryOptions({
      queryKey: ['audiences', 'sources', connection],
      queryFn: ({ signal }) => engine.audiences.sources(connection, { signal }),
    }),
  saved: () =>
    queryOptions({
      queryKey: ['audiences', 'saved'],
      queryFn: ({ signal }) => engine.audiences.saved(undefined, { signal }),
    }),
  /** The first ones that something is to be done to. */
  first: (actionId: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.action(actionId)), 'first'],
      queryFn: ({ signal }) => engine.actions.rows({ actionId, states: ['planned'], offset: 0, limit: 5 }, { signal }),
    }),
};

/** Everybody of an action, in some states or all of them. */
export const actionRows = (actionId: number, states: readonly ActionState[]): RowSource<ActionItem> => ({
  key: [...keys.job(jobIdOf.action(actionId)), 'rows', states],
  fetch: (range, signal) => engine.actions.rows({ actionId, states: [...states], ...range }, { signal }),
});
