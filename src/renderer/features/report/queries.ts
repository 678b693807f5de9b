import { queryOptions } from '@tanstack/react-query';
import type { DeliveryFilter, DeliveryView } from '#shared/rpc/campaigns.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import type { RowSource } from '../../rpc/row-source.ts';

const ofCampaign = (campaignId: number) => keys.job(jobIdOf.campaign(campaignId));

export const reportQueries = {
  campaign: (campaignId: number) =>
    queryOptions({
      queryKey: [...ofCampaign(campaignId), 'report'],
      queryFn: ({ signal }) => engine.reports.campaign({ campaignId }, { signal }),
    }),
  detail: (campaignId: number) =>
    queryOptions({
      queryKey: [...ofCampaign(campaignId), 'detail'],
      queryFn: ({ signal }) => engine.campaigns.get({ campaignId }, { signal }),
    }),
};

export const reportRows = (campaignId: number, filter: DeliveryFilter): RowSource<DeliveryView> => ({
  key: [...ofCampaign(campaignId), 'rows', filter],
  fetch: (range, signal) => engine.campaigns.rows({ campaignId, filter, ...range }, { signal }),
});
