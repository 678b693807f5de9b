import { queryOptions } from '@tanstack/react-query';
import type { LeftOut } from '#shared/rpc/audiences.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys } from '../../../rpc/queries.ts';
import type { RowSource } from '../../../rpc/row-source.ts';
import type { Composed } from '../draft.ts';

// Under "audience": what is counted again is listed again as well.
const keyOf = (importId: number, composed: Composed) => [
  ...keys.job(jobIdOf.import(importId)),
  'audience',
  'leftOut',
  composed,
];

export const audienceStepQueries = {
  blockLists: () =>
    queryOptions({
      queryKey: ['blockLists'],
      queryFn: ({ signal }) => engine.blockLists.list(undefined, { signal }),
    }),
  refusals: (importId: number) =>
    queryOptions({
      queryKey: ['audiences', 'refusals', importId],
      queryFn: ({ signal }) => engine.audiences.refusals({ importId }, { signal }),
    }),
  /** How many are left out, for whatever reason. */
  leftOutTotal: (importId: number, composed: Composed) =>
    queryOptions({
      queryKey: [...keyOf(importId, composed), 'total'],
      queryFn: async ({ signal }) => {
        const ask = { importId, ...composed, kind: null, offset: 0, limit: 1 };
        return (await engine.audiences.leftOut(ask, { signal })).total;
      },
      gcTime: 60_000,
    }),
};

/** The people who are left out, for a table. */
export const leftOutRows = (importId: number, composed: Composed, kind: string | null): RowSource<LeftOut> => ({
  key: [...keyOf(importId, composed), kind],
  fetch: (range, signal) => engine.audiences.leftOut({ importId, ...composed, kind, ...range }, { signal }),
});
