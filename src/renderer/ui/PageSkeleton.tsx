import { Skeleton } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';
import './Skeletons.css';

/** A screen that is on its way. */
export function PageSkeleton() {
  const say = useTexts('common');
  return (
    <main className="skeleton-page" role="status" aria-label={say('loading')}>
      <Skeleton height={32} width={280} />
      <Skeleton height={20} width={420} />
      <Skeleton height={240} />
      <Skeleton height={120} />
    </main>
  );
}
