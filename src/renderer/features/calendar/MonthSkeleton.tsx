import { Skeleton } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';

/** The weeks of a calendar that is on its way. */
export function MonthSkeleton({ days }: { readonly days: number }) {
  const say = useTexts('common');
  return (
    <div className="calendar-skeleton" role="status" aria-label={say('loading')}>
      <Skeleton height={(days / 7) * 88 + 37} radius={0} />
    </div>
  );
}
