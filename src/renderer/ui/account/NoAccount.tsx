import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../EmptyState.tsx';
import { ErrorText } from '../ErrorText.tsx';
import { Panel } from '../Panel.tsx';
import { PictureAccount } from '../pictures/PictureAccount.tsx';
import './NoAccount.css';

/** Nothing can be done here without an account: one's own, or the practice account. `back`: where connecting leads to. */
export function NoAccount(props: {
  readonly title: string;
  readonly text: string;
  readonly connect: string;
  readonly back: 'ferramentas' | 'publicos';
}) {
  const { title, text, connect, back } = props;
  const practiceLabel = useTexts('accounts')('practice');
  const queryClient = useQueryClient();
  const practice = useMutation({
    mutationFn: () => engine.accounts.practice(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.accounts }),
  });
  return (
    <Panel>
      <EmptyState
        picture={<PictureAccount />}
        title={title}
        text={text}
        action={
          <div className="no-account-ways">
            <Button component={Link} href={`/contas/conectar/${back}`}>
              {connect}
            </Button>
            <Button variant="default" loading={practice.isPending} onClick={() => practice.mutate()}>
              {practiceLabel}
            </Button>
            <ErrorText error={practice.error} />
          </div>
        }
      />
    </Panel>
  );
}
