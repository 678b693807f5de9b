import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { plainText } from '#shared/campaign/content.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { pickSamples } from './review/pick-samples.ts';

const ofImport = (importId: number) => keys.job(jobIdOf.import(importId));

export const campaignQueries = {
  /** Who would get this message, and what it would lack for whom. Null: not a message that can be sent. */
  audience: (importId: number, template: string | null) =>
    queryOptions({
      queryKey: [...ofImport(importId), 'audience', template],
      queryFn: ({ signal }) => engine.campaigns.audience({ importId, content: plainText(template ?? '') }, { signal }),
      enabled: template !== null,
      placeholderData: keepPreviousData,
      gcTime: 60_000,
    }),

  preview: (importId: number, template: string | null, offset: number) =>
    queryOptions({
      queryKey: [...ofImport(importId), 'preview', template, offset],
      queryFn: ({ signal }) =>
        engine.campaigns.preview({ importId, content: plainText(template ?? ''), offset }, { signal }),
      enabled: template !== null,
      placeholderData: keepPreviousData,
      gcTime: 60_000,
    }),

  samples: (importId: number, template: string) =>
    queryOptions({
      queryKey: [...ofImport(importId), 'samples', template],
      queryFn: ({ signal }) =>
        pickSamples((offset) =>
          engine.campaigns.preview({ importId, content: plainText(template), offset }, { signal }),
        ),
      gcTime: 60_000,
    }),
};
