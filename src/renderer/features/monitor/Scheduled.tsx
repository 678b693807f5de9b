import { Button } from '@mantine/core';
import { IconCalendarTime, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { countOf } from './outcomes.ts';
import './GoOn.css';

/** A campaign that waits for its moment: it need not, and may wait for another. */
export function Scheduled(props: {
  readonly detail: CampaignDetail;
  readonly counts: Readonly<Record<string, number>>;
  readonly onOtherTime: () => void;
}) {
  const { detail, counts } = props;
  const say = useTexts('monitor');
  const common = useTexts('common');
  const queryClient = useQueryClient();
  const start = useMutation({
    // Without a moment to wait for it goes on by itself.
    mutationFn: () => engine.campaigns.setPace({ campaignId: detail.id, pace: { ...detail.pace, startAt: null } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.campaign(detail.id)) }),
  });
  return (
    <>
      <section className="go-on" aria-label={say('goOn.scheduled')}>
        <Button
          className="num"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {common('job.sendNowQueued', { count: countOf(counts, ['queued']) })}
        </Button>
        <Button variant="default" leftSection={<IconCalendarTime size={16} aria-hidden />} onClick={props.onOtherTime}>
          {say('goOn.otherTime')}
        </Button>
      </section>
      <ErrorText error={start.error} />
    </>
  );
}
