import { queryOptions } from '@tanstack/react-query';
import type { OptOutSource } from '#shared/optout/source.ts';
import type { OptOutView } from '#shared/rpc/optouts.ts';
import { engine } from '../../rpc/engine.ts';
import type { RowSource } from '../../rpc/row-source.ts';

export const privacyKeys = {
  optOuts: ['optOuts'] as const,
  person: ['person'] as const,
  retention: ['retention'] as const,
};

export interface RegisterView {
  readonly search: string;
  readonly source: OptOutSource | null;
}

const filterOf = ({ search, source }: RegisterView) => ({ search, sources: source === null ? [] : [source] });

export const privacyQueries = {
  /** How many there are in all, by how they are known. */
  known: () =>
    queryOptions({
      queryKey: [...privacyKeys.optOuts, 'known'],
      queryFn: async ({ signal }) => (await engine.optouts.list({ offset: 0, limit: 1 }, { signal })).known,
    }),
  person: (number: string) =>
    queryOptions({
      queryKey: [...privacyKeys.person, number],
      queryFn: ({ signal }) => engine.privacy.person({ number }, { signal }),
      enabled: number !== '',
      retry: false,
      gcTime: 0,
    }),
  retention: () =>
    queryOptions({
      queryKey: [...privacyKeys.retention, 'journal'],
      queryFn: ({ signal }) => engine.privacy.retention(undefined, { signal }),
    }),
  erasures: () =>
    queryOptions({
      queryKey: [...privacyKeys.retention, 'erasures'],
      queryFn: ({ signal }) => engine.privacy.erasures(undefined, { signal }),
    }),
};

export const optOutRows = (view: RegisterView): RowSource<OptOutView> => ({
  key: [...privacyKeys.optOuts, 'rows', view],
  fetch: async (range, signal) => {
    const { total, optOuts } = await engine.optouts.list({ ...filterOf(view), ...range }, { signal });
    return { total, rows: optOuts };
  },
});
