import { Button } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { isAfterAcceptance } from '#shared/recipient/refusal.ts';
import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { CampaignReport } from '#shared/rpc/reports.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Notice } from '../../ui/Notice.tsx';
import './NextSteps.css';

/** What can be done with the outcome: repeat what certainly did not leave, and write to the others anew. */
export function NextSteps(props: { readonly report: CampaignReport; readonly detail: CampaignDetail }) {
  const { report, detail } = props;
  const { campaignId, figures, causes, status } = report;
  const say = useTexts('report');
  const queryClient = useQueryClient();
  const job = jobIdOf.campaign(campaignId);
  const retry = useMutation({
    mutationFn: () => engine.jobs.retry({ job }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.job(job) }),
  });
  const { silent } = figures;
  const refusals = causes.filter(({ state, problem }) => state === 'failed' && isAfterAcceptance(problem.kind));
  const refused = refusals.reduce((sum, { count }) => sum + count, 0);
  const refusalKinds = [...new Set(refusals.map(({ problem }) => problem.kind))].join(',');
  const canRetry = detail.toRetry > 0 && status !== 'cancelled';
  const writeTo = (outcome: string) => `/publicos/campanha/${campaignId}/${outcome}`;
  if (!canRetry && silent === 0 && refused === 0 && retry.data === undefined) return null;
  return (
    <>
      <section className="next-steps" aria-label={say('next.title')}>
        {silent > 0 && (
          <Button
            component={Link}
            href={writeTo('semResposta')}
            // While messages still leave, most have not had the time to answer.
            variant={status === 'running' ? 'default' : 'filled'}
            className="num"
            leftSection={<IconSend size={16} aria-hidden />}
          >
            {say('next.silent', { count: silent })}
          </Button>
        )}
        {canRetry && (
          <Button
            variant="default"
            className="num"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            {say('next.retry', { count: detail.toRetry })}
          </Button>
        )}
        {refused > 0 && (
          <Button
            component={Link}
            href={writeTo(`falhou/${refusalKinds}`)}
            variant="default"
            className="num"
            leftSection={<IconSend size={16} aria-hidden />}
          >
            {say('next.refused', { count: refused })}
          </Button>
        )}
      </section>
      <ErrorText error={retry.error} />
      {retry.data !== undefined && <Notice tone="good">{say('next.retried', { count: retry.data.retried })}</Notice>}
    </>
  );
}
