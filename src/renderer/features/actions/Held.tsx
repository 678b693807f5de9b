import { Button } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useAction } from './use-action.ts';

/** Of these nobody can tell whether it was done: a person looks, and says so. */
export function Held(props: { readonly actionId: number; readonly count: number; readonly mayDoAgain: boolean }) {
  const say = useTexts('actions');
  const { move, busy, error } = useAction(props.actionId);
  const isBusy = (as: 'done' | 'again') => busy?.kind === 'decide' && busy.as === as;
  return (
    <Panel title={say('held.title', { count: props.count })} text={say('held.text')}>
      <ErrorText error={error} />
      <div className="action-ways">
        <Button variant="default" loading={isBusy('done')} onClick={() => move({ kind: 'decide', as: 'done' })}>
          {say('held.done')}
        </Button>
        {props.mayDoAgain && (
          <Button variant="default" loading={isBusy('again')} onClick={() => move({ kind: 'decide', as: 'again' })}>
            {say('held.again')}
          </Button>
        )}
      </div>
    </Panel>
  );
}
