import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { Store } from '#main/store/store.ts';
import { headlineOf } from '#shared/campaign/content.ts';
import type { CampaignReport } from '#shared/rpc/reports.ts';
import type { ReportReader } from './reader.ts';

/** What came of a campaign: the one answer that window, command line and every file are made of (law 8). */
export async function reportCampaign(
  deps: { readonly store: Store; readonly reader: ReportReader },
  campaign: StoredCampaign,
): Promise<CampaignReport> {
  const { store, reader } = deps;
  const { id, importId, name, status, pace, createdAt, finishedAt, content } = campaign;
  const figures = await reader.figures(campaign);
  return {
    campaignId: id,
    importId,
    name,
    accountName: store.accounts.find(campaign.accountId)?.name ?? '',
    status,
    timeZone: pace.timeZone,
    createdAt,
    finishedAt,
    texts: content.kind === 'approved' ? [headlineOf(content)] : content.versions.map(({ template }) => template),
    figures,
    causes: [...store.deliveries.causes(id)],
  };
}
