import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ExportDetail } from '#shared/rpc/exports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { queries } from '../../../rpc/queries.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { JobBar } from '../../../ui/JobBar.tsx';
import { isOver, useJobWords } from '../../../ui/job-words.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { Page } from '../../../ui/Page.tsx';
import { PageSkeleton } from '../../../ui/PageSkeleton.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { reportAddress } from '../../../ui/report/download.ts';
import '../lookup.css';
import { lookupQueries } from '../lookup-queries.ts';

/** One export: while it is made, and its file. */
export function ExportScreen({ exportId }: { readonly exportId: number }) {
  const detail = useQuery(lookupQueries.export(exportId));
  const job = useQuery(queries.job(jobIdOf.export(exportId)));
  if (detail.data && job.data) return <Export detail={detail.data} job={job.data} />;
  const failed = detail.isError ? detail : job.isError ? job : null;
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  return <PageSkeleton />;
}

function Export({ detail, job }: { readonly detail: ExportDetail; readonly job: JobSnapshot }) {
  const say = useTexts('lookup');
  const { say: sentence } = useSentences();
  const words = useJobWords();
  const what = sentence(`state.exportWhat.${detail.wish.what}.label`);
  return (
    <Page
      title={detail.name}
      description={[job.accountName, ...(what === detail.name ? [] : [what]), words.status(job)].join(' · ')}
      width="reading"
      back={{ label: say('tabs.exports'), href: '/ferramentas/exportacoes' }}
    >
      {!isOver(job) && (
        <Panel>
          <JobBar job={job} />
        </Panel>
      )}
      {detail.phase === 'done' && <File detail={detail} />}
      {job.status === 'cancelled' && <Notice tone="calm">{say('exports.cancelled')}</Notice>}
      {detail.gaps.length > 0 && <Gaps detail={detail} />}
    </Page>
  );
}

function File({ detail }: { readonly detail: ExportDetail }) {
  const say = useTexts('lookup');
  const { path, written, isPartial, isCut, isOurs, failed } = detail;
  return (
    <Panel title={say(isPartial ? 'exports.partial' : 'exports.ready')}>
      <div className="look-stack">
        <p className="look-note num">{say('exports.lines', { count: written })}</p>
        {isCut && <Notice tone="warn">{say('exports.cut')}</Notice>}
        {failed > 0 && <Notice tone="warn">{say('exports.failed', { count: failed })}</Notice>}
        {isOurs && <Notice tone="calm">{say('exports.ours')}</Notice>}
        <p className="look-note look-soft look-path">{path}</p>
        <div>
          <Button
            component="a"
            href={reportAddress(path)}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {say('exports.save')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Gaps({ detail }: { readonly detail: ExportDetail }) {
  const say = useTexts('lookup');
  const { problem: sentenceOf } = useSentences();
  return (
    <Panel title={say('exports.gaps')} flush>
      <ul className="look-list">
        {detail.gaps.map(({ protocol, ticketId, problem }) => (
          <li key={`${ticketId} ${protocol}`} className="look-row">
            <span className="look-row-words">
              <span className="look-row-name num">{protocol ?? ticketId}</span>
              <span className="look-soft">{sentenceOf(problem)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
