import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { useJobActions } from '../../rpc/use-job-actions.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { countOf } from './outcomes.ts';

/** Asks before a campaign is given up, with the size of what stays undone. */
export function CancelDialog(props: {
  readonly opened: boolean;
  readonly job: JobSnapshot;
  readonly actions: ReturnType<typeof useJobActions>;
  readonly onClose: () => void;
}) {
  const { opened, job, actions, onClose } = props;
  const say = useTexts('monitor');
  return (
    <ConfirmDialog
      opened={opened}
      title={say('cancel.title')}
      action={say('cancel.action')}
      tone="bad"
      busy={actions.busy === 'cancel'}
      onClose={onClose}
      onConfirm={() => {
        actions.move('cancel');
        onClose();
      }}
    >
      {say('cancel.text', { count: countOf(job.counts, ['queued']) })}
    </ConfirmDialog>
  );
}
