import { useQuery } from '@tanstack/react-query';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { reportQueries } from './queries.ts';
import { Report } from './Report.tsx';

/** What came of a campaign: who got it, who did not and why, and what to do about it. */
export function ReportScreen(props: { readonly campaignId: number }) {
  const { campaignId } = props;
  const say = useTexts('report');
  const job = useQuery(queries.job(jobIdOf.campaign(campaignId)));
  const report = useQuery(reportQueries.campaign(campaignId));
  const detail = useQuery(reportQueries.detail(campaignId));
  if (job.data !== undefined && report.data !== undefined && detail.data !== undefined) {
    return <Report key={campaignId} job={job.data} report={report.data} detail={detail.data} />;
  }
  const failed = [job, report, detail].find(({ isError }) => isError);
  if (failed === undefined) return <PageSkeleton />;
  return (
    <Page title={say('title')} back={{ label: say('home'), href: '/' }}>
      <ErrorState
        error={failed.error}
        onRetry={() => {
          for (const query of [job, report, detail]) void query.refetch();
        }}
      />
    </Page>
  );
}
