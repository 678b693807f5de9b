import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { waysOn } from '#shared/recipient/ways-on.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useJobActions } from '../rpc/use-job-actions.ts';
import { useFormat } from '../texts/use-format.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { ErrorText } from './ErrorText.tsx';
import { JobProgress } from './JobProgress.tsx';
import { canPause, canResume, toneOfRest } from './job-rest.ts';
import { isOver, useJobWords } from './job-words.ts';
import { ProblemText } from './ProblemText.tsx';
import './JobBar.css';

/** A job that works, live: what it does, how far and how fast, why it rests, and the ways to stop it or go on. */
export function JobBar(props: {
  readonly job: JobSnapshot;
  /** In place of what it does. */
  readonly title?: string;
  /** In place of cancelling: where the job has a screen of its own that does. */
  readonly more?: ReactNode;
}) {
  const { job } = props;
  const say = useTexts('common');
  const format = useFormat();
  const words = useJobWords();
  const { move, busy, error } = useJobActions(job.job);
  const [isAsking, setAsking] = useState(false);
  const left = job.progress.total === null ? job.total : job.progress.total - job.progress.done;
  return (
    <div className="job-bar">
      <div className="job-bar-head">
        <div className="job-bar-words">
          <p className="job-bar-title">{props.title ?? words.doing(job)}</p>
          <p className="job-bar-text num">
            {props.title === undefined ? words.progress(job) : `${words.doing(job)} · ${words.progress(job)}`}
          </p>
        </div>
        <div className="job-bar-actions">
          {canPause(job) && (
            <Button
              variant="default"
              leftSection={<IconPlayerPause size={16} aria-hidden />}
              loading={busy === 'pause'}
              onClick={() => move('pause')}
            >
              {say(job.status === 'paused' ? 'job.keepPaused' : 'job.pause')}
            </Button>
          )}
          {job.status === 'paused' && canResume(job) && (
            <Button
              className="num"
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              loading={busy === 'resume'}
              onClick={() => move('resume')}
            >
              {words.resume(job, job.kind === 'campaign' ? waysOn(job, 0).queued : null)}
            </Button>
          )}
          {!isOver(job) && !props.more && (
            <Button variant="subtle" color="gray" loading={busy === 'cancel'} onClick={() => setAsking(true)}>
              {say('job.cancel')}
            </Button>
          )}
          {props.more}
        </div>
      </div>
      <JobProgress job={job} />
      {job.reason && <ProblemText problem={job.reason} tone={toneOfRest(job)} />}
      <ErrorText error={error} />
      <ConfirmDialog
        opened={isAsking}
        title={say(`job.cancelTitle.${job.kind}`)}
        action={say(`job.cancelAction.${job.kind}`)}
        tone="bad"
        busy={busy === 'cancel'}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          move('cancel');
          setAsking(false);
        }}
      >
        {say(`job.cancelText.${job.kind}`, { count: left, left: format.number(left) })}
      </ConfirmDialog>
    </div>
  );
}
