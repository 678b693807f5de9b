import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { unreachable } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { UndoDetail } from '#shared/rpc/undos.ts';
import { queries } from '../../../rpc/queries.ts';
import { useJobActions } from '../../../rpc/use-job-actions.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { JobBar } from '../../../ui/JobBar.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { UndoCounts } from './UndoCounts.tsx';
import { countOfUndo, useUndo } from './use-undo.ts';

/** Taking the import back: what would be undone, first; then that it is; then what became of each contact. */
export function Undo({ importId }: { readonly importId: number }) {
  const undo = useQuery(queries.undo(importId)).data;
  if (undo === undefined) return null;
  if (undo === null) return <Offer importId={importId} />;
  switch (undo.phase) {
    case 'look':
    case 'undo':
      return <UnderWay undo={undo} />;
    case 'review':
      return <Review undo={undo} />;
    case 'done':
      return <Undone undo={undo} />;
    default:
      return unreachable(undo.phase);
  }
}

function Offer({ importId }: { readonly importId: number }) {
  const say = useTexts('import');
  return (
    <Panel title={say('undo.title')}>
      <div className="undo">
        <p className="undo-text">{say('undo.offer')}</p>
        <LookButton importId={importId} label={say('undo.look')} />
      </div>
    </Panel>
  );
}

function LookButton(props: { readonly importId: number; readonly label: string }) {
  const { move, busy, error } = useUndo(props.importId);
  return (
    <>
      <ErrorText error={error} />
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        loading={busy === 'look'}
        onClick={() => move('look')}
      >
        {props.label}
      </Button>
    </>
  );
}

/** It works, or rests: or it was cancelled in the middle, which its counts tell. */
function UnderWay({ undo }: { readonly undo: UndoDetail }) {
  const say = useTexts('import');
  const job = useQuery(queries.job(jobIdOf.undo(undo.importId))).data;
  if (job === undefined) return null;
  if (job.status === 'cancelled') return <Undone undo={undo} />;
  return (
    <Panel title={say('undo.title')}>
      <JobBar job={job} />
    </Panel>
  );
}

/** What will be undone, with its size, before anything is. */
function Review({ undo }: { readonly undo: UndoDetail }) {
  const say = useTexts('import');
  const { importId } = undo;
  const job = useQuery(queries.job(jobIdOf.undo(importId))).data;
  const { move, busy, error } = useUndo(importId);
  const actions = useJobActions(jobIdOf.undo(importId));
  const [isAsking, setAsking] = useState(false);
  if (job?.status === 'cancelled') return <Undone undo={undo} />;
  const deleted = countOfUndo(undo.counts, 'planned', 'delete');
  const restored = countOfUndo(undo.counts, 'planned', 'restore');
  return (
    <Panel title={say('undo.will')}>
      <div className="undo">
        <UndoCounts counts={undo.counts} />
        <ErrorText error={error ?? actions.error} />
        <div className="undo-actions">
          <Button color="red" onClick={() => setAsking(true)}>
            {say('undo.action')}
          </Button>
          <Button variant="default" loading={actions.busy === 'cancel'} onClick={() => actions.move('cancel')}>
            {say('undo.leave')}
          </Button>
        </div>
      </div>
      <ConfirmDialog
        opened={isAsking}
        title={say('undo.askTitle')}
        action={say('undo.action')}
        tone="bad"
        count={deleted + restored}
        busy={busy === 'start'}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          move('start');
        }}
      >
        {deleted > 0 && <p>{say('undo.askDelete', { count: deleted })}</p>}
        {restored > 0 && <p>{say('undo.askRestore', { count: restored })}</p>}
      </ConfirmDialog>
    </Panel>
  );
}

/** What became of each contact that the import had made or changed. */
function Undone({ undo }: { readonly undo: UndoDetail }) {
  const say = useTexts('import');
  const left = (['kept', 'failed', 'cancelled'] as const).reduce(
    (sum, state) => sum + countOfUndo(undo.counts, state),
    0,
  );
  return (
    <Panel title={say('undo.became')}>
      <div className="undo">
        {undo.counts.length === 0 ? (
          <p className="undo-text">{say('undo.nothing')}</p>
        ) : (
          <UndoCounts counts={undo.counts} />
        )}
        {left > 0 && (
          <>
            <p className="undo-text">{say('undo.again')}</p>
            <LookButton importId={undo.importId} label={say('undo.lookAgain')} />
          </>
        )}
      </div>
    </Panel>
  );
}
