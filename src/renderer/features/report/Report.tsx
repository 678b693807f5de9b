import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { CampaignReport } from '#shared/rpc/reports.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DuplicateDialog } from '../../ui/duplicate/DuplicateDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { JobStatus } from '../../ui/JobStatus.tsx';
import { isOver } from '../../ui/job-words.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { PictureNothingYet } from '../../ui/pictures/PictureNothingYet.tsx';
import { ReportNotice } from '../../ui/report/ReportNotice.tsx';
import { useReport } from '../../ui/report/use-report.ts';
import { CausesPanel } from './CausesPanel.tsx';
import { ComparePanel } from './ComparePanel.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FunnelPanel } from './FunnelPanel.tsx';
import { HoursPanel } from './HoursPanel.tsx';
import { NextSteps } from './NextSteps.tsx';
import { type RowChoice, RowsPanel } from './RowsPanel.tsx';
import { TagsPanel } from './TagsPanel.tsx';
import { VersionsPanel } from './VersionsPanel.tsx';
import './Report.css';

export function Report(props: {
  readonly job: JobSnapshot;
  readonly report: CampaignReport;
  readonly detail: CampaignDetail;
}) {
  const { job, report, detail } = props;
  const { campaignId, figures } = report;
  const say = useTexts('report');
  const format = useFormat();
  const file = useReport(jobIdOf.campaign(campaignId));
  const [choice, setChoice] = useState<RowChoice | null>(null);
  const [isDuplicating, setDuplicating] = useState(false);
  const rows = useRef<HTMLDivElement>(null);
  const onShow = (chosen: RowChoice) => {
    setChoice(chosen);
    rows.current?.scrollIntoView({ block: 'start' });
    rows.current?.focus({ preventScroll: true });
  };
  const toMonitor = { label: say('monitor'), href: `/campanha/${campaignId}` };
  return (
    <Page
      title={report.name}
      back={toMonitor}
      description={
        <span className="report-about num">
          <JobStatus job={job} />
          <span>{say('about', { account: report.accountName, when: format.moment(report.createdAt) })}</span>
        </span>
      }
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() => setDuplicating(true)}
          >
            {say('duplicate')}
          </Button>
          <ExportMenu report={file} />
        </>
      }
    >
      <ReportNotice report={file} />
      {isDuplicating && <DuplicateDialog campaign={job} onClose={() => setDuplicating(false)} />}
      {figures.funnel.selected === 0 ? (
        <EmptyState
          picture={<PictureNothingYet />}
          title={say('empty.title')}
          text={say('empty.text')}
          action={
            <Button component={Link} href={toMonitor.href} variant="default">
              {toMonitor.label}
            </Button>
          }
        />
      ) : (
        <>
          {!isOver(job) && <Notice tone="calm">{say('running')}</Notice>}
          <NextSteps report={report} detail={detail} />
          <FunnelPanel figures={figures} onShow={onShow} />
          <VersionsPanel byVersion={figures.byVersion} texts={report.texts} onShow={onShow} />
          <HoursPanel byHour={figures.byHour} timeZone={report.timeZone} onShow={onShow} />
          <TagsPanel figures={figures} onShow={onShow} />
          <CausesPanel causes={report.causes} onShow={onShow} />
          <ComparePanel report={report} />
          <RowsPanel
            ref={rows}
            campaignId={campaignId}
            hasVersions={figures.byVersion.length > 1}
            choice={choice}
            onClear={() => setChoice(null)}
          />
        </>
      )}
    </Page>
  );
}
