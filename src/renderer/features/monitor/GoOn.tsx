import { Button } from '@mantine/core';
import { IconCalendarTime, IconHelp, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import type { WaysOn } from '#shared/recipient/ways-on.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { useJobActions } from '../../rpc/use-job-actions.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { isLate } from '../../ui/job-rest.ts';
import { useJobWords } from '../../ui/job-words.ts';
import './GoOn.css';

/** Where a campaign that rests, or is over, can go on: what is in the queue, what failed, what waits for a decision. */
export function GoOn(props: {
  readonly job: JobSnapshot;
  readonly ways: WaysOn;
  readonly actions: ReturnType<typeof useJobActions>;
  readonly retry: { readonly isPending: boolean; readonly mutate: () => void };
  readonly onDecide: () => void;
  readonly onOtherTime: () => void;
  readonly onCancel: () => void;
}) {
  const { job, ways, actions, retry } = props;
  const say = useTexts('monitor');
  const words = useJobWords();
  return (
    <section className="go-on" aria-label={say('goOn.title')}>
      {ways.queued !== 0 && (
        <Button
          className="num"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={actions.busy === 'resume'}
          onClick={() => actions.move('resume')}
        >
          {words.resume(job, ways.queued)}
        </Button>
      )}
      {isLate(job) && (
        <Button variant="default" leftSection={<IconCalendarTime size={16} aria-hidden />} onClick={props.onOtherTime}>
          {say('goOn.otherTime')}
        </Button>
      )}
      {ways.failed > 0 && (
        <Button
          variant="default"
          className="num"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          {say('causes.retry', { count: ways.failed })}
        </Button>
      )}
      {ways.held > 0 && (
        <Button
          variant="default"
          className="num"
          leftSection={<IconHelp size={16} aria-hidden />}
          onClick={props.onDecide}
        >
          {say('goOn.decide', { count: ways.held })}
        </Button>
      )}
      {isLate(job) && (
        <Button variant="subtle" color="gray" onClick={props.onCancel}>
          {say('actions.cancel')}
        </Button>
      )}
    </section>
  );
}
