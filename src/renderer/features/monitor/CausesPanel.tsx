import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { isOver } from '../../ui/job-words.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { type Cause, causesOf } from './causes.ts';
import { Decision } from './Decision.tsx';
import { outcomeOf } from './outcomes.ts';
import { monitorQueries } from './queries.ts';
import type { useRetry } from './use-retry.ts';
import './CausesPanel.css';

/** Why some did not get the message, grouped, each with its size and the one thing to do about it. */
export function CausesPanel(props: {
  readonly ref?: Ref<HTMLDivElement>;
  readonly job: JobSnapshot;
  readonly detail: CampaignDetail;
  readonly retry: ReturnType<typeof useRetry>;
  /** Nowhere else on the screen is it offered to repeat what failed. */
  readonly offersRetry: boolean;
  readonly onShow: (cause: Cause) => void;
}) {
  const { job, detail, retry } = props;
  const say = useTexts('monitor');
  const failures = useQuery(monitorQueries.failures(detail.id));
  const retryable = detail.toRetry;
  const retryButton = props.offersRetry && retryable > 0 && job.status !== 'cancelled' && (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
    >
      {say('causes.retry', { count: retryable })}
    </Button>
  );
  return (
    <Panel title={say('causes.title')} aside={retryButton}>
      <div className="causes-panel" ref={props.ref}>
        {retry.data !== undefined && (
          <Notice tone="good">{say('causes.retried', { count: retry.data.retried })}</Notice>
        )}
        <Loaded query={failures}>
          {(known) => {
            const causes = causesOf(known);
            if (causes.length === 0) {
              return <p className="causes-none">{say(isOver(job) ? 'causes.noneDone' : 'causes.none')}</p>;
            }
            return (
              <ul className="causes">
                {causes.map((cause) => (
                  <CauseLine
                    key={`${cause.state} ${cause.kind}`}
                    cause={cause}
                    campaignId={detail.id}
                    onShow={() => props.onShow(cause)}
                  />
                ))}
              </ul>
            );
          }}
        </Loaded>
      </div>
    </Panel>
  );
}

function CauseLine(props: { readonly cause: Cause; readonly campaignId: number; readonly onShow: () => void }) {
  const { cause } = props;
  const say = useTexts('monitor');
  const { say: sentence, problem } = useSentences();
  return (
    <li className="cause" data-outcome={outcomeOf(cause.state)}>
      <span className="cause-dot" aria-hidden />
      <div className="cause-words">
        <p className="cause-sentence">
          {cause.hasOthers && `${say('causes.example')} `}
          {problem(cause.example)}
        </p>
        <p className="cause-state">{sentence(`state.delivery.${cause.state}.label`)}</p>
        {cause.remedy === 'decide' && <Decision campaignId={props.campaignId} deliveryId={null} count={cause.count} />}
      </div>
      <Button variant="subtle" size="xs" mr={-12} className="num" onClick={props.onShow}>
        {say('causes.rows', { count: cause.count })}
      </Button>
    </li>
  );
}
