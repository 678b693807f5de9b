import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { queries } from '../../rpc/queries.ts';
import { useJobActions } from '../../rpc/use-job-actions.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { AccountMark } from '../../ui/account/AccountMark.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { JobStatus } from '../../ui/JobStatus.tsx';
import { canPause, canResume, isLate } from '../../ui/job-rest.ts';
import { isOver } from '../../ui/job-words.ts';
import { Page } from '../../ui/Page.tsx';
import { ReportNotice } from '../../ui/report/ReportNotice.tsx';
import { useReport } from '../../ui/report/use-report.ts';
import { useShortcut } from '../../ui/shortcuts.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { CausesPanel } from './CausesPanel.tsx';
import { GoOn } from './GoOn.tsx';
import { LatestPanel } from './LatestPanel.tsx';
import { MinutesPanel } from './MinutesPanel.tsx';
import { MonitorActions } from './MonitorActions.tsx';
import { countOf } from './outcomes.ts';
import { PaceDialog } from './PaceDialog.tsx';
import { ProgressPanel } from './ProgressPanel.tsx';

import { type RowChoice, RowsPanel } from './RowsPanel.tsx';
import { Scheduled } from './Scheduled.tsx';
import { StartDialog } from './StartDialog.tsx';
import { Trouble } from './Trouble.tsx';
import { useRetry } from './use-retry.ts';
import { waysOnNow } from './ways-on.ts';
import './Monitor.css';

export function Monitor(props: { readonly job: JobSnapshot; readonly detail: CampaignDetail }) {
  const { job, detail } = props;
  const say = useTexts('monitor');
  const format = useFormat();
  const actions = useJobActions(job.job);
  const report = useReport(job.job);
  const account = (useQuery(queries.accounts()).data ?? []).find(({ id }) => id === job.accountId) ?? null;
  const [dialog, setDialog] = useState<'pace' | 'start' | 'cancel' | null>(null);
  const close = () => setDialog(null);
  const [choice, setChoice] = useState<RowChoice>({ kind: 'all' });
  const rows = useRef<HTMLDivElement>(null);
  const causes = useRef<HTMLDivElement>(null);
  const retry = useRetry(job.job);

  const ways = waysOnNow(job, detail.toRetry);
  const canToggle = (canPause(job) || (canResume(job) && !isLate(job))) && actions.busy === null;
  useShortcut('space', say('actions.space'), canToggle ? () => actions.move(canPause(job) ? 'pause' : 'resume') : null);
  const showRows = (chosen: RowChoice) => {
    setChoice(chosen);
    rows.current?.scrollIntoView({ block: 'start' });
    rows.current?.focus({ preventScroll: true });
  };
  return (
    <Page
      title={job.name}
      back={{ label: say('back'), href: '/' }}
      description={
        <span className="monitor-about num">
          <JobStatus job={job} />
          <AccountMark accountId={job.accountId} name={job.accountName} />
          <span>{say('about', { when: format.moment(job.createdAt) })}</span>
        </span>
      }
      actions={<MonitorActions job={job} actions={actions} report={report} onCancel={() => setDialog('cancel')} />}
    >
      <Trouble job={job} account={account} />
      {job.status === 'paused' && job.reason?.kind === 'notYetTime' && (
        <Scheduled detail={detail} counts={job.counts} onOtherTime={() => setDialog('start')} />
      )}
      {ways && (
        <GoOn
          job={job}
          ways={ways}
          actions={actions}
          retry={retry}
          onDecide={() => {
            causes.current?.scrollIntoView({ block: 'start' });
            causes.current?.querySelector<HTMLElement>('.decision button')?.focus({ preventScroll: true });
          }}
          onOtherTime={() => setDialog('start')}
          onCancel={() => setDialog('cancel')}
        />
      )}
      <ErrorText error={actions.error ?? retry.error} />
      <ReportNotice report={report} />
      <ProgressPanel
        job={job}
        detail={detail}
        onShow={(outcome) => showRows({ kind: 'outcome', outcome })}
        onShowHeard={(stage) => showRows({ kind: 'heard', stage })}
        onChangePace={isOver(job) ? null : () => setDialog('pace')}
      />
      <div className="monitor-pair">
        <MinutesPanel job={job} perMinute={detail.perMinute} outcomes={detail.outcomesPerMinute} />
        <LatestPanel latest={detail.latest} />
      </div>
      <CausesPanel
        ref={causes}
        job={job}
        detail={detail}
        retry={retry}
        offersRetry={(ways?.failed ?? 0) === 0}
        onShow={(cause) => showRows({ kind: 'cause', cause })}
      />
      <RowsPanel ref={rows} campaignId={detail.id} counts={job.counts} choice={choice} onChoose={setChoice} />
      <PaceDialog
        opened={dialog === 'pace'}
        job={job}
        detail={detail}
        isPractice={account?.kind === 'practice'}
        onClose={close}
      />
      <StartDialog opened={dialog === 'start'} detail={detail} left={countOf(job.counts, ['queued'])} onClose={close} />
      <CancelDialog opened={dialog === 'cancel'} job={job} actions={actions} onClose={close} />
    </Page>
  );
}
