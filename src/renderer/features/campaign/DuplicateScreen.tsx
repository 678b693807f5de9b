import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { type Draft, keepDraft } from './draft.ts';
import { stepHref } from './steps.ts';

/** Writes what a campaign says into the draft of a sheet, and goes on to the composer. */
export function DuplicateScreen(props: { readonly importId: number; readonly campaignId: number }) {
  const { importId, campaignId } = props;
  const say = useTexts('campaign');
  const [, navigate] = useLocation();
  const campaign = useQuery({
    queryKey: [...keys.job(jobIdOf.campaign(campaignId)), 'detail'],
    queryFn: ({ signal }) => engine.campaigns.get({ campaignId }, { signal }),
  });
  const { data } = campaign;
  useEffect(() => {
    if (!data) return;
    keepDraft(sessionStorage, importId, draftOf(data, say('duplicate.name', { name: data.name })));
    navigate(stepHref(importId, 'message'), { replace: true });
  }, [data, importId, navigate, say]);
  if (campaign.isError) return <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />;
  return <PageSkeleton />;
}

/** The same campaign once more: when it began, and how many it was to send then, were of that one time. */
const draftOf = ({ content, exclusions, seed, pace, inDoubt, openTicket }: CampaignDetail, name: string): Draft => ({
  ...{ name: name.slice(0, 200), content, exclusions, seed, aside: [], beginsEarly: false, follows: null },
  ...{ inDoubt, openTicket },
  pace: { ...pace, startAt: null, max: null },
});
