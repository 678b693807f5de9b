import { Button, Menu } from '@mantine/core';
import { IconChartBar, IconDotsVertical, IconPlayerPause } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { useJobActions } from '../../rpc/use-job-actions.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DuplicateDialog } from '../../ui/duplicate/DuplicateDialog.tsx';
import { canPause, restOf } from '../../ui/job-rest.ts';
import { isOver } from '../../ui/job-words.ts';
import type { Report } from '../../ui/report/use-report.ts';

/** Pause in the first place; the report, and what is seldom wanted, behind. */
export function MonitorActions(props: {
  readonly job: JobSnapshot;
  readonly actions: ReturnType<typeof useJobActions>;
  readonly report: Report;
  readonly onCancel: () => void;
}) {
  const { job, actions, report } = props;
  const say = useTexts('monitor');
  const common = useTexts('common');
  const [, navigate] = useLocation();
  const [isDuplicating, setDuplicating] = useState(false);
  const isWaiting = restOf(job)?.kind === 'until';
  return (
    <>
      <Button
        component={Link}
        href={`/campanha/${job.campaignId}/relatorio`}
        variant={isOver(job) ? 'filled' : 'default'}
        leftSection={<IconChartBar size={16} aria-hidden />}
      >
        {say('actions.report')}
      </Button>
      {canPause(job) && (
        <Button
          variant={isWaiting ? 'default' : 'filled'}
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={actions.busy === 'pause'}
          onClick={() => actions.move('pause')}
        >
          {common(isWaiting ? 'job.keepPaused' : 'job.pause')}
        </Button>
      )}
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="subtle" color="gray" px={8} aria-label={say('actions.more')}>
            <IconDotsVertical size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={report.isBusy} onClick={() => report.write('xlsx')}>
            {say('actions.xlsx')}
          </Menu.Item>
          <Menu.Item disabled={report.isBusy} onClick={() => report.write('csv')}>
            {say('actions.csv')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => navigate(`/campanha/nova/${job.importId}`)}>{say('actions.again')}</Menu.Item>
          <Menu.Item onClick={() => setDuplicating(true)}>{say('actions.duplicate')}</Menu.Item>
          {!isOver(job) && (
            <Menu.Item color="red" onClick={props.onCancel}>
              {say('actions.cancel')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isDuplicating && <DuplicateDialog campaign={job} onClose={() => setDuplicating(false)} />}
    </>
  );
}
