import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { nextOpening } from '#shared/pace/hours.ts';
import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { StartAtFields } from '../../ui/pace/StartAtFields.tsx';
import { useNow } from '../../ui/pace/use-now.ts';
import { usePaceWords } from '../../ui/pace/use-pace-words.ts';
import { nextFullHour } from '../../ui/pace/wall-clock.ts';
import './PaceDialog.css';

interface StartDialogProps {
  readonly opened: boolean;
  readonly detail: CampaignDetail;
  /** Recipients that wait. */
  readonly left: number;
  readonly onClose: () => void;
}

/** Another moment for a campaign that waits for its own, or whose own went by: it starts by itself then. */
export function StartDialog(props: StartDialogProps) {
  const say = useTexts('monitor');
  const common = useTexts('common');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={say('goOn.otherTime')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <StartForm {...props} />
    </Modal>
  );
}

function StartForm(props: StartDialogProps) {
  const { detail, left, onClose } = props;
  const { pace } = detail;
  const say = useTexts('monitor');
  const words = usePaceWords();
  const queryClient = useQueryClient();
  const nowMs = useNow();
  const [startAt, setStartAt] = useState(() =>
    pace.startAt !== null && pace.startAt > nowMs ? pace.startAt : nextOpening(pace, nextFullHour(nowMs)),
  );
  const isPast = startAt <= nowMs;
  const opensMs = nextOpening(pace, startAt);
  const when = (atMs: number) => words.when(atMs, pace.timeZone, nowMs);
  const save = useMutation({
    mutationFn: async () => {
      await engine.campaigns.setPace({ campaignId: detail.id, pace: { ...pace, startAt } });
      // It waits for its new moment by itself.
      await engine.jobs.resume({ job: jobIdOf.campaign(detail.id) });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.campaign(detail.id)) });
      onClose();
    },
  });
  return (
    <form
      className="pace-dialog"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPast) save.mutate();
      }}
    >
      <p className="pace-dialog-text num">{say('start.text', { count: left })}</p>
      <div className="window-row">
        <StartAtFields
          startAt={startAt}
          timeZone={pace.timeZone}
          nowMs={nowMs}
          fault={isPast ? say('start.past') : undefined}
          onChange={setStartAt}
        />
      </div>
      {!isPast && opensMs > startAt && (
        <p className="pace-dialog-text num">{say('start.outside', { when: when(opensMs) })}</p>
      )}
      <ErrorText error={save.error} />
      <div className="pace-dialog-foot">
        <Button variant="default" onClick={onClose}>
          {say('pace.back')}
        </Button>
        <Button type="submit" className="num" disabled={isPast} loading={save.isPending}>
          {say('start.save', { when: when(startAt) })}
        </Button>
      </div>
    </form>
  );
}
