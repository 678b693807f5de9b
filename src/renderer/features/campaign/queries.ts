import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { planTimeZone } from '../../ui/open-plan/use-open-plan.ts';
import type { Composed } from './draft.ts';
import { pickSamples } from './review/pick-samples.ts';

const ofImport = (importId: number) => keys.job(jobIdOf.import(importId));

/** Asked of the engine only where there is something to ask about. */
const needed = (composed: Composed | null): Composed => {
  if (composed === null) throw new Error('asked about a message that is none');
  return composed;
};

export const campaignQueries = {
  /** The campaign of the plan that the import follows; null where there is none. */
  planned: (importId: number) =>
    queryOptions({
      queryKey: [...keys.plan(importId), 'campaign'],
      queryFn: ({ signal }) => engine.plans.campaign({ importId, timeZone: planTimeZone() }, { signal }),
    }),

  /** Who would get this message, and what it would lack for whom. Null: not a message that can be sent. */
  audience: (importId: number, composed: Composed | null) =>
    queryOptions({
      queryKey: [...ofImport(importId), 'audience', composed],
      queryFn: ({ signal }) => engine.campaigns.audience({ importId, ...needed(composed) }, { signal }),
      enabled: composed !== null,
      placeholderData: keepPreviousData,
      gcTime: 60_000,
    }),

  preview: (importId: number, composed: Composed | null, offset: number) =>
    queryOptions({
      queryKey: [...ofImport(importId), 'preview', composed, offset],
      queryFn: ({ signal }) => engine.campaigns.preview({ importId, ...needed(composed), offset }, { signal }),
      enabled: composed !== null,
      placeholderData: keepPreviousData,
      gcTime: 60_000,
    }),

  samples: (importId: number, composed: Composed) =>
    queryOptions({
      queryKey: [...ofImport(importId), 'samples', composed],
      queryFn: ({ signal }) =>
        pickSamples((offset) => engine.campaigns.preview({ importId, ...composed, offset }, { signal })),
      gcTime: 60_000,
    }),
};
