import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useTexts } from '../../texts/use-texts.ts';
import { useFollowedPlan } from './use-followed-plan.ts';
import './PlanStrip.css';

/** Says below the rail that an import follows a plan, with the way to let go of it. */
export function PlanStrip({ importId }: { readonly importId: number }) {
  const say = useTexts('plan');
  const { plan, letGo, isBusy } = useFollowedPlan(importId);
  if (plan === null) return null;
  return (
    <section className="plan-strip" aria-label={say('strip.label')}>
      <IconFileText size={16} stroke={1.75} aria-hidden />
      <span className="plan-strip-name" title={plan.fileName}>
        {say('strip.follows', { name: plan.fileName })}
      </span>
      <Button variant="subtle" size="compact-xs" fw={500} loading={isBusy} onClick={letGo}>
        {say('strip.letGo')}
      </Button>
    </section>
  );
}
