import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';

const ofImport = (importId: number) => keys.job(jobIdOf.import(importId));

/** Says nothing and needs nothing: to learn of the audience before there is a message. */
const neutral = '.';

export const campaignQueries = {
  /** Who would get the campaign and what a message may say, whatever it says. */
  audience: (importId: number) =>
    queryOptions({
      queryKey: [...ofImport(importId), 'audience', neutral],
      queryFn: ({ signal }) => engine.campaigns.audience({ importId, template: neutral }, { signal }),
    }),

  /** What this message would lack for whom. Only for a message that can be read. */
  lacking: (importId: number, template: string | null) =>
    queryOptions({
      queryKey: [...ofImport(importId), 'audience', template],
      queryFn: ({ signal }) => engine.campaigns.audience({ importId, template: template ?? neutral }, { signal }),
      enabled: template !== null,
      placeholderData: keepPreviousData,
      gcTime: 60_000,
    }),

  preview: (importId: number, template: string | null, offset: number) =>
    queryOptions({
      queryKey: [...ofImport(importId), 'preview', template, offset],
      queryFn: ({ signal }) =>
        engine.campaigns.preview({ importId, template: template ?? neutral, offset }, { signal }),
      enabled: template !== null,
      placeholderData: keepPreviousData,
      gcTime: 60_000,
    }),
};
