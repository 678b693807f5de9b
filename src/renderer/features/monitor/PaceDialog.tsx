import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Pace } from '#shared/pace/limits.ts';
import { presetsFor } from '#shared/pace/presets.ts';
import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { LimitFields } from '../../ui/pace/LimitFields.tsx';
import { PaceFields } from '../../ui/pace/PaceFields.tsx';
import { paceFault } from '../../ui/pace/tempo.ts';
import { useNow } from '../../ui/pace/use-now.ts';
import { WindowFields } from '../../ui/pace/WindowFields.tsx';
import { countOf } from './outcomes.ts';
import './PaceDialog.css';

interface PaceDialogProps {
  readonly opened: boolean;
  readonly job: JobSnapshot;
  readonly detail: CampaignDetail;
  readonly isPractice: boolean;
  readonly onClose: () => void;
}

/** Another pace for a campaign that is on its way: it holds from the next message on. */
export function PaceDialog(props: PaceDialogProps) {
  const say = useTexts('monitor');
  const common = useTexts('common');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={say('pace.title')}
      size={640}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <PaceForm {...props} />
    </Modal>
  );
}

function PaceForm(props: PaceDialogProps) {
  const { job, detail, onClose } = props;
  const say = useTexts('monitor');
  const queryClient = useQueryClient();
  const nowMs = useNow();
  const [pace, setPace] = useState<Pace>(detail.pace);
  const left = countOf(job.counts, ['queued', 'sending', 'inDoubt']);
  const save = useMutation({
    mutationFn: () => engine.campaigns.setPace({ campaignId: detail.id, pace }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.job(job.job) });
      onClose();
    },
  });
  const isFaulty = paceFault(pace) !== null;
  return (
    <form
      className="pace-dialog"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isFaulty) save.mutate();
      }}
    >
      <p className="pace-dialog-text num">{say('pace.text', { count: left })}</p>
      <PaceFields
        pace={pace}
        presets={presetsFor({ isPractice: props.isPractice })}
        messages={left}
        soFar={detail.soFar}
        nowMs={nowMs}
        onChange={setPace}
      />
      <LimitFields pace={pace} onChange={setPace} />
      <WindowFields pace={pace} nowMs={nowMs} start={false} onChange={setPace} />
      <ErrorText error={save.error} />
      <div className="pace-dialog-foot">
        <Button variant="default" onClick={onClose}>
          {say('pace.back')}
        </Button>
        <Button type="submit" disabled={isFaulty} loading={save.isPending}>
          {say('pace.save')}
        </Button>
      </div>
    </form>
  );
}
