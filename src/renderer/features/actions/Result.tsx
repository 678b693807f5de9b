import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import type { ActionDetail } from '#shared/rpc/actions.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { reportAddress } from '../../ui/report/download.ts';
import { ReportNotice } from '../../ui/report/ReportNotice.tsx';
import { useReport } from '../../ui/report/use-report.ts';
import { ActionCounts } from './ActionCounts.tsx';
import { useAction } from './use-action.ts';

/** What became of everybody, as a report too; and another try for what failed. */
export function Result({ detail, job }: { readonly detail: ActionDetail; readonly job: JobSnapshot }) {
  const say = useTexts('actions');
  const report = useReport(job.job);
  const { move, busy, error } = useAction(detail.actionId);
  const failed = job.status === 'cancelled' ? 0 : (job.counts['failed'] ?? 0);
  return (
    <Panel title={say('result.became')}>
      <div className="action-review">
        {detail.savedAt !== null && (
          <Notice
            tone="good"
            action={
              <a href={reportAddress(detail.savedAt)} download>
                {say('result.download')}
              </a>
            }
          >
            <span className="action-path">{say('result.saved', { path: detail.savedAt })}</span>
          </Notice>
        )}
        <ActionCounts counts={detail.counts} />
        <ErrorText error={error} />
        <ReportNotice report={report} />
        <div className="action-ways">
          {failed > 0 && (
            <Button loading={busy?.kind === 'retry'} onClick={() => move({ kind: 'retry' })}>
              {say('result.retry', { count: failed })}
            </Button>
          )}
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                variant="default"
                loading={report.isBusy}
                leftSection={<IconDownload size={16} aria-hidden />}
                rightSection={<IconChevronDown size={16} aria-hidden />}
              >
                {say('result.report')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => report.write('xlsx')}>{say('result.xlsx')}</Menu.Item>
              <Menu.Item onClick={() => report.write('csv')}>{say('result.csv')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
    </Panel>
  );
}
