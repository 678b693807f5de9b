import { useQuery } from '@tanstack/react-query';
import type { ActionDetail } from '#shared/rpc/actions.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { AccountMark } from '../../ui/account/AccountMark.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { JobBar } from '../../ui/JobBar.tsx';
import { isOver, useJobWords } from '../../ui/job-words.ts';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ActionRows } from './ActionRows.tsx';
import './ActionScreen.css';
import { Held } from './Held.tsx';
import { Result } from './Result.tsx';
import { Review } from './Review.tsx';

/** One action: found, checked, done; and what became of everybody. */
export function ActionScreen({ actionId }: { readonly actionId: number }) {
  const detail = useQuery(queries.action(actionId));
  const job = useQuery(queries.job(jobIdOf.action(actionId)));
  if (detail.data && job.data) return <Action detail={detail.data} job={job.data} />;
  const failed = detail.isError ? detail : job.isError ? job : null;
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  return <PageSkeleton />;
}

function Action({ detail, job }: { readonly detail: ActionDetail; readonly job: JobSnapshot }) {
  const say = useTexts('actions');
  const words = useJobWords();
  const { actionId, from } = detail;
  const source = from.kind === 'import' ? from.name : say(`whom.${from.kind}`);
  const held = job.counts['held'] ?? 0;
  const isAtWork = !isOver(job) && job.phase !== 'review';
  return (
    <Page
      title={detail.name}
      description={
        <>
          <AccountMark accountId={job.accountId} name={job.accountName} /> · {source} · {words.status(job)}
        </>
      }
      back={{ label: say('back'), href: '/ferramentas' }}
    >
      {isAtWork && (
        <Panel>
          <JobBar job={job} />
        </Panel>
      )}
      {job.phase === 'review' && !isOver(job) && <Review detail={detail} planned={job.counts['planned'] ?? 0} />}
      {held > 0 && <Held actionId={actionId} count={held} mayDoAgain={job.status !== 'cancelled'} />}
      {isOver(job) && <Result detail={detail} job={job} />}
      {job.total > 0 && <ActionRows actionId={actionId} counts={job.counts} />}
    </Page>
  );
}
