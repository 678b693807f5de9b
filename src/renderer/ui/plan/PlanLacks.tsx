import { Button } from '@mantine/core';
import { isOfAccount, type PlanStep } from '#shared/plan/follow.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../ErrorText.tsx';
import { Notice } from '../Notice.tsx';
import { useFollowedPlan } from './use-followed-plan.ts';
import './PlanLacks.css';

/** What the plan asks for at this step and is not there, until somebody has seen it. */
export function PlanLacks(props: { readonly importId: number; readonly step: PlanStep }) {
  const say = useTexts('plan');
  const { problem: sentence } = useSentences();
  const { plan, heed, retry, error, isBusy } = useFollowedPlan(props.importId);
  const lacks = plan?.lacks.filter(({ step }) => step === props.step) ?? [];
  if (lacks.length === 0) return null;
  return (
    <Notice
      tone="warn"
      action={
        <span className="plan-lacks-actions">
          {lacks.some(({ problem }) => isOfAccount(problem)) && (
            <Button variant="default" size="xs" loading={isBusy} onClick={retry}>
              {say('lacks.again')}
            </Button>
          )}
          <Button variant="default" size="xs" disabled={isBusy} onClick={() => heed(props.step)}>
            {say('lacks.seen')}
          </Button>
        </span>
      }
    >
      <p className="plan-lacks-title">{say('lacks.title', { name: plan?.fileName ?? '' })}</p>
      <ul className="plan-lacks">
        {lacks.map(({ problem }) => (
          <li key={sentence(problem)}>{sentence(problem)}</li>
        ))}
      </ul>
      <ErrorText error={error} />
    </Notice>
  );
}
