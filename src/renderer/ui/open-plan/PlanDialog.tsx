import { Button, Loader, Modal } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../ErrorText.tsx';
import { OpeningState } from '../open-sheet/OpeningState.tsx';
import { useOpenSheet } from '../open-sheet/open-sheet.tsx';
import { PlanSheet } from './PlanSheet.tsx';
import { PlanSummary } from './PlanSummary.tsx';
import './PlanDialog.css';

/** What the plan that was opened does, in plain words, and the sheet that it waits for. */
export function PlanDialog() {
  const say = useTexts('plan');
  const common = useTexts('common');
  const { plan, forgetPlan, choosePlan, opening } = useOpenSheet();
  if (plan.kind === 'none') return null;
  const fileName = plan.kind === 'read' ? plan.opened.fileName : plan.fileName;
  return (
    <Modal
      opened
      size={600}
      onClose={forgetPlan}
      title={say('title', { name: fileName })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <div className="open-plan-dialog">
        {plan.kind === 'reading' && (
          <p className="open-plan-reading" role="status">
            <Loader size={16} aria-hidden />
            {say('reading')}
          </p>
        )}
        {plan.kind === 'failed' && (
          <>
            <ErrorText error={plan.error} />
            <p className="open-plan-text">{say('again')}</p>
            <div className="open-plan-end">
              <Button variant="default" onClick={forgetPlan}>
                {common('close')}
              </Button>
              <Button onClick={choosePlan}>{say('another')}</Button>
            </div>
          </>
        )}
        {plan.kind === 'read' && opening.kind !== 'idle' && <OpeningState opening={opening} />}
        {plan.kind === 'read' && opening.kind === 'idle' && (
          <>
            <PlanSummary opened={plan.opened} />
            <PlanSheet opened={plan.opened} />
          </>
        )}
      </div>
    </Modal>
  );
}
