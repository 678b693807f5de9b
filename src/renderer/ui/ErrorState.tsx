import { Button } from '@mantine/core';
import { problemOf } from '../rpc/problem.ts';
import { useSentences, useTexts } from '../texts/use-texts.ts';
import { EmptyState } from './EmptyState.tsx';
import { PictureTrouble } from './pictures/PictureTrouble.tsx';

/** A region that could not be loaded, with the way to try again. */
export function ErrorState(props: { readonly error: unknown; readonly onRetry?: () => void }) {
  const say = useTexts('common');
  const { problem: sentence } = useSentences();
  const problem = problemOf(props.error);
  return (
    <div role="alert">
      <EmptyState
        picture={<PictureTrouble />}
        title={say('error.title')}
        text={problem ? sentence(problem) : say('error.unexpected')}
        action={
          props.onRetry && (
            <Button variant="default" onClick={props.onRetry}>
              {say('error.retry')}
            </Button>
          )
        }
      />
    </div>
  );
}
