import { Button, Menu } from '@mantine/core';
import { IconDotsVertical, IconDownload, IconPlayerPause } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { useJobActions } from '../../rpc/use-job-actions.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { isOver } from '../../ui/job-words.ts';
import { countOf } from './outcomes.ts';
import { canPause, restOf } from './rest.ts';
import type { Report } from './use-report.ts';

/** Pause in the first place; the report, and what is seldom wanted, behind. */
export function MonitorActions(props: {
  readonly job: JobSnapshot;
  readonly actions: ReturnType<typeof useJobActions>;
  readonly report: Report;
}) {
  const { job, actions, report } = props;
  const say = useTexts('monitor');
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const left = countOf(job.counts, ['queued']);
  const isWaiting = restOf(job)?.kind === 'until';
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={report.isBusy}>
            {say('actions.report')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => report.write('xlsx')}>{say('actions.xlsx')}</Menu.Item>
          <Menu.Item onClick={() => report.write('csv')}>{say('actions.csv')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {canPause(job) && (
        <Button
          variant={isWaiting ? 'default' : 'filled'}
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={actions.busy === 'pause'}
          onClick={() => actions.move('pause')}
        >
          {say(isWaiting ? 'actions.keepPaused' : 'actions.pause')}
        </Button>
      )}
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="subtle" color="gray" px={8} aria-label={say('actions.more')}>
            <IconDotsVertical size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => navigate(`/campanha/nova/${job.importId}`)}>{say('actions.again')}</Menu.Item>
          {!isOver(job) && (
            <Menu.Item color="red" onClick={() => setAsking(true)}>
              {say('actions.cancel')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={isAsking}
        title={say('cancel.title')}
        action={say('cancel.action')}
        tone="bad"
        busy={actions.busy === 'cancel'}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          actions.move('cancel');
          setAsking(false);
        }}
      >
        {say('cancel.text', { count: left })}
      </ConfirmDialog>
    </>
  );
}
