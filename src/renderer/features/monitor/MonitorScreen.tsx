import { useQuery } from '@tanstack/react-query';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { Monitor } from './Monitor.tsx';
import { monitorQueries } from './queries.ts';

/** A campaign on its way, and afterwards what became of it. */
export function MonitorScreen(props: { readonly campaignId: number }) {
  const { campaignId } = props;
  const say = useTexts('monitor');
  const job = useQuery(queries.job(jobIdOf.campaign(campaignId)));
  const detail = useQuery(monitorQueries.detail(campaignId));
  if (job.data !== undefined && detail.data !== undefined) {
    return <Monitor key={campaignId} job={job.data} detail={detail.data} />;
  }
  const failed = [job, detail].find(({ isError }) => isError);
  if (failed === undefined) return <PageSkeleton />;
  return (
    <Page title={say('missing')} back={{ label: say('back'), href: '/' }}>
      <ErrorState
        error={failed.error}
        onRetry={() => {
          void job.refetch();
          void detail.refetch();
        }}
      />
    </Page>
  );
}
