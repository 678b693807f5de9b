import { Skeleton } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';
import './Skeletons.css';

/** Lines of something that is being asked for. */
export function LinesSkeleton(props: { readonly lines: number; readonly height?: number }) {
  const say = useTexts('common');
  return (
    <div className="skeleton-lines" role="status" aria-label={say('loading')}>
      {Array.from({ length: props.lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
        <Skeleton key={line} height={props.height ?? 20} width={line % 3 === 2 ? '64%' : '100%'} />
      ))}
    </div>
  );
}
